import type { Day, ObligationKind, PolicyStatus, Posture } from '../rules/terms.ts'
import { isWord, type Token } from './command-tokens.ts'
import { type FilterWord, refuseUse } from './command-words.ts'
import { type Days, readDays, readKind, sayDays, writeDays, writeKind } from './filter-days.ts'
import { type Month, readMonth, sayMonth } from './filter-month.ts'
import { readPosture } from './posture-words.ts'

/** What a list is narrowed to. */
export type Filter = {
  status: PolicyStatus | null
  /** All of them at once. */
  postures: readonly Posture[]
  month: Month | null
  days: Days | null
  /** Of what is owed. */
  kind: ObligationKind | null
  /** A person's id in Slack, or the reader. */
  owner: { slackId: string } | 'me' | null
  tag: string | null
  component: string | null
  text: string | null
}

export type Page = { filter: Filter; page: number }

export const noFilter: Filter = {
  status: null,
  postures: [],
  month: null,
  days: null,
  kind: null,
  owner: null,
  tag: null,
  component: null,
  text: null,
}

const statuses = ['draft', 'active', 'retired'] as const

type Reading = { word: FilterWord; filter: Filter; tokens: readonly Token[] }

/** After `due` a month may follow at once. */
export function readFilter(word: FilterWord, tokens: readonly Token[]): Page {
  const reading: Reading = { word, filter: { ...noFilter }, tokens }
  const text: string[] = []
  const first = word === 'due' ? readMonth(tokens, 0) : null
  let page = 1
  let at = first === null ? 0 : set(reading, 'month', first.value, first.taken)
  while (at < tokens.length) {
    const number = pageAt(reading, at)
    const taken = number === null ? readOne(reading, at) : 2
    if (number !== null) page = number
    if (taken === 0) text.push(textOf(reading, at))
    at += taken || 1
  }
  return { filter: { ...reading.filter, text: text.join(' ').trim() || null }, page }
}

/** How many pieces were understood from a place on; 0 where it is text to look for. */
function readOne(reading: Reading, at: number): number {
  const token = reading.tokens[at] as Token
  if (token.is === 'person') return set(reading, 'owner', { slackId: token.id })
  if (token.is !== 'word') return 0
  const found = readPosture(reading.tokens, at)
  // What is owed by people is overdue or not, whatever else the policy counts as.
  if (found && (reading.word === 'list' || found.posture === 'overdue')) return addPosture(reading, found)
  const word = token.text.toLowerCase()
  const status = statuses.find((one) => one === word)
  if (status) return set(reading, 'status', status)
  if (word === 'mine') return set(reading, 'owner', 'me')
  if (word === 'owner') return readOwner(reading, reading.tokens[at + 1])
  if (word.startsWith('tag:')) return readNamed(reading, 'tag', token.text.slice(4))
  if (word.startsWith('component:')) return readNamed(reading, 'component', token.text.slice(10))
  const kind = reading.word === 'due' ? readKind(word) : null
  if (kind) return set(reading, 'kind', kind)
  const days = readDays(word === 'due' ? reading.tokens[at + 1]?.text : word)
  if (days) return set(reading, 'days', days, word === 'due' ? 2 : 1)
  if (word !== 'due') return 0
  const month = readMonth(reading.tokens, at + 1)
  if (month === null) {
    const isIn = isWord(reading.tokens[at + 1], 'in')
    return wrong(reading, `a month after "${isIn ? 'due in' : 'due'}"`, reading.tokens[at + (isIn ? 2 : 1)])
  }
  return set(reading, 'month', month.value, 1 + month.taken)
}

function readOwner(reading: Reading, token: Token | undefined): number {
  if (token?.is === 'person') return set(reading, 'owner', { slackId: token.id }, 2)
  if (isWord(token, 'me')) return set(reading, 'owner', 'me', 2)
  return wrong(reading, 'a person after "owner", chosen from those that Slack offers once @ is typed', token)
}

function addPosture({ filter }: Reading, { posture, taken }: { posture: Posture; taken: number }): number {
  if (!filter.postures.includes(posture)) filter.postures = [...filter.postures, posture]
  return taken
}

function readNamed(reading: Reading, key: 'tag' | 'component', name: string): number {
  return name === ''
    ? wrong(reading, `a ${key} right after "${key}:", in quotation marks where it has spaces`, undefined)
    : set(reading, key, name)
}

/** Each once: of two owners, or two months, one would be dropped in silence. */
function set<Key extends keyof Filter>(
  { word, filter }: Reading,
  key: Key,
  value: Filter[Key],
  taken = 1,
): number {
  const known = filter[key]
  if (known !== noFilter[key] && JSON.stringify(known) !== JSON.stringify(value))
    refuseUse(word, `Expected one ${key}, but two came`)
  filter[key] = value
  return taken
}

function pageAt(reading: Reading, at: number): number | null {
  const number = reading.tokens[at + 1]
  if (!isWord(reading.tokens[at], 'page') || number?.is !== 'word' || !/^\d+$/.test(number.text)) return null
  return /^[1-9]\d{0,4}$/.test(number.text) ? Number(number.text) : wrong(reading, 'a page from 1 on', number)
}

function textOf(reading: Reading, at: number): string {
  const token = reading.tokens[at] as Token
  if (token.is === 'word' || token.is === 'quoted') return token.text
  return wrong(reading, 'words to look for, or a person', token)
}

function wrong({ word }: Reading, expected: string, came: Token | undefined): never {
  const what = came === undefined ? 'nothing' : came.is === 'word' ? `"${came.text}"` : `a ${came.is}`
  return refuseUse(word, `Expected ${expected}, but ${what} came`)
}

/** Quotation marks end what stands in them: what has some is looked for without. */
const escaped = (text: string) =>
  text
    .replace(/["“”„‟«»`]/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')

/** As it would be typed, and as it travels on a button. */
export function sayFilter(filter: Filter): string {
  const { status, postures, month, days, kind, owner, tag, component, text } = filter
  const words = [
    status,
    ...postures,
    month && `due in ${sayMonth(month)}`,
    days && `due ${writeDays(days)}`,
    kind && writeKind(kind),
    owner === 'me' ? 'mine' : owner && `owner <@${owner.slackId}>`,
    tag === null ? null : `tag:"${escaped(tag)}"`,
    component === null ? null : `component:"${escaped(component)}"`,
    text === null ? null : `"${escaped(text)}"`,
  ]
  return words.filter((word) => word !== null).join(' ')
}

/** The same in words for people, without the owner, who has a name. */
export function wordsOf(filter: Filter, today: Day): string[] {
  const { status, postures, month, days, kind, owner, tag, component, text } = filter
  const words = [
    status,
    ...postures,
    month && `due in ${sayMonth(month)}`,
    days && sayDays(days, today),
    kind && writeKind(kind),
    owner === 'me' ? 'yours' : null,
    tag === null ? null : `tag “${tag}”`,
    component === null ? null : `component “${component}”`,
    text === null ? null : `“${text}”`,
  ]
  return words.filter((word) => word !== null)
}
