import fc from 'fast-check'
import type { Reads } from '../../db/engine.ts'
import type { Day, Posture } from '../../src/rules/terms.ts'

/** Registers of every shape, put into a database as they are; and what a plain count of them finds. */

const at = '2027-01-01T09:00:00.000Z'
/** Around the day of the count, which is the 1st of March: 30 days on is the 31st. */
const days = [
  '2026-12-31',
  '2027-02-28',
  '2027-03-01',
  '2027-03-02',
  '2027-03-31',
  '2027-04-01',
  '2027-12-31',
]
export const on = { today: '2027-03-01', soon: '2027-03-31' }

const people = ['here', 'left', 'bot', 'outsider'] as const
const day = fc.constantFrom(...days)
const scheduledStates = ['open', 'in progress', 'submitted', 'concluded', 'void'] as const

const aPolicy = fc.record({
  status: fc.constantFrom('draft' as const, 'active' as const, 'active' as const, 'retired' as const),
  owner: fc.option(fc.constantFrom(...people)),
  title: fc.constantFrom('Access', 'Network', '100%', 'a_b'),
  tags: fc.subarray(['privacy', 'Customer data']),
  components: fc.subarray(['Privacy', 'Network security']),
  version: fc.option(
    fc.record({
      state: fc.constantFrom('in force' as const, 'draft' as const, 'superseded' as const),
      isHeld: fc.boolean(),
    }),
  ),
  scheduled: fc.option(
    fc.record({ state: fc.constantFrom(...scheduledStates), dueOn: day, waivedUntil: fc.option(day) }),
  ),
  outOfCycle: fc.option(fc.record({ state: fc.constantFrom(...scheduledStates), dueOn: day })),
  awaits: fc.boolean(),
  asked: fc.array(fc.constantFrom('open' as const, 'given' as const, 'void' as const), { maxLength: 4 }),
})
export type RandomPolicy = typeof aPolicy extends fc.Arbitrary<infer T> ? T : never

export const registers = fc.array(aPolicy, { maxLength: 12 })

export const codeOf = (index: number) => `P-${String(index).padStart(3, '0')}`

export async function putRegister(
  db: Reads,
  workspace: string,
  policies: readonly RandomPolicy[],
): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ workspace, name: 'Example', kind: 'real', slackTeam: null, liveAt: at, createdAt: at })
    .execute()
  const askedOf = Array.from({ length: 4 }, (_, index) => `asked ${index}`)
  for (const id of [...people, ...askedOf])
    await db
      .insertInto('people')
      .values({
        workspace,
        id,
        slackId: null,
        email: null,
        name: id,
        zone: null,
        isBot: id === 'bot' ? 1 : 0,
        isGuest: 0,
        isOutsider: id === 'outsider' ? 1 : 0,
        isAdmin: 0,
        firstSeenAt: at,
        deactivatedAt: id === 'left' ? at : null,
        waitsSince: null,
      })
      .execute()
  for (const [index, policy] of policies.entries()) await putPolicy(db, workspace, codeOf(index), policy)
}

async function putPolicy(db: Reads, workspace: string, code: string, policy: RandomPolicy): Promise<void> {
  const { status, owner, title, tags, components } = policy
  await db
    .insertInto('policies')
    .values({
      workspace,
      id: code,
      code,
      title,
      codeKey: code.toLowerCase(),
      titleKey: title.toLowerCase(),
      status,
      owner,
      cadenceMonths: 12,
      audience: '{}',
      tags: JSON.stringify(tags),
      components: JSON.stringify(components),
      revision: 1,
      createdAt: at,
    } as never)
    .execute()
  await putVersion(db, workspace, code, policy)
  await putReviews(db, workspace, code, policy)
  if (policy.awaits)
    await db
      .insertInto('submissions')
      .values({
        workspace,
        id: `${code} submission`,
        policy: code,
        kind: 'version',
        state: 'awaiting',
        scope: 'whole policy',
        considered: '[]',
        submittedBy: 'here',
        submittedAt: at,
      } as never)
      .execute()
}

async function putVersion(db: Reads, workspace: string, code: string, { version, asked }: RandomPolicy) {
  if (version === null) return
  const { state, isHeld } = version
  const id = `${code} 1.0`
  const text = isHeld ? { content: 'text', sha256: 'hash' } : { content: null, sha256: null }
  await db
    .insertInto('versions')
    .values({
      ...{ workspace, id, policy: code, number: '1.0', state, ...text, changeKind: 'major', editors: '[]' },
      ...{ countsFrom: id, revision: 1, createdAt: at },
    } as never)
    .execute()
  for (const [index, answer] of asked.entries())
    await db
      .insertInto('acknowledgments')
      .values({
        ...{
          workspace,
          version: id,
          person: `asked ${index}`,
          distribution: 'd',
          state: answer,
          isJoiner: 0,
        },
        ...{ askedAt: at, acknowledgedAt: answer === 'given' ? at : null },
      } as never)
      .execute()
}

async function putReviews(db: Reads, workspace: string, code: string, policy: RandomPolicy): Promise<void> {
  const { scheduled, outOfCycle } = policy
  const all = [
    ...(scheduled ? [{ kind: 'scheduled', ...scheduled }] : []),
    ...(outOfCycle ? [{ kind: 'out of cycle', ...outOfCycle }] : []),
  ]
  for (const review of all)
    await db
      .insertInto('reviews')
      .values({
        ...{ workspace, id: `${code} ${review.kind}`, policy: code, scope: 'whole policy', ...review },
        ...(review.state === 'concluded' ? { outcome: 'reaffirmed', concludedOn: '2027-01-01' } : {}),
        ...{ openedOn: '2026-01-01', considered: '[]', revision: 1 },
      } as never)
      .execute()
}

const isOpen = ({ state }: { state: string }) => ['open', 'in progress', 'submitted'].includes(state)

export function openDays({ scheduled, outOfCycle }: RandomPolicy): Day[] {
  return [scheduled, outOfCycle].flatMap((review) => (review && isOpen(review) ? [review.dueOn] : [])).sort()
}

/** What one policy counts as, said once more and in other words than the product's. */
export function countsAsNaively(policy: RandomPolicy): Posture[] {
  const { status, owner, version, scheduled, outOfCycle, awaits, asked } = policy
  const [first] = openDays(policy)
  const isInForce = version?.state === 'in force'
  const isOverdue = first !== undefined && first < '2027-03-01'
  const isInTime = scheduled !== null && isOpen(scheduled) && scheduled.dueOn >= '2027-03-01'
  const all: [Posture, boolean][] = [
    ['in compliance', status === 'active' && isInForce && isInTime && !isOverdue],
    ['due in 30 days', first !== undefined && !isOverdue && first <= '2027-03-31'],
    ['overdue', isOverdue],
    ['awaiting endorsement', awaits],
    ['without owner', status !== 'retired' && owner !== 'here'],
    ['without text', isInForce && !version.isHeld],
    ['out of cycle', outOfCycle !== null && isOpen(outOfCycle)],
    ['acknowledgments missing', isInForce && asked.includes('open')],
  ]
  return all.flatMap(([posture, is]) => (is ? [posture] : []))
}
