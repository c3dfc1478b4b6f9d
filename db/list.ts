import type { Reads } from './engine.ts'
import { inList } from './in-list.ts'
import type {
  AcknowledgmentRow,
  EventRow,
  HolderRow,
  ObligationRow,
  PersonRow,
  PolicyRow,
  VersionRow,
} from './schema.ts'

/** A register, or one policy of it, without texts: what the lists of the command line are made of. */

export type VersionFacts = Omit<VersionRow, 'content' | 'summary'>

const versionColumns = [
  'workspace',
  'id',
  'policy',
  'number',
  'state',
  'sha256',
  'changeKind',
  'effectiveOn',
  'author',
  'editors',
  'endorsedAt',
  'inForceAt',
  'endedAt',
  'endReason',
  'countsFrom',
  'revision',
  'createdAt',
] as const

export async function allPolicies(db: Reads, workspace: string): Promise<PolicyRow[]> {
  return await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('code')
    .execute()
}

/** Of one policy, or of all; oldest first. */
export async function versionFacts(db: Reads, workspace: string, policy?: string): Promise<VersionFacts[]> {
  let query = db
    .selectFrom('versions')
    .select(versionColumns)
    .where('workspace', '=', workspace)
    .orderBy('createdAt')
    .orderBy('id')
  if (policy !== undefined) query = query.where('policy', '=', policy)
  return await query.execute()
}

export type Cause = Pick<EventRow, 'number' | 'category' | 'what'> & { review: string }

/** What caused the reviews of one policy, or all reviews. */
export async function reviewCauses(db: Reads, workspace: string, policy?: string): Promise<Cause[]> {
  let query = db
    .selectFrom('reviewCauses as c')
    .innerJoin('events as e', (join) =>
      join.onRef('e.workspace', '=', 'c.workspace').onRef('e.id', '=', 'c.event'),
    )
    .select(['c.review', 'e.number', 'e.category', 'e.what'])
    .where('c.workspace', '=', workspace)
    .orderBy('e.number')
  if (policy !== undefined) {
    const reviews = db
      .selectFrom('reviews')
      .select('id')
      .where('workspace', '=', workspace)
      .where('policy', '=', policy)
    query = query.where('c.review', 'in', reviews)
  }
  return await query.execute()
}

export type OpenObligation = ObligationRow & { code: string | null; title: string | null }

/** Of one policy, or of all; soonest first. */
export async function openObligations(
  db: Reads,
  workspace: string,
  policy?: string,
): Promise<OpenObligation[]> {
  let query = db
    .selectFrom('obligations as o')
    .leftJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'o.workspace').onRef('p.id', '=', 'o.policy'),
    )
    .selectAll('o')
    .select(['p.code', 'p.title'])
    .where('o.workspace', '=', workspace)
    .where('o.state', '=', 'open')
    .orderBy('o.dueOn')
    .orderBy('o.id')
  if (policy !== undefined) query = query.where('o.policy', '=', policy)
  return await query.execute()
}

export type HolderFacts = HolderRow & Partial<Pick<PersonRow, 'name' | 'email' | 'zone'>>

/** Who holds what is open, and to whom it is escalated, with the person's facts where it is one. */
export async function holdersOfOpen(db: Reads, workspace: string, policy?: string): Promise<HolderFacts[]> {
  let query = db
    .selectFrom('obligationHolders as h')
    .innerJoin('obligations as o', (join) =>
      join.onRef('o.workspace', '=', 'h.workspace').onRef('o.id', '=', 'h.obligation'),
    )
    .leftJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'h.workspace').onRef('p.id', '=', 'h.holder'),
    )
    .selectAll('h')
    .select(['p.name', 'p.email', 'p.zone'])
    .where('h.workspace', '=', workspace)
    .where('o.state', '=', 'open')
    .orderBy('h.holder')
  if (policy !== undefined) query = query.where('o.policy', '=', policy)
  return (await query.execute()) as HolderFacts[]
}

export type OpenAcknowledgment = Pick<AcknowledgmentRow, 'version' | 'dueOn' | 'nextReminderAt'> &
  Pick<PersonRow, 'id' | 'name' | 'email'>

/** Requests not yet given, of one policy or of all, by version and due day. */
export async function openAcknowledgments(
  db: Reads,
  workspace: string,
  policy?: string,
): Promise<OpenAcknowledgment[]> {
  let query = db
    .selectFrom('acknowledgments as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'a.workspace').onRef('p.id', '=', 'a.person'),
    )
    .select(['a.version', 'a.dueOn', 'a.nextReminderAt', 'p.id', 'p.name', 'p.email'])
    .where('a.workspace', '=', workspace)
    .where('a.state', '=', 'open')
    .orderBy('a.version')
    .orderBy('a.dueOn')
    .orderBy('p.name')
  if (policy !== undefined) {
    const versions = db
      .selectFrom('versions')
      .select('id')
      .where('workspace', '=', workspace)
      .where('policy', '=', policy)
    query = query.where('a.version', 'in', versions)
  }
  return await query.execute()
}

/** How many were asked to acknowledge a policy's versions, and how many have. */
export async function acknowledgmentCounts(
  db: Reads,
  workspace: string,
  policy: string,
): Promise<{ version: string; state: AcknowledgmentRow['state']; count: number }[]> {
  const rows = await db
    .selectFrom('acknowledgments as a')
    .innerJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'a.workspace').onRef('v.id', '=', 'a.version'),
    )
    .select((e) => ['a.version', 'a.state', e.fn.countAll<number>().as('count')])
    .where('a.workspace', '=', workspace)
    .where('v.policy', '=', policy)
    .where((e) => e.or([e('a.state', '<>', 'void'), e('a.voidReason', '=', 'excused')]))
    .groupBy(['a.version', 'a.state'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export type PersonFacts = Pick<PersonRow, 'id' | 'name' | 'email' | 'deactivatedAt'>

/** At most so many in one statement. */
const idsAtOnce = 1000

/** Name and address of people, by id. */
export async function peopleFacts(
  db: Reads,
  workspace: string,
  ids: Iterable<string>,
): Promise<Map<string, PersonFacts>> {
  const wanted = [...new Set(ids)]
  const found = new Map<string, PersonFacts>()
  for (let start = 0; start < wanted.length; start += idsAtOnce) {
    const rows = await db
      .selectFrom('people')
      .select(['id', 'name', 'email', 'deactivatedAt'])
      .where('workspace', '=', workspace)
      .where('id', 'in', inList(wanted.slice(start, start + idsAtOnce)))
      .execute()
    for (const row of rows) found.set(row.id, row)
  }
  return found
}
