import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Authorship,
  barOf,
  type Candidate,
  type Decision,
  eligible,
  needed,
  standing,
} from '../../src/rules/endorsement.ts'
import type { ApprovalRule } from '../../src/rules/terms.ts'

const person = (id: string, email: string | null = `${id}@example.com`): Candidate => ({
  id,
  email,
  isActive: true,
})
const [ann, ben, cat, dan] = ['ann', 'ben', 'cat', 'dan'].map((id) => person(id)) as [
  Candidate,
  Candidate,
  Candidate,
  Candidate,
]
const everyone = [ann, ben, cat, dan]
const by: Authorship = { author: 'ann', editors: ['ben'], submittedBy: 'cat' }

test.each([
  ['wrote', ann, 'you wrote it'],
  ['edited', ben, 'you edited it'],
  ['submitted', cat, 'you submitted it'],
])('who %s it may not endorse it, and is told why', (_, candidate, why) => {
  expect(barOf(candidate, by, everyone)).toBe(why)
})

test('who had no part in it may endorse it', () => {
  expect(barOf(dan, by, everyone)).toBeNull()
  expect(barOf(ann, { author: null, editors: [], submittedBy: 'cat' }, everyone)).toBeNull()
})

test.each(['ann', 'ben', 'cat'])('a second account with the address of %s may not endorse', (involved) => {
  const second = person('second', `${involved}@example.com`)
  expect(barOf(second, by, [...everyone, second])).toBe('your address is that of its author')
  // The counter-test: the same account with its own address may.
  expect(barOf(person('second'), by, everyone)).toBeNull()
})

test.each(['ANN@Example.com', ' ann@example.com '])('"%s" is the address of ann@example.com', (address) => {
  expect(barOf(person('second', address), by, everyone)).toBe('your address is that of its author')
})

test.each(['', '  '])('an empty address, "%s", is nobody’s', (address) => {
  expect(barOf(person('second', address), by, [person('ann', address)])).toBeNull()
})

test('two people without an address are not taken for one', () => {
  const [writer, other] = [person('ann', null), person('other', null)]
  expect(barOf(other, by, [writer, other])).toBeNull()
})

test('the approvers who may decide keep their order, and each other one is listed with the reason', () => {
  const gone = { ...person('eve'), isActive: false }
  expect(eligible([gone, dan, cat, person('fay')], by, everyone)).toEqual({
    may: [dan, person('fay')],
    barred: [
      { person: gone, why: 'no longer active' },
      { person: cat, why: 'you submitted it' },
    ],
  })
})

test.each([
  ['any', 3, 1],
  ['any', 0, 0],
  ['all', 3, 3],
  [2, 3, 2],
  [5, 3, 3],
  [1, 3, 1],
] as const)('a quorum of %s among %i needs %i', (quorum, count, expected) => {
  expect(needed({ quorum, inOrder: false }, count)).toBe(expected)
})

const endorsed = (approver: string, onBehalfOf: string | null = null): Decision => ({
  approver,
  onBehalfOf,
  decision: 'endorsed',
})
const may = [ann, ben, cat]

test.each([
  ['any', [], false, 'ann ben cat'],
  ['any', ['ben'], true, ''],
  ['all', ['ben'], false, 'ann cat'],
  ['all', ['ben', 'ann'], false, 'cat'],
  ['all', ['ben', 'ann', 'cat'], true, ''],
  [2, ['ben'], false, 'ann cat'],
  [2, ['ben', 'cat'], true, ''],
  [5, ['ben', 'cat'], false, 'ann'],
  [5, ['ben', 'cat', 'ann'], true, ''],
] as [ApprovalRule['quorum'], string[], boolean, string][])(
  'with a quorum of %s, endorsed by %j: enough is %s, and awaited are "%s"',
  (quorum, given, isEndorsed, awaited) => {
    const now = standing(
      { quorum, inOrder: false },
      may,
      given.map((id) => endorsed(id)),
    )
    expect(now.isEndorsed).toBe(isEndorsed)
    expect(now.awaited.map(({ id }) => id).join(' ')).toBe(awaited)
  },
)

test('in order, one is awaited at a time', () => {
  const rule: ApprovalRule = { quorum: 'all', inOrder: true }
  expect(standing(rule, may, []).awaited).toEqual([ann])
  expect(standing(rule, may, [endorsed('ann')]).awaited).toEqual([ben])
  expect(standing(rule, may, [endorsed('ann'), endorsed('ben')]).awaited).toEqual([cat])
})

test('a decision by a deputy counts for the one it was made for, and only for them', () => {
  const rule: ApprovalRule = { quorum: 'all', inOrder: false }
  expect(standing(rule, may, [endorsed('dan', 'ann')]).awaited).toEqual([ben, cat])
})

test('who has a voice of their own has used it when they decide as a deputy', () => {
  const rule: ApprovalRule = { quorum: 2, inOrder: false }
  const asDeputy = endorsed('ben', 'ann')
  expect(standing(rule, may, [asDeputy]).awaited).toEqual([ann, cat])
  expect(standing(rule, may, [asDeputy, endorsed('ben')]).isEndorsed).toBe(false)
  expect(standing(rule, may, [asDeputy, endorsed('ann')]).isEndorsed).toBe(true)
})

test.each(['all', 2] as const)('one deputy of two approvers does not meet a quorum of %s alone', (quorum) => {
  const rule: ApprovalRule = { quorum, inOrder: false }
  const both = [endorsed('dan', 'ann'), endorsed('dan', 'ben')]
  expect(standing(rule, [ann, ben], both)).toMatchObject({ isEndorsed: false, awaited: [ben] })
  expect(standing(rule, [ann, ben], [...both, endorsed('ben')]).isEndorsed).toBe(true)
})

