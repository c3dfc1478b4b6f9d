import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addDuration,
  addMilliseconds,
  addMonths,
  atHour,
  dayIn,
  daysBetween,
  earlierDay,
  hourIn,
  laterDay,
  parseDay,
  parseInstant,
  parseZone,
  startOfDay,
  weekdayOf,
} from '../../src/rules/calendar.ts'
import { anyDay, anyZone } from './any.ts'

test.each(['2024-02-29', '2026-11-25', '1900-01-01', '9999-12-31'])('%s is a day', (text) => {
  expect(parseDay(text)).toBe(text)
})

const noDays = ['2026-02-30', '2025-02-29', '1899-12-31', '2026-13-01', '2026-1-1', '20261125', '25.11.2026']
test.each([...noDays, '2026-11-25T00:00Z', ' 2026-11-25', '2026-11-25\n', 'tomorrow', ''])(
  '%j is no day',
  (text) => {
    expect(parseDay(text)).toBeUndefined()
  },
)

test.each([
  ['2026-11-25T09:00:00Z', '2026-11-25T09:00:00.000Z'],
  ['2026-11-25T09:00Z', '2026-11-25T09:00:00.000Z'],
  ['2026-11-25T09:00+01:00', '2026-11-25T08:00:00.000Z'],
  ['2026-01-01T09:00-0500', '2026-01-01T14:00:00.000Z'],
  ['2026-11-25T09:00:00.123456Z', '2026-11-25T09:00:00.123Z'],
  ['2026-01-01T00:30+14:00', '2025-12-31T10:30:00.000Z'],
])('the instant %s is kept as %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant)
})

// The library reads the first two as a time of today and a time with an offset: nothing is guessed from a part.
test.each([
  '10:00Z',
  '2026Z',
  '2026-11-25',
  '2026-11-25T09:00',
  '2026-11-25T09:00+99:00',
  '2026-02-30T09:00Z',
  '2026-11-25T25:00Z',
  'now',
  '',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})

test.each(['Asia/Calcutta', 'Europe/Kiev', 'US/Pacific', 'Etc/GMT0', 'Etc/GMT+5', 'UTC'])(
  'the zone %s is accepted as the platform may send it',
  (zone) => {
    expect(parseZone(zone)).toBe(zone)
  },
)

test.each(['Pacific/Nowhere', '', ' ', 'local', 'Vienna', '+05:00', '-08', null, undefined])(
  '%j is no zone',
  (zone) => {
    expect(parseZone(zone)).toBeUndefined()
  },
)

test.each([
  ['Etc/GMT+5', '2026-11-25T14:00:00.000Z'],
  ['Asia/Calcutta', '2026-11-25T03:30:00.000Z'],
  ['Pacific/Chatham', '2026-11-24T19:15:00.000Z'],
])('09:00 in %s on 25 November 2026 is %s', (zone, instant) => {
  expect(atHour('2026-11-25', 9, zone)).toBe(instant)
})

test.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2025-02-28', 12, '2026-02-28'],
  ['2027-02-28', 12, '2028-02-28'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-08-31', 3, '2026-11-30'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-01-31', -2, '2025-11-30'],
])('%s and %i months is %s, clamped to the end of the month', (day, months, expected) => {
  expect(addMonths(day, months)).toBe(expected)
})

test('months added never leave the month that is meant', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 36 }), (day, months) => {
      const count = (at: string) => Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7))
      const later = addMonths(day, months)
      expect(count(later)).toBe(count(day) + months)
      expect(Number(later.slice(8))).toBeLessThanOrEqual(Number(day.slice(8)))
    }),
  )
})

test.each([
  ['2024-01-01', '2024-02-29', 59],
  ['2026-03-28', '2026-07-05', 99],
  ['2026-11-25', '2026-11-25', 0],
  ['2026-03-28', '2026-03-30', 2],
  ['2026-12-31', '2027-01-01', 1],
])('from %s to %s are %i days, and as many back', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days)
  expect(daysBetween(to, from)).toBe(days === 0 ? 0 : -days)
})

test('days added are the days between, and weekdays follow one another', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (day, days) => {
      expect(daysBetween(day, addDays(day, days))).toBe(days)
      expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1)
      expect(parseDay(addDays(day, days))).toBe(addDays(day, days))
    }),
  )
})

