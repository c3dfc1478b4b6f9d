import { CHOICES } from './choices.ts'
import type { Wall } from './clock.ts'

type Follower = {
  settled: number
  nextDueAt: number | null
  /** Wall clock of its last word. */
  seenAt: number
  polls: number
}

export type Followers = {
  /** Called when it begins to wait for the clock; the answer is called when that wait ends. */
  polling(name: string): () => void
  settle(name: string, generation: number, nextDueAt: number | null): void
  /** The earliest instant after `now` at which somebody has something due. */
  nextDueAfter(now: number): number | undefined
  /** Resolves when all have settled the current generation, with the names of those that were given up. */
  settled(): Promise<string[]>
  /** Nobody is waited for any more. */
  stop(): void
}

/** Those who follow the clock: each says when its due work is done and when something is due next. */
export function createFollowers(generation: () => number, wall: Wall): Followers {
  const known = new Map<string, Follower>()
  const waiting = new Set<() => void>()
  let stopped = false
  const wakeAll = () => {
    for (const wake of [...waiting]) wake()
  }

  function heard(name: string): Follower {
    const follower = known.get(name) ?? { settled: -1, nextDueAt: null, seenAt: 0, polls: 0 }
    follower.seenAt = wall.now()
    known.set(name, follower)
    return follower
  }

  const silent = (follower: Follower) =>
    follower.polls === 0 && wall.now() - follower.seenAt >= CHOICES.followerSilenceMs

  const unsettled = () =>
    [...known].filter(([, follower]) => follower.settled !== generation()).map(([name]) => name)

  function woken(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      // A follower falls silent without telling, so look again now and then.
      const timer = setTimeout(wake, 250)
      waiting.add(wake)
    })
  }

  return {
    polling(name) {
      heard(name).polls += 1
      return () => {
        heard(name).polls -= 1
      }
    },
    settle(name, settledGeneration, nextDueAt) {
      const follower = heard(name)
      follower.settled = settledGeneration
      follower.nextDueAt = nextDueAt
      wakeAll()
    },
    nextDueAfter(now) {
      const due = [...known.values()].flatMap(({ nextDueAt }) =>
        nextDueAt !== null && nextDueAt > now ? [nextDueAt] : [],
      )
      return due.length > 0 ? Math.min(...due) : undefined
    },
    stop() {
      stopped = true
      wakeAll()
    },
    async settled() {
      const givenUp: string[] = []
      const patientUntil = wall.now() + CHOICES.followerPatienceMs
      for (;;) {
        const names = unsettled()
        if (names.length === 0 || stopped) return givenUp
        for (const name of names) {
          if (!silent(known.get(name)!) && wall.now() < patientUntil) continue
          known.delete(name)
          givenUp.push(name)
        }
        if (unsettled().length > 0) await woken()
      }
    },
  }
}
