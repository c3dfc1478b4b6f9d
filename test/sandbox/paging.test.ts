import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paginate } from '../../src/sandbox/paging.ts'
import { Refusal } from '../../src/sandbox/refusal.ts'
import { times } from './support.ts'

function pages(count: number, limit: number): string[][] {
  const items = times(count, (index) => `item ${index}`.replace(' ', '-'))
  const found: string[][] = []
  let cursor = ''
  do {
    const asked = { method: 'm', arguments: { limit: String(limit), ...(cursor ? { cursor } : {}) } }
    const page = paginate(asked, items, (item) => item)
    found.push(page.items)
    cursor = page.next
  } while (cursor)
  expect(found.flat()).toEqual(items)
  return found
}

test('following the cursors gives every item once and in order, never more than asked for at a time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 70 }), (count, limit) => {
      expect(Math.max(...pages(count, limit).map((page) => page.length))).toBeLessThanOrEqual(limit)
    }),
  )
})

test('a caller that takes the first page for all is found out: it is short, and the next is empty', () => {
  expect(pages(12, 100).map((page) => page.length)).toEqual([8, 0, 4])
  expect(pages(3, 100).map((page) => page.length)).toEqual([3])
})

test('a cursor serves its own method and arguments only, and no other text is a cursor', () => {
  const items = times(20, String)
  const ask = (method: string, given: object) =>
    paginate({ method, arguments: { ...given } }, items, (item) => item)
  const { next: cursor } = ask('a', { types: 'im', limit: '5' })
  expect(ask('a', { types: 'im', limit: '7', cursor, team_id: 'T1' }).items).toEqual([])
  for (const wrong of [
    () => ask('b', { types: 'im', cursor }),
    () => ask('a', { types: 'mpim', cursor }),
    () => ask('a', { types: 'im', cursor: `${cursor}x`.slice(3) }),
    () => ask('a', { types: 'im', cursor: 'next' }),
  ]) {
    expect(wrong).toThrow(Refusal)
  }
})
