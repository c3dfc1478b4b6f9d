import type { Reads } from './engine.ts'
import type { NoticeRow } from './schema.ts'

/** The messages of a day, and the entries that pin them. */

/** Keys of the entries that pin a day's messages, before the day. */
export const pinPrefix = 'pin:'

/** The newest day whose messages are pinned; null before the first. */
export async function newestPin(db: Reads, workspace: string): Promise<string | null> {
  const row = await db
    .selectFrom('entries')
    .select('key')
    .where('workspace', '=', workspace)
    .where('key', '>=', pinPrefix)
    .where('key', '<', 'pin;')
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? row.key.slice(pinPrefix.length) : null
}

/** The first instant at which something was sent, from one on. */
export async function firstSentAfter(
  db: Reads,
  workspace: string,
  from: string | null,
): Promise<string | null> {
  let query = db
    .selectFrom('notices')
    .select('sentAt')
    .where('workspace', '=', workspace)
    .where('state', '=', 'sent')
    .orderBy('sentAt')
    .limit(1)
  if (from !== null) query = query.where('sentAt', '>=', from)
  return (await query.executeTakeFirst())?.sentAt ?? null
}

/** Sent between two instants, in order of sending: what a day's pin is made over. */
export async function sentBetween(
  db: Reads,
  workspace: string,
  from: string,
  until: string,
): Promise<NoticeRow[]> {
  return await db
    .selectFrom('notices')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('state', '=', 'sent')
    .where('sentAt', '>=', from)
    .where('sentAt', '<', until)
    .orderBy('sentAt')
    .orderBy('id')
    .execute()
}
