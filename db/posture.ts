import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Day, Posture } from '../src/rules/terms.ts'
import type { Reads } from './engine.ts'

/** What each policy counts as, on a day of the workspace: how many there are of each, and which they are. */

/** `soon` is the last of the days that count as near. */
export type PostureDays = { today: Day; soon: Day }

type Condition = RawBuilder<SqlBool>

/** As the index of open reviews has it, word by word: else SQLite does not use it. */
export const isOpenReview = sql<SqlBool>`state in ('open', 'in progress', 'submitted')`

/** Of policies `p`: the small side comes first, so that what is rare is found without looking at every policy. */
function among(policies: RawBuilder<unknown>): Condition {
  return sql<SqlBool>`p.id in (${policies})`
}

const reviewed = (workspace: string, which: Condition) =>
  sql`select policy from reviews where workspace = ${workspace} and ${isOpenReview} and ${which}`

const overdue = (workspace: string, { today }: PostureDays) =>
  reviewed(workspace, sql<SqlBool>`"dueOn" < ${today}`)

const inForce = (workspace: string, which: Condition = sql<SqlBool>`1 = 1`) =>
  sql`select v.policy from versions v where v.workspace = ${workspace} and v.state = 'in force' and ${which}`

/** A review that is open and due within some days, both included. */
export function isDueWithin(workspace: string, { from, to }: { from: Day; to: Day }): Condition {
  return among(reviewed(workspace, sql<SqlBool>`"dueOn" >= ${from} and "dueOn" <= ${to}`))
}

const conditions: Record<Posture, (workspace: string, days: PostureDays) => Condition> = {
  'in compliance': (workspace, days) => {
    const inTime = sql<SqlBool>`kind = 'scheduled' and "dueOn" >= ${days.today}`
    return sql<SqlBool>`p.status = 'active' and ${among(reviewed(workspace, inTime))}
      and ${among(inForce(workspace))} and not ${among(overdue(workspace, days))}`
  },
  'due in 30 days': (workspace, days) => {
    const isNear = isDueWithin(workspace, { from: days.today, to: days.soon })
    return sql<SqlBool>`${isNear} and not ${among(overdue(workspace, days))}`
  },
  overdue: (workspace, days) => among(overdue(workspace, days)),
  'awaiting endorsement': (workspace) =>
    among(sql`select policy from submissions where workspace = ${workspace} and state = 'awaiting'`),
  'without owner': () => sql<SqlBool>`p.status <> 'retired' and (p.owner is null or exists (
    select 1 from people o where o.workspace = p.workspace and o.id = p.owner
      and (o."deactivatedAt" is not null or o."isBot" = 1 or o."isOutsider" = 1)))`,
  'without text': (workspace) => among(inForce(workspace, sql<SqlBool>`v.content is null`)),
  'out of cycle': (workspace) => among(reviewed(workspace, sql<SqlBool>`kind = 'out of cycle'`)),
  'acknowledgments missing': (workspace) => {
    const isMissing = sql<SqlBool>`exists (select 1 from acknowledgments a
      where a.workspace = v.workspace and a.version = v.id and a.state = 'open')`
    return among(inForce(workspace, isMissing))
  },
}

/** That a policy `p` counts as this. */
export function countsAs(workspace: string, posture: Posture, days: PostureDays): Condition {
  return conditions[posture](workspace, days)
}

export type PostureCounts = Record<Posture, number> & {
  registered: number
  active: number
  /** Overdue, and put off by a waiver that has not run out. */
  waived: number
}

/** One statement, so that the counts are of one moment. */
export async function countPosture(db: Reads, workspace: string, days: PostureDays): Promise<PostureCounts> {
  const isWaived = sql<SqlBool>`"dueOn" < ${days.today} and "waivedUntil" >= ${days.today}`
  const counted: [string, Condition][] = [
    ['registered', sql<SqlBool>`1 = 1`],
    ['active', sql<SqlBool>`p.status = 'active'`],
    ['waived', among(reviewed(workspace, isWaived))],
    ...(Object.keys(conditions) as Posture[]).map((posture): [string, Condition] => [
      posture,
      countsAs(workspace, posture, days),
    ]),
  ]
  const counts = counted.map(
    ([name, is]) =>
      sql`(select count(*) from policies p where p.workspace = ${workspace} and ${is}) as ${sql.ref(name)}`,
  )
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(db)
  const entries = Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)])
  return Object.fromEntries(entries) as PostureCounts
}

/**
 * How many acknowledgments of versions in force were asked for and how many are given; null of the asked where there
 * are more than `most`: there may be a hundred million, and a Home waits for no such count.
 */
export async function countAcknowledged(
  db: Reads,
  workspace: string,
  most: number,
): Promise<{ asked: number | null; missing: number }> {
  const asked = await countOf(db, workspace, sql<SqlBool>`a.state in ('open', 'given')`, most)
  const missing = await countOf(db, workspace, sql<SqlBool>`a.state = 'open'`, most)
  return { asked: asked > most ? null : asked, missing }
}

async function countOf(db: Reads, workspace: string, which: Condition, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select 1 as one from versions v cross join acknowledgments a
      where v.workspace = ${workspace} and v.state = 'in force'
        and a.workspace = v.workspace and a.version = v.id and ${which}
      limit ${most + 1}) as found`.execute(db)
  return Number(rows[0]?.count)
}