test.each([
  ['all', [ben], ['ann', 'ben'], true],
  ['all', [ben, cat], ['ann', 'ben'], false],
  [2, [ben], ['ann'], false],
  [2, [ben, cat], ['ann', 'cat'], true],
  [3, [ben, cat], ['ann', 'cat'], false],
  ['any', [], ['ann'], false],
] as [ApprovalRule['quorum'], Candidate[], string[], boolean][])(
  'with a quorum of %s, where %j remain, what ann gave before she left counts: by %j enough is %s',
  (quorum, remain, given, isEndorsed) => {
    const decisions = given.map((id) => endorsed(id))
    expect(standing({ quorum, inOrder: false }, remain, decisions, [ann]).isEndorsed).toBe(isEndorsed)
  },
)

test('who left without having decided counts neither for nor against', () => {
  const rule: ApprovalRule = { quorum: 'all', inOrder: false }
  expect(standing(rule, [ben], [endorsed('ben')], [ann]).isEndorsed).toBe(true)
})

test('no number of decisions by fewer people than the quorum is enough', () => {
  const anyDecision = fc.record({
    approver: fc.constantFrom('ann', 'ben', 'dan'),
    onBehalfOf: fc.option(fc.constantFrom('ann', 'ben', 'cat')),
    decision: fc.constant('endorsed' as const),
  })
  fc.assert(
    fc.property(fc.array(anyDecision), fc.boolean(), (decisions, inOrder) => {
      const people = new Set(decisions.map(({ approver }) => approver)).size
      const { isEndorsed } = standing({ quorum: 2, inOrder }, may, decisions)
      expect(isEndorsed && people < 2).toBe(false)
    }),
  )
})

test('sending back is no endorsement, and what a stranger or nobody decides is not enough', () => {
  const rule: ApprovalRule = { quorum: 'any', inOrder: false }
  expect(standing(rule, may, [{ ...endorsed('ann'), decision: 'sent back' }]).isEndorsed).toBe(false)
  expect(standing(rule, may, [endorsed('dan')]).isEndorsed).toBe(false)
  expect(standing(rule, [], [endorsed('dan')])).toMatchObject({ isEndorsed: false, awaited: [] })
})

const ids = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay']
const addresses = ['ann@example.com', 'ben@example.com', 'shared@example.com']
const anyPeople = fc
  .tuple(...ids.map(() => fc.tuple(fc.option(fc.constantFrom(...addresses)), fc.boolean())))
  .map((all) => all.map(([email, isActive], i): Candidate => ({ id: ids[i] as string, email, isActive })))
const anyAuthorship: fc.Arbitrary<Authorship> = fc.record({
  author: fc.option(fc.constantFrom(...ids)),
  editors: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
  submittedBy: fc.constantFrom(...ids),
})

const noneInvolved = (choose: typeof eligible) =>
  fc.property(anyPeople, anyAuthorship, (people, authorship) => {
    const involved = [authorship.author, ...authorship.editors, authorship.submittedBy]
    const theirs = people.filter(({ id }) => involved.includes(id)).map(({ email }) => email)
    const { may: allowed, barred } = choose(people, authorship, people)
    for (const one of allowed) {
      expect(involved).not.toContain(one.id)
      expect(one.email === null || !theirs.includes(one.email)).toBe(true)
      expect(people.find(({ id }) => id === one.id)?.isActive).toBe(true)
    }
    expect(allowed.length + barred.length).toBe(people.length)
  })

test('nobody involved ever endorses, under any account with their address', () => {
  fc.assert(noneInvolved(eligible))
})

test.each<[string, typeof eligible]>([
  [
    'looked at the submitter alone',
    (all, one, known) => eligible(all, { ...one, author: null, editors: [] }, known),
  ],
  ['forgot who edited', (all, one, known) => eligible(all, { ...one, editors: [] }, known)],
  ['did not know the addresses of the involved', (all, one) => eligible(all, one, [])],
  [
    'asked who has left',
    (all, one, known) =>
      eligible(
        all.map((who) => ({ ...who, isActive: true })),
        one,
        known,
      ),
  ],
])('a choice of approvers that %s would be found', (_, choose) => {
  expect(() => fc.assert(noneInvolved(choose))).toThrow()
})

test('decisions of the involved, given by whatever way, are never enough', () => {
  const anyRule: fc.Arbitrary<ApprovalRule> = fc.record({
    quorum: fc.constantFrom<ApprovalRule['quorum'][]>('any', 'all', 1, 2),
    inOrder: fc.boolean(),
  })
  fc.assert(
    fc.property(anyPeople, anyAuthorship, anyRule, (people, authorship, rule) => {
      const { may: allowed, barred } = eligible(people, authorship, people)
      const decisions = barred.map(({ person: one }) => endorsed(one.id))
      expect(standing(rule, allowed, decisions).isEndorsed).toBe(false)
    }),
  )
})

test('until it is enough someone who has not decided is awaited, and asking them all makes it enough', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('any', 'all', 1, 2, 9),
      fc.boolean(),
      fc.integer({ min: 1, max: 4 }),
      (...given) => {
        const [quorum, inOrder, count] = given as [ApprovalRule['quorum'], boolean, number]
        const decisions: Decision[] = []
        for (let turn = 0; turn <= count; turn++) {
          const now = standing({ quorum, inOrder }, everyone.slice(0, count), decisions)
          if (now.isEndorsed) return
          expect(now.awaited.length).toBeGreaterThan(0)
          decisions.push(endorsed((now.awaited[0] as Candidate).id))
        }
        throw new Error('never enough')
      },
    ),
  )
})
