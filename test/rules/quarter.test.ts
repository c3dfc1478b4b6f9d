import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayIn } from '../../src/rules/calendar.ts'
import {
  attestBy,
  bounds,
  firstDayOf,
  lastDayOf,
  lastOver,
  parseQuarter,
  periodOf,
  quarterAfter,
  quarterOf,
  quartersToOpen,
  sayQuarter,
} from '../../src/rules/quarter.ts'

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days))

describe('A quarter', () => {
  test.each([
    ['2027-01-01', '2027-Q1', '2027-01-01', '2027-03-31', '2027-04-10'],
    ['2027-05-31', '2027-Q2', '2027-04-01', '2027-06-30', '2027-07-10'],
    ['2027-09-30', '2027-Q3', '2027-07-01', '2027-09-30', '2027-10-10'],
    ['2027-12-31', '2027-Q4', '2027-10-01', '2027-12-31', '2028-01-10'],
  ])('of %s is %s, from %s to %s, to be attested by %s', (on, quarter, first, last, by) => {
    expect(quarterOf(on)).toBe(quarter)
    expect([firstDayOf(quarter), lastDayOf(quarter), attestBy(quarter)]).toEqual([first, last, by])
  })

  test('holds each day once, and text order is time order', () => {
    fc.assert(
      fc.property(day, (on) => {
        const quarter = quarterOf(on)
        expect(firstDayOf(quarter) <= on && on <= lastDayOf(quarter)).toBe(true)
        expect(addDays(lastDayOf(quarter), 1)).toBe(firstDayOf(quarterAfter(quarter)))
        expect(quarterAfter(quarter) > quarter).toBe(true)
      }),
    )
  })

  test.each([
    ['2027-Q1', '2027-Q1'],
    [' 2027q4 ', '2027-Q4'],
    ['2027 Q2', '2027-Q2'],
    ['2027-Q5', undefined],
    ['Q1', undefined],
    ['27-Q1', undefined],
  ])('that is typed as "%s" is %s', (typed, quarter) => {
    expect(parseQuarter(typed)).toBe(quarter)
  })

  test('is said in words', () => {
    expect(['2027-Q1', '2027-Q2', '2026-Q3', '2026-Q4'].map(sayQuarter)).toEqual([
      'first quarter of 2027',
      'second quarter of 2027',
      'third quarter of 2026',
      'fourth quarter of 2026',
    ])
  })

  test('begins and ends with the days of the zone', () => {
    const period = periodOf('2027-Q1', '2026-05-05')
    expect(bounds(period, 'Europe/Vienna')).toEqual({
      from: '2026-12-31T23:00:00.000Z',
      before: '2027-03-31T22:00:00.000Z',
    })
    expect(bounds(period, 'Pacific/Auckland').before).toBe('2027-03-31T11:00:00.000Z')
    const { before } = bounds(period, 'America/Los_Angeles')
    expect(dayIn('America/Los_Angeles', before)).toBe('2027-04-01')
  })
})

describe('Of the quarters since going live', () => {
  test.each([
    ['2027-02-10', '2027-03-31', null],
    ['2027-02-10', '2027-04-01', '2027-Q1'],
    ['2027-03-31', '2027-04-01', '2027-Q1'],
    ['2027-04-01', '2027-06-30', null],
    ['2026-02-10', '2027-06-30', '2027-Q1'],
  ])('live on %s, the last that is over on %s is %s', (liveOn, today, quarter) => {
    expect(lastOver(liveOn, today)).toBe(quarter)
  })

  test('the first is attested from the day of going live', () => {
    expect(periodOf('2027-Q1', '2027-02-10')).toEqual({ fromOn: '2027-02-10', toOn: '2027-03-31' })
    expect(periodOf('2027-Q2', '2027-02-10')).toEqual({ fromOn: '2027-04-01', toOn: '2027-06-30' })
  })

  test('each is opened once, also those that ended while nothing ran', () => {
    expect(quartersToOpen(null, '2027-02-10', '2027-11-05')).toEqual(['2027-Q1', '2027-Q2', '2027-Q3'])
    expect(quartersToOpen('2027-Q2', '2027-02-10', '2028-01-01')).toEqual(['2027-Q3', '2027-Q4'])
    expect(quartersToOpen('2027-Q1', '2027-02-10', '2027-06-30')).toEqual([])
    fc.assert(
      fc.property(day, fc.nat(1500), fc.nat(1500), (liveOn, first, second) => {
        const then = addDays(liveOn, first)
        const now = addDays(then, second)
        const before = quartersToOpen(null, liveOn, then)
        const after = quartersToOpen(before.at(-1) ?? null, liveOn, now)
        expect([...before, ...after]).toEqual(quartersToOpen(null, liveOn, now))
      }),
    )
  })
})
