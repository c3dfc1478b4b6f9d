import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInScope, unionOf } from '../../src/rules/campaign.ts'

const policy = { components: ['Privacy', 'Network security'], tags: ['customer data'] }

describe('What a campaign is narrowed to', () => {
  test.each([
    ['nothing', [], [], true],
    ['one of its components', ['Privacy'], [], true],
    ['one of its components among others', ['Anti-malware', 'Privacy'], [], true],
    ['other components', ['Anti-malware'], [], false],
    ['its tag', [], ['customer data'], true],
    ['another tag', [], ['payments'], false],
    ['its component and its tag', ['Privacy'], ['customer data'], true],
    ['its component and another tag', ['Privacy'], ['payments'], false],
    ['its tag and another component', ['Anti-malware'], ['customer data'], false],
  ])('a policy and %s: %j %j, %s', (_, components, tags, isIn) => {
    expect(isInScope(policy, { components, tags })).toBe(isIn)
  })
})

const id = fc.constantFrom('A', 'B', 'C', 'D')
const list = fc.uniqueArray(id)
const audience = fc.record({ everyone: fc.boolean(), channels: list, groups: list, people: list })

test('all audiences together are everybody who is in any of them, each once', () => {
  fc.assert(
    fc.property(fc.array(audience), (audiences) => {
      const all = unionOf(audiences)
      expect(all.everyone).toBe(audiences.some(({ everyone }) => everyone))
      for (const part of ['channels', 'groups', 'people'] as const) {
        expect(new Set(all[part]).size).toBe(all[part].length)
        for (const one of ['A', 'B', 'C', 'D'] as const)
          expect(all[part].includes(one)).toBe(audiences.some((each) => each[part].includes(one)))
      }
    }),
  )
})
