import { keyOf } from '../../rules/name-key.ts'
import { edits } from '../../rules/settings.ts'

/** Policies that somebody means who does not know a title by heart. */

export type Titled = { id: string; code: string; title: string }

/** The names that a person may mean: as it is, and without the words around it. */
export function namesIn(named: string): string[] {
  const whole = keyOf(named)
  const bare = whole.replace(/^(?:the|our|my|a) /, '').replace(/ (?:policy|policies|standard|procedure)$/, '')
  return [...new Set([whole, whole.replace(/^(?:the|our|my|a) /, ''), bare])].filter((name) => name !== '')
}

/** Those that have it in their title. */
export function titlesWith(named: string, all: readonly Titled[]): Titled[] {
  const names = namesIn(named)
  return all.filter(({ title }) => names.some((name) => ` ${keyOf(title)} `.includes(` ${name} `)))
}

/** Those whose code or title has every word of it, in whatever order and with slips of the keys; the nearest first. */
export function nearTitles(named: string, all: readonly Titled[], most = 3): Titled[] {
  const wanted = wordsOf(namesIn(named).at(-1) ?? '')
  if (wanted.length === 0 || wanted.length > mostWords) return []
  const distances = wanted.map(() => new Map<string, number>())
  const far = (one: Titled) => farness(wanted, [keyOf(one.code), ...wordsOf(keyOf(one.title))], distances)
  return all
    .map((one) => ({ one, far: far(one) }))
    .filter((scored) => scored.far !== null)
    .sort((a, b) => (a.far as number) - (b.far as number))
    .slice(0, most)
    .map(({ one }) => one)
}

const mostWords = 8
const small = new Set(['and', 'of', 'the', 'a', 'for', 'in', 'on', 'to'])
const wordsOf = (name: string) =>
  name.split(/[^\p{L}\p{N}-]+/u).filter((word) => word !== '' && !small.has(word))

/** How many slips there are, with a little for each word of the title that was not said; null where one is too far off. */
function farness(
  wanted: readonly string[],
  words: readonly string[],
  distances: readonly Map<string, number>[],
): number | null {
  let sum = words.length / 100
  for (const [index, word] of wanted.entries()) {
    const least = Math.min(
      ...words.map((other) => slips(word, other, distances[index] as Map<string, number>)),
    )
    if (least > mostSlips(word)) return null
    sum += least
  }
  return sum
}

const mostSlips = (word: string) => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2)

/** Titles share their words: each pair is measured once. */
function slips(word: string, other: string, known: Map<string, number>): number {
  const found = known.get(other)
  if (found !== undefined) return found
  const isFar = Math.abs(word.length - other.length) > mostSlips(word)
  const counted = isFar ? Number.POSITIVE_INFINITY : edits(word, other)
  known.set(other, counted)
  return counted
}
