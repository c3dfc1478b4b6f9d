import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeBy, howLists, type Standing, type Wish } from '../../src/rules/bulk-change.ts'

const audience = { everyone: false, channels: ['C1', 'C2'], groups: [], people: ['p1'] }
const now: Standing = {
  owner: 'ana',
  deputies: ['dan'],
  approvers: [],
  audience,
  tags: ['Customer data'],
  components: ['Privacy', 'Access control'],
}

describe('One change of many policies', () => {
  const cases: [string, Wish, Partial<Standing> | null][] = [
    ['another owner', { field: 'owner', owner: 'bob' }, { owner: 'bob' }],
    ['the same owner', { field: 'owner', owner: 'ana' }, null],
    ['a deputy more', { field: 'deputies', how: 'add', values: ['eva'] }, { deputies: ['dan', 'eva'] }],
    ['a deputy who is one', { field: 'deputies', how: 'add', values: ['dan'] }, null],
    ['other deputies', { field: 'deputies', how: 'replace', values: ['eva'] }, { deputies: ['eva'] }],
    ['no deputy', { field: 'deputies', how: 'remove', values: ['dan', 'eva'] }, { deputies: [] }],
    ['an approver less where there is none', { field: 'approvers', how: 'remove', values: ['bob'] }, null],
    ['a tag in another case', { field: 'tags', how: 'add', values: ['customer DATA'] }, null],
    [
      'a tag taken away in another case',
      { field: 'tags', how: 'remove', values: ['customer data'] },
      { tags: [] },
    ],
    [
      'one component of two',
      { field: 'components', how: 'remove', values: ['Privacy'] },
      { components: ['Access control'] },
    ],
    [
      'everyone as audience',
      { field: 'audience', audience: { ...audience, everyone: true } },
      { audience: { ...audience, everyone: true } },
    ],
    [
      'the same audience in another order',
      { field: 'audience', audience: { ...audience, channels: ['C2', 'C1'] } },
      null,
    ],
  ]
  test.each(cases)('%s', (_, wish, change) => {
    expect(changeBy(wish, now)).toEqual(change)
  })

  test('Twice is once: what was changed stands like this already', () => {
    const words = fc.array(fc.constantFrom('a', 'A', 'b', 'c'), { maxLength: 4 })
    const wish = fc.record({ how: fc.constantFrom(...howLists), values: words })
    fc.assert(
      fc.property(words, wish, (tags, { how, values }) => {
        const wanted: Wish = { field: 'tags', how, values }
        const change = changeBy(wanted, { ...now, tags })
        if (change !== null) expect(changeBy(wanted, { ...now, ...change })).toBeNull()
      }),
    )
  })
})
