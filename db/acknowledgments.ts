import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type EngineName, ofWorkspace, type Reads, type Trx } from './engine.ts'
import { inList } from './in-list.ts'
import type { AcknowledgmentRow, DistributionRow } from './schema.ts'

/** Statements over many acknowledgments at once. Replay carries the same ones out again. */

/** Open requests of one version become those of another; due dates and counts stay. */
export async function moveRequestRows(trx: Trx, workspace: string, from: string, to: string): Promise<void> {
  await sql`
    insert into acknowledgments
      (workspace, version, person, distribution, state, "isJoiner", "askedAt", "deliveredAt", "dueOn", "snoozedUntil", rung, "nextReminderAt")
    select workspace, ${to}, person, distribution, state, "isJoiner", "askedAt", "deliveredAt", "dueOn", "snoozedUntil", rung, "nextReminderAt"
    from acknowledgments where workspace = ${workspace} and version = ${from} and state = 'open'
  `.execute(trx)
}

export async function voidRequestRows(
  trx: Trx,
  workspace: string,
  where: { version?: string; person?: string },
  reason: string,
): Promise<number> {
  let query = trx
    .updateTable('acknowledgments')
    .set({ state: 'void', voidReason: reason, nextReminderAt: null })
    .where('workspace', '=', workspace)
    .where('state', '=', 'open')
  if (where.version) query = query.where('version', '=', where.version)
  if (where.person) query = query.where('person', '=', where.person)
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export type Piece = { distribution: string; version: string; isJoiner: 0 | 1; from: number; until: number }

/**
 * Asks the people at positions after `from` up to `until` of a distribution's list; each once for a version.
 * Who has left since the list was read is not asked; who came back is asked anew.
 */
export async function insertRequests(trx: Trx, workspace: string, piece: Piece, at: string): Promise<number> {
  return await requestAll(trx, workspace, piece, at, sql``)
}

/** The same for everyone, also who has acknowledged the version: what they gave is kept beside, as it was given. */
export async function insertRequestsAnew(
  trx: Trx,
  workspace: string,
  piece: Piece,
  at: string,
): Promise<number> {
  await sql`
    insert into "acknowledgmentsBefore"
      (workspace, version, person, distribution, "isJoiner", "askedAt", "deliveredAt", "dueOn", "acknowledgedAt", sha256, statement, way, "recordedBy", document)
    select a.workspace, a.version, a.person, a.distribution, a."isJoiner", a."askedAt", a."deliveredAt", a."dueOn", a."acknowledgedAt", a.sha256, a.statement, a.way, a."recordedBy", a.document
    from "distributionPeople" as listed
    join people on people.workspace = listed.workspace and people.id = listed.person
    join acknowledgments as a on a.workspace = listed.workspace and a.version = ${piece.version} and a.person = listed.person
    where listed.workspace = ${workspace} and listed.distribution = ${piece.distribution}
      and position > ${piece.from} and position <= ${piece.until} and "deactivatedAt" is null and a.state = 'given'
  `.execute(trx)
  return await requestAll(trx, workspace, piece, at, sql`or acknowledgments.state = 'given'`)
}

async function requestAll(
  trx: Trx,
  workspace: string,
  piece: Piece,
  at: string,
  orGiven: RawBuilder<unknown>,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into acknowledgments (workspace, version, person, distribution, state, "isJoiner", "askedAt")
    select listed.workspace, ${piece.version}, person, distribution, 'open', cast(${piece.isJoiner} as integer), ${at}
    from "distributionPeople" as listed
    join people on people.workspace = listed.workspace and people.id = listed.person
    where listed.workspace = ${workspace} and distribution = ${piece.distribution}
      and position > ${piece.from} and position <= ${piece.until} and "deactivatedAt" is null
    on conflict (workspace, version, person) do update
    set state = 'open', "voidReason" = null, distribution = excluded.distribution,
      "isJoiner" = excluded."isJoiner", "askedAt" = excluded."askedAt", "deliveredAt" = null, "dueOn" = null, "snoozedUntil" = null, rung = null,
      "nextReminderAt" = null, "acknowledgedAt" = null, sha256 = null, statement = null, way = null, "recordedBy" = null, document = null
    where (acknowledgments.state = 'void' and acknowledgments."voidReason" = 'left') ${orGiven}
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}

export type Delivered = {
  version: string
  person: string
  deliveredAt: string
  dueOn: string
  nextReminderAt: string | null
}

/** Days to acknowledge count from delivery: what has reached people, many at once. */
export async function markDelivered(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  rows: readonly Delivered[],
): Promise<void> {
  if (rows.length === 0) return
  const list = ofWorkspace(engine, workspace, rows, [
    'version',
    'person',
    'deliveredAt',
    'dueOn',
    'nextReminderAt',
  ])
  await sql`
    update acknowledgments
    set "deliveredAt" = list."deliveredAt", "dueOn" = list."dueOn", "nextReminderAt" = list."nextReminderAt"
    from ${list}
    where acknowledgments.workspace = list.workspace and acknowledgments.version = list.version
      and acknowledgments.person = list.person and acknowledgments.state = 'open'
  `.execute(trx)
}

export async function acknowledgmentOf(
  db: Reads,
  workspace: string,
  version: string,
  person: string,
): Promise<AcknowledgmentRow | undefined> {
  return await db
    .selectFrom('acknowledgments')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('version', '=', version)
    .where('person', '=', person)
    .executeTakeFirst()
}

/** Who of these was asked for this version, or for another one since the last major one: that counts for it too. */
export async function askedSinceMajor(
  db: Reads,
  workspace: string,
  version: string,
  people: readonly string[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set()
  const rows = await db
    .selectFrom('versions as wanted')
    .innerJoin('versions as since', (join) =>
      join
        .onRef('since.workspace', '=', 'wanted.workspace')
        .onRef('since.policy', '=', 'wanted.policy')
        .onRef('since.countsFrom', '=', 'wanted.countsFrom'),
    )
    .innerJoin('acknowledgments as a', (join) =>
      join.onRef('a.workspace', '=', 'since.workspace').onRef('a.version', '=', 'since.id'),
    )
    .select('a.person')
    .where('wanted.workspace', '=', workspace)
    .where('wanted.id', '=', version)
    .where('a.person', 'in', inList(people))
    .where((e) => e.or([e('a.state', '<>', 'void'), e('a.voidReason', 'not in', ['left', 'moved'])]))
    .execute()
  return new Set(rows.map((row) => row.person))
}

/** Versions of which a person is still asked. */
export async function versionsAskedOf(db: Reads, workspace: string, person: string): Promise<string[]> {
  const rows = await db
    .selectFrom('acknowledgments')
    .select('version')
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .where('state', '=', 'open')
    .orderBy('version')
    .execute()
  return rows.map((row) => row.version)
}

export async function anyoneMissing(db: Reads, workspace: string, version: string): Promise<boolean> {
  const row = await db
    .selectFrom('acknowledgments')
    .select('person')
    .where('workspace', '=', workspace)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Of void requests those alone from which somebody was excused. */
export const isCounted = sql<SqlBool>`(state <> 'void' or "voidReason" = 'excused')`

export type Count = { asked: number; given: number; missing: number; excused: number }

/** Asked, acknowledged and still missing for a version; who is excused is counted apart, and who left in none. */
export async function countOf(db: Reads, workspace: string, version: string): Promise<Count> {
  const rows = await db
    .selectFrom('acknowledgments')
    .select((e) => ['state', e.fn.countAll<number>().as('count')])
    .where('workspace', '=', workspace)
    .where('version', '=', version)
    .where(isCounted)
    .groupBy('state')
    .execute()
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  const [given, missing] = [of('given'), of('open')]
  return { asked: given + missing, given, missing, excused: of('void') }
}

export async function distributionById(
  db: Reads,
  workspace: string,
  id: string,
): Promise<DistributionRow | undefined> {
  return await db
    .selectFrom('distributions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Names of those who have not acknowledged a version, a page at a time. */
export async function missingOf(
  db: Reads,
  workspace: string,
  version: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('acknowledgments as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'a.workspace').onRef('p.id', '=', 'a.person'),
    )
    .select('p.name')
    .where('a.workspace', '=', workspace)
    .where('a.version', '=', version)
    .where('a.state', '=', 'open')
    .orderBy('p.name')
    .orderBy('p.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(({ name }) => name)
}
