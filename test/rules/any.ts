import fc from 'fast-check'
import type { Calendar } from '../../src/rules/business-days.ts'
import { addDays } from '../../src/rules/calendar.ts'
import { ladders, type Timed } from '../../src/rules/reminders.ts'
import type { Day, ObligationKind } from '../../src/rules/terms.ts'
import { defaultTimes } from '../../src/rules/times.ts'

/** Calendars, days, zones and what is owed for the tables and properties of the rules. */

export function calendar(closed: readonly Day[] = [], zone = 'Europe/Vienna', weekend = [6, 7]): Calendar {
  return { zone, weekend, isClosed: (day) => closed.includes(day), times: defaultTimes }
}

export const anyDay = fc.integer({ min: 0, max: 365 * 8 }).map((days) => addDays('2024-01-01', days))

/** Clock changes of an hour, of half an hour, at midnight and at odd offsets, and both ends of the earth. */
const zones = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Beirut',
  'Asia/Kolkata',
  'America/Havana',
  'Etc/GMT-14',
  'Etc/GMT+12',
]
export const anyZone = fc.constantFrom(...zones)

const anyWeekend = fc.constantFrom([6, 7], [5, 6], [7], [])

/** With holidays thick enough to meet a rung, and blocks of several closed days. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
  zone: anyZone,
  weekend: anyWeekend,
  isClosed: fc.uniqueArray(fc.integer({ min: 0, max: 36 }), { maxLength: 9 }).map((numbers) => {
    const closed = new Set(numbers)
    return (day: Day) => closed.has(Math.abs(dayNumber(day)) % 37)
  }),
  times: fc.constant(defaultTimes),
})

function dayNumber(day: Day): number {
  return Date.parse(day) / 86_400_000
}

/** Something owed, with up to a year from its opening to its due date. */
export const anyTimed = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(ladders) as ObligationKind[])),
    openedOn: anyDay,
    given: fc.integer({ min: 0, max: 365 }),
  })
  .map(({ kind, openedOn, given }): Timed => ({ kind, openedOn, dueOn: addDays(openedOn, given) }))
