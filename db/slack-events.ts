import type { Reads } from './engine.ts'
import { inList } from './in-list.ts'
import type { SlackEventRow } from './schema.ts'

/** What Slack told, kept until it is taken in. False where it is known, by this delivery or by another one. */
export async function storeSlackEvent(db: Reads, event: SlackEventRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('slackEvents')
    .values(event)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows !== 0n
}

/** In the order in which they came. */
export async function waitingSlackEvents(
  db: Reads,
  workspace: string,
  limit: number,
): Promise<SlackEventRow[]> {
  return await db
    .selectFrom('slackEvents')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('takenAt', 'is', null)
    .orderBy('at')
    .orderBy('event')
    .limit(limit)
    .execute()
}

export async function markTaken(
  db: Reads,
  workspace: string,
  events: readonly string[],
  at: string,
): Promise<void> {
  if (events.length === 0) return
  await db
    .updateTable('slackEvents')
    .set({ takenAt: at })
    .where('workspace', '=', workspace)
    .where('event', 'in', inList(events))
    .execute()
}

export async function forgetSlackEvents(db: Reads, workspace: string, before: string): Promise<void> {
  await db
    .deleteFrom('slackEvents')
    .where('workspace', '=', workspace)
    .where('takenAt', '<', before)
    .execute()
}
