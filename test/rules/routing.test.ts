import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../src/rules/calendar.ts'
import { checkInForceBy, dueOfCauses, latestReviewDue } from '../../src/rules/events.ts'
import {
  fits,
  fittingRules,
  proposedByRules,
  proposedByTags,
  type RoutingRule,
  sayRule,
  wantedBy,
} from '../../src/rules/routing.ts'
import { readRoutingRules, writeRule } from '../../src/rules/rule-text.ts'
import { defaults } from '../../src/rules/settings.ts'
import { eventCategories } from '../../src/rules/terms.ts'
import { calendar as calendarOf } from './any.ts'

const rule = (change: Partial<RoutingRule> = {}): RoutingRule => ({
  category: 'security_event',
  tags: [],
  policies: [],
  components: [],
  withoutTriage: false,
  ...change,
})
const policy = (id: string, change: object = {}) => ({
  ...{ id, code: id, title: id, status: 'active', tags: '[]', components: '[]' },
  ...change,
})
const event = (...tags: string[]) => ({ category: 'security_event' as const, tags })

describe('A rule fits', () => {
  test.each([
    ['its category', rule(), event(), true],
    ['no other category', rule({ category: 'service_change' }), event(), false],
    ['any category where it names none', rule({ category: null, tags: ['billing'] }), event('Billing'), true],
    ['what has all of its tags', rule({ tags: ['a', 'b'] }), event('b', 'A', 'c'), true],
    ['nothing that lacks one of them', rule({ tags: ['a', 'b'] }), event('a'), false],
  ])('%s', (_, one, reported, expected) => {
    expect(fits(one, reported)).toBe(expected)
  })
})

test('Rules propose active policies by name and by component, each with the first rule as reason', () => {
  const rules = fittingRules(
    [
      rule({ category: 'service_change', policies: ['D'] }),
      rule({ tags: ['billing'], policies: ['A', 'R'] }),
      rule({ policies: ['A'], components: ['Privacy'] }),
    ],
    event('billing'),
  )
  expect(wantedBy(rules)).toEqual({ policies: ['A', 'R'], components: ['Privacy'] })
  const policies = [
    policy('A'),
    policy('B', { components: '["Privacy","Cryptographic controls"]' }),
    policy('C', { components: '["Privacy notes"]' }),
    policy('D'),
    policy('R', { status: 'retired' }),
    policy('S', { status: 'draft', components: '["Privacy"]' }),
  ]
  expect(proposedByRules(rules, policies)).toEqual([
    { id: 'A', code: 'A', title: 'A', why: 'rule: security event, billing' },
    { id: 'B', code: 'B', title: 'B', why: 'rule: security event' },
  ])
})

test('Without a rule, active policies that share a tag are proposed, with what they share', () => {
  const policies = [
    policy('A', { tags: '["Customer Data","billing"]' }),
    policy('B', { tags: '["billing"]' }),
    policy('C', { status: 'draft', tags: '["customer data"]' }),
    policy('D', { status: 'retired', tags: '["customer data"]' }),
  ]
  expect(proposedByTags(['customer data'], policies)).toEqual([
    { id: 'A', code: 'A', title: 'A', why: 'tag Customer Data' },
  ])
  expect(proposedByTags([], policies)).toEqual([])
})

test('A rule is written as it is read', () => {
  const word = fc.constantFrom('customer data', 'Switzerland', 'billing service')
  const code = fc.constantFrom('ISP-01', 'ISP 2', 'Rev C')
  const any = fc.record({
    category: fc.constantFrom(...eventCategories),
    tags: fc.uniqueArray(word),
    policies: fc.uniqueArray(code, { minLength: 1 }),
    components: fc.uniqueArray(fc.constantFrom('Privacy', 'Network security')),
    withoutTriage: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (rules) => {
      expect(readRoutingRules(rules.map(writeRule).join('\n'))).toEqual(rules)
      expect(readRoutingRules(JSON.stringify(rules))).toEqual(rules)
    }),
  )
  expect(sayRule(rule({ category: null, tags: ['billing'] }))).toBe('any event, billing')
})

describe('By when', () => {
  const calendar = calendarOf()
  const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2026-06-01', days))

  test('a category has its own days, and a law the day from which it holds or the days after', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...eventCategories),
        day,
        fc.option(day),
        fc.integer({ min: 1, max: 365 }),
        fc.integer({ min: 1, max: 60 }),
        (category, decidedOn, effectiveOn, days, lawDays) => {
          const given = { reviewDays: { ...defaults.reviewDays, [category]: days }, lawDays }
          const due = latestReviewDue(calendar, { category, decidedOn, effectiveOn }, given)
          const isLaw = category === 'legal_requirement' && effectiveOn !== null
          if (!isLaw) expect(daysBetween(decidedOn, due)).toBe(days)
          else if (effectiveOn > decidedOn) expect(due).toBe(effectiveOn)
          else expect(daysBetween(decidedOn, due)).toBeGreaterThanOrEqual(lawDays)
          expect(due > decidedOn).toBe(true)
        },
      ),
    )
  })

  test('causes want a review: by the earliest of their days, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.option(day)), (days) => {
        const due = dueOfCauses(days.map((dueOn) => ({ dueOn })))
        const known = days.filter((one) => one !== null)
        if (due === null) expect(known).toEqual([])
        else expect(known.every((one) => one >= due) && known.includes(due)).toBe(true)
      }),
    )
  })

  test.each([
    ['2027-03-21', null, true],
    ['2027-03-22', null, false],
    ['2027-03-21', '2027-03-15', true],
    ['2027-03-15', '2027-04-01', true],
  ])('a version in force on %s, a law of 21 March due by %s: %s', (inForceOn, dueOn, isTaken) => {
    const check = () =>
      checkInForceBy([{ number: 7, effectiveOn: '2027-03-21', dueOn }], inForceOn, '2027-03-01')
    if (isTaken) expect(check).not.toThrow()
    else expect(check).toThrow(expect.objectContaining({ code: 'effective_after_law', field: 'effectiveOn' }))
  })

  test('a law whose deadline has passed still takes what comes into force today', () => {
    const late = [{ number: 7, effectiveOn: '2027-02-01', dueOn: '2027-02-15' }]
    expect(() => checkInForceBy(late, '2027-03-01', '2027-03-01')).not.toThrow()
    expect(() => checkInForceBy(late, '2027-03-02', '2027-03-01')).toThrow('Monday 1 March')
  })
})
