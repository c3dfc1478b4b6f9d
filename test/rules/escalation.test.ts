import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addBusinessDays, isBusinessDay } from '../../src/rules/business-days.ts'
import { addDays, daysBetween } from '../../src/rules/calendar.ts'
import {
  type Escalated,
  type EscalationPoint,
  escalationOf,
  nextEscalation,
  nextToHear,
} from '../../src/rules/escalation.ts'
import { ladders } from '../../src/rules/reminders.ts'
import type { Day, ObligationKind } from '../../src/rules/terms.ts'
import { defaultTimes } from '../../src/rules/times.ts'
import { anyCalendar, anyDay, calendar } from './any.ts'

const open = calendar()
const unstarted: Escalated = { kind: 'review', countsFrom: '2026-12-01', isStarted: false }
const started: Escalated = { ...unstarted, isStarted: true }

function firstPoints(subject: Escalated, count: number): [Day, string][] {
  const points: [Day, string][] = []
  while (points.length < count) {
    const next = nextEscalation(open, subject, points.at(-1)?.[0] ?? null)
    if (next === null) break
    points.push([next.on, next.to.join(' ')])
  }
  return points
}

test('a review due on 1 December that nobody has started is told on these days to these', () => {
  expect(firstPoints(unstarted, 8)).toEqual([
    ['2026-11-17', 'deputies managers'],
    ['2026-11-28', 'managers'],
    ['2026-12-02', 'approvers'],
    ['2026-12-08', 'deputies managers approvers'],
    ['2026-12-11', 'channel'],
    ['2026-12-15', 'deputies managers approvers channel'],
    ['2026-12-22', 'deputies managers approvers channel'],
    ['2026-12-29', 'deputies managers approvers channel'],
  ])
})

test('once it is started the deputies hear nothing, and nobody hears 14 days before', () => {
  expect(firstPoints(started, 6)).toEqual([
    ['2026-11-28', 'managers'],
    ['2026-12-02', 'approvers'],
    ['2026-12-08', 'managers approvers'],
    ['2026-12-11', 'channel'],
    ['2026-12-15', 'managers approvers channel'],
    ['2026-12-22', 'managers approvers channel'],
  ])
})

test.each([
  ['endorse', '2026-12-03'],
  ['triage', '2026-12-03'],
  ['acknowledge', '2026-12-15'],
] as [ObligationKind, Day][])('%s due on 1 December is told to the managers on %s, once', (kind, on) => {
  const subject: Escalated = { kind, countsFrom: '2026-12-01', isStarted: false }
  expect(firstPoints(subject, 3)).toEqual([[on, 'managers']])
})

test.each(['decide', 'fill', 'attest'] as ObligationKind[])('%s is escalated to nobody', (kind) => {
  expect(firstPoints({ ...unstarted, kind }, 1)).toEqual([])
})

test('2 business days late leave weekends and closed days out, 14 days late count them', () => {
  const friday = { countsFrom: '2026-12-04', isStarted: false }
  const closed = calendar(['2026-12-08'])
  expect(nextEscalation(closed, { ...friday, kind: 'endorse' }, null)?.on).toBe('2026-12-09')
  expect(nextEscalation(closed, { ...friday, kind: 'acknowledge' }, null)?.on).toBe('2026-12-18')
})

test('what was overdue long before going live is told 2 business days after that day, not dropped', () => {
  const dayBefore = '2026-11-19'
  const subject: Escalated = { kind: 'endorse', countsFrom: '2026-11-20', isStarted: false }
  expect(nextEscalation(open, subject, dayBefore)).toEqual({ on: '2026-11-24', to: ['managers'] })
  // The counter-test: counted from its own due date it would lie before going live, and never be told.
  expect(nextEscalation(open, { ...subject, countsFrom: '2026-11-02' }, dayBefore)).toBeNull()
})

test('nothing is told before the holder has had a first message', () => {
  const nobody = { told: [], lastOn: null, goesOn: null, nextOn: null }
  expect(escalationOf(open, unstarted, null, null, '2027-06-01')).toEqual(nobody)
})

test('asked on a Friday, the holder has a business day to act before anyone else hears', () => {
  const asked: Escalated = { ...unstarted, countsFrom: '2026-11-25' }
  expect(escalationOf(open, asked, null, '2026-11-30', '2026-11-30')).toMatchObject({
    told: [],
    nextOn: '2026-12-01',
  })
  expect(escalationOf(open, asked, null, '2026-11-30', '2026-12-01').goesOn).toBe('2026-12-01')
  expect(escalationOf(open, asked, null, '2026-11-27', '2026-11-29').told).toEqual([])
  expect(escalationOf(open, asked, null, '2026-11-27', '2026-11-30').goesOn).toBe('2026-11-30')
})

test('of points that have come together each hears only their newest', () => {
  expect(escalationOf(open, unstarted, null, '2026-12-09', '2026-12-10')).toEqual({
    told: [
      { to: 'deputies', on: '2026-12-08' },
      { to: 'managers', on: '2026-12-08' },
      { to: 'approvers', on: '2026-12-08' },
    ],
    lastOn: '2026-12-08',
    goesOn: '2026-12-10',
    nextOn: '2026-12-11',
  })
  expect(escalationOf(open, unstarted, null, '2026-11-16', '2026-12-02').told).toEqual([
    { to: 'deputies', on: '2026-11-17' },
    { to: 'managers', on: '2026-11-28' },
    { to: 'approvers', on: '2026-12-02' },
  ])
})

