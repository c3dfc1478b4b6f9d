import { type EngineName, isOneOf, type Reads } from './engine.ts'
import { peopleById } from './people.ts'
import { policyById } from './policies.ts'
import { reviewById } from './reviews.ts'
import type { PersonRow, PolicyRow, ReviewRow, WaiverRow } from './schema.ts'

/** Waivers that were asked for, and what they are about. */

export async function waiverById(db: Reads, workspace: string, id: string): Promise<WaiverRow | undefined> {
  return await db
    .selectFrom('waivers')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The one that awaits its decision. */
export async function openWaiverOf(
  db: Reads,
  workspace: string,
  review: string,
): Promise<WaiverRow | undefined> {
  return await db
    .selectFrom('waivers')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('review', '=', review)
    .where('state', '=', 'open')
    .executeTakeFirst()
}

/** The same of many reviews. */
export async function openWaiversOf(
  db: Reads,
  engine: EngineName,
  workspace: string,
  reviews: readonly string[],
): Promise<Map<string, WaiverRow>> {
  if (reviews.length === 0) return new Map()
  const rows = await db
    .selectFrom('waivers')
    .selectAll()
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'review', reviews))
    .where('state', '=', 'open')
    .execute()
  return new Map(rows.map((row) => [row.review, row]))
}

/** Everything that awaits its decision, with the policy of each, in the order asked. */
export async function awaitingWaivers(
  db: Reads,
  workspace: string,
): Promise<(WaiverRow & Pick<ReviewRow, 'policy'>)[]> {
  return await db
    .selectFrom('waivers as w')
    .innerJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'w.workspace').onRef('r.id', '=', 'w.review'),
    )
    .selectAll('w')
    .select('r.policy')
    .where('w.workspace', '=', workspace)
    .where('w.state', '=', 'open')
    .orderBy('w.askedAt')
    .orderBy('w.id')
    .execute()
}

export type WaiverOfPolicy = WaiverRow & { asker: PersonRow['name']; decider: PersonRow['name'] | null }

/** Every waiver of a policy's reviews, with who asked and who decided. */
export async function waiversOfPolicy(
  db: Reads,
  workspace: string,
  policy: string,
): Promise<WaiverOfPolicy[]> {
  return await db
    .selectFrom('reviews as r')
    .innerJoin('waivers as w', (join) =>
      join.onRef('w.workspace', '=', 'r.workspace').onRef('w.review', '=', 'r.id'),
    )
    .innerJoin('people as a', (join) =>
      join.onRef('a.workspace', '=', 'w.workspace').onRef('a.id', '=', 'w.askedBy'),
    )
    .leftJoin('people as d', (join) =>
      join.onRef('d.workspace', '=', 'w.workspace').onRef('d.id', '=', 'w.decidedBy'),
    )
    .selectAll('w')
    .select(['a.name as asker', 'd.name as decider'])
    .where('r.workspace', '=', workspace)
    .where('r.policy', '=', policy)
    .orderBy('w.askedAt')
    .orderBy('w.id')
    .execute()
}

export type WaiverFacts = {
  waiver: WaiverRow
  review: ReviewRow
  policy: PolicyRow
  /** Of the same review, the first first. */
  earlier: WaiverRow[]
  people: Map<string, PersonRow>
}

/** `others` are people who are named beside those of the waivers. */
export async function waiverFacts(
  db: Reads,
  workspace: string,
  id: string,
  others: readonly (string | null)[] = [],
): Promise<WaiverFacts | undefined> {
  const waiver = await waiverById(db, workspace, id)
  const review = waiver && (await reviewById(db, workspace, waiver.review))
  const policy = review && (await policyById(db, workspace, review.policy))
  if (!waiver || !review || !policy) return undefined
  const all = await waiversOf(db, workspace, review.id)
  const ids = all.flatMap(({ askedBy, decidedBy, onBehalfOf }) => [askedBy, decidedBy, onBehalfOf])
  const people = await peopleById(db, workspace, [...ids, ...others])
  return { waiver, review, policy, earlier: all.filter((one) => one.id !== id), people }
}

async function waiversOf(db: Reads, workspace: string, review: string): Promise<WaiverRow[]> {
  return await db
    .selectFrom('waivers')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('review', '=', review)
    .orderBy('askedAt')
    .orderBy('id')
    .execute()
}
