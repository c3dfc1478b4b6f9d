import { type RawBuilder, sql } from 'kysely'
import { type EngineName, jsonRows, type Trx } from './engine.ts'

/** Messages and Homes that show what is no longer so are marked in the transaction of the change. */

/** What a change has touched: by these messages and Homes are found that show it. */
export type Touched = {
  /** Obligations, reviews, submissions and versions. */
  subjects: string[]
  /** Events that read otherwise: what is to be attested counts them. */
  events: string[]
  /** Versions of which everyone's requests changed. */
  versions: string[]
  /** Policies of which what is open reads otherwise. */
  policies: string[]
  /** People who owe less than before, or more. */
  people: string[]
  /** Whose own request to acknowledge which version changed. */
  requests: AskedOf[]
}

/** Null: all their requests. */
export type AskedOf = { person: string; version: string | null }

/** Marks the messages and Homes that a change has made untrue; `entry` is the sequence of the change. */
export async function markStale(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  touched: Touched,
  entry: number,
): Promise<void> {
  const { versions, policies, people, requests } = touched
  const counting = touched.events.length === 0 ? [] : await openAttestations(trx, workspace)
  const subjects = [...touched.subjects, ...counting]
  const isSpokenOf = subjects.length + versions.length + policies.length > 0
  const marked = { ...touched, subjects }
  if (isSpokenOf) await markMessages(trx, engine, workspace, marked, entry)
  if (requests.length > 0) await markRequests(trx, engine, workspace, requests, entry)
  if (isSpokenOf || people.length > 0) await markHomes(trx, engine, workspace, marked, entry)
  if (versions.length > 0) await markHomesAsked(trx, engine, workspace, versions, entry)
}

/** A quarter or two at most. */
async function openAttestations(trx: Trx, workspace: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('obligations')
    .select('id')
    .where('workspace', '=', workspace)
    .where('kind', '=', 'attest')
    .where('state', '=', 'open')
    .execute()
  return rows.map(({ id }) => id)
}

const listed = (engine: EngineName, list: readonly string[]) =>
  jsonRows(
    engine,
    list.map((id) => ({ id })),
    ['id'],
  )

/**
 * Rows of a table that belong to one of a list, by index. The list comes first in a cross join: asked with `in`,
 * SQLite reads the whole workspace and looks each of its rows up in the list.
 */
function found(
  engine: EngineName,
  workspace: string,
  column: string,
  [table, by]: [string, string],
  list: readonly string[],
) {
  const at = (name: string) => sql.ref(`${table}.${name}`)
  return sql`select ${at(column)} from ${listed(engine, list)} cross join ${sql.table(table)}
    where ${at('workspace')} = ${workspace} and ${at(by)} = list.id`
}

/** What was submitted in the reviews that obligations are about: once sent back it says who is to submit it again. */
function sentBackToHolders(engine: EngineName, workspace: string, obligations: readonly string[]) {
  return sql`select submissions.id from ${listed(engine, obligations)}
    cross join obligations
    cross join submissions
    where obligations.workspace = ${workspace} and obligations.id = list.id and obligations.kind = 'review'
      and submissions.workspace = ${workspace} and submissions.review = obligations.subject`
}

/** What awaits endorsement says how much has happened since: the causes of another review of its policy. */
function awaitingBeside(engine: EngineName, workspace: string, reviews: readonly string[]) {
  return sql`select obligations.id from ${listed(engine, reviews)}
    cross join reviews
    cross join obligations
    where reviews.workspace = ${workspace} and reviews.id = list.id and reviews.kind = 'out of cycle'
      and obligations.workspace = ${workspace} and obligations.policy = reviews.policy
      and obligations.kind = 'endorse' and obligations.state = 'open'`
}

/** The reviews that waivers were asked for: while one is asked for, and until when it holds, is told with them. */
function ofWaivers(
  engine: EngineName,
  workspace: string,
  what: RawBuilder<unknown>,
  waivers: readonly string[],
) {
  return sql`select ${what} from ${listed(engine, waivers)}
    cross join waivers
    cross join reviews
    left join obligations on obligations.workspace = reviews.workspace and obligations.kind = 'review'
      and obligations.subject = reviews.id
    where waivers.workspace = ${workspace} and waivers.id = list.id
      and reviews.workspace = ${workspace} and reviews.id = waivers.review`
}

