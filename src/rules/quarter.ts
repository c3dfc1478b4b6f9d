import { addDays, addMonths, laterDay, startOfDay } from './calendar.ts'
import type { Day, Instant, Quarter } from './terms.ts'

/** Calendar quarters, and when the significant events of one are to be attested. */

/** `2027-Q1`, as people type it; else undefined. */
export function parseQuarter(text: string): Quarter | undefined {
  const found = /^(\d{4})[- ]?q([1-4])$/i.exec(text.trim())
  return found ? `${found[1]}-Q${found[2]}` : undefined
}

/** `first quarter of 2027`. */
export function sayQuarter(quarter: Quarter): string {
  const nth = ['first', 'second', 'third', 'fourth'][Number(quarter.slice(6)) - 1]
  return `${nth} quarter of ${quarter.slice(0, 4)}`
}

export function quarterOf(day: Day): Quarter {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

export function firstDayOf(quarter: Quarter): Day {
  const month = Number(quarter.slice(6)) * 3 - 2
  return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}

export function lastDayOf(quarter: Quarter): Day {
  return addDays(addMonths(firstDayOf(quarter), 3), -1)
}

export function quarterAfter(quarter: Quarter): Quarter {
  return quarterOf(addMonths(firstDayOf(quarter), 3))
}

export type Period = { fromOn: Day; toOn: Day }

/** Both days included; the first quarter is attested from the day of going live on. */
export function periodOf(quarter: Quarter, liveOn: Day): Period {
  return { fromOn: laterDay(firstDayOf(quarter), liveOn), toOn: lastDayOf(quarter) }
}

/** From the first moment of a period on, and before the first after it. */
export function bounds({ fromOn, toOn }: Period, zone: string): { from: Instant; before: Instant } {
  return { from: startOfDay(fromOn, zone), before: startOfDay(addDays(toOn, 1), zone) }
}

const daysToAttest = 10

/** Calendar days; they count from the quarter's end, also where the program was down then. */
export function attestBy(quarter: Quarter): Day {
  return addDays(lastDayOf(quarter), daysToAttest)
}

/** The newest quarter that is over and is to be attested; null where none is. */
export function lastOver(liveOn: Day, today: Day): Quarter | null {
  const before = quarterOf(addDays(firstDayOf(quarterOf(today)), -1))
  return before < quarterOf(liveOn) ? null : before
}

/** All that are over and not opened yet, the oldest first: several after a long downtime. */
export function quartersToOpen(newest: Quarter | null, liveOn: Day, today: Day): Quarter[] {
  const last = lastOver(liveOn, today)
  const quarters: Quarter[] = []
  let next = newest === null ? quarterOf(liveOn) : quarterAfter(newest)
  for (; last !== null && next <= last; next = quarterAfter(next)) quarters.push(next)
  return quarters
}
