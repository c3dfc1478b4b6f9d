import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDuration, parseDuration } from '../../src/sandbox/duration.ts'

const moved = (from: string, duration: string) =>
  new Date(addDuration(Date.parse(from), parseDuration(duration)!)).toISOString()

test.each([
  ['2027-03-12T08:00:00.000Z', 'P7D', '2027-03-19T08:00:00.000Z'],
  ['2027-03-12T08:00:00.000Z', 'P13M', '2028-04-12T08:00:00.000Z'],
  ['2027-03-12T08:00:00.000Z', 'PT1M', '2027-03-12T08:01:00.000Z'],
  ['2027-03-12T08:00:00.000Z', 'PT0S', '2027-03-12T08:00:00.000Z'],
  ['2027-03-12T08:00:00.000Z', 'P1Y2M1W3DT4H5M6S', '2028-05-22T12:05:06.000Z'],
  ['2027-01-31T23:59:59.999Z', 'P1M', '2027-02-28T23:59:59.999Z'],
  ['2028-01-31T00:00:00.000Z', 'P1M', '2028-02-29T00:00:00.000Z'],
  ['2028-02-29T00:00:00.000Z', 'P1Y', '2029-02-28T00:00:00.000Z'],
  ['2027-01-30T00:00:00.000Z', 'P1M1D', '2027-03-01T00:00:00.000Z'],
  ['2027-12-31T12:00:00.000Z', 'P2D', '2028-01-02T12:00:00.000Z'],
])('%s and %s is %s', (from, duration, to) => {
  expect(moved(from, duration)).toBe(to)
})

test.each(['', 'P', 'PT', 'P1DT', '7D', 'P-1D', 'P1.5D', 'p7d', 'P7D ', 'P1D2M'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined()
  },
)

test('a duration never moves back, and a longer one never lands earlier', () => {
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2100, 0, 1) })
  fc.assert(
    fc.property(instant, fc.nat(60), fc.nat(60), (from, months, days) => {
      const to = addDuration(from, { months, days, ms: 0 })
      expect(to).toBeGreaterThanOrEqual(from)
      expect(addDuration(from, { months, days: days + 1, ms: 0 })).toBeGreaterThan(to)
    }),
  )
})
