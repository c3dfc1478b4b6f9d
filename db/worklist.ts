import { sql } from 'kysely'
import type { Reads } from './engine.ts'
import type { AcknowledgmentRow, ObligationRow, PolicyRow, VersionRow } from './schema.ts'

/** What one person owes, a page at a time. */

export type Range = { offset: number; limit: number }

export type PolicyOfItem = Pick<
  PolicyRow,
  'code' | 'title' | 'owner' | 'statedOwner' | 'cadenceMonths' | 'lastReviewedOn'
>

const policyColumns = [
  'p.code',
  'p.title',
  'p.owner',
  'p.statedOwner',
  'p.cadenceMonths',
  'p.lastReviewedOn',
] as const

export type Held = ObligationRow &
  PolicyOfItem & { policy: string; snoozedUntil: string | null; standInFor: string | null }

export type WantedHeld = {
  person: string
  /** Reviews that are due later and have not begun are left out. */
  until?: string
}

function heldBy(db: Reads, workspace: string, { person, until }: WantedHeld) {
  const query = db
    .selectFrom('obligationHolders as h')
    .innerJoin('obligations as o', (join) =>
      join.onRef('o.workspace', '=', 'h.workspace').onRef('o.id', '=', 'h.obligation'),
    )
    .where('h.workspace', '=', workspace)
    .where('h.holder', '=', person)
    .where('h.as', '=', 'holder')
    .where('o.state', '=', 'open')
  if (until === undefined) return query
  return query.where(sql<boolean>`(o.kind <> 'review' or o."dueOn" <= ${until} or exists (select 1 from reviews r
    where r.workspace = o.workspace and r.id = o.subject and r.state <> 'open'))`)
}

/** How many of each kind a person holds. */
export async function countsHeld(
  db: Reads,
  workspace: string,
  wanted: WantedHeld,
): Promise<Map<ObligationRow['kind'], number>> {
  const rows = await heldBy(db, workspace, wanted)
    .select((e) => ['o.kind', e.fn.countAll<number>().as('count')])
    .groupBy('o.kind')
    .execute()
  return new Map(rows.map(({ kind, count }) => [kind, Number(count)]))
}

/** What a person holds of one kind, soonest first; of one policy where that is given. */
export async function heldPage(
  db: Reads,
  workspace: string,
  { kind, policy, ...whose }: WantedHeld & { kind: ObligationRow['kind']; policy?: string },
  { offset, limit }: Range,
): Promise<Held[]> {
  let query = heldBy(db, workspace, whose)
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'o.workspace').onRef('p.id', '=', 'o.policy'),
    )
    .where('o.kind', '=', kind)
    .selectAll('o')
    .select([...policyColumns, 'h.snoozedUntil', 'h.standInFor'])
  if (policy !== undefined) query = query.where('o.policy', '=', policy)
  const rows = await query.orderBy('o.dueOn').orderBy('p.code').offset(offset).limit(limit).execute()
  return rows as Held[]
}

export type Asked = Pick<AcknowledgmentRow, 'version' | 'dueOn'> &
  Pick<VersionRow, 'number' | 'summary' | 'countsFrom'> &
  Pick<PolicyRow, 'code' | 'title'> & { policy: string }

function askedOf(db: Reads, workspace: string, person: string) {
  return db
    .selectFrom('acknowledgments as a')
    .where('a.workspace', '=', workspace)
    .where('a.person', '=', person)
    .where('a.state', '=', 'open')
}

export async function countAsked(db: Reads, workspace: string, person: string): Promise<number> {
  const { count } = await askedOf(db, workspace, person)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** What a person is asked to acknowledge, soonest first; of one policy where that is given. */
export async function askedPage(
  db: Reads,
  workspace: string,
  { person, policy }: { person: string; policy?: string },
  { offset, limit }: Range,
): Promise<Asked[]> {
  let query = askedOf(db, workspace, person)
    .innerJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'a.workspace').onRef('v.id', '=', 'a.version'),
    )
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'v.workspace').onRef('p.id', '=', 'v.policy'),
    )
    .select([
      'a.version',
      'a.dueOn',
      'v.number',
      'v.summary',
      'v.countsFrom',
      'v.policy',
      'p.code',
      'p.title',
    ])
  if (policy !== undefined) query = query.where('v.policy', '=', policy)
  // What has not been delivered has no due day yet, and stands last on both engines.
  const last = sql`coalesce(a."dueOn", '9999-12-31')`
  return await query.orderBy(last).orderBy('p.code').offset(offset).limit(limit).execute()
}
