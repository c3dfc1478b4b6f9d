import { describe, expect, test } from 'vitest'
import { addMonths, daysBetween, dueWords } from './calendar.ts'
import { answerBy, importedReviewDays, submitBy } from './due-days.ts'
import { policy } from './small-company.ts'

const weekends = { weekend: [6, 7], closedDays: [] as string[] }

describe('Months are clamped and days are whole', () => {
  test.each([
    ['2024-02-29', 12, '2025-02-28'],
    ['2027-02-28', 12, '2028-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-08-31', 3, '2026-11-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-02-28', 3, '2027-05-28'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to)
  })

  test('1 January to 29 February is 59 days, 28 March to 5 July 99 days, and both ways', () => {
    expect(daysBetween('2024-01-01', '2024-02-29')).toBe(59)
    expect(daysBetween('2026-03-28', '2026-07-05')).toBe(99)
    expect(daysBetween('2026-07-05', '2026-03-28')).toBe(-99)
  })

  test('days left never reads "0 days"', () => {
    const seenOn = ['2026-05-30', '2026-05-31', '2026-06-01', '2026-06-02', '2026-06-04']
    expect(seenOn.map((day) => dueWords('2026-06-01', day))).toEqual([
      'in 2 days',
      'due tomorrow',
      'due today',
      'overdue by 1 day',
      'overdue by 3 days',
    ])
  })
})

describe('The owner submits before the review is due', () => {
  test.each([
    ['the 10th business day before Sunday 15 March', '2025-03-15', '2026-03-15', [], '2026-03-02'],
    ['31 days, a quarter is 7: Friday 3 April', '2026-03-10', '2026-04-10', [], '2026-04-03'],
    ['that Friday closed: Thursday', '2026-03-10', '2026-04-10', ['2026-04-03', '2026-04-06'], '2026-04-02'],
    ['89 days, a quarter is 22, so 10 business days: 16 April', '2026-01-31', '2026-04-30', [], '2026-04-16'],
    ['two of them closed: 14 April', '2026-01-31', '2026-04-30', ['2026-04-23', '2026-04-24'], '2026-04-14'],
    ['opened and due on Saturday 21 February: that day', '2026-02-21', '2026-02-21', [], '2026-02-21'],
    ['a quarter of 3 days is none: the due day', '2026-06-01', '2026-06-04', [], '2026-06-04'],
  ])('%s', (_why, openedOn, dueOn, closedDays, expected) => {
    expect(submitBy({ ...weekends, closedDays }, { openedOn, dueOn })).toBe(expected)
  })
})

describe('An answer is due in 5 business days, within the review, and in no less than 2', () => {
  test.each([
    ['Monday, and time enough: the next Monday', '2026-06-01', '2026-12-01', '2026-06-08'],
    ['the review is due on Thursday, 3 business days on', '2026-06-01', '2026-06-04', '2026-06-04'],
    ['the review is due tomorrow: Wednesday', '2026-06-01', '2026-06-02', '2026-06-03'],
    ['the review is overdue: Wednesday', '2026-06-01', '2026-05-01', '2026-06-03'],
    ['Friday, due on Sunday: Tuesday', '2026-06-05', '2026-06-07', '2026-06-09'],
    ['Wednesday, due on Sunday: Thursday and Friday are 2', '2026-06-03', '2026-06-07', '2026-06-07'],
  ])('%s', (_why, openedOn, reviewDueOn, expected) => {
    expect(answerBy(weekends, openedOn, reviewDueOn)).toBe(expected)
  })

  test('a closed Good Friday and Easter Monday are not counted: Thursday 2 April leads to Monday 13 April', () => {
    const easter = { ...weekends, closedDays: ['2026-04-03', '2026-04-06'] }
    expect(answerBy(easter, '2026-04-02', '2026-12-01')).toBe('2026-04-13')
  })
})

describe('A register row gives the first due date', () => {
  test.each([
    ['last and cadence', '2025-08-31', 6, null, '2025-08-31', '2026-02-28'],
    ['a stated date that is earlier', '2025-06-15', 12, '2026-05-01', '2025-06-15', '2026-05-01'],
    ['not a stated date that is later', '2025-06-15', 12, '2026-08-01', '2025-06-15', '2026-06-15'],
    ['a stated date alone, within a year', null, 12, '2027-02-20', '2026-02-20', '2027-02-20'],
    ['the import, where the stated date is beyond', null, 12, '2027-02-21', '2026-02-20', '2026-02-20'],
    ['the import, where nothing is known', null, 3, null, '2026-02-20', '2026-02-20'],
  ])('%s', (_why, lastReviewedOn, cadenceMonths, statedNextOn, openedOn, dueOn) => {
    const row = policy('P-01', { lastReviewedOn, cadenceMonths, statedNextOn })
    expect(importedReviewDays(row)).toEqual({ openedOn, dueOn })
  })
})
