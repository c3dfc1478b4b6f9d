/** How often each may come: so many at once, and as many a minute. Answers how many seconds to wait; 0 where it may. */
export function makePace(most: number, monotonic: () => number): (name: string) => number {
  const states = new Map<string, { left: number; at: number }>()
  return (name) => {
    const now = monotonic()
    const { left, at } = states.get(name) ?? { left: most, at: now }
    const grown = Math.min(most, left + ((now - at) / 60_000) * most)
    const isFree = grown >= 1
    states.set(name, { left: isFree ? grown - 1 : grown, at: now })
    return isFree ? 0 : Math.ceil(((1 - grown) * 60) / most)
  }
}
