import { describe, expect, test } from 'vitest'
import type { ChangeKind, Happening } from './scenario.ts'
import { company, peopleIn, told } from './small-company.ts'

function revised(change: ChangeKind, number: string, submittedAt: string, endorsedAt: string): Happening[] {
  return [
    { at: submittedAt, do: 'revise', code: 'P-01', by: 'olga', number, change },
    { at: endorsedAt, do: 'endorse', code: 'P-01', by: 'ann' },
  ]
}

const acknowledge = (at: string, by: string): Happening => ({ at, do: 'acknowledge', code: 'P-01', by })

const major = revised('major', '2.0', '2026-04-13T08:07:00Z', '2026-04-14T08:11:00Z')
const allButAnn = ['olga', 'dan', 'mia', 'amy'].map((by, i) => acknowledge(`2026-04-15T08:1${i}:00Z`, by))

describe('A major version', () => {
  test('asks everyone at once inside hours, with 14 calendar days', () => {
    expect(told(company({ happenings: major }), { from: '2026-04-14', until: '2026-04-15' })).toEqual([
      ...['amy', 'ann', 'dan', 'mia'].map(
        (to) => `2026-04-14T08:11Z ${to} acknowledgment request: P-01 acknowledge 2026-04-28 in 14 days`,
      ),
      '2026-04-14T08:11Z olga acknowledgment request: P-01 acknowledge 2026-04-28 in 14 days',
      '2026-04-14T08:11Z olga outcome: P-01 endorse',
    ])
  })

  // Due Tuesday 28 April: rung 7 on 21 April, rung 3 on Saturday 25 April, so Monday 27 April, rung 0, then weekly.
  test('reminds who has not acknowledged at 7, 3 and 0 days, then weekly', () => {
    const scenario = company({ happenings: [...major, ...allButAnn] })
    const wanted = { to: ['ann', 'amy', 'dan'], kinds: ['reminder' as const], until: '2026-05-13' }
    expect(told(scenario, wanted)).toEqual([
      '2026-04-21T07:00Z ann reminder: P-01 acknowledge 2026-04-28 in 7 days',
      '2026-04-27T07:00Z ann reminder: P-01 acknowledge 2026-04-28 due tomorrow',
      '2026-04-28T07:00Z ann reminder: P-01 acknowledge 2026-04-28 due today',
      '2026-05-05T07:00Z ann reminder: P-01 acknowledge 2026-04-28 overdue by 7 days',
      '2026-05-12T07:00Z ann reminder: P-01 acknowledge 2026-04-28 overdue by 14 days',
    ])
  })

  test('gives its owner a weekly list of who is missing and the manager one word 14 days late', () => {
    const scenario = company({
      happenings: [...major, ...allButAnn, acknowledge('2026-05-20T09:00:00Z', 'ann')],
    })
    const wanted = { to: ['olga', 'mia'], kinds: ['reminder' as const], until: '2026-06-15' }
    expect(told(scenario, wanted)).toEqual([
      '2026-04-21T07:00Z olga reminder: P-01 who is missing (escalation) 2026-04-28 in 7 days',
      '2026-04-28T07:00Z olga reminder: P-01 who is missing (escalation) 2026-04-28 due today',
      '2026-05-05T07:00Z olga reminder: P-01 who is missing (escalation) 2026-04-28 overdue by 7 days',
      '2026-05-12T07:00Z mia reminder: P-01 acknowledge (escalation) 2026-04-28 overdue by 14 days',
      '2026-05-12T07:00Z olga reminder: P-01 who is missing (escalation) 2026-04-28 overdue by 14 days',
      '2026-05-19T07:00Z olga reminder: P-01 who is missing (escalation) 2026-04-28 overdue by 21 days',
    ])
  })

  // Friday 10 April 15:59Z is 17:59 in Vienna, 08:59 in Los Angeles, 21:29 in Kolkata. 09:00 in Los Angeles is 16:00Z
  // that day; in Kolkata on Monday 13 April it is 03:30Z.
  test('reaches each person in their own hours, and their 14 days count from there', () => {
    const scenario = company({
      people: peopleIn({ dan: 'America/Los_Angeles', amy: 'Asia/Kolkata' }),
      happenings: revised('major', '2.0', '2026-04-09T08:07:00Z', '2026-04-10T15:59:00Z'),
    })
    expect(told(scenario, { to: ['ann', 'dan', 'amy'], kinds: ['acknowledgment request'] })).toEqual([
      '2026-04-10T15:59Z ann acknowledgment request: P-01 acknowledge 2026-04-24 in 14 days',
      '2026-04-10T16:00Z dan acknowledgment request: P-01 acknowledge 2026-04-24 in 14 days',
      '2026-04-13T03:30Z amy acknowledgment request: P-01 acknowledge 2026-04-27 in 14 days',
    ])
  })

  // 18:00 on Thursday 2 April; Good Friday and Easter Monday closed: Tuesday 7 April, due Tuesday 21 April.
  test('endorsed at 18:00 before Easter goes out on the Tuesday after', () => {
    const scenario = company({
      closedDays: ['2026-04-03', '2026-04-06'],
      happenings: revised('major', '2.0', '2026-04-01T08:07:00Z', '2026-04-02T16:00:00Z'),
    })
    expect(told(scenario, { to: ['olga'], until: '2026-04-08' })).toEqual([
      '2026-04-02T16:00Z olga outcome: P-01 endorse',
      '2026-04-07T07:00Z olga acknowledgment request: P-01 acknowledge 2026-04-21 in 14 days',
    ])
  })

  // Friday 17:00 in Los Angeles is Saturday in Auckland, where Monday 09:00 is Sunday 21:00Z, still Sunday 7 June in
  // Los Angeles: due Sunday 21 June. Rung 7 is Sunday 14 June, so Monday; rung 0 would pass the due day on Monday, though
  // that Monday's 09:00 in Auckland comes before the Sunday in Los Angeles has ended, so it is on Friday 19 June.
  test('due on a Sunday in Los Angeles is reminded of in Auckland on the Friday before', () => {
    const scenario = company({
      zone: 'America/Los_Angeles',
      people: peopleIn({ dan: 'Pacific/Auckland' }),
      happenings: revised('major', '2.0', '2026-06-04T18:07:00Z', '2026-06-06T00:00:00Z'),
    })
    expect(told(scenario, { to: ['dan'], from: '2026-06-05' })).toEqual([
      '2026-06-07T21:00Z dan acknowledgment request: P-01 acknowledge 2026-06-21 in 14 days',
      '2026-06-14T21:00Z dan reminder: P-01 acknowledge 2026-06-21 in 7 days',
      '2026-06-17T21:00Z dan reminder: P-01 acknowledge 2026-06-21 in 4 days',
      '2026-06-18T21:00Z dan reminder: P-01 acknowledge 2026-06-21 in 3 days',
      '2026-06-28T21:00Z dan reminder: P-01 acknowledge 2026-06-21 overdue by 7 days',
    ])
  })

  // The second goes out on Wednesday 22 April and is due on 6 May: rung 7 on 29 April, rung 3 on Sunday, so Monday.
  test('ends the reminders for the one before', () => {
    const second = revised('major', '3.0', '2026-04-20T08:07:00Z', '2026-04-22T08:11:00Z')
    const scenario = company({ happenings: [...major, ...second] })
    const wanted = { to: ['dan'], from: '2026-04-16', until: '2026-05-07' }
    expect(told(scenario, wanted)).toEqual([
      '2026-04-21T07:00Z dan reminder: P-01 acknowledge 2026-04-28 in 7 days',
      '2026-04-22T08:11Z dan acknowledgment request: P-01 acknowledge 2026-05-06 in 14 days',
      '2026-04-29T07:00Z dan reminder: P-01 acknowledge 2026-05-06 in 7 days',
      '2026-05-04T07:00Z dan reminder: P-01 acknowledge 2026-05-06 in 2 days',
      '2026-05-06T07:00Z dan reminder: P-01 acknowledge 2026-05-06 due today',
    ])
  })
})

