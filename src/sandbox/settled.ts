import type { Sandbox } from './context.ts'

/** What is under way between the workspace and the app. */
export type Activity = {
  /** A call or a delivery begins; the answer is called when it has ended. */
  begin(): () => void
  /** The app acknowledged a gesture without a word: its first call is still to come. */
  expectCall(): void
  /** Resolves when nothing is under way and nothing came for a short time, or when patience ends. */
  quiet(): Promise<void>
}

type Waits = { quietMs: number; firstCallMs: number; settledMs: number }

export function createActivity(waits: Waits): Activity {
  let underWay = 0
  let quietAt = 0
  const changed = new Set<() => void>()

  function calmUntil(ms: number): void {
    quietAt = performance.now() + ms
    for (const wake of [...changed]) wake()
  }

  /** Until something changes, at most so long. */
  function change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        changed.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      changed.add(wake)
    })
  }

  return {
    begin() {
      underWay += 1
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        underWay -= 1
        calmUntil(waits.quietMs)
      }
    },
    expectCall: () => calmUntil(waits.firstCallMs),
    async quiet() {
      const patientUntil = performance.now() + waits.settledMs
      for (;;) {
        const now = performance.now()
        if (now >= patientUntil) return
        if (underWay === 0 && now >= quietAt) return
        await change(Math.min(underWay > 0 ? Number.POSITIVE_INFINITY : quietAt - now, patientUntil - now))
      }
    },
  }
}

/** Resolves when the app has done what it does about the last happening. */
export function settled(sandbox: Sandbox): Promise<void> {
  return sandbox.wire.activity.quiet()
}
