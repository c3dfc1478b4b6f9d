import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byVersion, compareVersions, isHigher, nextNumbers } from '../../src/rules/version-order.ts'

test('versions are ordered by their numeric parts: 1.2, 1.9, 1.10, 2.0-rc1, v2.0', () => {
  const listed = ['1.9', '1.10', '1.2', 'v2.0', '2.0-rc1'].map((number) => ({ number, on: '2026-11-25' }))
  expect(listed.sort(byVersion).map(({ number }) => number)).toEqual([
    '1.2',
    '1.9',
    '1.10',
    '2.0-rc1',
    'v2.0',
  ])
})

test.each([
  ['1.9', '1.10'],
  ['1.9.9', '2'],
  ['1.0', '1.0.1'],
  ['2.0-rc1', '2.0'],
  ['2.0-rc2', '2.0-rc10'],
  ['2.0-rc.1', '2.0-rc.2'],
  ['2.0 draft', '2.0'],
  ['2.0-alpha', '2.0-beta'],
  ['1.9', '2.0-rc1'],
  ['1.99999999999999999998', '1.99999999999999999999'],
  ['9', '10'],
])('%s is lower than %s', (low, high) => {
  expect(compareVersions(low, high)).toBeLessThan(0)
  expect(compareVersions(high, low)).toBeGreaterThan(0)
  expect([isHigher(high, low), isHigher(low, high)]).toEqual([true, false])
})

test.each([
  ['1.0', '1.0.0'],
  ['1', '1.0.0'],
  ['v2.0', '2.0'],
  ['V2', '2'],
  ['1.05', '1.5'],
  ['2.0-RC1', '2.0rc1'],
  [' 1.0 ', '1.0'],
])('%j and %j are one number, so neither is higher', (a, b) => {
  expect(compareVersions(a, b)).toBe(0)
  expect([isHigher(a, b), isHigher(b, a)]).toEqual([false, false])
})

test.each(['2023-Q4', 'Rev C', '2024-01-15', 'B', '1.0a', '1.0 final', '1..2', '.5', ''])(
  '%j is of another scheme, text and no number',
  (number) => {
    expect(compareVersions(number, '1.0')).toBeUndefined()
  },
)

test('versions of another scheme are ordered by date', () => {
  const listed = [
    { number: 'Rev C', on: '2026-03-01' },
    { number: '2023-Q4', on: '2023-12-01' },
    { number: 'Rev B', on: '2026-11-25' },
  ]
  expect(listed.sort(byVersion).map(({ number }) => number)).toEqual(['2023-Q4', 'Rev C', 'Rev B'])
})

test('after a text any other number is accepted, and the same text again is not', () => {
  expect(isHigher('1.0', '2023-Q4')).toBe(true)
  expect(isHigher('2024-Q1', '2023-Q4')).toBe(true)
  expect(isHigher(' Rev C ', 'Rev C')).toBe(false)
})

const anyNumber = fc
  .tuple(
    fc.array(fc.constantFrom('0', '1', '2', '9', '10', '007', '90071992547409930', '90071992547409931'), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.constantFrom('', 'v'),
    fc.constantFrom('', '', '-rc1', '-rc2', '-rc10', '-beta', ' draft'),
  )
  .map(([parts, before, after]) => `${before}${parts.join('.')}${after}`)

test('numbers are totally ordered: any two compare, both ways alike, and through a third', () => {
  const order = (a: string, b: string) => Math.sign(compareVersions(a, b) as number) + 0
  fc.assert(
    fc.property(anyNumber, anyNumber, anyNumber, (a, b, c) => {
      expect(order(a, a)).toBe(0)
      expect(order(a, b) + order(b, a)).toBe(0)
      if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0)
      if (order(a, b) === 0) expect(order(a, c)).toBe(order(b, c))
    }),
  )
})

test('by text alone the order would be wrong, which is why parts are compared as numbers', () => {
  expect('1.10' < '1.9').toBe(true)
  expect(isHigher('1.10', '1.9')).toBe(true)
})

test.each([
  ['3.0', { minor: '3.1', major: '4.0' }],
  ['1.9', { minor: '1.10', major: '2.0' }],
  ['v2.4.1', { minor: '2.5', major: '3.0' }],
  ['7', { minor: '7.1', major: '8.0' }],
  ['Rev C', null],
])('after %s the next may be %o', (current, next) => {
  expect(nextNumbers(current)).toEqual(next)
  for (const number of Object.values(next ?? {})) expect(isHigher(number, current)).toBe(true)
})
