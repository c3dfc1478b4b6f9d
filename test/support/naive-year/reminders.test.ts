import { describe, expect, test } from 'vitest'
import { company, peopleIn, policy, told } from './small-company.ts'

describe('An untouched review', () => {
  // Submit by Monday 1 June. 30 days before is Saturday 2 May, so Monday 4 May; 1 day before is a Sunday.
  test('reminds its owner at 30, 14, 7, 1 and 0 days, then weekly, moved off the weekends', () => {
    expect(told(company(), { to: ['olga'] })).toEqual([
      '2026-05-04T07:00Z olga reminder: P-01 review 2026-06-01 in 28 days',
      '2026-05-18T07:00Z olga reminder: P-01 review 2026-06-01 in 14 days',
      '2026-05-25T07:00Z olga reminder: P-01 review 2026-06-01 in 7 days',
      '2026-06-01T07:00Z olga reminder: P-01 review 2026-06-01 due today',
      '2026-06-08T07:00Z olga reminder: P-01 review 2026-06-01 overdue by 7 days',
      '2026-06-15T07:00Z olga reminder: P-01 review 2026-06-01 overdue by 14 days',
      '2026-06-22T07:00Z olga reminder: P-01 review 2026-06-01 overdue by 21 days',
      '2026-06-29T07:00Z olga reminder: P-01 review 2026-06-01 overdue by 28 days',
    ])
  })

  // D is 15 June: D-14 is 1 June, D-3 is 12 June, D+1 is 16 June, D+7 and D+14 are 22 and 29 June, D+10 is 25 June.
  test('is escalated from the review due date to deputy, manager, approvers and channel in turn', () => {
    const others = ['dan', 'mia', 'ann', 'amy', '#security']
    expect(told(company(), { to: others })).toEqual([
      '2026-06-01T07:00Z dan reminder: P-01 review (escalation) 2026-06-15 in 14 days',
      '2026-06-01T07:00Z mia reminder: P-01 review (escalation) 2026-06-15 in 14 days',
      '2026-06-12T07:00Z mia reminder: P-01 review (escalation) 2026-06-15 in 3 days',
      '2026-06-16T07:00Z amy reminder: P-01 review (escalation) 2026-06-15 overdue by 1 day',
      '2026-06-16T07:00Z ann reminder: P-01 review (escalation) 2026-06-15 overdue by 1 day',
      ...['amy', 'ann', 'dan', 'mia'].map(
        (to) => `2026-06-22T07:00Z ${to} reminder: P-01 review (escalation) 2026-06-15 overdue by 7 days`,
      ),
      '2026-06-25T07:00Z #security reminder: P-01 review (escalation) 2026-06-15 overdue by 10 days',
      ...['#security', 'amy', 'ann', 'dan', 'mia'].map(
        (to) => `2026-06-29T07:00Z ${to} reminder: P-01 review (escalation) 2026-06-15 overdue by 14 days`,
      ),
    ])
  })

  test('once started, is no longer escalated to the deputy, nor to the manager 14 days before', () => {
    const started = company({
      happenings: [{ at: '2026-05-29T10:03:00Z', do: 'start', code: 'P-01', by: 'olga' }],
    })
    expect(told(started, { to: ['dan', 'mia'], until: '2026-06-23' })).toEqual([
      '2026-06-12T07:00Z mia reminder: P-01 review (escalation) 2026-06-15 in 3 days',
      '2026-06-22T07:00Z mia reminder: P-01 review (escalation) 2026-06-15 overdue by 7 days',
    ])
  })

  // Due Wednesday 10 June: 3 days before is Sunday 7 June, so Monday 8 June, 2 days before.
  test('is escalated on the next business day where the day is closed', () => {
    const scenario = company({ policies: [policy('P-01', { lastReviewedOn: '2025-06-10' })] })
    expect(told(scenario, { to: ['mia'], from: '2026-06-01', until: '2026-06-10' })).toEqual([
      '2026-06-08T07:00Z mia reminder: P-01 review (escalation) 2026-06-10 in 2 days',
    ])
  })

  test('of an owner who manages and of one who approves brings each the owner’s item alone', () => {
    const policies = [policy('P-02', { owner: 'ann' }), policy('P-01', { owner: 'mia', deputies: ['mia'] })]
    const on22June = { from: '2026-06-22', until: '2026-06-23' }
    expect(told(company({ policies }), { to: ['mia', 'ann'], ...on22June })).toEqual([
      '2026-06-22T07:00Z ann reminder: P-01 review (escalation) 2026-06-15 overdue by 7 days; P-02 review 2026-06-01 overdue by 21 days',
      '2026-06-22T07:00Z mia reminder: P-01 review 2026-06-01 overdue by 21 days; P-02 review (escalation) 2026-06-15 overdue by 7 days',
    ])
  })

  test('with 3 others on one morning is one message of 4 items sorted by code', () => {
    const policies = ['P-03', 'P-01', 'P-04', 'P-02'].map((code) => policy(code))
    expect(told(company({ policies }), { to: ['olga'], until: '2026-05-05' })).toEqual([
      '2026-05-04T07:00Z olga reminder: P-01 review 2026-06-01 in 28 days; P-02 review 2026-06-01 in 28 days; P-03 review 2026-06-01 in 28 days; P-04 review 2026-06-01 in 28 days',
    ])
  })
})

