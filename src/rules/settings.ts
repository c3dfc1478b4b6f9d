import { parseDay, parseZone } from './calendar.ts'
import {
  type ByCategory,
  defaultCriteria,
  defaultReviewDays,
  longestCriteria,
  readCriteria,
  readDays,
  readReviewDays,
} from './event-settings.ts'
import { components, readComponents } from './programme.ts'
import { refuse } from './refusal.ts'
import type { RoutingRule } from './routing.ts'
import { readRoutingRules, ruleExample } from './rule-text.ts'
import type { Day } from './terms.ts'
import { type Reader, type TimeSettings, timeDefaults, timeReaders } from './time-settings.ts'

/** The workspace's settings: each with its default, how a person's text is read, and what fits. */

export type Settings = {
  timeZone: string | null
  country: string | null
  region: string | null
  weekend: number[]
  closedDays: Day[]
  /** Ids of people in the order in which they stand in; on the command line their e-mail addresses. */
  policyManagers: string[]
  approvers: string[]
  /** They read everything and write nothing. */
  auditors: string[]
  quorum: 'any' | 'all' | number
  approveInOrder: boolean
  singleApprover: boolean
  /** A channel's id. */
  governanceChannel: string | null
  minorVersions: 'tell' | 'acknowledge'
  portalUrl: string | null
  /** Beside the kinds of data: services, jurisdictions and whatever else reports are sorted by. */
  tags: string[]
  /** The parts of the security programme that policies are to cover. */
  components: string[]
  /** What makes an event significant, shown to who decides on one. */
  criteria: ByCategory<string>
  /** Calendar days from the decision to the end of the review. */
  reviewDays: ByCategory<number>
  /** Business days where a law holds already. */
  lawDays: number
  /** In the order in which they are asked. */
  routingRules: RoutingRule[]
} & TimeSettings

export type SettingKey = keyof Settings

export const defaults: Settings = {
  timeZone: null,
  country: null,
  region: null,
  weekend: [6, 7],
  closedDays: [],
  policyManagers: [],
  approvers: [],
  auditors: [],
  quorum: 'any',
  approveInOrder: false,
  singleApprover: false,
  governanceChannel: null,
  minorVersions: 'tell',
  portalUrl: null,
  tags: [],
  components: [...components],
  criteria: defaultCriteria,
  reviewDays: defaultReviewDays,
  lawDays: 10,
  routingRules: [],
  ...timeDefaults,
}

/** Settings that are told apart by category, or lists of rules: each has a window of its own. */
export const eventSettings = [
  'criteria',
  'reviewDays',
  'lawDays',
  'routingRules',
] as const satisfies readonly SettingKey[]

/** Settings that name people: given as e-mail addresses, kept as ids. */
export const peopleSettings: readonly SettingKey[] = ['policyManagers', 'approvers', 'auditors']

/** Each word once, in their order. */
const list = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))]
const listOf = (text: string, fits: (word: string) => boolean): string[] | undefined => {
  const words = list(text)
  return words.length > 0 && words.every(fits) ? words : undefined
}
const emails: Reader<string[]> = {
  expected: 'one or more e-mail addresses',
  read: (text) => listOf(text.toLowerCase(), (word) => /^[^@\s]+@[^@\s]+$/.test(word)),
}
const yesOrNo: Reader<boolean> = {
  expected: 'yes or no',
  read: (text) => (/^(yes|true|on)$/i.test(text) ? true : /^(no|false|off)$/i.test(text) ? false : undefined),
}

