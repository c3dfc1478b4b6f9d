import type { Reads } from './engine.ts'
import { inList } from './in-list.ts'
import { peopleById } from './people.ts'
import type { EventRow, ObligationRow, PersonRow } from './schema.ts'

/** What was reported. */

export async function eventById(db: Reads, workspace: string, id: string): Promise<EventRow | undefined> {
  return await db
    .selectFrom('events')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function eventByNumber(
  db: Reads,
  workspace: string,
  number: number,
): Promise<EventRow | undefined> {
  return await db
    .selectFrom('events')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('number', '=', number)
    .executeTakeFirst()
}

/** Reports of the same thing, for which this one stands. */
export async function mergedInto(db: Reads, workspace: string, event: string): Promise<EventRow[]> {
  return await db
    .selectFrom('events')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('mergedInto', '=', event)
    .orderBy('number')
    .execute()
}

/** The newest that stand for themselves, one left out. */
export async function newestEvents(
  db: Reads,
  workspace: string,
  { except, limit }: { except: string; limit: number },
): Promise<EventRow[]> {
  return await db
    .selectFrom('events')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '<>', except)
    .where('state', 'in', ['reported', 'significant', 'not significant'])
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

/** The events that caused some reviews, each once. */
export async function eventsThatCaused(
  db: Reads,
  workspace: string,
  reviews: readonly string[],
): Promise<string[]> {
  if (reviews.length === 0) return []
  const rows = await db
    .selectFrom('reviewCauses')
    .select('event')
    .distinct()
    .where('workspace', '=', workspace)
    .where('review', 'in', inList(reviews))
    .orderBy('event')
    .execute()
  return rows.map(({ event }) => event)
}

export type TriageFacts = {
  event: EventRow
  obligation: ObligationRow
  reporter: PersonRow | null
  holders: { holder: string; as: 'holder' | 'escalation' }[]
}

/** What a triage is about, and who holds it. */
export async function triageFacts(
  db: Reads,
  workspace: string,
  id: string,
): Promise<TriageFacts | undefined> {
  const obligation = await db
    .selectFrom('obligations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('kind', '=', 'triage')
    .executeTakeFirst()
  const event = obligation && (await eventById(db, workspace, obligation.subject))
  if (!obligation || !event) return undefined
  const people = await peopleById(db, workspace, [event.reporter])
  const holders = await db
    .selectFrom('obligationHolders')
    .select(['holder', 'as'])
    .where('workspace', '=', workspace)
    .where('obligation', '=', id)
    .execute()
  return { event, obligation, reporter: people.get(event.reporter ?? '') ?? null, holders }
}
