import type { PolicyStatus } from '../rules/terms.ts'
import type { Token } from './command-tokens.ts'
import { type FilterWord, refuseUse } from './command-words.ts'

/** What a list is narrowed to. */
export type Filter = {
  status: PolicyStatus | null
  isOverdue: boolean
  /** Without a year: the next one that comes. */
  month: { month: number; year: number | null } | null
  /** A person's id in Slack, or the reader. */
  owner: { slackId: string } | 'me' | null
  tag: string | null
  text: string | null
}

export type Page = { filter: Filter; page: number }

export const noFilter: Filter = {
  status: null,
  isOverdue: false,
  month: null,
  owner: null,
  tag: null,
  text: null,
}

const monthNames = 'january february march april may june july august september october november december'
const months = monthNames.split(' ')

/** `March`, `mar`; with the number 1 to 12. */
function monthOf(token: Token | undefined): number | null {
  if (token?.is !== 'word' || token.text.length < 3) return null
  const found = months.findIndex((name) => name.startsWith(token.text.toLowerCase()))
  return found === -1 ? null : found + 1
}

const yearAndMonth = /^((?:19|20)\d\d)-(0?[1-9]|1[0-2])$/
const yearAlone = /^(19|20)\d\d$/

type Read = { value: Filter['month']; taken: number }

/** `in March 2027`, `March`, `2027-03` from a place on; null where none is there. */
function readMonth(tokens: readonly Token[], from: number): Read | null {
  const isIn = isWord(tokens[from], 'in')
  const at = isIn ? from + 1 : from
  const taken = isIn ? 2 : 1
  const whole = yearAndMonth.exec(tokens[at]?.text ?? '')
  if (whole) return { value: { month: Number(whole[2]), year: Number(whole[1]) }, taken }
  const month = monthOf(tokens[at])
  if (month === null) return null
  const next = tokens[at + 1]
  return next?.is === 'word' && yearAlone.test(next.text)
    ? { value: { month, year: Number(next.text) }, taken: taken + 1 }
    : { value: { month, year: null }, taken }
}

const isWord = (token: Token | undefined, word: string) =>
  token?.is === 'word' && token.text.toLowerCase() === word

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
  const word = token.text.toLowerCase()
  const status = statuses.find((one) => one === word)
  if (status) return set(reading, 'status', status)
  if (word === 'overdue') return set(reading, 'isOverdue', true)
  if (word === 'mine') return set(reading, 'owner', 'me')
  if (word === 'owner') return readOwner(reading, reading.tokens[at + 1])
  if (word.startsWith('tag:')) return readTag(reading, token.text.slice(4))
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

function readTag(reading: Reading, tag: string): number {
  return tag === ''
    ? wrong(reading, 'a tag right after "tag:", in quotation marks where it has spaces', undefined)
    : set(reading, 'tag', tag)
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

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** As it would be typed, and as it travels on a button. */
export function sayFilter({ status, isOverdue, month, owner, tag, text }: Filter): string {
  const words = [
    status,
    isOverdue ? 'overdue' : null,
    month && `due in ${sayMonth(month)}`,
    owner === 'me' ? 'mine' : owner && `owner <@${owner.slackId}>`,
    tag === null ? null : `tag:"${escaped(tag)}"`,
    text === null ? null : `"${escaped(text)}"`,
  ]
  return words.filter((word) => word !== null).join(' ')
}

/** The same in words for people, without the owner, who has a name. */
export function wordsOf({ status, isOverdue, month, owner, tag, text }: Filter): string[] {
  const words = [
    status,
    isOverdue ? 'overdue' : null,
    month && `due in ${sayMonth(month)}`,
    owner === 'me' ? 'yours' : null,
    tag === null ? null : `tag “${tag}”`,
    text === null ? null : `“${text}”`,
  ]
  return words.filter((word) => word !== null)
}

function sayMonth({ month, year }: { month: number; year: number | null }): string {
  const name = months[month - 1] as string
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${year === null ? '' : ` ${year}`}`
}

/** The first and last day of the month that is meant on a day. */
export function daysOfMonth(
  { month, year }: { month: number; year: number | null },
  today: string,
): { from: string; to: string } {
  const isOver = month < Number(today.slice(5, 7))
  const of = year ?? Number(today.slice(0, 4)) + (isOver ? 1 : 0)
  const start = `${of}-${String(month).padStart(2, '0')}`
  return { from: `${start}-01`, to: `${start}-31` }
}
