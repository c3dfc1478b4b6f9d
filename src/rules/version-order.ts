/** Version numbers: numeric parts of any length are compared as numbers; other schemes are text. */

type Parsed = { parts: number[]; suffix: string }

function parse(number: string): Parsed | undefined {
  const match = /^v?\s*(\d+(?:\.\d+)*)\s*[-_ ]?\s*([A-Za-z][\w.-]*)?$/i.exec(number.trim())
  if (!match) return undefined
  return { parts: (match[1] as string).split('.').map(Number), suffix: match[2]?.toLowerCase() ?? '' }
}

export function isNumeric(number: string): boolean {
  return parse(number) !== undefined
}

/**
 * Below zero where the first is lower; 0 where neither is higher: 1.0 and 1.0.0. `2.0-rc1` comes before
 * `2.0`. Undefined where either is of another scheme (`2023-Q4`, `Rev C`): those are ordered by date.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)]
  if (!left || !right) return undefined
  for (let i = 0; i < Math.max(left.parts.length, right.parts.length); i++) {
    const difference = (left.parts[i] ?? 0) - (right.parts[i] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.suffix === right.suffix) return 0
  if (left.suffix === '' || right.suffix === '') return left.suffix === '' ? 1 : -1
  return left.suffix < right.suffix ? -1 : 1
}

export type NumberedOn = { number: string; on: string }

/** Order for lists: by number where both are numeric, else by date. */
export function byVersion(a: NumberedOn, b: NumberedOn): number {
  const order = compareVersions(a.number, b.number)
  if (order !== undefined && order !== 0) return order
  return a.on < b.on ? -1 : a.on > b.on ? 1 : 0
}

/** Numbers only rise. Another scheme is text: any number that is not the same is accepted. */
export function isHigher(candidate: string, current: string): boolean {
  const order = compareVersions(candidate, current)
  return order === undefined ? candidate.trim() !== current.trim() : order > 0
}
