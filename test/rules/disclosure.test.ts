import { describe, expect, test } from 'vitest'
import { causesFor, readsEvent } from '../../src/rules/disclosure.ts'
import type { EventReaders } from '../../src/rules/terms.ts'

const nobody: EventReaders = { reporters: [], managers: [], auditors: [], approvers: [], concerned: [] }
const policy = { owner: 'olga', deputies: ['dan'], approvers: [], holders: ['stan'] }
const of: EventReaders = {
  reporters: ['sam', 'ben'],
  managers: ['mia'],
  auditors: ['ada'],
  approvers: ['ann'],
  concerned: [policy, { owner: null, deputies: [], approvers: ['own'], holders: [] }],
}

describe('What an event says', () => {
  test.each([
    ['its reporter', 'sam', true],
    ['who reported the same thing', 'ben', true],
    ['a policy manager', 'mia', true],
    ['an auditor', 'ada', true],
    ['the owner of a policy that it concerns', 'olga', true],
    ['a deputy', 'dan', true],
    ['who holds its review as a stand-in', 'stan', true],
    ["the workspace's approvers, where the policy has none of its own", 'ann', true],
    ["a policy's own approver", 'own', true],
    ['a stakeholder', 'tom', false],
    ['a channel', 'C0GOVERNANCE', false],
  ])('is read by %s: %s %s', (_, reader, reads) => {
    expect(readsEvent(reader, of)).toBe(reads)
  })

  test("is not read by the workspace's approvers where every policy concerned has its own", () => {
    const own = { ...of, concerned: [{ ...policy, approvers: ['own'] }] }
    expect(readsEvent('ann', own)).toBe(false)
    expect(readsEvent('own', own)).toBe(true)
  })

  test("is not read by the workspace's approvers before it concerns any policy", () => {
    expect(readsEvent('ann', { ...of, concerned: [] })).toBe(false)
  })

  test('is read by nobody where nobody is named, not even by an empty name', () => {
    for (const reader of ['', 'sam']) expect(readsEvent(reader, nobody)).toBe(false)
    expect(readsEvent('', { ...nobody, concerned: [{ ...policy, owner: null }] })).toBe(false)
  })
})

test('Who may not read it hears its category alone', () => {
  const cause = { category: 'security_event' as const, what: 'a laptop was lost', readers: of }
  expect(causesFor('olga', [cause])).toEqual([{ category: 'security_event', what: 'a laptop was lost' }])
  expect(causesFor('tom', [cause])).toEqual([{ category: 'security_event', what: null }])
})
