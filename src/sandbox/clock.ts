/** The wall clock, which nobody moves: rate limits, the journal and the silence of followers run on it. */
export type Wall = {
  /** Unix milliseconds. */
  now(): number
  /** Milliseconds that only ever grow. */
  elapsed(): number
}

export const systemWall: Wall = { now: () => Date.now(), elapsed: () => performance.now() }
