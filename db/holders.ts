import { sql } from 'kysely'
import type { ObligationKind } from '../src/rules/terms.ts'
import { type EngineName, jsonRows, type Reads, type Trx } from './engine.ts'
import { inList } from './in-list.ts'

/** The zones of those who hold something open; an empty text for those of whom none is known. */
export async function zonesOfHolders(db: Reads, workspace: string): Promise<string[]> {
  const { rows } = await sql<{ zone: string }>`
    select distinct coalesce(people.zone, '') as zone
    from "obligationHolders" as held
    join obligations on obligations.workspace = held.workspace and obligations.id = held.obligation
    left join people on people.workspace = held.workspace and people.id = held.holder
    where held.workspace = ${workspace} and obligations.state = 'open'
  `.execute(db)
  return rows.map((row) => row.zone)
}

/** Has every holder of something open looked at in the morning of their zone; what is not due then plans itself. */
export async function wakeHolders(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  mornings: readonly { zone: string; at: string }[],
): Promise<void> {
  if (mornings.length === 0) return
  await sql`
    update "obligationHolders"
    set "nextReminderAt" = (
      select list."at" from ${jsonRows(engine, mornings, ['zone', 'at'])}
      where list.zone = coalesce((select people.zone from people
        where people.workspace = "obligationHolders".workspace and people.id = "obligationHolders".holder), ''))
    where workspace = ${workspace} and exists (select 1 from obligations
      where obligations.workspace = "obligationHolders".workspace and obligations.id = "obligationHolders".obligation
        and obligations.state = 'open')
  `.execute(trx)
}

/** Has one person's open obligations and acknowledgments looked at anew, after their zone has changed. */
export async function wakePerson(trx: Trx, workspace: string, person: string, at: string): Promise<void> {
  await trx
    .updateTable('obligationHolders')
    .set({ nextReminderAt: at })
    .where('workspace', '=', workspace)
    .where('holder', '=', person)
    .where('as', '=', 'holder')
    .where('nextReminderAt', 'is not', null)
    .execute()
  await trx
    .updateTable('acknowledgments')
    .set({ nextReminderAt: at })
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .where('nextReminderAt', 'is not', null)
    .execute()
}

/** People who hold something open and whose zone is one of these; an empty text stands for none. */
export async function holdersInZones(
  db: Reads,
  workspace: string,
  zones: readonly string[],
): Promise<{ id: string; name: string; zone: string | null }[]> {
  if (zones.length === 0) return []
  const { rows } = await sql<{ id: string; name: string; zone: string | null }>`
    select distinct people.id, people.name, people.zone
    from "obligationHolders" as held
    join obligations on obligations.workspace = held.workspace and obligations.id = held.obligation
    join people on people.workspace = held.workspace and people.id = held.holder
    where held.workspace = ${workspace} and obligations.state = 'open'
      and coalesce(people.zone, '') in (${sql.join(inList(zones))})
    order by people.id
  `.execute(db)
  return rows
}

/** Open obligations about a policy that a person holds, what is due first before the rest. */
export async function heldAbout(
  db: Reads,
  workspace: string,
  person: string,
  policy: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('obligationHolders as h')
    .innerJoin('obligations as o', (join) =>
      join.onRef('o.workspace', '=', 'h.workspace').onRef('o.id', '=', 'h.obligation'),
    )
    .select('o.id')
    .where('h.workspace', '=', workspace)
    .where('h.holder', '=', person)
    .where('h.as', '=', 'holder')
    .where('o.policy', '=', policy)
    .where('o.state', '=', 'open')
    .orderBy('o.dueOn')
    .execute()
  return rows.map(({ id }) => id)
}

/** Open obligations of a kind that a person holds, the soonest first. */
export async function heldOfKind(
  db: Reads,
  workspace: string,
  person: string,
  kind: ObligationKind,
  { offset, limit }: { offset: number; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('obligationHolders as h')
    .innerJoin('obligations as o', (join) =>
      join.onRef('o.workspace', '=', 'h.workspace').onRef('o.id', '=', 'h.obligation'),
    )
    .select('o.id')
    .where('h.workspace', '=', workspace)
    .where('h.holder', '=', person)
    .where('h.as', '=', 'holder')
    .where('o.kind', '=', kind)
    .where('o.state', '=', 'open')
    .orderBy('o.dueOn')
    .orderBy('o.id')
    .offset(offset)
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The policies about which a person holds something open, and what. */
export async function heldPolicies(
  db: Reads,
  workspace: string,
  person: string,
): Promise<{ policy: string; kind: string }[]> {
  const rows = await db
    .selectFrom('obligationHolders as h')
    .innerJoin('obligations as o', (join) =>
      join.onRef('o.workspace', '=', 'h.workspace').onRef('o.id', '=', 'h.obligation'),
    )
    .select(['o.policy', 'o.kind'])
    .where('h.workspace', '=', workspace)
    .where('h.holder', '=', person)
    .where('h.as', '=', 'holder')
    .where('o.state', '=', 'open')
    .where('o.policy', 'is not', null)
    .execute()
  return rows.map(({ policy, kind }) => ({ policy: policy as string, kind }))
}

/** The policies whose versions a person is asked to acknowledge, once the request has reached them. */
export async function askedPolicies(db: Reads, workspace: string, person: string): Promise<string[]> {
  const rows = await db
    .selectFrom('acknowledgments as a')
    .innerJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'a.workspace').onRef('v.id', '=', 'a.version'),
    )
    .select('v.policy')
    .where('a.workspace', '=', workspace)
    .where('a.person', '=', person)
    .where('a.state', '=', 'open')
    .where('a.dueOn', 'is not', null)
    .execute()
  return rows.map(({ policy }) => policy)
}

/**
 * Something in which somebody has a part: a policy that is not retired, of which they are owner, deputy or approver,
 * or the decisions of somebody for whom they act.
 */
export async function partIn(
  db: Reads,
  workspace: string,
  person: string,
  today: string,
): Promise<string | null> {
  const { rows } = await sql<{ part: string }>`
    select code as part from policies
      where workspace = ${workspace} and owner = ${person} and status <> 'retired'
    union all
    select policies.code from "policyRoles" as r
      join policies on policies.workspace = r.workspace and policies.id = r.policy
      where r.workspace = ${workspace} and r.person = ${person} and policies.status <> 'retired'
    union all
    select 'what ' || people.name || ' decides' from delegations as d
      join people on people.workspace = d.workspace and people.id = d.person
      where d.workspace = ${workspace} and d.deputy = ${person} and d."untilOn" >= ${today}
    limit 1
  `.execute(db)
  return rows[0]?.part ?? null
}

/** Whether somebody was given a part: owner, deputy or approver of any policy, for somebody until a day, or as a holder. */
export async function hasPart(db: Reads, workspace: string, person: string, today: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select 1 from policies where workspace = ${workspace} and owner = ${person})
      or exists (select 1 from "policyRoles" where workspace = ${workspace} and person = ${person})
      or exists (select 1 from delegations where workspace = ${workspace} and deputy = ${person} and "untilOn" >= ${today})
      or exists (select 1 from "obligationHolders" as h
        join obligations as o on o.workspace = h.workspace and o.id = h.obligation
        where h.workspace = ${workspace} and h.holder = ${person} and o.state = 'open')
  `.execute(db)
  return rows.length > 0
}
