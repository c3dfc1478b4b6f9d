import { expect, test } from 'vitest'
import {
  countsOf,
  hashOfList,
  type ListedEvent,
  listedEvents,
  type QuarterList,
  textOfList,
  titleOf,
} from '../../src/rules/attestation.ts'
import { sha256 } from '../../src/rules/digest.ts'

const row = {
  id: 'e1',
  number: 4,
  category: 'security_event',
  state: 'significant',
  happenedOn: '2027-02-01',
  reportedAt: '2027-03-31T22:30:00.000Z',
  what: 'A laptop\nwas  lost',
} as const
const cause = { event: 'e1', code: 'ISP-07', state: 'open', dueOn: '2027-05-01' } as const

const list = (events: ListedEvent[]): QuarterList => ({
  quarter: '2027-Q1',
  fromOn: '2027-01-01',
  toOn: '2027-03-31',
  events,
  later: [],
})

test('An event is listed with the day of the workspace on which it was reported, and the reviews it caused', () => {
  const others = [cause, { ...cause, event: 'e2' }]
  expect(listedEvents('Europe/Vienna', [row], others)).toEqual([
    {
      number: 4,
      category: 'security_event',
      state: 'significant',
      happenedOn: '2027-02-01',
      reportedOn: '2027-04-01',
      title: 'A laptop was lost',
      reviews: [{ code: 'ISP-07', state: 'open', dueOn: '2027-05-01' }],
    },
  ])
  expect(listedEvents('UTC', [row], [])[0]?.reportedOn).toBe('2027-03-31')
})

test('A title is one line of at most 200 characters, never cut within one', () => {
  expect(titleOf('👩'.repeat(300))).toBe(`${'👩'.repeat(199)}…`)
  expect(titleOf('x'.repeat(200))).toHaveLength(200)
})

test('Reports are counted as they are decided; merged and withdrawn ones stand for nothing', () => {
  const states = ['significant', 'reported', 'merged', 'not significant', 'withdrawn', 'significant'] as const
  expect(countsOf(states.map((state) => ({ state })))).toEqual({
    significant: 2,
    notSignificant: 1,
    undecided: 1,
  })
})

test('The hash is that of the list as it is shown: whatever a reader could see changes it', () => {
  const [event] = listedEvents('Europe/Vienna', [row], [cause]) as [ListedEvent]
  const hash = hashOfList(list([event]))
  expect(hash).toBe(sha256(textOfList(list([{ ...event }]))))
  const changed: ListedEvent[] = [
    { ...event, title: 'Another' },
    { ...event, state: 'not significant' },
    { ...event, happenedOn: '2027-02-02' },
    { ...event, reviews: [] },
    { ...event, reviews: [{ code: 'ISP-07', state: 'concluded', dueOn: '2027-05-01' }] },
  ]
  const hashes = changed.map((one) => hashOfList(list([one])))
  expect(new Set([hash, ...hashes, hashOfList({ ...list([event]), later: [event] })]).size).toBe(7)
})
