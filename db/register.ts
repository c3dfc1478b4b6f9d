import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type EngineName, isOneOf, type Reads } from './engine.ts'
import { peopleById } from './people.ts'
import type { PersonRow, PolicyRoleRow, PolicyRow, ReviewRow, VersionRow } from './schema.ts'

/** The register a page at a time, and what stands around chosen policies. */

export type Wanted = {
  status?: PolicyRow['status'] | null
  /** Not retired. */
  isKept?: boolean
  /** The scheduled review was due before this day. */
  dueBefore?: string | null
  /** It is due within these days, both included. */
  dueWithin?: { from: string; to: string } | null
  owner?: string | null
  /** A tag or a component, in whatever case. */
  tag?: string | null
  /** Stands in the title or the code. */
  text?: string | null
}

const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
const contains = (column: string, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`lower(${sql.ref(column)}) like ${like(text)} escape '\\'`

/** Conditions on policies `p` alone, for every list that is narrowed by them. */
export function fits({ status, isKept, tag, text }: Wanted): RawBuilder<SqlBool>[] {
  const quoted = tag ? JSON.stringify(tag) : null
  return [
    ...(status ? [sql<SqlBool>`p.status = ${status}`] : []),
    ...(isKept ? [sql<SqlBool>`p.status <> 'retired'`] : []),
    ...(quoted ? [sql<SqlBool>`(${contains('p.tags', quoted)} or ${contains('p.components', quoted)})`] : []),
    ...(text ? [sql<SqlBool>`(${contains('p.titleKey', text)} or ${contains('p.codeKey', text)})`] : []),
  ]
}

function matching(db: Reads, workspace: string, wanted: Wanted) {
  const { dueBefore, dueWithin, owner } = wanted
  const by = fits(wanted)
  let query = db
    .selectFrom('policies as p')
    .leftJoin('reviews as r', (join) =>
      join
        .onRef('r.workspace', '=', 'p.workspace')
        .onRef('r.policy', '=', 'p.id')
        .on('r.kind', '=', 'scheduled')
        .on('r.state', 'in', ['open', 'in progress', 'submitted']),
    )
    .where('p.workspace', '=', workspace)
  for (const condition of by) query = query.where(condition)
  if (owner) query = query.where('p.owner', '=', owner)
  if (dueBefore) query = query.where('r.dueOn', '<', dueBefore)
  if (dueWithin) query = query.where('r.dueOn', '>=', dueWithin.from).where('r.dueOn', '<=', dueWithin.to)
  return query
}

/** By code. The total is of all that match. */
export async function registerPage(
  db: Reads,
  workspace: string,
  wanted: Wanted,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ policies: PolicyRow[]; total: number }> {
  const { total } = await matching(db, workspace, wanted)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const policies = await matching(db, workspace, wanted)
    .selectAll('p')
    .orderBy('p.code')
    .orderBy('p.id')
    .offset(offset)
    .limit(limit)
    .execute()
  return { policies, total: Number(total) }
}

export type VersionOfPolicy = Pick<
  VersionRow,
  'id' | 'policy' | 'number' | 'state' | 'effectiveOn' | 'inForceAt'
> & {
  isHeld: 0 | 1
}

export type Around = {
  people: Map<string, PersonRow>
  roles: PolicyRoleRow[]
  /** Neither superseded nor withdrawn. */
  versions: VersionOfPolicy[]
  /** Not concluded. */
  reviews: ReviewRow[]
}

/** Owners, deputies, approvers, living versions and open reviews of chosen policies. */
export async function aroundPolicies(
  db: Reads,
  engine: EngineName,
  workspace: string,
  policies: readonly Pick<PolicyRow, 'id' | 'owner'>[],
): Promise<Around> {
  const ids = policies.map(({ id }) => id)
  if (ids.length === 0) return { people: new Map(), roles: [], versions: [], reviews: [] }
  const roles = await db
    .selectFrom('policyRoles')
    .selectAll()
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'policy', ids))
    .orderBy('position')
    .execute()
  const versions = await livingVersions(db, engine, workspace, ids)
  const reviews = await db
    .selectFrom('reviews')
    .selectAll()
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'policy', ids))
    .where('state', 'in', ['open', 'in progress', 'submitted'])
    .orderBy('dueOn')
    .execute()
  const wanted = [...policies.map(({ owner }) => owner), ...roles.map(({ person }) => person)]
  return { people: await peopleById(db, workspace, wanted), roles, versions, reviews }
}

export async function livingVersions(
  db: Reads,
  engine: EngineName,
  workspace: string,
  policies: readonly string[],
): Promise<VersionOfPolicy[]> {
  const isHeld = sql<0 | 1>`case when content is null then 0 else 1 end`
  return await db
    .selectFrom('versions')
    .select(['id', 'policy', 'number', 'state', 'effectiveOn', 'inForceAt', isHeld.as('isHeld')])
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'policy', policies))
    .where('state', 'not in', ['superseded', 'withdrawn'])
    .orderBy('createdAt')
    .execute()
}

/** Every code with its title, to find the nearest to one that is not known. */
export async function codesAndTitles(
  db: Reads,
  workspace: string,
): Promise<Pick<PolicyRow, 'id' | 'code' | 'title'>[]> {
  return await db
    .selectFrom('policies')
    .select(['id', 'code', 'title'])
    .where('workspace', '=', workspace)
    .orderBy('code')
    .execute()
}

/** What a person is to any policy that is not retired. */
export async function partsOf(
  db: Reads,
  workspace: string,
  person: string,
): Promise<Set<'owner' | 'deputy' | 'approver'>> {
  const owned = await db
    .selectFrom('policies')
    .select('id')
    .where('workspace', '=', workspace)
    .where('owner', '=', person)
    .where('status', '<>', 'retired')
    .limit(1)
    .executeTakeFirst()
  const named = await db
    .selectFrom('policyRoles')
    .select('role')
    .distinct()
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .execute()
  return new Set([...(owned ? (['owner'] as const) : []), ...named.map(({ role }) => role)])
}
