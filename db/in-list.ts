/**
 * What `in` looks among: as long as the next power of two, the last value repeated. Each length is a statement of
 * its own, and every statement is kept; see native.ts.
 */
export function inList<T>(values: readonly T[]): T[] {
  const last = values.at(-1)
  if (last === undefined) return []
  const length = 2 ** Math.ceil(Math.log2(values.length))
  return [...values, ...Array<T>(length - values.length).fill(last)]
}
