import { describe, expect, test } from 'vitest'
import { company, peopleIn, policy, told } from './small-company.ts'

// Due Wednesday 10 December 2025, submit by Wednesday 26 November: 96 days before Monday 2 March 2026.
const overdue = [policy('P-01', { lastReviewedOn: '2024-12-10' })]

describe('Going live with an old overdue review', () => {
  // Weekly rungs keep counting from 26 November: 98 days on is Wednesday 4 March.
  test('tells its owner once with the true lateness, then weekly from the due day', () => {
    expect(told(company({ policies: overdue }), { to: ['olga'], until: '2026-03-12' })).toEqual([
      '2026-03-02T08:00Z olga reminder: P-01 review 2025-11-26 overdue by 96 days',
      '2026-03-04T08:00Z olga reminder: P-01 review 2025-11-26 overdue by 98 days',
      '2026-03-11T08:00Z olga reminder: P-01 review 2025-11-26 overdue by 105 days',
    ])
  })

  // For escalation it is due on 2 March: D+1 is 3 March, D+7 is 9 March, D+10 is 12 March. 10 December to 3 March: 83.
  test('counts its escalations from the day of going live and drops those before', () => {
    const others = ['dan', 'mia', 'ann', '#security']
    expect(told(company({ policies: overdue }), { to: others, until: '2026-03-13' })).toEqual([
      '2026-03-03T08:00Z ann reminder: P-01 review (escalation) 2025-12-10 overdue by 83 days',
      '2026-03-09T08:00Z ann reminder: P-01 review (escalation) 2025-12-10 overdue by 89 days',
      '2026-03-09T08:00Z dan reminder: P-01 review (escalation) 2025-12-10 overdue by 89 days',
      '2026-03-09T08:00Z mia reminder: P-01 review (escalation) 2025-12-10 overdue by 89 days',
      '2026-03-12T08:00Z #security reminder: P-01 review (escalation) 2025-12-10 overdue by 92 days',
    ])
  })

  // Live on Friday 6 March at 09:58, just before nine in London: Vienna's first business morning is Monday 9 March. D+1, Saturday moved to Monday,
  // waits for Tuesday 10 March.
  test('on a Friday after nine waits until Monday, and its escalation until Tuesday', () => {
    const people = peopleIn({ mia: 'Europe/London' })
    const scenario = company({ policies: overdue, people, liveAt: '2026-03-06T08:58:00Z' })
    expect(told(scenario, { to: ['olga', 'ann'], until: '2026-03-11' })).toEqual([
      '2026-03-09T08:00Z olga reminder: P-01 review 2025-11-26 overdue by 103 days',
      '2026-03-10T08:00Z ann reminder: P-01 review (escalation) 2025-12-10 overdue by 90 days',
    ])
  })

  // 10:00 in Vienna is 01:00 in Los Angeles.
  test('at ten in Vienna reaches an owner in Los Angeles at nine of that same day', () => {
    const people = peopleIn({ olga: 'America/Los_Angeles' })
    const scenario = company({ policies: overdue, people, liveAt: '2026-03-02T09:00:00Z' })
    expect(told(scenario, { to: ['olga'], until: '2026-03-04' })).toEqual([
      '2026-03-02T17:00Z olga reminder: P-01 review 2025-11-26 overdue by 96 days',
    ])
  })

  test('at nine sharp counts as that morning', () => {
    const scenario = company({ policies: overdue, liveAt: '2026-03-02T08:00:00Z' })
    expect(told(scenario, { until: '2026-03-03' })).toHaveLength(1)
  })
})

