import { sql } from 'kysely'
import type { Piece } from './acknowledgments.ts'
import { type EngineName, jsonRows, type Reads, type Trx } from './engine.ts'
import type { DistributionPersonRow, DistributionRow } from './schema.ts'

/** How many are worked on before it is looked what else has come. */
export const distributionsAtOnce = 100

/** Nothing before going live: who were asked then would never hear of it. What could not be read stands last. */
export async function unfinishedDistributions(db: Reads, workspace: string): Promise<DistributionRow[]> {
  return await db
    .selectFrom('distributions as d')
    .innerJoin('workspaces as w', 'w.workspace', 'd.workspace')
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'd.workspace').onRef('p.id', '=', 'd.policy'),
    )
    .selectAll('d')
    .where('d.workspace', '=', workspace)
    .where('d.state', '<>', 'done')
    .where('w.liveAt', 'is not', null)
    .orderBy(sql`d.trouble is not null`)
    .orderBy('d.createdAt')
    .orderBy('p.code')
    .limit(distributionsAtOnce)
    .execute()
}

/** A read that was broken off begins anew. */
export async function clearPeople(trx: Trx, workspace: string, distribution: string): Promise<void> {
  await trx
    .deleteFrom('distributionPeople')
    .where('workspace', '=', workspace)
    .where('distribution', '=', distribution)
    .execute()
}

export async function addPeople(
  trx: Trx,
  engine: EngineName,
  rows: readonly DistributionPersonRow[],
): Promise<void> {
  if (rows.length === 0) return
  const list = jsonRows(engine, rows, ['workspace', 'distribution', 'position', 'person'])
  await sql`
    insert into "distributionPeople" (workspace, distribution, position, person)
    select list.workspace, list.distribution, list.position, list.person from ${list}
  `.execute(trx)
}

/** The zones of the people of a piece; an empty text for those of whom none is known. */
export async function zonesOfPiece(db: Reads, workspace: string, piece: Piece): Promise<string[]> {
  const { rows } = await sql<{ zone: string }>`
    select distinct coalesce(people.zone, '') as zone
    from "distributionPeople" as listed
    join people on people.workspace = listed.workspace and people.id = listed.person
    where listed.workspace = ${workspace} and listed.distribution = ${piece.distribution}
      and listed.position > ${piece.from} and listed.position <= ${piece.until}
  `.execute(db)
  return rows.map((row) => row.zone)
}

export type PieceNotices = Piece & {
  asks: 'acknowledge' | 'tell'
  at: string
  openings: { zone: string; notBefore: string }[]
  noZone: string
}

/**
 * The messages of a piece, without moving a row through the program. Those of one kind that wait for one
 * person are one message: a waiting one gets one item more.
 */
export async function insertRequestNotices(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  piece: PieceNotices,
): Promise<void> {
  const kind = piece.asks === 'acknowledge' ? 'acknowledgment request' : 'distribution'
  const listed = sql`
    "distributionPeople" as listed
    where listed.workspace = ${workspace} and listed.distribution = ${piece.distribution}
      and listed.position > ${piece.from} and listed.position <= ${piece.until}
      ${
        piece.asks === 'acknowledge'
          ? sql`and exists (select 1 from acknowledgments as asked
        where asked.workspace = listed.workspace and asked.version = ${piece.version} and asked.person = listed.person
          and asked.distribution = listed.distribution and asked.state = 'open')`
          : sql``
      }`
  const waiting = sql`select 1 from notices as waiting where waiting.workspace = listed.workspace
    and waiting.recipient = listed.person and waiting.kind = ${kind} and waiting.state = 'ready' and waiting.attempt = 0`
  const openings = jsonRows(engine, piece.openings, ['zone', 'notBefore'])
  const notBefore = sql`coalesce((select list."notBefore" from people join ${openings} on list.zone = coalesce(people.zone, '')
    where people.workspace = listed.workspace and people.id = listed.person), ${piece.noZone})`
  await sql`
    insert into notices (workspace, id, recipient, "isChannel", kind, lane, state, "createdAt", "notBefore", attempt, "mayRepeat")
    select listed.workspace, 'distribution:' || listed.distribution || ':' || listed.person, listed.person, 0, ${kind}, 'bulk', 'ready',
      ${piece.at}, ${notBefore}, 0, 0
    from ${listed} and not exists (${waiting})
  `.execute(trx)
  await sql`
    insert into "noticeItems" (workspace, notice, position, obligation, subject, "as")
    select notices.workspace, notices.id,
      (select coalesce(max(items.position) + 1, 0) from "noticeItems" as items
        where items.workspace = notices.workspace and items.notice = notices.id),
      'distribution', ${piece.distribution}, 'holder'
    from notices
    join (select listed.workspace, listed.person from ${listed}) as told
      on told.workspace = notices.workspace and told.person = notices.recipient
    where notices.workspace = ${workspace} and notices.kind = ${kind} and notices.state = 'ready' and notices.attempt = 0
  `.execute(trx)
}

/** Every version in force of an active policy, with its audience. */
export async function versionsToJoin(
  db: Reads,
  workspace: string,
): Promise<{ version: string; code: string; audience: string }[]> {
  return await db
    .selectFrom('versions')
    .innerJoin('policies', (join) =>
      join
        .onRef('policies.workspace', '=', 'versions.workspace')
        .onRef('policies.id', '=', 'versions.policy'),
    )
    .select(['versions.id as version', 'policies.code', 'policies.audience'])
    .where('versions.workspace', '=', workspace)
    .where('versions.state', '=', 'in force')
    .where('policies.status', '=', 'active')
    .orderBy('policies.code')
    .execute()
}

/** What waits to go to an audience, as before going live. */
export async function pendingDistributions(
  db: Reads,
  workspace: string,
): Promise<
  { code: string; title: string; number: string; asks: 'acknowledge' | 'tell'; audience: string }[]
> {
  return await db
    .selectFrom('distributions as d')
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'd.workspace').onRef('p.id', '=', 'd.policy'),
    )
    .innerJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'd.workspace').onRef('v.id', '=', 'd.version'),
    )
    .select(['p.code', 'p.title', 'v.number', 'd.asks', 'd.audience'])
    .where('d.workspace', '=', workspace)
    .where('d.state', '=', 'pending')
    .where('v.state', '=', 'in force')
    .orderBy('p.code')
    .execute()
}
