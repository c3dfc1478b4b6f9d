import { describe, expect, test } from 'vitest'
import { holidaysOf } from '../src/holidays.ts'

describe('Holidays', () => {
  for (const [country, region, day] of [
    ['AT', null, '2027-10-26'],
    ['AT', null, '2027-12-25'],
    ['DE', null, '2027-10-03'],
    ['DE', 'BY', '2027-01-06'],
    ['US', null, '2027-07-04'],
    ['GB', null, '2027-12-25'],
    ['CH', null, '2027-08-01'],
  ] as const)
    test(`${day} is one in ${country}${region ? `, ${region}` : ''}`, () => {
      expect(holidaysOf(country, region, 2027)).toContain(day)
    })

  test('a holiday of one region is none of the whole country', () => {
    expect(holidaysOf('DE', null, 2027)).not.toContain('2027-01-06')
  })

  test('days that are observed and not free are none', () => {
    expect(holidaysOf('AT', null, 2027)).not.toContain('2027-05-09')
    expect(holidaysOf('DE', null, 2027)).not.toContain('2027-02-14')
  })

  test('they are days in order, each once, of the year that was asked for', () => {
    for (const country of ['AT', 'US', 'JP', 'BR']) {
      const days = holidaysOf(country, null, 2028)
      expect(days.length).toBeGreaterThan(5)
      expect([...new Set(days)].sort()).toEqual(days)
      for (const day of days) expect(day).toMatch(/^2028-\d\d-\d\d$/)
    }
  })

  test('a country that nobody knows has none', () => {
    expect(holidaysOf('XX', null, 2027)).toEqual([])
  })

  test('the same question has the same answer, without being worked out again', () => {
    expect(holidaysOf('AT', null, 2029)).toBe(holidaysOf('AT', null, 2029))
  })
})