/** Every version of the policies of some, and their distributions: a request may have moved from one to the other. */
function ofSamePolicies(engine: EngineName, workspace: string, versions: readonly string[]) {
  const others = sql`${listed(engine, versions)}
    cross join versions as touched
    cross join versions as other
    where touched.workspace = ${workspace} and touched.id = list.id
      and other.workspace = ${workspace} and other.policy = touched.policy`
  return sql`select other.id from ${others}
    union select distributions.id from distributions
      where distributions.workspace = ${workspace} and distributions.version in (select other.id from ${others})`
}

/** One statement that looks up, by index, the messages that speak of any of it. */
async function markMessages(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  { subjects, versions, policies }: Touched,
  entry: number,
): Promise<void> {
  await sql`
    update notices set "staleBy" = ${entry}
    where workspace = ${workspace} and "isLive" = 1 and id in (
      select notice from "noticeItems" where workspace = ${workspace} and subject in (
        select list.id from ${listed(engine, [...subjects, ...versions])}
        union ${found(engine, workspace, 'id', ['obligations', 'subject'], subjects)}
        union ${found(engine, workspace, 'id', ['submissions', 'review'], subjects)}
        union ${sentBackToHolders(engine, workspace, subjects)}
        union ${awaitingBeside(engine, workspace, subjects)}
        union ${ofWaivers(engine, workspace, sql`obligations.id`, subjects)}
        union ${found(engine, workspace, 'id', ['obligations', 'policy'], policies)} and obligations.state = 'open'
        union ${ofSamePolicies(engine, workspace, versions)}
      ))
  `.execute(trx)
}

/**
 * What one person was asked to acknowledge concerns their own messages alone, and of these the ones about that
 * policy: also of its other versions, since a request may have moved.
 */
async function markRequests(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  requests: readonly AskedOf[],
  entry: number,
): Promise<void> {
  const list = jsonRows(engine, requests, ['person', 'version'])
  const isOfPolicy = (table: string) => sql`exists (select 1 from ${sql.table(table)} as spoken
    where spoken.workspace = item.workspace and spoken.id = item.subject and spoken.policy = asked.policy)`
  await sql`
    update notices set "staleBy" = ${entry}
    where workspace = ${workspace} and "isLive" = 1 and recipient in (select list.person from ${list})
      and exists (select 1 from "noticeItems" as item
        join ${list} on list.person = notices.recipient
        left join versions as asked on asked.workspace = item.workspace and asked.id = list.version
        where item.workspace = notices.workspace and item.notice = notices.id
          and ((item.obligation = 'acknowledge' and (list.version is null or ${isOfPolicy('versions')}))
            or (item.obligation = 'distribution' and (list.version is null or ${isOfPolicy('distributions')}))))
  `.execute(trx)
}

/** Homes of those who hold it or own it. */
async function markHomes(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  { subjects, policies, people }: Touched,
  entry: number,
): Promise<void> {
  await sql`
    update homes set "staleBy" = ${entry}
    where workspace = ${workspace} and person in (
      select list.id from ${listed(engine, people)}
      union ${found(engine, workspace, 'holder', ['obligationHolders', 'obligation'], subjects)}
      union select holder from "obligationHolders" where workspace = ${workspace}
        and obligation in (${ofWaivers(engine, workspace, sql`obligations.id`, subjects)})
      union select policies.owner from (
        select list.id as policy from ${listed(engine, policies)}
        union ${found(engine, workspace, 'policy', ['reviews', 'id'], subjects)}
        union ${found(engine, workspace, 'policy', ['submissions', 'id'], subjects)}
        union ${found(engine, workspace, 'policy', ['versions', 'id'], subjects)}
        union ${ofWaivers(engine, workspace, sql`reviews.policy`, subjects)}
      ) as touched cross join policies
        where policies.workspace = ${workspace} and policies.id = touched.policy and policies.owner is not null
    )
  `.execute(trx)
}

/** Homes of all who were asked for a version: fewer have opened theirs than were asked. */
async function markHomesAsked(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  versions: readonly string[],
  entry: number,
): Promise<void> {
  await sql`
    update homes set "staleBy" = ${entry}
    where workspace = ${workspace} and exists (select 1 from acknowledgments
      where acknowledgments.workspace = homes.workspace and acknowledgments.person = homes.person
        and acknowledgments.version in (select list.id from ${listed(engine, versions)}))
  `.execute(trx)
}
