import { isWord, type Token } from './command-tokens.ts'

/** A month that a list is narrowed to; without a year, the next one that comes. */
export type Month = { month: number; year: number | null }

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

type Read = { value: Month; taken: number }

/** `in March 2027`, `March`, `2027-03` from a place on; null where none is there. */
export function readMonth(tokens: readonly Token[], from: number): Read | null {
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

export function sayMonth({ month, year }: Month): string {
  const name = months[month - 1] as string
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${year === null ? '' : ` ${year}`}`
}

/** The first and last day of the month that is meant on a day. */
export function daysOfMonth({ month, year }: Month, today: string): { from: string; to: string } {
  const isOver = month < Number(today.slice(5, 7))
  const of = year ?? Number(today.slice(0, 4)) + (isOver ? 1 : 0)
  const start = `${of}-${String(month).padStart(2, '0')}`
  return { from: `${start}-01`, to: `${start}-31` }
}
