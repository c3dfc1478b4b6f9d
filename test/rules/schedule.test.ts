import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addBusinessDays, isBusinessDay } from '../../src/rules/business-days.ts'
import { addDays, addMonths } from '../../src/rules/calendar.ts'
import {
  acknowledgeBy,
  answerBy,
  daysToAcknowledge,
  dueInBusinessDays,
  importedSchedule,
  nextReviewDue,
  submitBy,
} from '../../src/rules/schedule.ts'
import { anyCalendar, anyDay, calendar } from './any.ts'

test.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2025-02-28', 12, '2026-02-28'],
  ['2027-02-28', 12, '2028-02-28'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-10-15', 12, '2027-10-15'],
  ['2026-11-25', 12, '2027-11-25'],
  ['2026-01-10', 36, '2027-01-10'],
  ['2026-01-31', 1, '2026-02-28'],
])('a whole review concluded on %s, every %i months, is next due on %s', (concludedOn, months, due) => {
  expect(nextReviewDue(concludedOn, months)).toBe(due)
})

test('a quarterly review of the 31st leaves no quarter out', () => {
  const dates: string[] = ['2026-08-31']
  for (let review = 0; review < 3; review++) dates.push(nextReviewDue(dates.at(-1) as string, 3))
  expect(dates.slice(1)).toEqual(['2026-11-30', '2027-02-28', '2027-05-28'])
})

test.each([
  ['2026-11-25', 12, 3, '2027-03-31'],
  ['2026-11-25', 12, 11, '2027-11-25'],
  ['2026-11-25', 12, 12, '2026-12-31'],
  ['2026-11-25', 12, 2, '2027-02-28'],
  ['2027-11-25', 12, 2, '2028-02-29'],
  ['2026-11-25', 6, 1, '2027-01-31'],
  ['2026-11-25', 3, 9, '2027-02-25'],
])('concluded on %s, every %i months, month %i preferred: due on %s', (concludedOn, months, month, due) => {
  expect(nextReviewDue(concludedOn, months, month)).toBe(due)
})

test('a review concluded in the preferred month is not due again in that month', () => {
  expect(nextReviewDue('2027-03-30', 6, 3)).toBe('2027-09-30')
  expect(nextReviewDue('2027-03-01', 6, 3)).toBe('2027-09-01')
})

/** Months gone by, a part of one counted as whole: without the calendar that is tried. */
function monthsUntil(from: string, to: string): number {
  const [year, month, day] = from.split('-').map(Number) as [number, number, number]
  const [toYear, toMonth, toDay] = to.split('-').map(Number) as [number, number, number]
  return (toYear - year) * 12 + toMonth - month + (toDay > day ? 1 : 0)
}

const neverLate = (rule: typeof nextReviewDue) => {
  const anyMonth = fc.option(fc.integer({ min: 1, max: 12 }))
  return fc.property(anyDay, fc.integer({ min: 1, max: 60 }), anyMonth, (concludedOn, months, preferred) => {
    const due = rule(concludedOn, months, preferred)
    expect(due > concludedOn).toBe(true)
    expect(monthsUntil(concludedOn, due)).toBeLessThanOrEqual(Math.min(months, 12))
  })
}

test('no due date is ever more than the cadence, or than 12 months, after a whole review', () => {
  fc.assert(neverLate(nextReviewDue))
})

test.each<[string, typeof nextReviewDue]>([
  ['followed a longer cadence', (day, months) => addMonths(day, months)],
  [
    'counted 366 days for a year',
    (day, months) => addDays(day, Math.ceil((Math.min(months, 12) * 366) / 12)),
  ],
  [
    'let the month roll over',
    (day, months) =>
      addDays(addMonths(`${day.slice(0, 8)}01`, Math.min(months, 12)), Number(day.slice(8)) - 1),
  ],
  [
    'let a preferred month pull later',
    (day, months, preferred) =>
      preferred === null ? nextReviewDue(day, months) : addMonths(nextReviewDue(day, months, preferred), 1),
  ],
])('a rule that %s would be found', (_, rule) => {
  expect(() => fc.assert(neverLate(rule), { numRuns: 1000 })).toThrow()
})

const importedOn = '2026-11-25'
const stated = (lastReviewedOn: string | null, statedNextOn: string | null, cadenceMonths = 12) =>
  importedSchedule({ lastReviewedOn, statedNextOn, cadenceMonths }, importedOn)

test('of a stated next date and last + cadence the earlier holds, and the difference is reported', () => {
  expect(stated('2026-03-01', '2027-01-15')).toEqual({
    openedOn: '2026-03-01',
    dueOn: '2027-01-15',
    note: 'states 2027-01-15 as next review; last review 2026-03-01 + 12 months is 2027-03-01; the earlier holds',
  })
  expect(stated('2026-03-01', '2028-03-01')).toMatchObject({ dueOn: '2027-03-01' })
  expect(stated('2026-03-01', '2028-03-01').note).toContain('the earlier holds')
})

test.each([
  ['both that agree', '2026-03-01', '2027-03-01', '2026-03-01', '2027-03-01'],
  ['a last review alone', '2024-03-01', null, '2024-03-01', '2025-03-01'],
  ['a next date alone, within 12 months', null, '2027-11-25', importedOn, '2027-11-25'],
  ['a next date alone that has passed', null, '2026-05-01', '2026-05-01', '2026-05-01'],
])('a register that states %s is taken without a note', (_, last, next, openedOn, dueOn) => {
  expect(stated(last, next)).toEqual({ openedOn, dueOn, note: null })
})

