import type { Reads } from './engine.ts'
import type {
  AcknowledgmentRow,
  EventRow,
  HolderRow,
  ObligationRow,
  PersonRow,
  PolicyRoleRow,
  PolicyRow,
  ReviewRow,
  VersionRow,
} from './schema.ts'

/** Whole tables of a register, without texts: what the lists of the command line are made of. */

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

export async function allPolicyRoles(db: Reads, workspace: string): Promise<PolicyRoleRow[]> {
  return await db
    .selectFrom('policyRoles')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('position')
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

export async function openReviews(db: Reads, workspace: string): Promise<ReviewRow[]> {
  return await db
    .selectFrom('reviews')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('state', 'in', ['open', 'in progress', 'submitted'])
    .orderBy('dueOn')
    .execute()
}

export type Cause = Pick<EventRow, 'number' | 'category' | 'what'> & { review: string }

export async function allCauses(db: Reads, workspace: string): Promise<Cause[]> {
  return await db
    .selectFrom('reviewCauses as c')
    .innerJoin('events as e', (join) =>
      join.onRef('e.workspace', '=', 'c.workspace').onRef('e.id', '=', 'c.event'),
    )
    .select(['c.review', 'e.number', 'e.category', 'e.what'])
    .where('c.workspace', '=', workspace)
    .orderBy('e.number')
    .execute()
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
export async function holdersOfOpen(db: Reads, workspace: string): Promise<HolderFacts[]> {
  const rows = await db
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
    .execute()
  return rows as HolderFacts[]
}

export type OpenAcknowledgment = Pick<AcknowledgmentRow, 'version' | 'dueOn' | 'nextReminderAt'> &
  Pick<PersonRow, 'id' | 'name' | 'email'>

/** Requests not yet given, by version and due day. */
export async function openAcknowledgments(db: Reads, workspace: string): Promise<OpenAcknowledgment[]> {
  return await db
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
    .execute()
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
    .groupBy(['a.version', 'a.state'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export type PersonFacts = Pick<PersonRow, 'id' | 'name' | 'email' | 'deactivatedAt'>

/** Everyone's name and address, by id. */
export async function peopleFacts(db: Reads, workspace: string): Promise<Map<string, PersonFacts>> {
  const rows = await db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'deactivatedAt'])
    .where('workspace', '=', workspace)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
