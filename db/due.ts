import { sql } from 'kysely'
import type { Reads } from './engine.ts'
import type { VersionRow } from './schema.ts'

/** What is due, by index. */

export type Due = 'versions' | 'delegations' | 'replans' | 'attestations' | 'escalations' | 'reminders'

/**
 * What a beat has to do: in nearly every minute nothing, and this is all that it reads. `lastOver` is the newest
 * quarter that is to have been opened for its attestation.
 */
export async function whatIsDue(
  db: Reads,
  workspace: string,
  { now, today, lastOver }: { now: string; today: string; lastOver: string | null },
): Promise<ReadonlySet<Due>> {
  const quarter = lastOver ?? ''
  const { rows } = await sql<{ what: Due }>`
    select 'versions' as what where exists (select 1 from versions
      where workspace = ${workspace} and state = 'endorsed' and "effectiveOn" <= ${today})
    union all select 'delegations' where exists (select 1 from delegations
      where workspace = ${workspace} and "movesOn" <= ${today})
    union all select 'replans' where exists (select 1 from replans where workspace = ${workspace})
    union all select 'attestations' where ${quarter} <> '' and not exists (select 1 from attestations
      where workspace = ${workspace} and quarter = ${quarter})
    union all select 'escalations' where exists (select 1 from obligations
      where workspace = ${workspace} and "escalateAt" <= ${now})
    union all select 'reminders' where exists (select 1 from "obligationHolders"
      where workspace = ${workspace} and "nextReminderAt" <= ${now})
    union all select 'reminders' where exists (select 1 from acknowledgments
      where workspace = ${workspace} and "nextReminderAt" <= ${now})
  `.execute(db)
  return new Set(rows.map(({ what }) => what))
}

export async function versionsDue(
  db: Reads,
  workspace: string,
  today: string,
  limit: number,
): Promise<VersionRow[]> {
  return await db
    .selectFrom('versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('state', '=', 'endorsed')
    .where('effectiveOn', '<=', today)
    .orderBy('effectiveOn')
    .limit(limit)
    .execute()
}

export async function escalationsDue(
  db: Reads,
  workspace: string,
  now: string,
  limit: number,
): Promise<{ id: string; escalateAt: string }[]> {
  const rows = await db
    .selectFrom('obligations')
    .select(['id', 'escalateAt'])
    .where('workspace', '=', workspace)
    .where('escalateAt', '<=', now)
    .orderBy('escalateAt')
    .limit(limit)
    .execute()
  return rows as { id: string; escalateAt: string }[]
}

/** Delegations that began or ended since they were last looked at. */
export async function delegationsDue(
  db: Reads,
  workspace: string,
  today: string,
  limit: number,
): Promise<{ id: string; movesOn: string }[]> {
  const rows = await db
    .selectFrom('delegations')
    .select(['id', 'movesOn'])
    .where('workspace', '=', workspace)
    .where('movesOn', '<=', today)
    .orderBy('movesOn')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as { id: string; movesOn: string }[]
}

export type Next = {
  reminderAt: string | null
  acknowledgmentAt: string | null
  escalateAt: string | null
  effectiveOn: string | null
  movesOn: string | null
}

/** The first of each that comes next. */
export async function nextDue(db: Reads, workspace: string): Promise<Next> {
  const reminderAt = await nextReminder(db, workspace, 'obligationHolders')
  const acknowledgmentAt = await nextReminder(db, workspace, 'acknowledgments')
  const obligation = await db
    .selectFrom('obligations')
    .select('escalateAt as at')
    .where('workspace', '=', workspace)
    .where('escalateAt', 'is not', null)
    .orderBy('escalateAt')
    .limit(1)
    .executeTakeFirst()
  const version = await db
    .selectFrom('versions')
    .select('effectiveOn as on')
    .where('workspace', '=', workspace)
    .where('state', '=', 'endorsed')
    .where('effectiveOn', 'is not', null)
    .orderBy('effectiveOn')
    .limit(1)
    .executeTakeFirst()
  const delegation = await db
    .selectFrom('delegations')
    .select('movesOn as on')
    .where('workspace', '=', workspace)
    .where('movesOn', 'is not', null)
    .orderBy('movesOn')
    .limit(1)
    .executeTakeFirst()
  return {
    reminderAt,
    acknowledgmentAt,
    escalateAt: obligation?.at ?? null,
    effectiveOn: version?.on ?? null,
    movesOn: delegation?.on ?? null,
  }
}

/** Both tables carry the instant under one name, each with its own index. */
async function nextReminder(
  db: Reads,
  workspace: string,
  table: 'obligationHolders' | 'acknowledgments',
): Promise<string | null> {
  const row = await db
    .selectFrom(table as 'obligationHolders')
    .select('nextReminderAt')
    .where('workspace', '=', workspace)
    .where('nextReminderAt', 'is not', null)
    .orderBy('nextReminderAt')
    .limit(1)
    .executeTakeFirst()
  return row?.nextReminderAt ?? null
}