describe('Going live inside a ladder', () => {
  // Due 31 March, submit by Tuesday 17 March: rungs 15 February, 3, 10, 16 and 17 March. D-14 is 17 March.
  test('sends the passed rung once and goes on with the rest; what has no passed rung is not named', () => {
    const policies = [policy('P-01', { lastReviewedOn: '2025-03-31' }), policy('P-02')]
    expect(told(company({ policies }), { until: '2026-03-18' })).toEqual([
      '2026-03-02T08:00Z olga reminder: P-01 review 2026-03-17 in 15 days',
      '2026-03-03T08:00Z olga reminder: P-01 review 2026-03-17 in 14 days',
      '2026-03-10T08:00Z olga reminder: P-01 review 2026-03-17 in 7 days',
      '2026-03-16T08:00Z olga reminder: P-01 review 2026-03-17 due tomorrow',
      '2026-03-17T08:00Z dan reminder: P-01 review (escalation) 2026-03-31 in 14 days',
      '2026-03-17T08:00Z mia reminder: P-01 review (escalation) 2026-03-31 in 14 days',
      '2026-03-17T08:00Z olga reminder: P-01 review 2026-03-17 due today',
    ])
  })
})

describe('Downtime', () => {
  const rungsOf18And25May = { to: ['olga'], from: '2026-05-10', until: '2026-05-31' }
  const down = (until: string) => company({ happenings: [{ at: '2026-05-18T06:00:00Z', do: 'down', until }] })

  test('over two rungs brings one message at the restart inside hours', () => {
    expect(told(down('2026-05-26T08:00:00Z'), rungsOf18And25May)).toEqual([
      '2026-05-26T08:00Z olga reminder: P-01 review 2026-06-01 in 6 days',
    ])
  })

  test('that ends at 17:59 brings it at 17:59', () => {
    expect(told(down('2026-05-25T15:59:00Z'), rungsOf18And25May)).toEqual([
      '2026-05-25T15:59Z olga reminder: P-01 review 2026-06-01 in 7 days',
    ])
  })

  test('that ends at 18:00 brings it at nine the next morning', () => {
    expect(told(down('2026-05-25T16:00:00Z'), rungsOf18And25May)).toEqual([
      '2026-05-26T07:00Z olga reminder: P-01 review 2026-06-01 in 6 days',
    ])
  })

  test('that ends at nine sharp loses nothing and repeats nothing', () => {
    expect(told(down('2026-05-25T07:00:00Z'), rungsOf18And25May)).toEqual([
      '2026-05-25T07:00Z olga reminder: P-01 review 2026-06-01 in 7 days',
    ])
  })

  // Whit Monday 25 May closed as well: rung 7 is on Tuesday 26 May, after the restart.
  test('that ends on a closed day brings one message on the next business morning', () => {
    const scenario = { ...down('2026-05-25T10:00:00Z'), closedDays: ['2026-05-25'] }
    expect(told(scenario, rungsOf18And25May)).toEqual([
      '2026-05-26T07:00Z olga reminder: P-01 review 2026-06-01 in 6 days',
    ])
  })

  // Down from 29 April to 4 June: the owner first hears at the restart, so D-14 of 1 June waits for Friday 5 June.
  test('over the first message lets the escalation wait for the business day after the restart', () => {
    const scenario = company({
      happenings: [{ at: '2026-04-29T12:00:00Z', do: 'down', until: '2026-06-04T12:34:00Z' }],
    })
    expect(told(scenario, { to: ['olga', 'mia'], until: '2026-06-08' })).toEqual([
      '2026-06-04T12:34Z olga reminder: P-01 review 2026-06-01 overdue by 3 days',
      '2026-06-05T07:00Z mia reminder: P-01 review (escalation) 2026-06-15 in 10 days',
    ])
  })

  test('makes a happening inside it impossible', () => {
    const scenario = company({
      happenings: [
        { at: '2026-05-18T06:00:00Z', do: 'down', until: '2026-05-19T06:00:00Z' },
        { at: '2026-05-18T07:00:00Z', do: 'start', code: 'P-01', by: 'olga' },
      ],
    })
    expect(() => told(scenario)).toThrow('the program is down')
  })
})
