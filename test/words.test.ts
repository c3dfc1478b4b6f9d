import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { counted, listed, sayBy, sayWhenDue, sayWithin, shorten } from '../src/words.ts'

const today = '2027-02-22'

test.each([
  [0, '0 reviews'],
  [1, '1 review'],
  [2, '2 reviews'],
])('%i of a thing is said as "%s"', (count, said) => {
  expect(counted(count, 'review')).toBe(said)
})

test('a plural that is no s is given', () => {
  expect(counted(2, 'policy', 'policies')).toBe('2 policies')
})

test.each([
  [[], 9, ''],
  [['Ana'], 9, 'Ana'],
  [['Ana', 'Ben'], 9, 'Ana and Ben'],
  [['Ana', 'Ben', 'Jo'], 9, 'Ana, Ben and Jo'],
  [['Ana', 'Ben', 'Jo'], 3, 'Ana, Ben and Jo'],
  [['Ana', 'Ben', 'Jo', 'Leo', 'Kim'], 2, 'Ana, Ben and 3 more'],
])('%j with room for %i reads "%s"', (words, most, said) => {
  expect(listed(words, most)).toBe(said)
})

test.each([
  ['2027-02-12', 'overdue by 10 days (was due Friday 12 February)'],
  ['2027-02-21', 'overdue by 1 day (was due Sunday 21 February)'],
  ['2027-02-22', 'due today (Monday 22 February)'],
  ['2027-02-23', 'due tomorrow (Tuesday 23 February)'],
  ['2027-03-01', 'due in 7 days (Monday 1 March)'],
  ['2028-02-22', 'due in 365 days (Tuesday 22 February 2028)'],
])('what is due on %s is said to be %s', (dueOn, said) => {
  expect(sayWhenDue(dueOn, today)).toBe(said)
})

test('a deadline names its day and how far it is', () => {
  expect(sayBy('2027-03-01', today)).toBe('by Monday 1 March (in 7 days)')
  expect(sayWithin(14, today)).toBe('by Monday 8 March (in 14 days)')
})

describe('Shortening', () => {
  const family = '👨‍👩‍👧‍👦'

  test('leaves alone what fits', () => {
    expect(shorten('Privacy', 7)).toBe('Privacy')
  })

  test('ends with an ellipsis that counts', () => {
    expect(shorten('Access control', 8)).toBe('Access…')
  })

  test('never cuts within what a reader sees as one character', () => {
    expect(shorten(`${family}${family}`, family.length + 1)).toBe(`${family}…`)
    expect(shorten(`${family}${family}`, family.length + 5)).toBe(`${family}…`)
    expect(shorten('e\u0301e\u0301', 3)).toBe('e\u0301…')
  })

  test('never passes its measure, and only ever takes from the end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, most) => {
          const short = shorten(text, most)
          expect(short.length).toBeLessThanOrEqual(Math.max(most, 1))
          expect(text.startsWith(short.replace(/…$/, ''))).toBe(true)
        },
      ),
    )
  })

  test('measures as it is told', () => {
    expect(shorten('&&&&', 11, (part) => part.length * 5)).toBe('&&…')
  })
})
