import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inList } from '../../db/in-list.ts'

test('a list that is looked among has the same values, and one of few lengths', () => {
  expect(inList([])).toEqual([])
  expect(inList(['a'])).toEqual(['a'])
  expect(inList(['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'c'])
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 1000 }), (values) => {
      const list = inList(values)
      expect(new Set(list)).toEqual(new Set(values))
      expect(Math.log2(list.length) % 1).toBe(0)
      expect(list.length).toBeLessThan(2 * values.length)
    }),
  )
})
