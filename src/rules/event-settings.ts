import { type EventCategory, eventCategories } from './terms.ts'

/** The settings that are told apart by category, as texts: one line for each, or a JSON object. */

export type ByCategory<T> = Record<EventCategory, T>

/** What makes an event of a category significant, in the words that ship. */
export const defaultCriteria: ByCategory<string> = {
  security_event: 'Data, access or a service was harmed, or could have been, or a policy did not help.',
  service_change: 'A service is new, ends, or handles other data than before.',
  business_model_change: 'Other customers, markets or partners, or another way of earning money.',
  legal_requirement: 'A law, a standard or a contract demands something that no policy says yet.',
  organization_change: 'Responsibilities moved, a company was bought, or a location was opened or closed.',
  platform_change: 'Infrastructure, a provider or a technology that policies build on was replaced.',
}

/** Calendar days from the decision to the end of the review. */
export const defaultReviewDays: ByCategory<number> = {
  security_event: 30,
  service_change: 30,
  business_model_change: 30,
  legal_requirement: 30,
  organization_change: 30,
  platform_change: 30,
}

export const longestCriteria = 300

/** `security_event: What counts`, one a line; a category that is left out keeps the words that ship. */
export function readCriteria(text: string): ByCategory<string> | undefined {
  const pairs = pairsOf(text, /\n/)
  if (!pairs?.every(([, words]) => typeof words === 'string' && isShort(words))) return undefined
  const own = pairs.map(([category, words]) => [category, (words as string).trim()])
  return { ...defaultCriteria, ...Object.fromEntries(own) }
}

const isShort = (words: string) => words.trim() !== '' && words.length <= longestCriteria

/** `security_event 14, platform_change 60`; a category that is left out has 30. */
export function readReviewDays(text: string): ByCategory<number> | undefined {
  const pairs = pairsOf(text, /[\n,;]/)
  const days = pairs?.map(([category, value]) => [category, readDays(String(value))])
  if (!days?.every(([, value]) => value !== undefined)) return undefined
  return { ...defaultReviewDays, ...Object.fromEntries(days) }
}

export function readDays(text: string): number | undefined {
  const days = /^[1-9]\d{0,2}$/.test(text.trim()) ? Number(text) : Number.NaN
  return days <= 365 ? days : undefined
}

function pairsOf(text: string, between: RegExp): [EventCategory, unknown][] | undefined {
  const pairs = text.trimStart().startsWith('{') ? jsonPairs(text) : linePairs(text, between)
  if (!pairs || pairs.length === 0) return undefined
  return pairs.every(([category]) => isCategory(category)) ? (pairs as [EventCategory, unknown][]) : undefined
}

function jsonPairs(text: string): [string, unknown][] | undefined {
  const value = readJson(text)
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
}

function linePairs(text: string, between: RegExp): [string, unknown][] | undefined {
  const lines = text.split(between).filter((line) => line.trim() !== '')
  const pairs = lines.map((line) => /^\s*([a-z_]+)\s*[:=\s]\s*(.*)$/is.exec(line))
  const found = pairs.flatMap((pair) =>
    pair ? [[String(pair[1]).toLowerCase(), pair[2]] as [string, unknown]] : [],
  )
  return found.length === lines.length ? found : undefined
}

export const isCategory = (word: string): word is EventCategory =>
  (eventCategories as readonly string[]).includes(word)

/** Undefined where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
