import { sql } from 'kysely'
import { type EngineName, jsonRows, type Reads } from './engine.ts'

/** What people acknowledged last, also where a campaign has asked for the same version anew since. */

/** The version of a policy that a person acknowledged last, and when. */
export async function lastGivenOf(
  db: Reads,
  workspace: string,
  policy: string,
  person: string,
): Promise<{ number: string; at: string } | null> {
  const { rows } = await sql<{ number: string; at: string }>`
    select v.number, a."acknowledgedAt" as at from versions as v
    join acknowledgments as a on a.workspace = v.workspace and a.version = v.id
    where v.workspace = ${workspace} and v.policy = ${policy} and a.person = ${person} and a.state = 'given'
    union all
    select v.number, b."acknowledgedAt" as at from versions as v
    join "acknowledgmentsBefore" as b on b.workspace = v.workspace and b.version = v.id
    where v.workspace = ${workspace} and v.policy = ${policy} and b.person = ${person}
    order by at desc
    limit 1
  `.execute(db)
  return rows[0] ?? null
}

/** The number of the version that a person acknowledged last, by policy. */
export async function lastGiven(
  db: Reads,
  engine: EngineName,
  workspace: string,
  person: string,
  policies: readonly string[],
): Promise<Map<string, string>> {
  if (policies.length === 0) return new Map()
  const list = jsonRows(
    engine,
    policies.map((id) => ({ id })),
    ['id'],
  )
  const { rows } = await sql<{ policy: string; number: string }>`
    select policy, number from (
      select v.policy, v.number, a."acknowledgedAt" as at from ${list}
      cross join versions as v
      join acknowledgments as a on a.workspace = v.workspace and a.version = v.id
      where v.workspace = ${workspace} and v.policy = list.id and a.person = ${person} and a.state = 'given'
      union all
      select v.policy, v.number, b."acknowledgedAt" as at from ${list}
      cross join versions as v
      join "acknowledgmentsBefore" as b on b.workspace = v.workspace and b.version = v.id
      where v.workspace = ${workspace} and v.policy = list.id and b.person = ${person}
    ) as given order by at
  `.execute(db)
  return new Map(rows.map(({ policy, number }) => [policy, number]))
}
