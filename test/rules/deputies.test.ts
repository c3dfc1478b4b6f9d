import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Delegation, deputyOn, nextMove, upstreamOf } from '../../src/rules/endorsement.ts'

const ids = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay']

const forNovember = (from: string, deputy: string): Delegation => ({
  person: from,
  deputy,
  fromOn: '2026-11-01',
  untilOn: '2026-11-30',
})

test.each([
  ['2026-10-31', 'ann'],
  ['2026-11-01', 'ben'],
  ['2026-11-30', 'ben'],
  ['2026-12-01', 'ann'],
])('both days of a delegation are included: on %s %s acts', (day, acts) => {
  expect(deputyOn('ann', [forNovember('ann', 'ben')], day)).toBe(acts)
})

const chain = (length: number) =>
  Array.from({ length }, (_, i) => forNovember(`person ${i}`, `person ${i + 1}`))

test('chains of up to 5 deputies are followed to their end, and a longer one to nobody', () => {
  for (const length of [0, 1, 2, 5])
    expect(deputyOn('person 0', chain(length), '2026-11-25')).toBe(`person ${length}`)
  expect(deputyOn('person 0', chain(6), '2026-11-25')).toBeNull()
})

test.each([
  ['of one with themselves', [forNovember('ann', 'ann')]],
  ['of two', [forNovember('ann', 'ben'), forNovember('ben', 'ann')]],
  ['further down', [forNovember('ann', 'ben'), forNovember('ben', 'cat'), forNovember('cat', 'ben')]],
])('a loop %s ends at nobody, so that the managers are asked', (_, delegations) => {
  expect(deputyOn('ann', delegations, '2026-11-25')).toBeNull()
})

test('the chain of deputies always ends: at a person who has handed nothing on, or at nobody', () => {
  const anyDelegations = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(anyDelegations, (pairs) => {
      const delegations = pairs.map(([from, deputy]) => forNovember(from, deputy))
      const acts = deputyOn('ann', delegations, '2026-11-25')
      expect(delegations.filter((one) => one.person === acts)).toEqual([])
    }),
  )
})

test.each([
  ['2026-10-31', '2026-11-01'],
  ['2026-11-01', '2026-12-01'],
  ['2026-11-30', '2026-12-01'],
  ['2026-12-01', null],
])('after %s a delegation for November next changes who decides on %s', (day, moves) => {
  expect(nextMove(forNovember('ann', 'ben'), day)).toBe(moves)
})

test('a delegation concerns all who have handed on to the person, also in a loop', () => {
  const all = [forNovember('ann', 'ben'), forNovember('eve', 'ben'), forNovember('ben', 'cat')]
  expect(upstreamOf('ben', all).sort()).toEqual(['ann', 'ben', 'eve'])
  expect(upstreamOf('ann', all)).toEqual(['ann'])
  expect(upstreamOf('cat', [...all, forNovember('cat', 'ann')]).sort()).toEqual(['ann', 'ben', 'cat', 'eve'])
})
