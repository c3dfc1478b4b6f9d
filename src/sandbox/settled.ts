import type { Sandbox } from './context.ts'

/** What is under way between the workspace and the app. */
export type Activity = {
  /** A call or a delivery begins; the answer is called when it has ended. */
  begin(): () => void
  /** The app acknowledged without a word: its first call may still come. */
  expectCall(): void
  /** Resolves when nothing is under way and nothing came for a short time, or when patience ends. */
  quiet(): Promise<void>
}

const TURNS = 20

type Waits = { quietMs: number; firstCallMs: number; settledMs: number }

export function createActivity(waits: Waits): Activity {
  let underWay = 0
  let calming: NodeJS.Timeout | undefined
  const waiting = new Set<() => void>()

  function wakeIfQuiet(): void {
    if (underWay > 0 || calming !== undefined) return
    for (const wake of [...waiting]) wake()
  }

  function calmAfter(ms: number): void {
    clearTimeout(calming)
    const own = setTimeout(() => breathe(own, TURNS), ms)
    calming = own
    own.unref()
  }

  /** On a busy machine the time is over before what came meanwhile was read: some turns of the loop more. */
  function breathe(own: NodeJS.Timeout, turns: number): void {
    if (calming !== own) return
    if (turns > 0) return void setImmediate(() => breathe(own, turns - 1))
    calming = undefined
    wakeIfQuiet()
  }

  return {
    begin() {
      underWay += 1
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        underWay -= 1
        calmAfter(waits.quietMs)
      }
    },
    expectCall: () => calmAfter(waits.firstCallMs),
    quiet: () =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(patience)
          waiting.delete(wake)
          resolve()
        }
        const patience = setTimeout(wake, waits.settledMs)
        waiting.add(wake)
        wakeIfQuiet()
      }),
  }
}

/** Resolves when the app has done what it does about the last happening. */
export function settled(sandbox: Sandbox): Promise<void> {
  return sandbox.wire.activity.quiet()
}
