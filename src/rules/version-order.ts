/** Version numbers: numeric parts of any length are compared as numbers; other schemes are text. */

type Parsed = { parts: string[]; stage: string; count: string }

/** What may follow the parts of a number that is on its way to that number: `2.0-rc1`, `2.0 draft`. */
const numbered = /^v?\s*(\d+(?:\.\d+)*)(?:\s*[-_. ]?\s*(alpha|beta|dev|draft|pre|preview|rc)[-_. ]?(\d*))?$/

function parse(number: string): Parsed | undefined {
  const match = numbered.exec(number.trim().toLowerCase())
  if (!match) return undefined
  return { parts: (match[1] as string).split('.'), stage: match[2] ?? '', count: match[3] ?? '' }
}

/** Digits as a whole number, however many there are. */
function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  if (left.length !== right.length) return left.length - right.length
  return left === right ? 0 : left < right ? -1 : 1
}

/**
 * Below zero where the first is lower; 0 where neither is higher: 1.0 and 1.0.0. `2.0-rc1` comes before
 * `2.0`. Undefined where either is of another scheme (`2023-Q4`, `Rev C`): those are ordered by date.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)]
  if (!left || !right) return undefined
  for (let i = 0; i < Math.max(left.parts.length, right.parts.length); i++) {
    const difference = compareDigits(left.parts[i] ?? '', right.parts[i] ?? '')
    if (difference !== 0) return difference
  }
  if (left.stage === right.stage) return compareDigits(left.count, right.count)
  if (left.stage === '' || right.stage === '') return left.stage === '' ? 1 : -1
  return left.stage < right.stage ? -1 : 1
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

/** What the next number may be, `3.1` and `4.0` after `3.0`; null after one of another scheme. */
export function nextNumbers(current: string): { minor: string; major: string } | null {
  const [first, second] = parse(current)?.parts ?? []
  if (first === undefined) return null
  const next = (digits: string | undefined) => String(BigInt(digits ?? '0') + 1n)
  return { minor: `${first}.${next(second)}`, major: `${next(first)}.0` }
}
