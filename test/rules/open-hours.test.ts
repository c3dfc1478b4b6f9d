import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMilliseconds, startOfDay } from '../../src/rules/calendar.ts'
import { isOpenHour, nextMorning, openHour, snoozeTo, type Timed } from '../../src/rules/reminders.ts'
import { anyCalendar, anyDay, anyTimed, anyZone, calendar } from './any.ts'

const open = calendar()
const vienna = 'Europe/Vienna'

test.each([
  ['2026-11-25T07:59:59.999Z', false],
  ['2026-11-25T08:00:00.000Z', true],
  ['2026-11-25T16:59:59.999Z', true],
  ['2026-11-25T17:00:00.000Z', false],
  ['2026-11-28T10:00:00.000Z', false],
])('whether Vienna is in open hours at %s: %s', (now, isOpen) => {
  expect(isOpenHour(open, vienna, now)).toBe(isOpen)
})

test.each([
  ['2026-11-25T10:00:00.000Z', '2026-11-25T10:00:00.000Z'],
  ['2026-11-25T05:00:00.000Z', '2026-11-25T08:00:00.000Z'],
  ['2026-11-25T17:00:00.000Z', '2026-11-26T08:00:00.000Z'],
  ['2026-11-27T17:00:00.000Z', '2026-11-30T08:00:00.000Z'],
  ['2026-11-28T10:00:00.000Z', '2026-11-30T08:00:00.000Z'],
])('what can wait at %s goes at %s', (now, at) => {
  expect(openHour(open, vienna, now)).toBe(at)
})

test('the next open hour is never past, is open, and is the next morning unless it is now', () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, anyZone, fc.integer({ min: 0, max: 1439 }), (cal, day, zone, minute) => {
      const now = addMilliseconds(startOfDay(day, 'UTC'), minute * 60_000)
      const at = openHour(cal, zone, now)
      expect(at >= now).toBe(true)
      expect(isOpenHour(cal, zone, at)).toBe(true)
      if (at !== now) expect(at).toBe(nextMorning(cal, zone, now))
    }),
  )
})

const review: Timed = { kind: 'review', openedOn: '2026-10-01', dueOn: '2026-12-13' }

test.each([
  ['2026-12-01', '2026-11-25T10:00:00.000Z', '2026-12-01T08:00:00.000Z'],
  ['2026-12-05', '2026-11-28T09:16:00.000Z', '2026-12-07T08:00:00.000Z'],
  ['2026-12-13', '2026-11-25T10:00:00.000Z', '2026-12-11T08:00:00.000Z'],
  ['2026-12-14', '2026-11-25T10:00:00.000Z', 'past the due day'],
  ['2026-11-25', '2026-11-25T10:00:00.000Z', 'already passed'],
  ['2026-11-25', '2026-11-25T08:00:00.000Z', 'already passed'],
  ['2026-12-13', '2026-12-12T10:00:00.000Z', 'already passed'],
  ['2026-12-20', '2026-12-13T23:00:00.000Z', 'overdue'],
])('a review due on 13 December snoozed to %s, asked at %s: %s', (wantedOn, now, answer) => {
  expect(snoozeTo(open, review, vienna, wantedOn, now)).toBe(answer)
})

test('on its due day a snooze to that day is still accepted before 09:00', () => {
  const dueToday = { ...review, dueOn: '2026-12-02' }
  expect(snoozeTo(open, dueToday, vienna, '2026-12-02', '2026-12-02T07:00:00.000Z')).toBe(
    '2026-12-02T08:00:00.000Z',
  )
})

test('no snooze is accepted into the past or past the due day', () => {
  const anyDays = fc.integer({ min: -40, max: 40 })
  fc.assert(
    fc.property(anyCalendar, anyTimed, anyZone, anyDays, anyDays, (cal, timed, zone, wanted, hours) => {
      const now = addMilliseconds(startOfDay(timed.dueOn, 'UTC'), hours * 5 * 3_600_000)
      const at = snoozeTo(cal, timed, zone, addDays(timed.dueOn, wanted), now)
      if (!at.endsWith('Z')) return
      expect(at > now).toBe(true)
      expect(at < startOfDay(addDays(timed.dueOn, 1), cal.zone)).toBe(true)
    }),
  )
})