test('a point on a closed day goes on the next business day', () => {
  expect(escalationOf(open, started, null, '2026-11-02', '2026-11-29')).toMatchObject({
    told: [],
    nextOn: '2026-11-30',
  })
  expect(escalationOf(open, started, null, '2026-11-02', '2026-11-30')).toMatchObject({
    told: [{ to: 'managers', on: '2026-11-28' }],
    lastOn: '2026-11-28',
    goesOn: '2026-11-30',
    nextOn: '2026-12-02',
  })
})

test('points dated up to the last one told are not told again', () => {
  expect(escalationOf(open, unstarted, '2026-12-08', '2026-11-02', '2026-12-10').told).toEqual([])
  expect(escalationOf(open, unstarted, '2026-12-08', '2026-11-02', '2026-12-11').told).toEqual([
    { to: 'channel', on: '2026-12-11' },
  ])
})

test("who hears when is the workspace's to say, and nobody hears weekly before their own day", () => {
  const escalation = {
    ...defaultTimes.escalation,
    deputies: 21,
    managers: 21,
    approvers: 9,
    channel: 21,
    decisions: 4,
    acknowledgments: 3,
  }
  const own = { ...open, times: { ...defaultTimes, escalation } }
  const points: string[] = []
  let after: Day | null = null
  for (let i = 0; i < 5; i++) {
    const point: EscalationPoint | null = nextEscalation(own, unstarted, after)
    if (!point) throw new Error('Expected a point')
    points.push(`${daysBetween(unstarted.countsFrom, point.on)}: ${point.to.join(', ')}`)
    after = point.on
  }
  expect(points).toEqual([
    '-21: deputies, managers',
    '7: deputies, managers',
    '9: approvers',
    '14: deputies, managers, approvers',
    '21: deputies, managers, approvers, channel',
  ])
  const late = (kind: ObligationKind) =>
    nextEscalation(own, { kind, countsFrom: '2026-12-01', isStarted: false }, null)?.on
  expect([late('endorse'), late('triage'), late('acknowledge')]).toEqual([
    '2026-12-07',
    '2026-12-07',
    '2026-12-04',
  ])
})

const anySubject: fc.Arbitrary<Escalated> = fc.record({
  kind: fc.constantFrom(...(Object.keys(ladders) as ObligationKind[])),
  countsFrom: anyDay,
  isStarted: fc.boolean(),
})

const inTurn = (rule: typeof escalationOf) => {
  const anyTold = fc.integer({ min: -30, max: 30 })
  return fc.property(anyCalendar, anySubject, anyTold, (cal, subject, told) => {
    const toldOn = addDays(subject.countsFrom, told)
    const heard: string[] = []
    let after: Day | null = null
    for (let day = -40; day < 60; day++) {
      const today = addDays(subject.countsFrom, day)
      const now = rule(cal, subject, after, toldOn, today)
      if (now.goesOn) {
        expect(now.goesOn).toBe(today)
        expect(isBusinessDay(cal, today)).toBe(true)
        expect(today >= addBusinessDays(cal, toldOn, 1)).toBe(true)
      }
      for (const { to, on } of now.told) {
        expect(on <= today).toBe(true)
        heard.push(`${to} ${on}`)
      }
      expect(now.nextOn === null || now.nextOn > today).toBe(true)
      after = now.lastOn ?? after
    }
    expect(new Set(heard).size).toBe(heard.length)
  })
}

test('looked at every day, no point is told twice, none early, none before the holder had a business day', () => {
  fc.assert(inTurn(escalationOf))
})

test.each<[string, typeof escalationOf]>([
  [
    'told all points again each day',
    (cal, subject, _, toldOn, today) => escalationOf(cal, subject, null, toldOn, today),
  ],
  [
    'did not wait for the holder',
    (cal, subject, after, _, today) => escalationOf(cal, subject, after, '2000-01-01', today),
  ],
  [
    'looked a day ahead',
    (cal, subject, after, toldOn, today) => escalationOf(cal, subject, after, toldOn, addDays(today, 1)),
  ],
])('an escalation that %s would be found', (_, rule) => {
  expect(() => fc.assert(inTurn(rule), { numRuns: 500 })).toThrow()
})

test('looked at late, each hears what they would have heard last', () => {
  fc.assert(
    fc.property(anyCalendar, anySubject, fc.integer({ min: -20, max: 60 }), (cal, subject, days) => {
      const toldOn = addDays(subject.countsFrom, -60)
      const today = addDays(subject.countsFrom, days)
      const newest = new Map<string, Day>()
      let after: Day | null = null
      for (let day = addDays(today, -100); day <= today; day = addDays(day, 1)) {
        const { told, lastOn } = escalationOf(cal, subject, after, toldOn, day)
        for (const { to, on } of told) newest.set(to, on)
        after = lastOn ?? after
      }
      const late = escalationOf(cal, subject, null, toldOn, today)
      expect(new Map(late.told.map(({ to, on }) => [to, on]))).toEqual(newest)
    }),
  )
})

test.each([
  [null, null, 'deputies managers'],
  ['2026-11-17', null, 'managers'],
  ['2026-11-28', null, 'approvers'],
  ['2026-12-02', null, 'deputies managers approvers'],
  // Live since a later day, what is dated before it is dropped.
  [null, '2026-12-20T09:00:00.000Z', 'approvers'],
])('after the point of %s, and live since %s, the next speaks to: %s', (escalatedOn, liveAt, to) => {
  const review = {
    kind: 'review',
    dueOn: '2026-11-20',
    escalatedOn,
    reviewState: 'open',
    reviewDueOn: '2026-12-01',
    waivedUntil: null,
  }
  expect(nextToHear({ liveAt, calendar: open }, review).join(' ')).toBe(to)
})
