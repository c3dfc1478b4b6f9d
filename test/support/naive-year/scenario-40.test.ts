import { describe, expect, test } from 'vitest'
import { dayIn, isInHours, parseInstant } from './clock.ts'
import { naiveYear } from './naive-year.ts'
import { scenario40 } from './scenario-40.ts'

const scenario = scenario40()
const messages = naiveYear(scenario)
const zoneOf = (to: string) => scenario.people.find(({ email }) => email === to)?.zone ?? scenario.zone

describe('The big scenario', () => {
  test('is the same each time it is made', () => {
    expect(scenario40()).toEqual(scenario)
  })

  test('has its happenings in order, each in a minute of its own', () => {
    const minutes = scenario.happenings.map(({ at }) => parseInstant(at))
    expect(minutes).toEqual([...new Set(minutes)].sort((a, b) => a - b))
  })

  test('has 40 policies, 14 people in 5 zones, and every kind of happening and message', () => {
    expect(scenario.policies).toHaveLength(40)
    expect(scenario.people).toHaveLength(14)
    expect(new Set(scenario.people.map(({ zone }) => zone)).size).toBe(5)
    expect(new Set(scenario.policies.map((policy) => policy.cadenceMonths))).toEqual(new Set([1, 3, 6, 12]))
    expect([...new Set(scenario.happenings.map((happening) => happening.do))].sort()).toEqual([
      ...[
        'acknowledge',
        'attest',
        'down',
        'endorse',
        'leave',
        'reaffirm',
        'recall',
        'revise',
        'send back',
        'start',
      ],
      'transfer',
    ])
    expect([...new Set(messages.map(({ kind }) => kind))].sort()).toEqual([
      ...[
        'acknowledgment request',
        'distribution',
        'endorsement request',
        'outcome',
        'reminder',
        'sent back',
      ],
      ...['stand-in', 'vacancies'],
    ])
  })

  // P-14 is due on Thursday 30 April and nobody ever starts. D+10 is Sunday 10 May, so Monday 11 May; D+14 is closed Thursday 14 May, and so is the
  // Friday, so Monday 18 May.
  test('escalates what is never done all the way to the channel', () => {
    const toChannel = messages.filter(
      ({ to, items }) => to === '#security' && items.some((item) => item.code === 'P-14'),
    )
    expect(toChannel.slice(0, 3).map(({ at }) => at)).toEqual([
      '2026-05-11T07:00Z',
      '2026-05-18T07:00Z',
      '2026-05-21T07:00Z',
    ])
  })
})

describe('In a whole year', () => {
  const reminders = messages.filter(({ kind }) => kind === 'reminder')

  test('nobody has more than one reminder on a day of their own', () => {
    const days = reminders.map(({ at, to }) => `${to} ${dayIn(zoneOf(to), parseInstant(at))}`)
    expect(days.filter((day, i) => days.indexOf(day) !== i)).toEqual([])
  })

  test('only endorsement requests and answers come outside hours', () => {
    const late = messages.filter(({ at, to }) => !isInHours(parseInstant(at), zoneOf(to), scenario))
    expect(new Set(late.map(({ kind }) => kind))).toEqual(
      new Set(['endorsement request', 'outcome', 'sent back']),
    )
  })

  test('nobody who has left is sent anything, and nothing is sent while the program is down', () => {
    for (const happening of scenario.happenings) {
      if (happening.do === 'leave') {
        const after = messages.filter(
          ({ at, to }) => to === happening.person && at >= happening.at.replace(':00Z', 'Z'),
        )
        expect(after).toEqual([])
      }
      if (happening.do === 'down') {
        const until = happening.until.replace(':00Z', 'Z')
        expect(messages.filter(({ at }) => at >= happening.at.replace(':00Z', 'Z') && at < until)).toEqual([])
      }
    }
  })

  test('an item names each obligation once, and never says "0 days"', () => {
    for (const { items } of messages) {
      const keys = items.map((item) => `${item.code} ${item.obligation} ${item.as}`)
      expect(keys).toEqual([...new Set(keys)].sort())
      expect(items.filter(({ words }) => /\b0 days/.test(words))).toEqual([])
    }
  })
})
