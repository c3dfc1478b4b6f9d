import { DateTime, Duration, IANAZone } from 'luxon'
import type { Day, Instant } from './terms.ts'

/**
 * All work with days, instants and zones. Nothing else imports Luxon: it turns bad input into an
 * invalid object that travels on in silence, so input is parsed here once, or refused.
 */

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const millisecondsADay = 86_400_000

/** A real calendar day in strict ISO form, else undefined: `2026-02-30` is no day. */
export function parseDay(text: string): Day | undefined {
  if (!dayPattern.test(text)) return undefined
  const parsed = DateTime.fromISO(text, { zone: 'utc' })
  return parsed.isValid && parsed.year >= 1900 ? text : undefined
}

/** Whole, because a bare `10:00Z` would be read as that time of today. */
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):?[0-5]\d)$/

/** An ISO 8601 date and time with `Z` or an offset, in the one format that all instants have; else undefined. */
export function parseInstant(text: string): Instant | undefined {
  if (!instantPattern.test(text)) return undefined
  const parsed = DateTime.fromISO(text, { setZone: true })
  return parsed.isValid ? toInstant(parsed) : undefined
}

/** Finding out costs a tenth of a millisecond, and there are a few hundred names. */
const zoneNames = new Map<string, boolean>()

function isZoneName(text: string): boolean {
  const known = zoneNames.get(text)
  if (known !== undefined) return known
  if (zoneNames.size > 1000) zoneNames.clear()
  const isName = /^[A-Za-z]/.test(text) && IANAZone.isValidZone(text)
  zoneNames.set(text, isName)
  return isName
}

/**
 * A zone name as the platform sends it, links and reversed signs included; else undefined. An offset such
 * as `+05:00` is no name, though later versions of Node take it for one.
 */
export function parseZone(text: string | null | undefined): string | undefined {
  return text && isZoneName(text) ? text : undefined
}

function toInstant(time: DateTime): Instant {
  return time.toUTC().toISO({ precision: 'milliseconds' }) as Instant
}

function epochDay(day: Day): number {
  return Date.parse(day) / millisecondsADay
}

const days = new Map<number, Day>()

function fromEpochDay(number: number): Day {
  const known = days.get(number)
  if (known !== undefined) return known
  if (days.size > 20_000) days.clear()
  const day = new Date(number * millisecondsADay).toISOString().slice(0, 10)
  days.set(number, day)
  return day
}

export function addDays(day: Day, days: number): Day {
  return fromEpochDay(epochDay(day) + days)
}

/** Clamped to the month's end: 31 August + 6 months = 28 February, never March. */
export function addMonths(day: Day, months: number): Day {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toISODate() as Day
}

/** Whole calendar days from the first to the second; negative where the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return epochDay(to) - epochDay(from)
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((((epochDay(day) + 3) % 7) + 7) % 7) + 1
}

export function earlierDay(a: Day, b: Day): Day {
  return a < b ? a : b
}

export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b
}

/** Zone arithmetic costs microseconds and the same few mornings are asked for again and again. */
const remembered = new Map<string, string>()

function remember(key: string, compute: () => string): string {
  const known = remembered.get(key)
  if (known !== undefined) return known
  if (remembered.size > 20_000) remembered.clear()
  const value = compute()
  remembered.set(key, value)
  return value
}

/**
 * The instant of a full local hour. A time that a clock change skips moves forward by the gap; one
 * that exists twice is the first.
 */
export function atHour(day: Day, hour: number, zone: string): Instant {
  return remember(`${day} ${hour} ${zone}`, () => {
    const wanted = DateTime.fromISO(`${day}T${String(hour).padStart(2, '0')}:00`, { zone })
    return toInstant(wanted.getPossibleOffsets()[0] as DateTime)
  })
}

export function startOfDay(day: Day, zone: string): Instant {
  return atHour(day, 0, zone)
}

/** The calendar day that it is in a zone at an instant. */
export function dayIn(zone: string, instant: Instant): Day {
  return remember(`${instant} ${zone}`, () => DateTime.fromISO(instant, { zone }).toISODate() as Day)
}

/** The full local hour, 0 to 23. */
export function hourIn(zone: string, instant: Instant): number {
  return Number(remember(`hour ${instant} ${zone}`, () => String(DateTime.fromISO(instant, { zone }).hour)))
}

export function addMilliseconds(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}

/** `P7D`, `P13M`, `PT1M`, … added in UTC; undefined where the text is no ISO 8601 duration. */
export function addDuration(instant: Instant, duration: string): Instant | undefined {
  const parsed = Duration.fromISO(duration)
  return parsed.isValid && /\d/.test(duration)
    ? toInstant(DateTime.fromISO(instant, { zone: 'utc' }).plus(parsed))
    : undefined
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** As people say it: `Monday 1 March`, with the year where it is not this one. */
export function sayDay(day: Day, today: Day): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`
  const month = monthNames[Number(day.slice(5, 7)) - 1]
  return `${weekdayNames[weekdayOf(day) - 1]} ${Number(day.slice(8, 10))} ${month}${year}`
}

/** `due today`, `due tomorrow`, `in 7 days`, `overdue by 1 day`; never "0 days". */
export function sayDue(dueOn: Day, today: Day): string {
  const days = daysBetween(today, dueOn)
  if (days === 0) return 'due today'
  if (days === 1) return 'due tomorrow'
  if (days > 1) return `in ${days} days`
  return days === -1 ? 'overdue by 1 day' : `overdue by ${-days} days`
}

/** `12 March 2027, 10:04` in a zone, for a reader who sees no other zone beside it. */
export function sayInstant(instant: Instant, zone: string): string {
  return DateTime.fromISO(instant, { zone, locale: 'en-GB' }).toFormat('d LLLL yyyy, HH:mm')
}
