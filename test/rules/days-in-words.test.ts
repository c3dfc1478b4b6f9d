import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayIn, sayDay, sayDue, sayInstant } from '../../src/rules/calendar.ts'
import { anyDay } from './any.ts'

test.each([
  ['2027-03-01', '2027-02-01', 'Monday 1 March'],
  ['2027-03-01', '2026-11-25', 'Monday 1 March 2027'],
  ['2026-12-31', '2027-01-01', 'Thursday 31 December 2026'],
])('%s said on %s is "%s"', (day, today, words) => {
  expect(sayDay(day, today)).toBe(words)
})

test.each([
  ['2026-11-25', '2026-11-25', 'due today'],
  ['2026-11-26', '2026-11-25', 'due tomorrow'],
  ['2026-11-27', '2026-11-25', 'in 2 days'],
  ['2026-11-24', '2026-11-25', 'overdue by 1 day'],
  ['2026-11-23', '2026-11-25', 'overdue by 2 days'],
  ['2026-07-05', '2026-03-28', 'in 99 days'],
  ['2026-03-28', '2026-07-05', 'overdue by 99 days'],
])('due %s seen on %s is "%s"', (dueOn, today, words) => {
  expect(sayDue(dueOn, today)).toBe(words)
})

test.each([
  ['2026-11-24T22:59:00.000Z', 'due tomorrow'],
  ['2026-11-24T23:00:00.000Z', 'due today'],
  ['2026-11-25T11:00:00.000Z', 'due today'],
  ['2026-11-25T22:59:59.999Z', 'due today'],
  ['2026-11-25T23:00:00.000Z', 'overdue by 1 day'],
])('due 25 November in Paris, seen at %s, is "%s": a day is due until its end', (now, words) => {
  expect(sayDue('2026-11-25', dayIn('Europe/Paris', now))).toBe(words)
})

test('"0 days" is never said, and "1 days" neither', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -3, max: 3 }), (day, days) => {
      expect(sayDue(addDays(day, days), day)).not.toMatch(/\b[01] days/)
    }),
  )
})

test('an instant is said in the zone of the reader, whatever the zone of the server', () => {
  expect(sayInstant('2027-03-12T09:04:00.000Z', 'Europe/Vienna')).toBe('12 March 2027, 10:04')
  expect(sayInstant('2027-03-12T09:04:00.000Z', 'Asia/Kolkata')).toBe('12 March 2027, 14:34')
})
