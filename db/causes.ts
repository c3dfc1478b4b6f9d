import type { Reads } from './engine.ts'
import type { PolicyRow, ReviewCauseRow, ReviewRow } from './schema.ts'

/** Which events hold which reviews out of cycle. A cause stands while its event is significant. */

export async function standingCauses(
  db: Reads,
  workspace: string,
  review: string,
): Promise<(Pick<ReviewCauseRow, 'event' | 'dueOn'> & { number: number })[]> {
  return await db
    .selectFrom('reviewCauses as c')
    .innerJoin('events as e', (join) =>
      join.onRef('e.workspace', '=', 'c.workspace').onRef('e.id', '=', 'c.event'),
    )
    .select(['c.event', 'c.dueOn', 'e.number'])
    .where('c.workspace', '=', workspace)
    .where('c.review', '=', review)
    .where('e.state', '=', 'significant')
    .orderBy('e.number')
    .execute()
}

/** Standing or not. */
export async function allCauses(db: Reads, workspace: string, review: string): Promise<ReviewCauseRow[]> {
  return await db
    .selectFrom('reviewCauses')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('review', '=', review)
    .orderBy('event')
    .execute()
}

export type Caused = { review: ReviewRow; policy: Pick<PolicyRow, 'id' | 'code' | 'title'> }

/** The reviews that an event caused, whatever became of them, by the code of their policy. */
export async function reviewsCausedBy(db: Reads, workspace: string, event: string): Promise<Caused[]> {
  const rows = await db
    .selectFrom('reviewCauses as c')
    .innerJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'c.workspace').onRef('r.id', '=', 'c.review'),
    )
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'r.workspace').onRef('p.id', '=', 'r.policy'),
    )
    .selectAll('r')
    .select(['p.code', 'p.title'])
    .where('c.workspace', '=', workspace)
    .where('c.event', '=', event)
    .orderBy('p.code')
    .orderBy('r.openedOn')
    .orderBy('r.id')
    .execute()
  return rows.map(({ code, title, ...review }) => ({ review, policy: { id: review.policy, code, title } }))
}

/** By when a law wants a new version in force: the days of the legal requirements that hold a review. */
export async function lawsOf(
  db: Reads,
  workspace: string,
  review: string,
): Promise<{ number: number; effectiveOn: string; dueOn: string | null }[]> {
  const rows = await db
    .selectFrom('reviewCauses as c')
    .innerJoin('events as e', (join) =>
      join.onRef('e.workspace', '=', 'c.workspace').onRef('e.id', '=', 'c.event'),
    )
    .select(['e.number', 'e.effectiveOn', 'c.dueOn'])
    .where('c.workspace', '=', workspace)
    .where('c.review', '=', review)
    .where('e.state', '=', 'significant')
    .where('e.category', '=', 'legal_requirement')
    .where('e.effectiveOn', 'is not', null)
    .orderBy('e.number')
    .execute()
  return rows.map((row) => ({ ...row, effectiveOn: row.effectiveOn as string }))
}
