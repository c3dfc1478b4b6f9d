import fc from 'fast-check'
import { expect, test } from 'vitest'
import { businessDayFrom, isBusinessDay } from '../../src/rules/business-days.ts'
import { addDays, addMilliseconds, atHour, dayIn, hourIn, startOfDay } from '../../src/rules/calendar.ts'
import {
  datesBeforeDue,
  ladders,
  nextRung,
  nextRungDate,
  passedRung,
  type Rung,
  sendingDay,
  sendingMoment,
  type Timed,
} from '../../src/rules/reminders.ts'
import type { Day, ObligationKind } from '../../src/rules/terms.ts'
import { anyCalendar, anyTimed, anyZone, calendar } from './any.ts'

const open = calendar()
const vienna = 'Europe/Vienna'

function firstDates(timed: Timed, count: number): Day[] {
  const dates: Day[] = []
  while (dates.length < count)
    dates.push(nextRungDate(open, ladders[timed.kind], timed, dates.at(-1) ?? null))
  return dates
}

test.each([
  ['review', ['11-01', '11-17', '11-24', '11-30', '12-01', '12-08', '12-15']],
  ['endorse', ['11-29', '12-01', '12-02', '12-03', '12-04', '12-07']],
  ['triage', ['11-30', '12-01', '12-02', '12-03', '12-04', '12-07']],
  ['acknowledge', ['11-24', '11-28', '12-01', '12-08', '12-15']],
  ['decide', ['11-30', '12-01', '12-02', '12-03', '12-04', '12-05', '12-06']],
  ['fill', ['11-26', '11-30', '12-01', '12-08', '12-15']],
  ['attest', ['11-26', '11-30', '12-01', '12-08', '12-15']],
] as [ObligationKind, string[]][])('the rungs of %s due on 1 December are %j', (kind, dates) => {
  const timed = { kind, openedOn: '2026-01-01', dueOn: '2026-12-01' }
  expect(firstDates(timed, dates.length)).toEqual(dates.map((date) => `2026-${date}`))
})

test.each([
  [60, [30, 14, 7, 1, 0]],
  [59, [14, 7, 1, 0]],
  [28, [14, 7, 1, 0]],
  [27, [7, 1, 0]],
  [14, [7, 1, 0]],
  [2, [1, 0]],
  [1, [0]],
  [0, [0]],
  [-5, [0]],
])(
  'a review given %i days keeps the rungs %j: none longer than half the time, rung 0 always',
  (given, left) => {
    const dueOn = '2026-12-01'
    const timed: Timed = { kind: 'review', openedOn: addDays(dueOn, -given), dueOn }
    expect(datesBeforeDue(ladders.review, timed)).toEqual(left.map((days) => addDays(dueOn, -days)))
  },
)

test.each([
  ['2026-11-28', '2026-12-01', '2026-11-30', 'a Saturday before the due date'],
  ['2026-11-28', '2026-11-29', '2026-11-27', 'a Saturday, where Monday would pass the due date'],
  ['2026-11-29', '2026-11-29', '2026-11-27', 'the due date itself, a Sunday'],
  ['2026-11-28', '2026-11-30', '2026-11-30', 'a Saturday, due on Monday'],
  ['2026-12-05', '2026-11-28', '2026-12-07', 'a weekly Saturday after the due date'],
  ['2026-11-25', '2026-12-01', '2026-11-25', 'a business day'],
])('the rung of %s, due %s, goes on %s: it is %s', (rungOn, dueOn, goesOn) => {
  expect(sendingDay(open, rungOn, dueOn)).toBe(goesOn)
})

test.each([
  ['Europe/Vienna', '2026-11-25T08:00:00.000Z'],
  ['America/New_York', '2026-11-25T14:00:00.000Z'],
  ['Asia/Kolkata', '2026-11-25T03:30:00.000Z'],
  ['Pacific/Chatham', '2026-11-24T19:15:00.000Z'],
])('a rung goes at 09:00 in the zone of the person, %s', (zone, at) => {
  expect(sendingMoment(open, '2026-11-25', '2026-12-25', zone)).toBe(at)
})

test('where 09:00 of the person is after the due day of the workspace, the rung goes the business day before', () => {
  const auckland = calendar([], 'Pacific/Auckland')
  const losAngeles = 'America/Los_Angeles'
  const due = sendingMoment(auckland, '2026-11-25', '2026-11-25', losAngeles)
  expect(due).toBe(atHour('2026-11-24', 9, losAngeles))
  expect(sendingMoment(auckland, '2026-11-30', '2026-11-30', losAngeles)).toBe(
    atHour('2026-11-27', 9, losAngeles),
  )
  expect(sendingMoment(auckland, '2026-12-02', '2026-11-25', losAngeles)).toBe(
    atHour('2026-12-02', 9, losAngeles),
  )
  // The counter-test: 09:00 of the due date itself would be a reminder of what is overdue already.
  expect(atHour('2026-11-25', 9, losAngeles) >= startOfDay('2026-11-26', 'Pacific/Auckland')).toBe(true)
})

