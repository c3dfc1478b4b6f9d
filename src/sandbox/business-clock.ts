import { CHOICES } from './choices.ts'
import type { Wall } from './clock.ts'
import { createFollowers, type Followers } from './followers.ts'

/** What is written down, so that a restart goes on where it was. */
export type ClockState = { businessMs: number; wallMs: number; generation: number }
export type Moved = { now: string; stops: number; unsettled?: string[] }

export type BusinessClock = {
  now(): number
  generation(): number
  ticking: boolean
  moving(): boolean
  followers: Followers
  /** Walks to the target and stops wherever a follower has something due. */
  advance(targetOf: (now: number) => number): Promise<Moved>
  /** Jumps. Undefined when the instant is in the past: business time only moves forward. */
  set(instant: number): Promise<Moved | undefined>
  /** Resolves at once when the generation is not the current one, else at the next move or after the wait. */
  changed(after: number | undefined, waitMs: number): Promise<void>
  state(): ClockState
  /** Ends a walk where it is. */
  stop(): void
}

type Options = { ticking: boolean; start: ClockState; wall: Wall; onMove: (state: ClockState) => void }

/**
 * The business clock: message ts, `updated`, `created`. It runs with the wall clock or stands still between moves.
 */
export function createBusinessClock({ ticking, start, wall, onMove }: Options): BusinessClock {
  let base = start.businessMs
  let basedAt = start.wallMs
  let generation = start.generation
  let moves = 0
  let stopped = false
  let queue: Promise<unknown> = Promise.resolve()
  const waiting = new Set<() => void>()
  const followers = createFollowers(() => generation, wall)

  const now = () => (ticking ? base + Math.max(0, wall.now() - basedAt) : base)
  const state = () => ({ businessMs: now(), wallMs: wall.now(), generation })

  function stopAt(instant: number): void {
    base = Math.max(now(), instant)
    basedAt = wall.now()
    generation += 1
    onMove(state())
    for (const wake of [...waiting]) wake()
  }

  function moved<Result>(move: () => Promise<Result>): Promise<Result> {
    const run = queue.then(async () => {
      moves += 1
      onMove(state())
      try {
        return await move()
      } finally {
        moves -= 1
        onMove(state())
      }
    })
    queue = run.catch(() => undefined)
    return run
  }

  const answer = (stops: number, unsettled: Set<string>): Moved => ({
    now: new Date(now()).toISOString(),
    stops,
    ...(unsettled.size > 0 ? { unsettled: [...unsettled] } : {}),
  })

  return {
    now,
    generation: () => generation,
    ticking,
    moving: () => moves > 0,
    followers,
    state,
    stop() {
      stopped = true
      followers.stop()
    },
    advance: (targetOf) =>
      moved(async () => {
        const unsettled = new Set<string>()
        const target = targetOf(now())
        let stops = 0
        do {
          for (const name of await followers.settled()) unsettled.add(name)
          if (stopped) break
          stopAt(Math.min(target, followers.nextDueAfter(now()) ?? target))
          stops += 1
        } while (now() < target)
        for (const name of await followers.settled()) unsettled.add(name)
        return answer(stops, unsettled)
      }),
    set: (instant) =>
      moved(async () => {
        if (instant < now()) return undefined
        stopAt(instant)
        return answer(1, new Set(await followers.settled()))
      }),
    changed(after, waitMs) {
      if (after !== generation) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, Math.min(waitMs, CHOICES.clockPollMs))
        timer.unref()
        waiting.add(wake)
      })
    },
  }
}
