import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src/rules/calendar.ts'
import {
  checkHappened,
  checkTags,
  kindsOfData,
  knownTags,
  latestReviewDue,
  reviewDue,
} from '../../src/rules/events.ts'
import { defaults } from '../../src/rules/settings.ts'
import { calendar as calendarOf } from './any.ts'

const calendar = calendarOf()

describe('When something happened', () => {
  test.each([
    ['2000-01-01', null],
    ['2027-03-01', null],
    ['1999-12-31', 'happened_long_ago'],
    ['2027-03-02', 'happened_later'],
  ])('%s, told on 1 March 2027: %s', (day, code) => {
    const check = () => checkHappened(day, '2027-03-01')
    if (code === null) expect(check).not.toThrow()
    else expect(check).toThrow(expect.objectContaining({ code, field: 'happenedOn' }))
  })
})

test('Seven kinds of data ship as tags; a workspace adds its own, and others are refused', () => {
  expect(kindsOfData).toHaveLength(7)
  expect(knownTags(['Switzerland', 'customer data'])).toEqual([...kindsOfData, 'Switzerland'])
  expect(() => checkTags(['customer data', 'Switzerland'], ['Switzerland'])).not.toThrow()
  expect(() => checkTags(['Mars'], [])).toThrow(
    expect.objectContaining({ code: 'unknown_tag', field: 'tags' }),
  )
})

describe('A review out of cycle is due', () => {
  const law = { category: 'legal_requirement' as const, decidedOn: '2027-03-01' }
  test.each([
    [
      '30 days from the decision',
      { ...law, category: 'security_event' as const, effectiveOn: null },
      '2027-03-31',
    ],
    ['30 days where no day of a law is known', { ...law, effectiveOn: null }, '2027-03-31'],
    ['when a law comes into effect', { ...law, effectiveOn: '2027-03-21' }, '2027-03-21'],
    [
      'when a law comes into effect, also later than 30 days',
      { ...law, effectiveOn: '2027-06-01' },
      '2027-06-01',
    ],
    [
      '10 business days after the decision where the law holds already',
      { ...law, effectiveOn: '2027-02-01' },
      '2027-03-15',
    ],
    ['the same where it holds from today on', { ...law, effectiveOn: '2027-03-01' }, '2027-03-15'],
  ])('%s', (_, deadline, dueOn) => {
    expect(latestReviewDue(calendar, deadline, defaults)).toBe(dueOn)
    expect(reviewDue(calendar, deadline, defaults, null)).toBe(dueOn)
  })

  test('sooner where the triager says so, and never later nor in the past', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 80 }), (days) => {
        const deadline = { category: 'platform_change' as const, decidedOn: '2027-03-01', effectiveOn: null }
        const wanted = addDays('2027-03-01', days)
        const due = () => reviewDue(calendar, deadline, defaults, wanted)
        if (days >= 0 && days <= 30) expect(due()).toBe(wanted)
        else expect(due).toThrow(expect.objectContaining({ code: 'deadline_outside', field: 'dueOn' }))
      }),
    )
  })
})