describe('A short review', () => {
  // 27 February to 27 March is 28 days, a quarter 7: submit by 20 March. Half of 21 days leaves out 30 and 14.
  const monthly = [policy('P-01', { lastReviewedOn: '2026-02-27', cadenceMonths: 1 })]

  test('leaves out the rungs longer than half its time', () => {
    expect(told(company({ policies: monthly }), { to: ['olga'], until: '2026-03-28' })).toEqual([
      '2026-03-13T08:00Z olga reminder: P-01 review 2026-03-20 in 7 days',
      '2026-03-19T08:00Z olga reminder: P-01 review 2026-03-20 due tomorrow',
      '2026-03-20T08:00Z olga reminder: P-01 review 2026-03-20 due today',
      '2026-03-27T08:00Z olga reminder: P-01 review 2026-03-20 overdue by 7 days',
    ])
  })

  // D-14 is Friday 13 March, the day of the first message. D+1 is Saturday 28 March, so Monday, in summer time.
  test('is escalated on the business day after its owner first heard', () => {
    const scenario = company({ policies: monthly })
    expect(told(scenario, { to: ['dan', 'mia', 'ann'], until: '2026-03-31' })).toEqual([
      '2026-03-16T08:00Z dan reminder: P-01 review (escalation) 2026-03-27 in 11 days',
      '2026-03-16T08:00Z mia reminder: P-01 review (escalation) 2026-03-27 in 11 days',
      '2026-03-24T08:00Z mia reminder: P-01 review (escalation) 2026-03-27 in 3 days',
      '2026-03-30T07:00Z ann reminder: P-01 review (escalation) 2026-03-27 overdue by 3 days',
    ])
  })

  // Friday 13 March 09:00 in Auckland is Thursday 20:00 UTC; the business day after is counted from the Friday.
  test('counts that day in the owner’s own zone', () => {
    const scenario = company({ policies: monthly, people: peopleIn({ olga: 'Pacific/Auckland' }) })
    expect(told(scenario, { to: ['olga', 'dan'], until: '2026-03-17' })).toEqual([
      '2026-03-12T20:00Z olga reminder: P-01 review 2026-03-20 in 8 days',
      '2026-03-16T08:00Z dan reminder: P-01 review (escalation) 2026-03-27 in 11 days',
    ])
  })
})