test('the zone of a person changes the moment and not the date of a rung', () => {
  const timed: Timed = { kind: 'review', openedOn: '2026-11-01', dueOn: '2026-12-02' }
  const on = (zone: string) => nextRung(open, ladders.review, timed, zone, '2026-12-01')
  expect(on('Europe/Rome')).toEqual({ on: '2026-12-02', at: '2026-12-02T08:00:00.000Z' })
  expect(on('America/New_York')).toEqual({ on: '2026-12-02', at: '2026-12-02T14:00:00.000Z' })
})

test('of two rungs passed while nothing ran only the newest counts', () => {
  const timed: Timed = { kind: 'acknowledge', openedOn: '2026-11-12', dueOn: '2026-11-26' }
  const { newest, next } = passedRung(
    open,
    ladders.acknowledge,
    timed,
    vienna,
    null,
    '2026-11-24T09:00:00.000Z',
  )
  expect(newest?.on).toBe('2026-11-23')
  expect(next.on).toBe('2026-11-26')
  const again = passedRung(open, ladders.acknowledge, timed, vienna, '2026-11-23', '2026-11-24T09:00:00.000Z')
  expect(again).toEqual({ newest: null, next })
})

test('what is due in 180 days has no rung passed, and is next looked at 30 days before', () => {
  const timed: Timed = { kind: 'review', openedOn: '2026-11-25', dueOn: addDays('2026-11-25', 180) }
  const { newest, next } = passedRung(open, ladders.review, timed, vienna, null, '2026-11-25T09:00:00.000Z')
  expect(newest).toBeNull()
  expect(next).toEqual({ on: '2027-04-24', at: '2027-04-26T07:00:00.000Z' })
})

test('rungs of one weekend do not pile up: nothing on Saturday and Sunday, one on Monday', () => {
  const timed: Timed = { kind: 'decide', openedOn: '2026-11-27', dueOn: '2026-11-27' }
  const at = (now: string) => passedRung(open, ladders.decide, timed, vienna, '2026-11-27', now)
  expect(at('2026-11-29T12:00:00.000Z').newest).toBeNull()
  expect(at('2026-11-30T07:59:59.999Z').newest).toBeNull()
  expect(at('2026-11-30T08:00:00.000Z').newest?.on).toBe('2026-11-30')
  expect(at('2026-11-30T08:00:00.000Z').next.on).toBe('2026-12-01')
})

test('rungs never repeat, and their moments never go back', () => {
  fc.assert(
    fc.property(anyCalendar, anyTimed, anyZone, (cal, timed, zone) => {
      let last: Rung | null = null
      for (let rung = 0; rung < 12; rung++) {
        const next: Rung = nextRung(cal, ladders[timed.kind], timed, zone, last?.on ?? null)
        if (last) {
          expect(next.on > last.on).toBe(true)
          expect(next.at >= last.at).toBe(true)
        }
        last = next
      }
    }),
  )
})

const inTime = (moment: typeof sendingMoment) =>
  fc.property(anyCalendar, anyTimed, anyZone, (cal, timed, zone) => {
    for (const on of datesBeforeDue(ladders[timed.kind], timed)) {
      const at = moment(cal, on, timed.dueOn, zone)
      expect(at < startOfDay(addDays(timed.dueOn, 1), cal.zone)).toBe(true)
      expect(hourIn(zone, at)).toBe(9)
      expect(isBusinessDay(cal, dayIn(zone, at))).toBe(true)
    }
  })

test('a rung on or before the due date never passes it by being moved, and always goes at 09:00 of a business day', () => {
  fc.assert(inTime(sendingMoment))
})

test.each<[string, typeof sendingMoment]>([
  [
    'moved every rung on to the next business day',
    (cal, on, _, zone) => atHour(businessDayFrom(cal, on), 9, zone),
  ],
  [
    'forgot how far the person lives from the workspace',
    (cal, on, due, zone) => atHour(sendingDay(cal, on, due), 9, zone),
  ],
  ['sent on closed days', (_, on, __, zone) => atHour(on, 9, zone)],
  ['sent by the clock of the workspace', (cal, on, due) => atHour(sendingDay(cal, on, due), 9, cal.zone)],
])('a moment that %s would be found', (_, moment) => {
  expect(() => fc.assert(inTime(moment), { numRuns: 2000 })).toThrow()
})

test('after any downtime only the newest rung counts, and the one after it is still to come', () => {
  const anyHours = fc.integer({ min: -24 * 60, max: 24 * 60 })
  fc.assert(
    fc.property(anyCalendar, anyTimed, anyZone, anyHours, (cal, timed, zone, hours) => {
      const ladder = ladders[timed.kind]
      const now = addMilliseconds(startOfDay(timed.dueOn, 'UTC'), hours * 3_600_000)
      const { newest, next } = passedRung(cal, ladder, timed, zone, null, now)
      expect(next.at > now).toBe(true)
      if (newest) {
        expect(newest.at <= now).toBe(true)
        expect(nextRung(cal, ladder, timed, zone, newest.on)).toEqual(next)
        expect(passedRung(cal, ladder, timed, zone, newest.on, now)).toEqual({ newest: null, next })
      }
    }),
  )
})
