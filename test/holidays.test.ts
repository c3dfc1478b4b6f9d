import { describe, expect, test } from 'vitest'
import { holidays } from '../src/holidays.ts'

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
      expect(holidays.of(country, region, 2027)).toContain(day)
    })

  test('a holiday of one region is none of the whole country', () => {
    expect(holidays.of('DE', null, 2027)).not.toContain('2027-01-06')
  })

  test('days that are observed and not free are none', () => {
    expect(holidays.of('AT', null, 2027)).not.toContain('2027-05-09')
    expect(holidays.of('DE', null, 2027)).not.toContain('2027-02-14')
  })

  test('they are days in order, each once, of the year that was asked for', () => {
    for (const country of ['AT', 'US', 'JP', 'BR']) {
      const days = holidays.of(country, null, 2028)
      expect(days.length).toBeGreaterThan(5)
      expect([...new Set(days)].sort()).toEqual(days)
      for (const day of days) expect(day).toMatch(/^2028-\d\d-\d\d$/)
    }
  })

  test('a country that nobody knows has none', () => {
    expect(holidays.of('XX', null, 2027)).toEqual([])
  })

  test('the same question has the same answer, without being worked out again', () => {
    expect(holidays.of('AT', null, 2029)).toBe(holidays.of('AT', null, 2029))
  })

  for (const [country, some] of [
    ['DE', ['BY', 'BE']],
    ['AT', ['9']],
    ['US', ['LA', 'LA-NO']],
  ] as const)
    test(`the regions of ${country} have codes, ${some.join(' and ')} among them`, () => {
      expect(holidays.regionsOf(country)).toEqual(expect.arrayContaining([...some]))
      expect(holidays.regionsOf(country)).not.toContain('ZZ')
    })

  test('a country without regions has none; one that nobody knows has not even that', () => {
    expect(holidays.regionsOf('JP')).toEqual([])
    expect(holidays.regionsOf('XX')).toBeNull()
    expect(holidays.regionsOf('constructor')).toBeNull()
  })

  test('a region within a region has the holidays of both', () => {
    const louisiana = holidays.of('US', 'LA', 2027)
    expect(holidays.of('US', 'LA-NO', 2027)).toEqual(expect.arrayContaining([...louisiana]))
  })
})
