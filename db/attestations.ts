import { type EngineName, isOneOf, type Reads } from './engine.ts'
import type {
  AttestationRow,
  EventRow,
  HolderRow,
  ObligationRow,
  ReviewRow,
  TrackerFileRow,
} from './schema.ts'

/** The quarters' attestations, and the events that they are about. */

export async function attestationOf(
  db: Reads,
  workspace: string,
  quarter: string,
): Promise<AttestationRow | undefined> {
  return await db
    .selectFrom('attestations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('quarter', '=', quarter)
    .executeTakeFirst()
}

/** Every quarter since going live that is over, the oldest first. */
export async function allAttestations(db: Reads, workspace: string): Promise<AttestationRow[]> {
  return await db
    .selectFrom('attestations')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('quarter')
    .execute()
}

/** The newest quarter that was opened. */
export async function newestQuarter(db: Reads, workspace: string): Promise<string | null> {
  const row = await db
    .selectFrom('attestations')
    .select('quarter')
    .where('workspace', '=', workspace)
    .orderBy('quarter', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.quarter ?? null
}

/** The newest attested one before a quarter. */
export async function attestedBefore(
  db: Reads,
  workspace: string,
  quarter: string,
): Promise<AttestationRow | undefined> {
  return await db
    .selectFrom('attestations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('quarter', '<', quarter)
    .where('attestedAt', 'is not', null)
    .orderBy('quarter', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** By when they were reported: from an instant on, and before another; null for all that came since. */
export async function eventsReported(
  db: Reads,
  workspace: string,
  { from, before }: { from: string; before: string | null },
): Promise<EventRow[]> {
  const query = db
    .selectFrom('events')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('reportedAt', '>=', from)
  return await (before === null ? query : query.where('reportedAt', '<', before)).orderBy('number').execute()
}

/** Reported before an instant, and undecided now, or decided since another; each by its own index. */
export async function eventsMoved(
  db: Reads,
  workspace: string,
  { before, since }: { before: string; since: string },
): Promise<EventRow[]> {
  const query = db
    .selectFrom('events')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('reportedAt', '<', before)
  const undecided = await query.where('state', '=', 'reported').execute()
  const decided = await query.where('state', '<>', 'reported').where('decidedAt', '>', since).execute()
  return [...undecided, ...decided].sort((a, b) => a.number - b.number)
}

export type CausedBy = Pick<ReviewRow, 'state' | 'dueOn'> & { event: string; code: string }

/** The reviews that some events caused, by code. */
export async function reviewsCausedByAll(
  db: Reads,
  engine: EngineName,
  workspace: string,
  events: readonly string[],
): Promise<CausedBy[]> {
  return await db
    .selectFrom('reviewCauses as c')
    .innerJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'c.workspace').onRef('r.id', '=', 'c.review'),
    )
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'r.workspace').onRef('p.id', '=', 'r.policy'),
    )
    .select(['c.event', 'p.code', 'r.state', 'r.dueOn'])
    .where('c.workspace', '=', workspace)
    .where(isOneOf(engine, 'c.event', events))
    .orderBy('p.code')
    .execute()
}

/** How many were reported from an instant on and before another, by state. */
export async function countReported(
  db: Reads,
  workspace: string,
  { from, before }: { from: string; before: string },
): Promise<Map<EventRow['state'], number>> {
  const rows = await db
    .selectFrom('events')
    .select((e) => ['state', e.fn.countAll<number>().as('count')])
    .where('workspace', '=', workspace)
    .where('reportedAt', '>=', from)
    .where('reportedAt', '<', before)
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, Number(count)]))
}

export type AttestFacts = {
  obligation: ObligationRow
  attestation: AttestationRow
  holders: Pick<HolderRow, 'holder' | 'as'>[]
}

/** What is to be attested, and who holds it. */
export async function attestFacts(
  db: Reads,
  workspace: string,
  id: string,
): Promise<AttestFacts | undefined> {
  const obligation = await db
    .selectFrom('obligations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('kind', '=', 'attest')
    .executeTakeFirst()
  const attestation = obligation && (await attestationOf(db, workspace, obligation.subject))
  if (!obligation || !attestation) return undefined
  const holders = await db
    .selectFrom('obligationHolders')
    .select(['holder', 'as'])
    .where('workspace', '=', workspace)
    .where('obligation', '=', id)
    .execute()
  return { obligation, attestation, holders }
}

export async function trackerFileOf(
  db: Reads,
  workspace: string,
  quarter: string,
): Promise<TrackerFileRow | undefined> {
  return await db
    .selectFrom('trackerFiles')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('quarter', '=', quarter)
    .executeTakeFirst()
}
