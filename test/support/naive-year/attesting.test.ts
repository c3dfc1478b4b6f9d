import { describe, expect, test } from 'vitest'
import { company, peopleIn, told } from './small-company.ts'

const april = {
  to: ['mia', 'dan'],
  from: '2026-04-01',
  until: '2026-05-01',
  tellsAttestations: true as const,
}

describe('What is to be attested', () => {
  // Live on 2 March 2026. Due on Friday 10 April; five days before is Sunday 5 April, so Monday 6 April.
  test('is told five days, a day and on the day before it is due, then weekly, until one attests', () => {
    const attested = company({
      happenings: [{ at: '2026-04-20T09:00:00Z', do: 'attest', code: '2026-Q1', by: 'mia' }],
    })
    expect(told(attested, april)).toEqual([
      '2026-04-06T07:00Z mia reminder: 2026-Q1 attest 2026-04-10 in 4 days',
      '2026-04-09T07:00Z mia reminder: 2026-Q1 attest 2026-04-10 due tomorrow',
      '2026-04-10T07:00Z mia reminder: 2026-Q1 attest 2026-04-10 due today',
      '2026-04-17T07:00Z mia reminder: 2026-Q1 attest 2026-04-10 overdue by 7 days',
    ])
  })

  test('is owed by every manager in their own morning, and by none where another has attested', () => {
    const people = peopleIn({ dan: 'America/Los_Angeles' })
    const both = company({
      people,
      managers: ['mia', 'dan'],
      happenings: [{ at: '2026-04-06T12:00:00Z', do: 'attest', code: '2026-Q1', by: 'mia' }],
    })
    expect(told(both, april)).toEqual(['2026-04-06T07:00Z mia reminder: 2026-Q1 attest 2026-04-10 in 4 days'])
  })

  test('is told once after the program was down over it', () => {
    const down = company({
      happenings: [{ at: '2026-03-31T10:00:00Z', do: 'down', until: '2026-04-13T08:00:00Z' }],
    })
    expect(told(down, april).slice(0, 2)).toEqual([
      '2026-04-13T08:00Z mia reminder: 2026-Q1 attest 2026-04-10 overdue by 3 days',
      '2026-04-17T07:00Z mia reminder: 2026-Q1 attest 2026-04-10 overdue by 7 days',
    ])
  })
})