const readers: { [Key in SettingKey]: Reader<Settings[Key]> } = {
  timeZone: { expected: 'a zone of the IANA list such as Europe/Vienna', read: (text) => parseZone(text) },
  country: {
    expected: 'a two-letter country code such as AT',
    read: (text) => (/^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : undefined),
  },
  region: {
    expected: "a region's short code such as BY",
    read: (text) => (/^[A-Za-z0-9-]{1,6}$/.test(text) ? text.toUpperCase() : undefined),
  },
  weekend: { expected: '1 to 6 weekdays as numbers, 1 is Monday, such as "6 7"', read: readWeekend },
  closedDays: {
    expected: 'days such as "2027-12-24 2027-12-31"',
    read: (text) => listOf(text, (word) => parseDay(word) !== undefined)?.sort(),
  },
  policyManagers: emails,
  approvers: emails,
  auditors: emails,
  quorum: {
    expected: 'any, all, or a number from 1 to 99',
    read: (text) => {
      if (/^(any|all)$/i.test(text)) return text.toLowerCase() as 'any' | 'all'
      return /^[1-9]\d?$/.test(text) ? Number(text) : undefined
    },
  },
  approveInOrder: yesOrNo,
  singleApprover: yesOrNo,
  governanceChannel: {
    expected: "a channel's id such as C0123456789",
    read: (text) => (/^[CG][A-Z0-9]{2,}$/.test(text) ? text : undefined),
  },
  minorVersions: {
    expected: 'tell or acknowledge',
    read: (text) => (['tell', 'acknowledge'] as const).find((word) => word === text.toLowerCase()),
  },
  portalUrl: {
    expected: 'an address such as https://policies.example.com',
    read: (text) => (/^https?:\/\/[^\s/?#]+\S*$/.test(text) ? text.replace(/\/+$/, '') : undefined),
  },
  tags: {
    expected: 'tags of at most 60 characters with commas between, such as "billing service, Switzerland"',
    read: readTags,
  },
  components: {
    expected: 'at most 100 components of at most 75 characters, each on a line or between semicolons',
    read: readComponents,
  },
  criteria: {
    expected: `one line for each category, such as "security_event: Data was harmed", of at most ${longestCriteria} characters, or a JSON object`,
    read: readCriteria,
  },
  reviewDays: {
    expected: 'days from 1 to 365 by category, such as "security_event 14, platform_change 60"',
    read: readReviewDays,
  },
  lawDays: { expected: 'a number of business days from 1 to 365', read: readDays },
  routingRules: {
    expected: `one rule a line, such as "${ruleExample}", or a JSON list; a rule without triage names its category`,
    read: readRoutingRules,
  },
  ...timeReaders,
}

function readTags(text: string): string[] | undefined {
  const tags = text.split(/[,;\n]/).map((tag) => tag.replace(/\s+/g, ' ').trim())
  const named = [...new Set(tags.filter((tag) => tag !== ''))]
  return named.length > 0 && named.every((tag) => tag.length <= 60) ? named : undefined
}

function readWeekend(text: string): number[] | undefined {
  const days = listOf(text, (word) => /^[1-7]$/.test(word))
  return days && days.length <= 6 ? days.map(Number).sort() : undefined
}

export const settingKeys = Object.keys(defaults) as SettingKey[]

export function parseSettingKey(text: string): SettingKey {
  const key = settingKeys.find((known) => known.toLowerCase() === text.toLowerCase())
  return key ?? refuse('unknown_setting', { key: text, nearest: nearest(text, settingKeys) })
}

/**
 * What a person typed for a setting, as its value; an empty text or "none" is the default. `name` is what the setting
 * is called where it was typed.
 */
export function parseSetting<Key extends SettingKey>(
  key: Key,
  text: string,
  name: string = key,
): Settings[Key] {
  if (/^(none)?$/i.test(text.trim())) return defaults[key]
  const value = readers[key].read(text.trim())
  return value ?? refuse('bad_setting', { key: name, value: text, expected: readers[key].expected }, key)
}

/** What is stored of the settings, laid over what they begin as. */
export function settingsFrom(stored: readonly { key: string; value: string }[]): Settings {
  return { ...defaults, ...Object.fromEntries(stored.map(({ key, value }) => [key, JSON.parse(value)])) }
}

/** What no reader of one value can see: that people are written to before their hours end. */
export function requireHours({ sendingHour, closingHour }: Settings): void {
  if (sendingHour < closingHour) return
  const expected = `an hour after ${sendingHour}, from when on messages go`
  refuse('bad_setting', { key: 'closingHour', value: closingHour, expected }, 'closingHour')
}

/** The known word with the fewest edits to a typed one. */
export function nearest(typed: string, known: readonly string[]): string {
  const scored = known.map((word) => ({ word, edits: edits(typed.toLowerCase(), word.toLowerCase()) }))
  scored.sort((a, b) => a.edits - b.edits)
  return scored[0]?.word ?? ''
}

/** Levenshtein distance, where two neighbours that changed places are one edit. */
export function edits(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isTurned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const turn = isTurned ? (before[j - 2] as number) + 1 : swap
      next.push(Math.min(swap, turn, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    before = row
    row = next
  }
  return row[b.length] as number
}
