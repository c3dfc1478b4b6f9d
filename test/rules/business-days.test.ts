import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addBusinessDays,
  businessDayFrom,
  businessDayUntil,
  isBusinessDay,
} from '../../src/rules/business-days.ts'
import { addDays, daysBetween } from '../../src/rules/calendar.ts'
import { anyCalendar, anyDay, calendar } from './any.ts'

const christmas = calendar(['2026-12-25', '2026-12-28', '2027-01-01'])

test.each([
  ['2026-12-24', true, 'a Thursday'],
  ['2026-12-25', false, 'a holiday'],
  ['2026-12-26', false, 'a Saturday'],
  ['2026-12-27', false, 'a Sunday'],
  ['2026-12-28', false, 'a closed Monday'],
  ['2026-12-29', true, 'a Tuesday'],
])('whether %s is a business day: %s, it is %s', (day, isOne) => {
  expect(isBusinessDay(christmas, day)).toBe(isOne)
})

test('a weekend of Friday and Saturday leaves Sunday a business day', () => {
  const gulf = calendar([], 'Asia/Riyadh', [5, 6])
  expect(
    ['2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06'].map((day) => isBusinessDay(gulf, day)),
  ).toEqual([true, false, false, true])
})

test.each([
  ['2026-12-24', '2026-12-24', '2026-12-24'],
  ['2026-12-25', '2026-12-29', '2026-12-24'],
  ['2026-12-27', '2026-12-29', '2026-12-24'],
])('from %s the business day onward is %s and back is %s', (day, onward, back) => {
  expect(businessDayFrom(christmas, day)).toBe(onward)
  expect(businessDayUntil(christmas, day)).toBe(back)
})

test.each([
  ['2026-12-24', 1, '2026-12-29'],
  ['2026-12-26', 1, '2026-12-29'],
  ['2026-12-24', 5, '2027-01-05'],
  ['2026-11-25', 2, '2026-11-27'],
  ['2026-11-27', 1, '2026-11-30'],
  ['2026-11-30', -1, '2026-11-27'],
  ['2026-11-29', -1, '2026-11-27'],
  ['2026-11-25', -10, '2026-11-11'],
  ['2026-11-28', 0, '2026-11-28'],
])('from %s the business day number %i, counted strictly, is %s', (day, n, expected) => {
  expect(addBusinessDays(christmas, day, n)).toBe(expected)
})

test('n business days after a day are a business day with n - 1 others strictly between', () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 15 }), (cal, day, n) => {
      const end = addBusinessDays(cal, day, n)
      const between = Array.from({ length: daysBetween(day, end) - 1 }, (_, i) => addDays(day, i + 1))
      expect(isBusinessDay(cal, end)).toBe(true)
      expect(between.filter((one) => isBusinessDay(cal, one))).toHaveLength(n - 1)
      expect(addBusinessDays(cal, end, -n) <= day || !isBusinessDay(cal, day)).toBe(true)
    }),
  )
})
