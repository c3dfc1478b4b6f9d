import { sql } from 'kysely'
import type { Reads } from './engine.ts'
import { type Claimed, withItems } from './notices.ts'

/** Messages that were sent and show what is no longer so: found, and drawn anew. */

/** The sent message at a place; undefined where it is none of ours. */
export async function noticeAt(
  db: Reads,
  workspace: string,
  channel: string,
  ts: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('notices')
    .select('id')
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .executeTakeFirst()
  return row?.id
}

/** Whether the message at a place is one of ours that is drawn anew when what it shows changes. */
export async function isDrawnAt(db: Reads, workspace: string, channel: string, ts: string): Promise<boolean> {
  const row = await db
    .selectFrom('notices')
    .select('id')
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .where('isLive', '=', 1)
    .executeTakeFirst()
  return row !== undefined
}

/** Sent messages that show what is no longer so, the longest waiting first. */
export async function staleNotices(
  db: Reads,
  workspace: string,
  { limit, except }: { limit: number; except: readonly string[] },
): Promise<string[]> {
  let query = db
    .selectFrom('notices')
    .select('id')
    .where('workspace', '=', workspace)
    .where('staleBy', 'is not', null)
    .where('state', '=', 'sent')
    .orderBy('staleBy')
    .orderBy('id')
    .limit(limit)
  if (except.length > 0) query = query.where('id', 'not in', [...except])
  return (await query.execute()).map((row) => row.id)
}

export async function sentNotice(db: Reads, workspace: string, id: string): Promise<Claimed | undefined> {
  const row = await db
    .selectFrom('notices')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  return row && (await withItems(db, workspace, [row]))[0]
}

type Drawn = Pick<Claimed, 'workspace' | 'id' | 'staleBy'>

/**
 * A message shows the truth of when `notice` was read: what has changed since then keeps it stale, also where
 * that was in the middle of drawing it.
 */
export async function markDrawn(db: Reads, notice: Drawn, isLive: boolean): Promise<void> {
  const { workspace, id, staleBy } = notice
  const of = db
    .updateTable('notices')
    .set({ isLive: isLive ? 1 : 0, staleBy: null })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
  await (staleBy === null ? of.where('staleBy', 'is', null) : of.where('staleBy', '=', staleBy)).execute()
}

/** A message could not be drawn just now: it is tried again in the background. */
export async function markUndrawn(db: Reads, { workspace, id }: Drawn): Promise<void> {
  await db
    .updateTable('notices')
    .set({ isLive: 1, staleBy: sql<number>`coalesce("staleBy", 0)` })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .execute()
}