describe('A minor version', () => {
  // The open request keeps its due day, 28 April; the list counts from Thursday 16 April.
  test('is told to everyone, asks nobody, and moves the open requests with their due day', () => {
    const minor = revised('minor', '2.1', '2026-04-15T12:07:00Z', '2026-04-16T08:11:00Z')
    const scenario = company({ happenings: [...major, ...allButAnn, ...minor] })
    expect(told(scenario, { to: ['ann', 'olga'], from: '2026-04-16', until: '2026-04-28' })).toEqual([
      '2026-04-16T08:11Z ann distribution: P-01 acknowledge 2026-04-28 in 12 days',
      '2026-04-16T08:11Z olga distribution: P-01 acknowledge',
      '2026-04-16T08:11Z olga outcome: P-01 endorse',
      '2026-04-21T07:00Z ann reminder: P-01 acknowledge 2026-04-28 in 7 days',
      '2026-04-23T07:00Z olga reminder: P-01 who is missing (escalation) 2026-04-28 in 5 days',
      '2026-04-27T07:00Z ann reminder: P-01 acknowledge 2026-04-28 due tomorrow',
    ])
  })
})

describe('An editorial version', () => {
  test('is told to nobody but its owner', () => {
    const happenings = revised('editorial', '1.0.1', '2026-04-13T08:07:00Z', '2026-04-14T08:11:00Z')
    expect(told(company({ happenings }), { from: '2026-04-14' })).toEqual([
      '2026-04-14T08:11Z olga outcome: P-01 endorse',
    ])
  })
})
