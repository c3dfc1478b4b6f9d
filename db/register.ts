import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Posture } from '../src/rules/terms.ts'
import { type EngineName, isOneOf, type Reads } from './engine.ts'
import { peopleById } from './people.ts'
import { policiesByIds } from './policies.ts'
import { countsAs, isDueWithin, isOpenReview, type PostureDays } from './posture.ts'
import type { PersonRow, PolicyRoleRow, PolicyRow, ReviewRow, VersionRow } from './schema.ts'

/** The register a page at a time, and what stands around chosen policies. */

export type Wanted = {
  status?: PolicyRow['status'] | null
  /** Not retired. */
  isKept?: boolean
  /** All of these at once, on a day of the workspace. */
  postures?: { are: readonly Posture[]; on: PostureDays } | null
  /** A review that is open is due within these days, both included. */
  dueWithin?: { from: string; to: string } | null
  owner?: string | null
  /** A tag or a component, in whatever case. */
  tag?: string | null
  component?: string | null
  /** Stands in the title or the code. */
  text?: string | null
}

const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
const contains = (column: string, text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`lower(${sql.ref(column)}) like ${like(text)} escape '\\'`
const has = (column: string, word: string) => contains(column, JSON.stringify(word))

/** Conditions on policies `p` alone, for every list that is narrowed by them. */
export function fits({ status, isKept, tag, component, text }: Wanted): RawBuilder<SqlBool>[] {
  return [
    ...(status ? [sql<SqlBool>`p.status = ${status}`] : []),
    ...(isKept ? [sql<SqlBool>`p.status <> 'retired'`] : []),
    ...(tag ? [sql<SqlBool>`(${has('p.tags', tag)} or ${has('p.components', tag)})`] : []),
    ...(component ? [has('p.components', component)] : []),
    ...(text ? [sql<SqlBool>`(${contains('p.titleKey', text)} or ${contains('p.codeKey', text)})`] : []),
  ]
}

function matching(db: Reads, workspace: string, wanted: Wanted) {
  const { postures, dueWithin, owner } = wanted
  const by = [
    ...fits(wanted),
    ...(postures ? postures.are.map((posture) => countsAs(workspace, posture, postures.on)) : []),
    ...(dueWithin ? [isDueWithin(workspace, dueWithin)] : []),
    ...(owner ? [sql<SqlBool>`p.owner = ${owner}`] : []),
  ]
  let query = db.selectFrom('policies as p').where('p.workspace', '=', workspace)
  for (const condition of by) query = query.where(condition)
  return query
}

/** The day of what is to be reviewed first. */
const firstDueOn = sql<string | null>`(select min("dueOn") from reviews
  where workspace = p.workspace and policy = p.id and ${isOpenReview})`

/** Soonest due first, then what is not due yet, then what is retired; each by code. The total is of all that match. */
export async function registerPage(
  db: Reads,
  workspace: string,
  wanted: Wanted,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ policies: PolicyRow[]; total: number }> {
  const { total } = await matching(db, workspace, wanted)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  // Which they are before what they are: whole rows would be sorted otherwise.
  const page = await matching(db, workspace, wanted)
    .select('p.id')
    .orderBy(sql`case when p.status = 'retired' then 1 else 0 end`)
    .orderBy(sql`coalesce(${firstDueOn}, '9999-12-31')`)
    .orderBy('p.code')
    .offset(offset)
    .limit(limit)
    .execute()
  const ids = page.map(({ id }) => id)
  const rows = new Map((await policiesByIds(db, workspace, ids)).map((row) => [row.id, row]))
  return { policies: ids.flatMap((id) => rows.get(id) ?? []), total: Number(total) }
}

export async function countRegistered(db: Reads, workspace: string): Promise<number> {
  const { total } = await matching(db, workspace, {})
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** Every tag and component that a policy has, in their order. */
export async function tagsAndComponents(
  db: Reads,
  workspace: string,
): Promise<{ tags: string[]; components: string[] }> {
  const rows = await matching(db, workspace, { isKept: true })
    .select(['p.tags', 'p.components'])
    .distinct()
    .execute()
  const all = (lists: string[]) =>
    [...new Set(lists.flatMap((list) => JSON.parse(list) as string[]))].sort((a, b) => a.localeCompare(b))
  return {
    tags: all(rows.map(({ tags }) => tags)),
    components: all(rows.map(({ components }) => components)),
  }
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
