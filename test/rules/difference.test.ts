import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { difference, wholeDifference } from '../../src/rules/difference.ts'

describe('The difference of two texts', () => {
  const cases: [string, string, string, ReturnType<typeof difference>][] = [
    ['of the same text is none', 'a\nb\n', 'a\nb\n', { added: 0, removed: 0, firstLines: [] }],
    ['counts lines added', 'a\n', 'a\nb\nc\n', { added: 2, removed: 0, firstLines: ['+ b', '+ c'] }],
    ['counts lines removed', 'a\nb\nc\n', 'b\n', { added: 0, removed: 2, firstLines: ['- a', '- c'] }],
    [
      'shows a changed line as one removed and one added',
      'a\nb\n',
      'a\nB\n',
      { added: 1, removed: 1, firstLines: ['- b', '+ B'] },
    ],
    ['counts an empty line', 'a\nb\n', 'a\n\nb\n', { added: 1, removed: 0, firstLines: ['+ '] }],
    ['takes a first text for all new', '', 'a\nb\n', { added: 2, removed: 0, firstLines: ['+ a', '+ b'] }],
  ]
  for (const [title, before, after, expected] of cases)
    test(title, () => {
      expect(difference(before, after)).toEqual(expected)
    })

  test('shows the first twelve lines and counts all', () => {
    const after = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('')
    const found = difference('', after)
    expect(found).toMatchObject({ added: 40, removed: 0 })
    expect(found?.firstLines).toHaveLength(12)
    expect(found?.firstLines[11]).toBe('+ line 11')
  })

  test('of appended lines is exactly those lines', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 8 })
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.array(line, { minLength: 1, maxLength: 8 }),
        (kept, added) => {
          const before = kept.map((text) => `${text}\n`).join('')
          const after = before + added.map((text) => `${text}\n`).join('')
          expect(difference(before, after)).toMatchObject({ added: added.length, removed: 0 })
        },
      ),
    )
  })
})

describe('The whole difference', () => {
  test('shows every changed line with two around it, and says where lines are left out', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].join('\n')
    expect(wholeDifference(before, before.replace('d', 'D'))).toEqual([
      '…',
      '  b',
      '  c',
      '- d',
      '+ D',
      '  e',
      '  f',
      '…',
    ])
  })

  test('has as many changed lines as are counted', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const [before, after] = [one.join('\n'), other.join('\n')]
        const shown = wholeDifference(before, after) ?? []
        const counted = difference(before, after)
        expect(shown.filter((line) => line.startsWith('+ '))).toHaveLength(counted?.added ?? 0)
        expect(shown.filter((line) => line.startsWith('- '))).toHaveLength(counted?.removed ?? 0)
      }),
    )
  })

  test('of the same text shows no line', () => {
    expect(wholeDifference('a\nb', 'a\nb')).toEqual(['…'])
  })
})
