import { type EngineName, isOneOf, type Reads } from './engine.ts'
import { withReaders } from './event-readers.ts'
import type { CauseRow } from './facts.ts'
import type { ReviewRow, SubmissionRow } from './schema.ts'

/** Reviews and submissions by their ids, many at once, without texts. */

export async function reviewsByIds(
  db: Reads,
  engine: EngineName,
  workspace: string,
  ids: readonly string[],
): Promise<Map<string, ReviewRow>> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'id', ids))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** What was reported that caused each review, in the order reported, and who reads it. */
export async function causesOfReviews(
  db: Reads,
  engine: EngineName,
  workspace: string,
  reviews: readonly string[],
): Promise<(CauseRow & { review: string })[]> {
  const rows = await db
    .selectFrom('reviewCauses as c')
    .innerJoin('events as e', (join) =>
      join.onRef('e.workspace', '=', 'c.workspace').onRef('e.id', '=', 'c.event'),
    )
    .select(['c.review', 'c.event', 'e.category', 'e.what'])
    .where('c.workspace', '=', workspace)
    .where(isOneOf(engine, 'c.review', reviews))
    .where('e.state', '=', 'significant')
    .orderBy('e.number')
    .execute()
  return await withReaders(db, workspace, rows)
}

export type Submitted = Omit<SubmissionRow, 'content' | 'statement' | 'considered'>

export async function submissionsByIds(
  db: Reads,
  engine: EngineName,
  workspace: string,
  ids: readonly string[],
): Promise<Map<string, Submitted>> {
  const rows = await db
    .selectFrom('submissions')
    .select([
      'workspace',
      'id',
      'policy',
      'review',
      'kind',
      'state',
      'version',
      'sha256',
      'scope',
      'submittedBy',
      'submittedAt',
      'endedAt',
      'reason',
    ])
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'id', ids))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Who holds the open reviews of some policies: there, who stands in for an owner who is gone. */
export async function reviewersOf(
  db: Reads,
  engine: EngineName,
  workspace: string,
  policies: readonly string[],
): Promise<{ policy: string; name: string; slackId: string | null }[]> {
  const rows = await db
    .selectFrom('obligations as o')
    .innerJoin('obligationHolders as h', (join) =>
      join.onRef('h.workspace', '=', 'o.workspace').onRef('h.obligation', '=', 'o.id'),
    )
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'h.workspace').onRef('p.id', '=', 'h.holder'),
    )
    .select(['o.policy', 'p.name', 'p.slackId'])
    .where('o.workspace', '=', workspace)
    .where(isOneOf(engine, 'o.policy', policies))
    .where('o.kind', '=', 'review')
    .where('o.state', '=', 'open')
    .where('h.as', '=', 'holder')
    .execute()
  return rows.map(({ policy, ...person }) => ({ policy: policy ?? '', ...person }))
}

/** Of some policies those of which something awaits endorsement. */
export async function awaitingPolicies(
  db: Reads,
  engine: EngineName,
  workspace: string,
  policies: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('submissions')
    .select('policy')
    .where('workspace', '=', workspace)
    .where('state', '=', 'awaiting')
    .where(isOneOf(engine, 'policy', policies))
    .execute()
  return new Set(rows.map(({ policy }) => policy))
}