test.each([
  ['2026-11-25', 3],
  ['2026-11-29', 7],
  ['1969-12-31', 3],
  ['1900-01-01', 1],
])('%s is weekday %i, also before 1970', (day, weekday) => {
  expect(weekdayOf(day)).toBe(weekday)
})

test('of two days the earlier and the later are told apart in any order', () => {
  expect(earlierDay('2026-12-01', '2026-11-30')).toBe('2026-11-30')
  expect(earlierDay('2026-11-30', '2026-12-01')).toBe('2026-11-30')
  expect(laterDay('2026-12-01', '2026-11-30')).toBe('2026-12-01')
  expect(laterDay('2026-11-30', '2026-12-01')).toBe('2026-12-01')
})

const skipped = [
  ['2026-03-29', 2, 'Europe/Vienna', '2026-03-29T01:00:00.000Z', 3],
  ['2026-03-08', 2, 'America/New_York', '2026-03-08T07:00:00.000Z', 3],
  ['2026-10-04', 2, 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', 2],
  ['2026-09-27', 3, 'Pacific/Chatham', '2026-09-26T14:15:00.000Z', 4],
  ['2026-03-29', 0, 'Asia/Beirut', '2026-03-28T22:00:00.000Z', 1],
] as const
test.each(skipped)(
  '%s %i:00 in %s is skipped and moves forward by the gap',
  (day, hour, zone, at, becomes) => {
    expect(atHour(day, hour, zone)).toBe(at)
    expect(hourIn(zone, at)).toBe(becomes)
    expect(dayIn(zone, at)).toBe(day)
  },
)

test.each([
  ['2026-10-25', 2, 'Europe/Vienna', '2026-10-25T00:00:00.000Z'],
  ['2026-11-01', 1, 'America/New_York', '2026-11-01T05:00:00.000Z'],
  ['2026-04-05', 3, 'Pacific/Chatham', '2026-04-04T13:15:00.000Z'],
  ['2026-11-01', 0, 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ['2026-10-25', 1, 'Antarctica/Troll', '2026-10-24T23:00:00.000Z'],
])('%s %i:00 in %s exists twice and is the first, %s', (day, hour, zone, at) => {
  expect(atHour(day, hour, zone)).toBe(at)
})

test('09:00 is 09:00 on its day, in every zone and through every clock change', () => {
  fc.assert(
    fc.property(anyDay, anyZone, (day, zone) => {
      const at = atHour(day, 9, zone)
      expect([dayIn(zone, at), hourIn(zone, at)]).toEqual([day, 9])
    }),
  )
})

test('a day begins where the one before ends, and no instant is of no day', () => {
  fc.assert(
    fc.property(anyDay, anyZone, (day, zone) => {
      const [start, next] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)]
      expect(dayIn(zone, start)).toBe(day)
      expect(dayIn(zone, addMilliseconds(start, -1))).toBe(addDays(day, -1))
      expect(dayIn(zone, addMilliseconds(next, -1))).toBe(day)
    }),
  )
})

test.each([
  ['2026-03-29', 'Europe/Vienna', 23],
  ['2026-10-25', 'Europe/Vienna', 25],
  ['2026-03-08', 'America/New_York', 23],
  ['2026-11-01', 'America/New_York', 25],
  ['2026-10-04', 'Australia/Lord_Howe', 23.5],
  ['2026-04-05', 'Australia/Lord_Howe', 24.5],
  ['2026-03-29', 'Asia/Beirut', 23],
])('a walk by ten minutes over %s in %s meets that day once, for %d hours', (day, zone, hours) => {
  const from = startOfDay(addDays(day, -1), zone)
  const days: string[] = []
  for (let minute = 0; minute < 72 * 60; minute += 10)
    days.push(dayIn(zone, addMilliseconds(from, minute * 60_000)))
  expect(days).toEqual([...days].sort())
  expect(days.filter((one) => one === day)).toHaveLength(hours * 6)
})

test.each([
  ['P7D', '2026-12-02T09:00:00.000Z'],
  ['P13M', '2027-12-25T09:00:00.000Z'],
  ['PT1M', '2026-11-25T09:01:00.000Z'],
])('a duration of %s after 25 November is %s', (duration, expected) => {
  expect(addDuration('2026-11-25T09:00:00.000Z', duration)).toBe(expected)
})

test.each(['7 days', 'P', '', '7'])('%j is no duration', (text) => {
  expect(addDuration('2026-11-25T09:00:00.000Z', text)).toBeUndefined()
})