test.each([
  ['neither date', null, null],
  ['only a next date more than 12 months away', null, '2027-11-26'],
  ['only a last review that is yet to come', '2026-12-01', null],
])('a register that states %s has a policy due now, and says so', (_, last, next) => {
  expect(stated(last, next)).toEqual({
    openedOn: importedOn,
    dueOn: importedOn,
    note: 'never reviewed as far as is known: due now',
  })
})

test('a rhythm longer than a year is due after 12 months', () => {
  expect(stated('2026-01-10', null, 36).dueOn).toBe('2027-01-10')
})

test('no imported policy is due more than 12 months after its last review or its import', () => {
  fc.assert(
    fc.property(
      fc.option(anyDay),
      fc.option(anyDay),
      fc.integer({ min: 1, max: 12 }),
      anyDay,
      (lastReviewedOn, statedNextOn, cadenceMonths, today) => {
        const { openedOn, dueOn } = importedSchedule({ lastReviewedOn, statedNextOn, cadenceMonths }, today)
        expect(openedOn <= dueOn).toBe(true)
        expect(dueOn <= addMonths(today, 12)).toBe(true)
        if (lastReviewedOn !== null && lastReviewedOn <= today)
          expect(dueOn <= addMonths(lastReviewedOn, cadenceMonths)).toBe(true)
      },
    ),
  )
})

const open = calendar()

test.each([
  ['2025-11-25', '2026-11-25', '2026-11-11', '10 business days before'],
  ['2025-11-28', '2026-11-28', '2026-11-16', '10 business days before a Saturday'],
  ['2026-11-25', '2026-12-25', '2026-12-18', 'a quarter of 30 days, rounded down, is 7'],
  ['2026-11-20', '2026-11-30', '2026-11-27', 'a quarter of 10 days is 2, a Saturday: the Friday before'],
  ['2026-11-23', '2026-11-25', '2026-11-25', 'a quarter of 2 days is none'],
  ['2026-11-29', '2026-11-29', '2026-11-29', 'never before the opening, a Sunday'],
])('opened %s and due %s is to be submitted by %s: %s', (openedOn, dueOn, expected) => {
  expect(submitBy(open, openedOn, dueOn)).toBe(expected)
})

test('a closed day moves the day to submit by to the business day before', () => {
  expect(submitBy(calendar(['2026-12-18']), '2026-11-25', '2026-12-25')).toBe('2026-12-17')
})

test('submit-by lies between opening and due date, on a business day unless it is the opening', () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, fc.integer({ min: 0, max: 400 }), (cal, openedOn, days) => {
      const by = submitBy(cal, openedOn, addDays(openedOn, days))
      expect(by >= openedOn && by <= addDays(openedOn, days)).toBe(true)
      expect(by === openedOn || isBusinessDay(cal, by)).toBe(true)
    }),
  )
})

test.each([
  ['2026-11-25', null, '2026-12-02', 'no review: 5 business days'],
  ['2026-11-25', '2027-01-31', '2026-12-02', 'the due date is far'],
  ['2026-11-25', '2026-11-30', '2026-11-30', 'never after the due date of the review'],
  ['2026-11-25', '2026-11-27', '2026-11-27', 'exactly 2 business days are left'],
  ['2026-11-25', '2026-11-26', '2026-11-27', 'under 2 business days are left: 2'],
  ['2026-11-25', '2026-06-01', '2026-11-27', 'the review is long overdue: 2'],
] as [string, string | null, string, string][])(
  'submitted %s with the review due %s is to be answered by %s: %s',
  (from, reviewDueOn, expected) => {
    expect(answerBy(open, from, reviewDueOn, 'endorse')).toBe(expected)
  },
)

test('an answer is due after 2 to 5 business days, and past the due date of the review only as the second', () => {
  fc.assert(
    fc.property(anyCalendar, anyDay, fc.integer({ min: -30, max: 60 }), (cal, from, days) => {
      const reviewDueOn = addDays(from, days)
      const by = answerBy(cal, from, reviewDueOn, 'resubmit')
      const two = addBusinessDays(cal, from, 2)
      expect(by >= two && by <= addBusinessDays(cal, from, 5)).toBe(true)
      expect(by <= reviewDueOn || by === two).toBe(true)
    }),
  )
})

test.each([
  ['decide', '2026-11-30'],
  ['triage', '2026-11-27'],
  ['fill', '2026-12-09'],
] as const)('what is to %s, opened on 25 November, is due on %s', (kind, dueOn) => {
  expect(dueInBusinessDays(open, kind, '2026-11-25')).toBe(dueOn)
})

test('14 calendar days from delivery are given to acknowledge, and 30 to who has just joined', () => {
  expect([false, true].map((isJoiner) => daysToAcknowledge(open.times, isJoiner))).toEqual([14, 30])
  expect(acknowledgeBy(open.times, '2026-11-25', false)).toBe('2026-12-09')
  expect(acknowledgeBy(open.times, '2026-11-25', true)).toBe('2026-12-25')
})