describe('Nine o’clock', () => {
  // Due 17 April, submit by 3 April; summer time begins on 29 March.
  test('in Vienna is 08:00Z before 29 March and 07:00Z after', () => {
    const scenario = company({ policies: [policy('P-01', { lastReviewedOn: '2025-04-17' })] })
    expect(told(scenario, { to: ['olga'], until: '2026-04-04' })).toEqual([
      '2026-03-04T08:00Z olga reminder: P-01 review 2026-04-03 in 30 days',
      '2026-03-20T08:00Z olga reminder: P-01 review 2026-04-03 in 14 days',
      '2026-03-27T08:00Z olga reminder: P-01 review 2026-04-03 in 7 days',
      '2026-04-02T07:00Z olga reminder: P-01 review 2026-04-03 due tomorrow',
      '2026-04-03T07:00Z olga reminder: P-01 review 2026-04-03 due today',
    ])
  })

  // Due 13 November, submit by 30 October; summer time ends on 25 October.
  test('in Vienna is 07:00Z before 25 October and 08:00Z after', () => {
    const policies = [policy('P-01', { lastReviewedOn: '2025-11-13' })]
    const scenario = company({ policies, until: '2026-10-31T00:00:00Z' })
    expect(told(scenario, { to: ['olga'] })).toEqual([
      '2026-09-30T07:00Z olga reminder: P-01 review 2026-10-30 in 30 days',
      '2026-10-16T07:00Z olga reminder: P-01 review 2026-10-30 in 14 days',
      '2026-10-23T07:00Z olga reminder: P-01 review 2026-10-30 in 7 days',
      '2026-10-29T08:00Z olga reminder: P-01 review 2026-10-30 due tomorrow',
      '2026-10-30T08:00Z olga reminder: P-01 review 2026-10-30 due today',
    ])
  })

  // Auckland is 12 hours ahead of UTC, Los Angeles 7 behind: 1 June ends at 12:00Z, before it is 09:00 (16:00Z) in
  // Los Angeles. Rungs 1 and 0 so fall on Friday 29 May there, when it is 30 May in Auckland.
  test('in Los Angeles comes before the due day has ended in Auckland', () => {
    const people = peopleIn({ olga: 'America/Los_Angeles' })
    const scenario = company({ zone: 'Pacific/Auckland', people })
    expect(told(scenario, { to: ['olga'], until: '2026-06-15' })).toEqual([
      '2026-05-04T16:00Z olga reminder: P-01 review 2026-06-01 in 27 days',
      '2026-05-18T16:00Z olga reminder: P-01 review 2026-06-01 in 13 days',
      '2026-05-25T16:00Z olga reminder: P-01 review 2026-06-01 in 6 days',
      '2026-05-29T16:00Z olga reminder: P-01 review 2026-06-01 in 2 days',
      '2026-06-08T16:00Z olga reminder: P-01 review 2026-06-01 overdue by 8 days',
    ])
  })

  // 09:00 in Auckland is 21:00Z of the day before, when it is still that day in Vienna.
  test('in Auckland comes with the words of the day in Vienna, for holder and escalation', () => {
    const people = peopleIn({ olga: 'Pacific/Auckland', ann: 'Pacific/Auckland' })
    expect(
      told(company({ people }), { to: ['olga', 'ann'], from: '2026-06-07', until: '2026-06-22' }),
    ).toEqual([
      '2026-06-07T21:00Z olga reminder: P-01 review 2026-06-01 overdue by 6 days',
      '2026-06-14T21:00Z olga reminder: P-01 review 2026-06-01 overdue by 13 days',
      '2026-06-15T21:00Z ann reminder: P-01 review (escalation) 2026-06-15 due today',
      '2026-06-21T21:00Z ann reminder: P-01 review (escalation) 2026-06-15 overdue by 6 days',
      '2026-06-21T21:00Z olga reminder: P-01 review 2026-06-01 overdue by 20 days',
    ])
  })

  // Weekend Friday and Saturday. 10 business days before Monday 15 June: 14, 11, 10, 9, 8, 7, 4, 3, 2, 1 June.
  // 30 days before 1 June is Saturday 2 May, so Sunday 3 May; 1 day before is Sunday 31 May, a business day.
  test('falls on a Sunday where the weekend is Friday and Saturday', () => {
    expect(told(company({ weekend: [5, 6] }), { to: ['olga'], until: '2026-06-02' })).toEqual([
      '2026-05-03T07:00Z olga reminder: P-01 review 2026-06-01 in 29 days',
      '2026-05-18T07:00Z olga reminder: P-01 review 2026-06-01 in 14 days',
      '2026-05-25T07:00Z olga reminder: P-01 review 2026-06-01 in 7 days',
      '2026-05-31T07:00Z olga reminder: P-01 review 2026-06-01 due tomorrow',
      '2026-06-01T07:00Z olga reminder: P-01 review 2026-06-01 due today',
    ])
  })
})
