import { describe, expect, test } from 'vitest'
import type { Happening } from './scenario.ts'
import { company, policy, told } from './small-company.ts'

const reaffirm = (at: string, by = 'olga'): Happening => ({ at, do: 'reaffirm', code: 'P-01', by })
const endorse = (at: string, by: string): Happening => ({ at, do: 'endorse', code: 'P-01', by })
const sendBack = (at: string): Happening => ({
  at,
  do: 'send back',
  code: 'P-01',
  by: 'ann',
  reason: 'No owner of keys named',
})

describe('Endorsement', () => {
  // Submitted on Monday 13 April: due Monday 20 April. Rung 2 is Saturday 18 April, so Monday, with rung 0.
  // 2 business days late is Wednesday 22 April.
  test('is asked for at once, reminded of, and escalated when 2 business days late', () => {
    const scenario = company({
      happenings: [reaffirm('2026-04-13T20:07:00Z')],
      until: '2026-04-23T00:00:00Z',
    })
    expect(told(scenario, { to: ['olga', 'ann', 'mia', 'dan'] })).toEqual([
      '2026-04-13T20:07Z ann endorsement request: P-01 endorse 2026-04-20 in 7 days',
      '2026-04-20T07:00Z ann reminder: P-01 endorse 2026-04-20 due today',
      '2026-04-21T07:00Z ann reminder: P-01 endorse 2026-04-20 overdue by 1 day',
      '2026-04-22T07:00Z ann reminder: P-01 endorse 2026-04-20 overdue by 2 days',
      '2026-04-22T07:00Z mia reminder: P-01 endorse (escalation) 2026-04-20 overdue by 2 days',
    ])
  })

  // The review is due on Sunday 7 June, so is the endorsement; given 4 days, rung 2 stays: Friday 5 June. Rung 0 on
  // Sunday would pass the due day if moved to Monday, so it is on Friday too.
  test('due on a Sunday is reminded of once, on the Friday before', () => {
    const scenario = company({
      policies: [policy('P-01', { lastReviewedOn: '2025-06-07' })],
      happenings: [reaffirm('2026-06-03T10:03:00Z')],
    })
    expect(told(scenario, { to: ['ann', 'mia'], from: '2026-06-03T08', until: '2026-06-10' })).toEqual([
      '2026-06-03T10:03Z ann endorsement request: P-01 endorse 2026-06-07 in 4 days',
      '2026-06-05T07:00Z ann reminder: P-01 endorse 2026-06-07 in 2 days',
      '2026-06-08T07:00Z ann reminder: P-01 endorse 2026-06-07 overdue by 1 day',
      '2026-06-09T07:00Z ann reminder: P-01 endorse 2026-06-07 overdue by 2 days',
      '2026-06-09T07:00Z mia reminder: P-01 endorse (escalation) 2026-06-07 overdue by 2 days',
    ])
  })

  test('is not asked of the one who submitted', () => {
    const scenario = company({ happenings: [reaffirm('2026-04-13T08:07:00Z', 'ann')] })
    expect(told(scenario, { kinds: ['endorsement request'] })).toEqual([
      '2026-04-13T08:07Z amy endorsement request: P-01 endorse 2026-04-20 in 7 days',
    ])
    expect(() =>
      told({ ...scenario, happenings: [...scenario.happenings, endorse('2026-04-14T08:00:00Z', 'ann')] }),
    ).toThrow('ann may not decide on P-01')
  })

  // 31 August and 6 months: due Sunday 28 February 2027. Submit by: 10 business days before is Monday 15 February;
  // a quarter of 181 days is 45. Rung 30 is Saturday 16 January, so Monday 18 January.
  test('concludes the review, and the next due date counts from it, at the clamped month end', () => {
    const scenario = company({
      policies: [policy('P-01', { cadenceMonths: 6, lastReviewedOn: '2026-02-15' })],
      happenings: [reaffirm('2026-08-28T08:07:00Z'), endorse('2026-08-31T08:11:00Z', 'amy')],
      until: '2027-02-02T00:00:00Z',
    })
    expect(told(scenario, { to: ['olga'], from: '2026-08-28' })).toEqual([
      '2026-08-31T08:11Z olga outcome: P-01 endorse',
      '2027-01-18T08:00Z olga reminder: P-01 review 2027-02-15 in 28 days',
      '2027-02-01T08:00Z olga reminder: P-01 review 2027-02-15 in 14 days',
    ])
  })

  test('is told to the submitter and to the owner, and asks nobody to acknowledge a reaffirmation', () => {
    const happenings = [reaffirm('2026-04-13T08:07:00Z', 'dan'), endorse('2026-04-13T19:11:00Z', 'amy')]
    expect(told(company({ happenings }), { from: '2026-04-13T09', until: '2027' })).toEqual([
      '2026-04-13T19:11Z dan outcome: P-01 endorse',
      '2026-04-13T19:11Z olga outcome: P-01 endorse',
    ])
  })
})

