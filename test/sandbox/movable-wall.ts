/** A wall clock that stands until it is moved. */
export function movableWall(start = '2026-11-25T08:00:00Z') {
  let now = Date.parse(start)
  return {
    now: () => now,
    elapsed: () => performance.now(),
    move(ms: number) {
      now += ms
    },
  }
}
