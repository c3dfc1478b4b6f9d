import { describe, expect, test } from 'vitest'
import type { Happening } from './scenario.ts'
import { company, peopleIn, policy, told } from './small-company.ts'

const leave = (at: string, person: string): Happening => ({ at, do: 'leave', person })
const transfer = (at: string, to: string): Happening => ({ at, do: 'transfer', code: 'P-01', to, by: 'mia' })

describe('An owner who leaves', () => {
  // Wednesday 20 May, 18:30 in Vienna. The vacancy is due 10 business days after: 21, 22, 25 to 29 May, 1, 2, 3 June.
  // Its rungs: 5 is Friday 29 May, 1 is 2 June, 0 is 3 June, weekly from 10 June.
  const left = company({
    policies: [policy('P-02'), policy('P-01')],
    happenings: [leave('2026-05-20T16:30:00Z', 'olga')],
  })

  test('is followed at nine by the deputy, with one message that names all, and then the reminders', () => {
    expect(told(left, { to: ['olga', 'dan'], from: '2026-05-19', until: '2026-06-02' })).toEqual([
      '2026-05-21T07:00Z dan stand-in: P-01 review 2026-06-01 in 11 days; P-02 review 2026-06-01 in 11 days',
      '2026-05-25T07:00Z dan reminder: P-01 review 2026-06-01 in 7 days; P-02 review 2026-06-01 in 7 days',
      '2026-06-01T07:00Z dan reminder: P-01 review 2026-06-01 due today; P-02 review 2026-06-01 due today',
    ])
  })

  test('leaves a vacancy each, in one list to the manager, with a ladder of its own', () => {
    const both = (words: string) => `P-01 fill 2026-06-03 ${words}; P-02 fill 2026-06-03 ${words}`
    const review = (code: string) => `${code} review (escalation) 2026-06-15 in 14 days`
    expect(told(left, { to: ['mia'], until: '2026-06-11' })).toEqual([
      `2026-05-21T07:00Z mia vacancies: ${both('in 13 days')}`,
      `2026-05-29T07:00Z mia reminder: ${both('in 5 days')}`,
      `2026-06-01T07:00Z mia reminder: ${review('P-01')}; ${review('P-02')}`,
      `2026-06-02T07:00Z mia reminder: ${both('due tomorrow')}`,
      `2026-06-03T07:00Z mia reminder: ${both('due today')}`,
      `2026-06-10T07:00Z mia reminder: ${both('overdue by 7 days')}`,
    ])
  })

  test('inside hours is followed at that minute, and the rung of that morning is not repeated', () => {
    const scenario = company({ happenings: [leave('2026-05-18T10:21:00Z', 'olga')] })
    expect(told(scenario, { from: '2026-05-18', until: '2026-05-26' })).toEqual([
      '2026-05-18T07:00Z olga reminder: P-01 review 2026-06-01 in 14 days',
      '2026-05-18T10:21Z dan stand-in: P-01 review 2026-06-01 in 14 days',
      '2026-05-18T10:21Z mia vacancies: P-01 fill 2026-06-01 in 14 days',
      '2026-05-25T07:00Z dan reminder: P-01 review 2026-06-01 in 7 days',
    ])
  })

  test('whose deputy left before is followed by the manager, who hears of the vacancy too', () => {
    const happenings = [leave('2026-05-14T10:20:00Z', 'dan'), leave('2026-05-18T10:21:00Z', 'olga')]
    expect(told(company({ happenings }), { from: '2026-05-18T08', until: '2026-05-26' })).toEqual([
      '2026-05-18T10:21Z mia stand-in: P-01 review 2026-06-01 in 14 days',
      '2026-05-18T10:21Z mia vacancies: P-01 fill 2026-06-01 in 14 days',
      '2026-05-25T07:00Z mia reminder: P-01 review 2026-06-01 in 7 days',
    ])
  })

  test('is forgotten once the policy is handed to another', () => {
    const happenings = [leave('2026-05-18T10:21:00Z', 'olga'), transfer('2026-05-20T10:00:00Z', 'amy')]
    expect(told(company({ happenings }), { from: '2026-05-19', until: '2026-06-02' })).toEqual([
      '2026-05-25T07:00Z amy reminder: P-01 review 2026-06-01 in 7 days',
      '2026-06-01T07:00Z amy reminder: P-01 review 2026-06-01 due today',
      '2026-06-01T07:00Z dan reminder: P-01 review (escalation) 2026-06-15 in 14 days',
      '2026-06-01T07:00Z mia reminder: P-01 review (escalation) 2026-06-15 in 14 days',
    ])
  })

  test('before a stand-in was told, and replaced before that too, leaves nothing to tell', () => {
    const happenings = [leave('2026-05-20T16:30:00Z', 'olga'), transfer('2026-05-20T17:00:00Z', 'amy')]
    expect(told(company({ happenings }), { from: '2026-05-19', until: '2026-05-25' })).toEqual([])
  })
})

describe('Handing over', () => {
  // Monday 18 May 17:00 in Vienna is 08:00 in Los Angeles: the rung of that day, not yet told there, has passed here.
  test('to someone whose nine o’clock has passed tells them within their hours at once', () => {
    const scenario = company({
      people: peopleIn({ olga: 'America/Los_Angeles' }),
      happenings: [transfer('2026-05-18T15:00:00Z', 'amy')],
    })
    expect(told(scenario, { to: ['olga', 'amy'], from: '2026-05-17', until: '2026-05-26' })).toEqual([
      '2026-05-18T15:00Z amy reminder: P-01 review 2026-06-01 in 14 days',
      '2026-05-25T07:00Z amy reminder: P-01 review 2026-06-01 in 7 days',
    ])
  })

  // 08:00 in Vienna, an hour before the rung.
  test('an hour before the reminder leaves the one before in peace', () => {
    const scenario = company({ happenings: [transfer('2026-05-18T06:00:00Z', 'amy')] })
    expect(told(scenario, { to: ['olga', 'amy'], from: '2026-05-17', until: '2026-05-19' })).toEqual([
      '2026-05-18T07:00Z amy reminder: P-01 review 2026-06-01 in 14 days',
    ])
  })
})

describe('An approver who leaves', () => {
  const submitted: Happening = { at: '2026-04-13T08:07:00Z', do: 'reaffirm', code: 'P-01', by: 'olga' }

  test('changes nothing while another eligible one remains', () => {
    const happenings = [submitted, leave('2026-04-14T08:00:00Z', 'ann')]
    expect(told(company({ happenings }), { from: '2026-04-14', until: '2026-04-21' })).toEqual([
      '2026-04-20T07:00Z amy reminder: P-01 endorse 2026-04-20 due today',
    ])
  })

  test('as the last eligible one has the manager asked at once', () => {
    const happenings = [submitted, leave('2026-04-14T08:00:00Z', 'ann'), leave('2026-04-14T19:13:00Z', 'amy')]
    expect(told(company({ happenings }), { from: '2026-04-14', until: '2026-04-22' })).toEqual([
      '2026-04-14T19:13Z mia endorsement request: P-01 endorse 2026-04-20 in 6 days',
      '2026-04-20T07:00Z mia reminder: P-01 endorse 2026-04-20 due today',
      '2026-04-21T07:00Z mia reminder: P-01 endorse 2026-04-20 overdue by 1 day',
    ])
  })
})