describe('Sending back', () => {
  // Tuesday 14 April and 5 business days: Tuesday 21 April. Given 7 days, rungs 1 and 0.
  test('tells submitter and owner at once and gives 5 business days', () => {
    const happenings = [reaffirm('2026-04-13T08:07:00Z', 'dan'), sendBack('2026-04-14T19:31:00Z')]
    expect(told(company({ happenings }), { to: ['olga', 'dan', 'mia'], until: '2026-05-01' })).toEqual([
      '2026-04-14T19:31Z dan sent back: P-01 review 2026-04-21 in 7 days',
      '2026-04-14T19:31Z olga sent back: P-01 review 2026-04-21 in 7 days',
      '2026-04-20T07:00Z olga reminder: P-01 review 2026-04-21 due tomorrow',
      '2026-04-21T07:00Z olga reminder: P-01 review 2026-04-21 due today',
      '2026-04-28T07:00Z olga reminder: P-01 review 2026-04-21 overdue by 7 days',
    ])
  })

  // Due Friday 17 April. D+10 is told on Monday 27 April at 07:00Z, before the submission. Sent back on Tuesday 28
  // April: 2 business days, Thursday 30 April. On Wednesday 29 April (12 days late) the newest passed escalation goes
  // afresh. D+14 is Friday 1 May. The deputy hears nothing: it was started.
  test('of an overdue review gives 2 business days and escalates afresh on the business day after', () => {
    const scenario = company({
      policies: [policy('P-01', { lastReviewedOn: '2025-04-17' })],
      happenings: [reaffirm('2026-04-27T08:07:00Z'), sendBack('2026-04-28T12:31:00Z')],
    })
    const escalated = (at: string, to: string, days: number) =>
      `${at}T07:00Z ${to} reminder: P-01 review (escalation) 2026-04-17 overdue by ${days} days`
    const everyone = ['#security', 'ann', 'dan', 'mia', 'olga']
    expect(told(scenario, { to: everyone, from: '2026-04-25', until: '2026-05-07' })).toEqual([
      escalated('2026-04-27', '#security', 10),
      '2026-04-27T08:07Z ann endorsement request: P-01 endorse 2026-04-29 in 2 days',
      '2026-04-28T12:31Z olga sent back: P-01 review 2026-04-30 in 2 days',
      escalated('2026-04-29', '#security', 12),
      escalated('2026-04-29', 'ann', 12),
      escalated('2026-04-29', 'mia', 12),
      '2026-04-29T07:00Z olga reminder: P-01 review 2026-04-30 due tomorrow',
      '2026-04-30T07:00Z olga reminder: P-01 review 2026-04-30 due today',
      escalated('2026-05-01', '#security', 14),
      escalated('2026-05-01', 'ann', 14),
      escalated('2026-05-01', 'mia', 14),
    ])
  })

  // Sent back on Thursday 2 April with Good Friday and Easter Monday closed: Tuesday 7, 8, 9, 10 and Monday 13 April.
  // Rung 1 is Sunday 12 April, so Monday; half of 11 days is less than 7.
  test('before Easter does not count the closed days', () => {
    const scenario = company({
      closedDays: ['2026-04-03', '2026-04-06'],
      happenings: [reaffirm('2026-04-01T08:07:00Z'), sendBack('2026-04-02T12:31:00Z')],
      until: '2026-04-15T00:00:00Z',
    })
    expect(told(scenario, { to: ['olga'] })).toEqual([
      '2026-04-02T12:31Z olga sent back: P-01 review 2026-04-13 in 11 days',
      '2026-04-13T07:00Z olga reminder: P-01 review 2026-04-13 due today',
    ])
  })
})

describe('Recalling', () => {
  // Tuesday 14 April: due Tuesday 21 April, rungs 1 and 0.
  test('tells nobody, ends the approvers’ reminders and gives the owner 5 business days', () => {
    const recall: Happening = { at: '2026-04-14T07:31:00Z', do: 'recall', code: 'P-01', by: 'olga' }
    const happenings = [reaffirm('2026-04-13T08:07:00Z'), recall]
    expect(told(company({ happenings }), { from: '2026-04-14', until: '2026-04-27' })).toEqual([
      '2026-04-20T07:00Z olga reminder: P-01 review 2026-04-21 due tomorrow',
      '2026-04-21T07:00Z olga reminder: P-01 review 2026-04-21 due today',
    ])
  })
})
