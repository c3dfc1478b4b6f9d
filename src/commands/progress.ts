import { monotonic } from '../clock.ts'
import type { Output } from './output.ts'

const quietMilliseconds = 1000
const betweenMilliseconds = 200

/** A count that rises on the terminal while work takes longer than a second; nothing where nobody watches. */
export function startProgress(
  output: Output,
  what: string,
): { at(done: number, of?: number): void; end(): void } {
  const started = monotonic()
  let shownAt = started + quietMilliseconds - betweenMilliseconds
  let isShown = false
  return {
    at(done, of) {
      const now = monotonic()
      if (!output.isWatched || now < shownAt + betweenMilliseconds) return
      shownAt = now
      isShown = true
      output.err(`\r${done}${of === undefined ? '' : ` of ${of}`} ${what}`)
    },
    end() {
      if (isShown) output.err('\r\u001b[K')
    },
  }
}
