import { sql } from 'kysely'
import { type EngineName, leaseClock, type Reads, skipLocked } from './engine.ts'
import { inList } from './in-list.ts'
import { type Claimed, withItems } from './notices.ts'
import { type Database, transaction } from './open.ts'

/** Notices that may or may not have arrived. */

/** Notices whose sender died, or whose answer was lost: taken over when the lease has run out. */
export async function claimDoubtful(
  database: Database,
  workspace: string,
  options: { owner: string; limit: number; leaseMilliseconds: number },
): Promise<Claimed[]> {
  const { engine } = database
  return await transaction(database, async (trx) => {
    const overdue = trx
      .selectFrom('notices')
      .select('id')
      .where('workspace', '=', workspace)
      .where('state', 'in', ['sending', 'in doubt'])
      .where('leaseUntil', '<=', leaseClock(engine))
      .orderBy('leaseUntil')
      .limit(options.limit)
    const ids = (await skipLocked(engine, overdue).execute()).map((row) => row.id)
    if (ids.length === 0) return []
    const until = sql<number>`${leaseClock(engine)} + ${options.leaseMilliseconds}`
    const rows = await trx
      .updateTable('notices')
      .set({ state: 'in doubt', leaseOwner: options.owner, leaseUntil: until })
      .where('workspace', '=', workspace)
      .where('id', 'in', inList(ids))
      .where('leaseUntil', '<=', leaseClock(engine))
      .returningAll()
      .execute()
    return await withItems(trx, workspace, rows)
  })
}

/** Puts a notice in doubt for a while: its request may still land, so nobody looks before. */
export async function doubt(
  db: Reads,
  engine: EngineName,
  workspace: string,
  id: string,
  owner: string,
  reason: string,
  waitMilliseconds: number,
): Promise<void> {
  await db
    .updateTable('notices')
    .set({
      state: 'in doubt',
      leaseOwner: null,
      leaseUntil: sql<number>`${leaseClock(engine)} + ${waitMilliseconds}`,
      reason,
    })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('leaseOwner', '=', owner)
    .execute()
}

/** Milliseconds until the first lease of a notice in doubt runs out; null where none is in doubt. */
export async function nextDoubtIn(db: Reads, engine: EngineName, workspace: string): Promise<number | null> {
  const row = await db
    .selectFrom('notices')
    .select(sql<number>`"leaseUntil" - ${leaseClock(engine)}`.as('left'))
    .where('workspace', '=', workspace)
    .where('state', 'in', ['sending', 'in doubt'])
    .orderBy('leaseUntil')
    .limit(1)
    .executeTakeFirst()
  return row ? Math.max(0, Number(row.left)) : null
}
