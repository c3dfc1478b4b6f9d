import { addDays, parseDay } from '../rules/calendar.ts'
import type { Day } from '../rules/terms.ts'
import { type Cell, isEmpty, isPlaceholder, saysNothing } from './fields.ts'

/** Days as registers write them. What a machine's zone would change is never used. */

export type DayOrder = 'dmy' | 'mdy' | 'ymd'

export type DayReading =
  | { kind: 'nothing'; words: string | null }
  | { kind: 'day'; day: Day; note: string | null }
  /** All figures: which is the day and which the month, the whole column decides. */
  | { kind: 'figures'; byOrder: Partial<Record<DayOrder, Day>>; note: string | null }
  /** Written like a day, but the calendar has no such day. */
  | { kind: 'impossible' }
  | { kind: 'unreadable' }

export function readDay(cell: Cell): DayReading {
  const text = cell.text.trim()
  if (cell.kind === 'no result' || cell.kind === 'day') return readTyped(text)
  if (isEmpty(text)) return { kind: 'nothing', words: null }
  if (saysNothing(text) || isPlaceholder(text)) return { kind: 'nothing', words: text }
  const serial = cell.serialDay ?? serialDay(text)
  if (serial !== undefined)
    return { kind: 'day', day: serial, note: `${text} is a spreadsheet's day number: ${serial}` }
  const { date, dropped } = withoutTime(text)
  const reading = readFigures(date) ?? readNamedMonth(date) ?? readMonth(date) ?? { kind: 'unreadable' }
  if (dropped === null || !('note' in reading)) return reading
  return {
    ...reading,
    note: [reading.note, `the time of day ${dropped} is left out`].filter(Boolean).join('; '),
  }
}

function readTyped(text: string): DayReading {
  const day = parseDay(text)
  return day === undefined ? { kind: 'nothing', words: null } : { kind: 'day', day, note: null }
}

/** Spreadsheets count days from 1899-12-30; five figures from 1954 to 2119 are no other kind of date. */
export function serialDay(text: string, from = '1899-12-30'): Day | undefined {
  if (!/^\d{5}(?:\.\d+)?$/.test(text)) return undefined
  const number = Math.floor(Number(text))
  return number >= 20_000 && number <= 80_000 ? addDays(from, number) : undefined
}

function withoutTime(text: string): { date: string; dropped: string | null } {
  const found =
    /^(.*\d)(?:T|,? +)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?)(?: ?(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2}))?$/i.exec(
      text,
    )
  if (found?.[1] === undefined || found[2] === undefined) return { date: text, dropped: null }
  const midnight = /^(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?a\.?m\.?)$/i.test(found[2])
  return { date: found[1], dropped: midnight ? null : found[2] }
}

function dayOf(year: string, month: string, day: string): Day | undefined {
  const fullYear = year.length === 2 ? `20${year}` : year
  return parseDay(`${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

function readFigures(text: string): DayReading | undefined {
  const parts = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})\.?$/.exec(text)
  if (!parts) return undefined
  const [, a = '', separator, b = '', c = ''] = parts
  if (a.length === 4 && c.length <= 2) {
    const day = dayOf(a, b, c)
    return day === undefined ? { kind: 'impossible' } : { kind: 'day', day, note: null }
  }
  if (a.length > 2 || !(c.length === 4 || c.length === 2)) return undefined
  const candidates: Record<DayOrder, Day | undefined> = {
    dmy: dayOf(c, b, a),
    mdy: dayOf(c, a, b),
    ymd: c.length === 2 && separator === '-' && a.length === 2 ? dayOf(a, b, c) : undefined,
  }
  const byOrder = Object.fromEntries(Object.entries(candidates).filter(([, day]) => day !== undefined))
  if (Object.keys(byOrder).length === 0) return { kind: 'impossible' }
  return {
    kind: 'figures',
    byOrder,
    note: c.length === 2 ? `the year of ${text} is taken as one of this century` : null,
  }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthName =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const dayFirst = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th)?[ ./-]+(?:of )?${monthName},?[ ./-]+(\\d{4}|\\d{2})$`,
  'i',
)
const monthFirst = new RegExp(`^${monthName} +(\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{4})$`, 'i')
const monthAlone = new RegExp(`^${monthName},? +(\\d{4})$`, 'i')

const monthNumber = (name: string) => String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1)

function readNamedMonth(text: string): DayReading | undefined {
  const plain = text.replace(/^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +/i, '')
  const first = dayFirst.exec(plain)
  const [day, month, year] = first ? [first[1], first[2], first[3]] : swap(monthFirst.exec(plain))
  if (day === undefined || month === undefined || year === undefined) return undefined
  const found = dayOf(year, monthNumber(month), day)
  if (found === undefined) return { kind: 'impossible' }
  return {
    kind: 'day',
    day: found,
    note: year.length === 2 ? `the year of ${text} is taken as one of this century` : null,
  }
}

function swap(found: RegExpExecArray | null): (string | undefined)[] {
  return found ? [found[2], found[1], found[3]] : []
}

/** Only the earlier reading of a month keeps "at least annually": its first day. */
function readMonth(text: string): DayReading | undefined {
  const figures = /^(?:(\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2}))$/.exec(text)
  const named = monthAlone.exec(text)
  if (!figures && !named) return undefined
  const year = figures?.[2] ?? figures?.[3] ?? named?.[2] ?? ''
  const month = figures?.[1] ?? figures?.[4] ?? monthNumber(named?.[1] ?? '')
  const day = dayOf(year, month, '1')
  if (day === undefined) return { kind: 'impossible' }
  return { kind: 'day', day, note: `${text} names a month only: its first day, ${day}, is taken` }
}

export type ColumnOrder =
  | { kind: 'settled'; order: DayOrder }
  /** Every order fits, or none does: the values that differ by order must be asked. */
  | { kind: 'open'; choices: DayOrder[]; mixed: boolean }

/** One unambiguous value settles the whole column; no row decides for itself. */
export function settleOrder(readings: DayReading[]): ColumnOrder {
  const figures = readings.flatMap((reading) => (reading.kind === 'figures' ? [reading.byOrder] : []))
  const all: DayOrder[] = ['dmy', 'mdy', 'ymd']
  const fitting = all.filter((order) => figures.every((byOrder) => byOrder[order] !== undefined))
  const [only] = fitting
  if (fitting.length === 1 && only !== undefined) return { kind: 'settled', order: only }
  if (figures.length === 0) return { kind: 'settled', order: 'ymd' }
  const mixed = fitting.length === 0
  return {
    kind: 'open',
    choices: mixed ? all.filter((order) => figures.some((byOrder) => byOrder[order])) : fitting,
    mixed,
  }
}
