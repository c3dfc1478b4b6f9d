import { sql } from 'kysely'
import type { Lane } from '../src/rules/terms.ts'
import { leaseClock, type Reads, skipLocked } from './engine.ts'
import { inList } from './in-list.ts'
import type { Database } from './open.ts'
import { transaction } from './open.ts'
import type { NoticeItemRow, NoticeRow } from './schema.ts'

/** Messages that wait until Slack has them: claimed under a lease, marked one by one. */

type Fresh = Pick<
  NoticeRow,
  'workspace' | 'id' | 'recipient' | 'isChannel' | 'kind' | 'lane' | 'createdAt' | 'notBefore'
>

/** A notice that nobody has tried to send yet. */
export function freshNotice(notice: Fresh): NoticeRow {
  const { workspace, id, recipient, isChannel, kind, lane, createdAt, notBefore } = notice
  return {
    workspace,
    id,
    recipient,
    isChannel,
    kind,
    lane,
    state: 'ready',
    createdAt,
    notBefore,
    leaseOwner: null,
    leaseUntil: null,
    attempt: 0,
    sentAt: null,
    channel: null,
    ts: null,
    text: null,
    reason: null,
    mayRepeat: 0,
    isLive: 0,
    staleBy: null,
  }
}

export type Claimed = NoticeRow & { items: NoticeItemRow[] }

/** Notices with what they speak of, in its order. */
export async function withItems(
  db: Reads,
  workspace: string,
  rows: readonly NoticeRow[],
): Promise<Claimed[]> {
  const ids = rows.map((row) => row.id)
  const items = await db
    .selectFrom('noticeItems')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('notice', 'in', inList(ids))
    .orderBy('position')
    .execute()
  return rows.map((row) => ({ ...row, items: items.filter((item) => item.notice === row.id) }))
}

export type ClaimOptions = {
  owner: string
  now: string
  lane: Lane
  limit: number
  leaseMilliseconds: number
  except: readonly string[]
}

/** Takes ready notices of a lane for a while; `except` are receivers who must wait. Oldest first. */
export async function claim(
  database: Database,
  workspace: string,
  options: ClaimOptions,
): Promise<Claimed[]> {
  const { engine } = database
  const { owner, now, lane, limit, leaseMilliseconds, except } = options
  return await transaction(database, async (trx) => {
    let ready = trx
      .selectFrom('notices')
      .select('id')
      .where('workspace', '=', workspace)
      .where('state', '=', 'ready')
      .where('lane', '=', lane)
      .where('notBefore', '<=', now)
      .orderBy('notBefore')
      .orderBy('id')
      .limit(limit)
    if (except.length > 0) ready = ready.where('recipient', 'not in', [...except])
    const ids = (await skipLocked(engine, ready).execute()).map((row) => row.id)
    if (ids.length === 0) return []
    const until = sql<number>`${leaseClock(engine)} + ${leaseMilliseconds}`
    const rows = await trx
      .updateTable('notices')
      // What it says is read after this: a change from here on makes it stale.
      .set({ isLive: 1, staleBy: null })
      .set((e) => ({ state: 'sending', leaseOwner: owner, leaseUntil: until, attempt: e('attempt', '+', 1) }))
      .where('workspace', '=', workspace)
      .where('id', 'in', inList(ids))
      .where('state', '=', 'ready')
      .returningAll()
      .execute()
    const order = new Map(ids.map((id, i) => [id, i]))
    rows.sort((a, b) => (order.get(a.id) as number) - (order.get(b.id) as number))
    return await withItems(trx, workspace, rows)
  })
}

export type Mark = Partial<
  Pick<
    NoticeRow,
    | 'state'
    | 'notBefore'
    | 'attempt'
    | 'sentAt'
    | 'channel'
    | 'ts'
    | 'text'
    | 'reason'
    | 'mayRepeat'
    | 'isLive'
  >
>

/**
 * Right before a notice is posted: keeps its text, and holds it for as long again. False where another sender
 * has taken it over meanwhile: it must not be posted then.
 */
export async function renew(
  { kysely, engine }: Database,
  workspace: string,
  id: string,
  owner: string,
  leaseMilliseconds: number,
  text: string,
): Promise<boolean> {
  const result = await kysely
    .updateTable('notices')
    .set({ text, leaseUntil: sql<number>`${leaseClock(engine)} + ${leaseMilliseconds}` })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('leaseOwner', '=', owner)
    .where('state', '=', 'sending')
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Marks a notice that this owner holds; false where the lease was lost meanwhile. */
export async function markNotice(
  db: Reads,
  workspace: string,
  id: string,
  owner: string,
  mark: Mark,
): Promise<boolean> {
  const result = await db
    .updateTable('notices')
    .set({ ...mark, leaseOwner: null, leaseUntil: null })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('leaseOwner', '=', owner)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** The next instant at which something is ready to be sent; null where nothing waits. */
export async function nextNoticeAt(db: Reads, workspace: string): Promise<string | null> {
  const instants: string[] = []
  for (const lane of ['urgent', 'bulk'] as const) {
    const row = await db
      .selectFrom('notices')
      .select('notBefore')
      .where('workspace', '=', workspace)
      .where('state', '=', 'ready')
      .where('lane', '=', lane)
      .orderBy('notBefore')
      .limit(1)
      .executeTakeFirst()
    if (row) instants.push(row.notBefore)
  }
  return instants.sort()[0] ?? null
}

/** When a message last reached a person or a channel. */
export async function lastSentTo(db: Reads, workspace: string, recipient: string): Promise<string | null> {
  const row = await db
    .selectFrom('notices')
    .select('sentAt')
    .where('workspace', '=', workspace)
    .where('recipient', '=', recipient)
    .where('state', '=', 'sent')
    .orderBy('sentAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.sentAt ?? null
}
