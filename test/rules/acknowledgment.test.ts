import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asks,
  type LeftOut,
  type Member,
  openRequests,
  resolveAudience,
  whyLeftOut,
} from '../../src/rules/acknowledgment.ts'
import type { ChangeKind } from '../../src/rules/terms.ts'

const member = (id: string, change: Partial<Member> = {}): Member => ({
  id,
  isActive: true,
  isBot: false,
  isGuest: false,
  isOutsider: false,
  ...change,
})
const many = (count: number, prefix: string, change: Partial<Member> = {}) =>
  Array.from({ length: count }, (_, i) => member(`${prefix}${i}`, change))
const nobodyNamed: ReadonlySet<string> = new Set()

describe('Who is left out of an audience', () => {
  test.each<[string, Partial<Member>, boolean, LeftOut['why'] | null]>([
    ['an active person is asked', {}, false, null],
    ['a bot is not', { isBot: true }, false, 'bot'],
    ['a bot is not, also when named', { isBot: true }, true, 'bot'],
    ['who was deactivated is not', { isActive: false }, false, 'deactivated'],
    ['who was deactivated is not, also when named', { isActive: false }, true, 'deactivated'],
    ['a person of another workspace is not', { isOutsider: true }, false, 'other workspace'],
    ['a person of another workspace is not, also when named', { isOutsider: true }, true, 'other workspace'],
    ['a guest is not', { isGuest: true }, false, 'guest'],
    ['a guest who is named is asked', { isGuest: true }, true, null],
    [
      'a guest who was deactivated is not, also when named',
      { isGuest: true, isActive: false },
      true,
      'deactivated',
    ],
  ])('%s', (_what, change, isNamed, why) => {
    expect(whyLeftOut(member('ana', change), isNamed)).toBe(why)
  })
})

describe('An audience on the day', () => {
  test('of 40 people of whom 3 were deactivated yesterday asks 37, and lists 3 as left', () => {
    const { asked, leftOut } = resolveAudience(
      [...many(37, 'here'), ...many(3, 'gone', { isActive: false })],
      nobodyNamed,
    )
    expect(asked).toHaveLength(37)
    expect(leftOut).toEqual(['gone0', 'gone1', 'gone2'].map((person) => ({ person, why: 'deactivated' })))
  })

  test('of a channel of 12 with 2 bots asks 10', () => {
    const { asked, leftOut } = resolveAudience(
      [...many(2, 'bot', { isBot: true }), ...many(10, 'here')],
      nobodyNamed,
    )
    expect(asked).toHaveLength(10)
    expect(leftOut.map(({ why }) => why)).toEqual(['bot', 'bot'])
  })

  test('of a channel of 8 staff, a guest and an outside person asks 8, and lists 2 with the reason', () => {
    const members = [
      ...many(8, 'here'),
      member('gus', { isGuest: true }),
      member('olga', { isOutsider: true }),
    ]
    const { asked, leftOut } = resolveAudience(members, nobodyNamed)
    expect(asked).toHaveLength(8)
    expect(leftOut).toEqual([
      { person: 'gus', why: 'guest' },
      { person: 'olga', why: 'other workspace' },
    ])
    expect(resolveAudience(members, new Set(['gus'])).asked).toContain('gus')
  })

  test('asks who is in two channels once', () => {
    const [ana, ben] = [member('ana'), member('ben', { isGuest: true })]
    expect(resolveAudience([ana, ben, ana, ben], nobodyNamed)).toEqual({
      asked: ['ana'],
      leftOut: [{ person: 'ben', why: 'guest' }],
    })
  })

  const anyMember = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    isActive: fc.boolean(),
    isBot: fc.boolean(),
    isGuest: fc.boolean(),
    isOutsider: fc.boolean(),
  })
  const mayBeAsked = (one: Member, named: ReadonlySet<string>) =>
    one.isActive && !one.isBot && !one.isOutsider && (!one.isGuest || named.has(one.id))
  type Resolve = typeof resolveAudience
  const holds = (resolve: Resolve) =>
    fc.property(fc.array(anyMember), fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), (members, names) => {
      const named = new Set(names)
      const { asked, leftOut } = resolve(members, named)
      const all = [...asked, ...leftOut.map(({ person }) => person)]
      expect(new Set(all).size).toBe(all.length)
      expect(new Set(all)).toEqual(new Set(members.map(({ id }) => id)))
      for (const id of asked)
        expect(mayBeAsked(members.find((one) => one.id === id) as Member, named)).toBe(true)
    })

  test('splits everyone into asked and left out, each once', () => {
    fc.assert(holds(resolveAudience))
  })

  test('and an audience that asked guests, or somebody twice, would be found', () => {
    const withGuests: Resolve = (members) => resolveAudience(members, new Set(members.map(({ id }) => id)))
    const twice: Resolve = (members, named) => {
      const { asked, leftOut } = resolveAudience(members, named)
      return { asked: [...asked, ...asked], leftOut }
    }
    expect(() => fc.assert(holds(withGuests))).toThrow()
    expect(() => fc.assert(holds(twice))).toThrow()
  })
})

describe('What a version in force asks of its audience', () => {
  const tell = 'tell'
  const acknowledge = 'acknowledge'
  test.each<[ChangeKind, string, boolean, 'tell' | 'acknowledge', ReturnType<typeof asks>]>([
    ['major', 'another text', false, tell, 'acknowledge'],
    ['major', 'another text', false, acknowledge, 'acknowledge'],
    ['minor', 'another text', false, tell, 'tell'],
    ['minor', 'another text', false, acknowledge, 'acknowledge'],
    ['editorial', 'another text', false, tell, 'nobody'],
    ['editorial', 'another text', false, acknowledge, 'nobody'],
    ['major', 'the same text', true, tell, 'nobody'],
    ['major', 'the same text', true, acknowledge, 'nobody'],
    ['minor', 'the same text', true, acknowledge, 'nobody'],
    ['editorial', 'the same text', true, tell, 'nobody'],
  ])('%s with %s (%s; minor versions: %s): %s', (kind, _text, isSameText, minorVersions, asked) => {
    expect(asks(kind, isSameText, minorVersions)).toBe(asked)
  })

  test.each<[ChangeKind, 'moved' | 'superseded']>([
    ['major', 'superseded'],
    ['minor', 'moved'],
    ['editorial', 'moved'],
  ])('after a %s version an open request is %s', (kind, fate) => {
    expect(openRequests(kind)).toBe(fate)
  })
})
