import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonOf, type Incident, type Reported } from '../../src/rules/comparison.ts'

const period = { fromOn: '2027-01-01', toOn: '2027-03-31' }

const incident = (change: Partial<Incident> = {}): Incident => ({
  id: 'SEC-7',
  title: 'Laptop with customer data stolen',
  openedOn: '2027-02-10',
  link: 'https://tracker.example.com/browse/SEC-7',
  severity: null,
  ...change,
})

let numbers = 0
const report = (change: Partial<Reported> = {}): Reported => {
  numbers += 1
  return {
    id: `e${numbers}`,
    number: numbers,
    state: 'significant',
    what: 'Something else entirely happened',
    link: null,
    happenedOn: '2027-02-10',
    mergedInto: null,
    isOfQuarter: true,
    ...change,
  }
}

const compared = (incidents: Incident[], reports: Reported[]) => comparisonOf(period, incidents, reports)

describe('An incident is the same as a report', () => {
  test.each([
    ['names its link', { link: 'https://tracker.example.com/browse/SEC-7/' }, 'link'],
    ['names its link in the text', { what: 'See https://TRACKER.example.com/browse/SEC-7.' }, 'link'],
    ['names its link with a query', { link: 'http://tracker.example.com/browse/SEC-7?focus=1#c' }, 'link'],
    ['names its number in the text', { what: 'The one of sec-7, we think' }, 'number'],
    ['names its number in another link', { link: 'https://chat.example.com/t/SEC-7' }, 'number'],
  ])('that %s, for sure', (_, change, by) => {
    const one = report(change)
    expect(compared([incident()], [report(), one])).toMatchObject({
      matched: [{ incident: 0, event: one.number, by }],
      likely: [],
      unreported: [],
    })
  })

  test.each([
    ['a bare number after #', '45', { what: 'See #45' }, 'short number'],
    [
      'a bare number at the end of a link',
      '#45',
      { link: 'https://github.com/o/r/issues/45' },
      'short number',
    ],
    [
      'about the day and half of the words',
      'SEC-7',
      { what: 'A stolen laptop', happenedOn: '2027-02-13' },
      'day and words',
    ],
  ])('only likely by %s', (_, id, change, by) => {
    const one = report(change)
    expect(compared([incident({ id, link: null })], [one])).toMatchObject({
      matched: [],
      likely: [{ incident: 0, event: one.number, by }],
    })
  })

  test.each([
    ['a longer number that begins alike', { what: 'SEC-71 and XSEC-7' }],
    ['words of another week', { what: 'laptop with customer data stolen', happenedOn: '2027-02-14' }],
    ['one word', { what: 'A laptop' }],
    ['a withdrawn report', { what: 'SEC-7', state: 'withdrawn' as const }],
  ])('never by %s', (_, change) => {
    const result = compared([incident({ link: null })], [report(change)])
    expect([result.matched, result.likely, result.unreported]).toEqual([[], [], [0]])
  })

  test('under the number of the report that stands for it', () => {
    const standing = report()
    const merged = report({ what: 'SEC-7', state: 'merged', mergedInto: standing.id })
    const result = compared([incident()], [standing, merged])
    expect(result.matched).toEqual([{ incident: 0, event: standing.number, by: 'number' }])
    expect(result.untracked).toEqual([])
  })
})

test('Each report is likely the same as one incident, the best fitting', () => {
  const one = report({ what: 'laptop with customer data stolen at the airport' })
  const result = compared(
    [
      incident({ id: null, link: null, title: 'Laptop stolen somewhere else entirely unknown' }),
      incident({ id: null, link: null }),
    ],
    [one],
  )
  expect(result.likely).toEqual([{ incident: 1, event: one.number, by: 'day and words' }])
  expect(result.unreported).toEqual([0])
})

test('What lies in other quarters is left out, unless it is what was reported; without a day it is asked about', () => {
  const before = incident({ id: 'SEC-1', link: null, openedOn: '2026-12-30', title: 'Phishing' })
  const other = incident({ id: 'SEC-2', link: null, openedOn: '2026-12-29', title: 'Something' })
  const undated = incident({ id: 'SEC-3', link: null, openedOn: null, title: 'Undated' })
  const one = report({ what: 'SEC-1 over the holidays', happenedOn: '2026-12-30' })
  expect(compared([before, other, undated], [one])).toEqual({
    matched: [{ incident: 0, event: one.number, by: 'number' }],
    likely: [],
    unreported: [2],
    untracked: [],
    otherDays: 1,
  })
})

test('Reported and not in the tracker are those of the quarter alone', () => {
  const [own, other] = [report(), report({ isOfQuarter: false })]
  expect(compared([], [own, other]).untracked).toEqual([own.number])
})

test('Whatever stands in either, each incident comes out once, and sure pairs share a link or a number', () => {
  const word = fc.constantFrom('laptop', 'stolen', 'SEC-7', 'SEC-8', '#45', 'https://t.example/SEC-7', 'data')
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
  const on = fc.constantFrom('2026-12-31', '2027-01-02', '2027-02-10', '2027-02-12')
  const incidents = fc.array(
    fc.record({
      id: fc.constantFrom(null, 'SEC-7', 'SEC-8', '45'),
      title: text,
      openedOn: fc.option(on),
      link: fc.constantFrom(null, 'https://t.example/SEC-7'),
      severity: fc.constant(null),
    }),
  )
  const reports = fc.array(fc.record({ what: text, happenedOn: on })).map((all) => all.map(report))
  fc.assert(
    fc.property(incidents, reports, (all, said) => {
      const { matched, likely, unreported, otherDays } = compared(all, said)
      const places = [...matched, ...likely].map(({ incident: place }) => place).concat(unreported)
      expect(new Set(places).size).toBe(places.length)
      expect(places.length + otherDays).toBe(all.length)
      for (const { incident: place, event } of matched) {
        const one = all[place]!
        const { what } = said.find(({ number }) => number === event)!
        expect(what.includes(one.link ?? 'no link') || what.includes(one.id ?? 'no id')).toBe(true)
      }
    }),
  )
})
