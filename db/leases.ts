import { sql } from 'kysely'
import { leaseClock } from './engine.ts'
import { type Database, transaction } from './open.ts'

/**
 * One server per SQLite file. Takes the lease where it is free, has run out, or `isDead` says of its owner
 * that it runs no more; answers who holds it now.
 */
export async function takeLease(
  database: Database,
  name: string,
  owner: string,
  milliseconds: number,
  isDead: (owner: string) => boolean = () => false,
): Promise<string> {
  return await transaction(database, async (trx) => {
    const held = await trx
      .selectFrom('leases')
      .select(['owner', sql<number>`"until" - ${leaseClock(database.engine)}`.as('left')])
      .where('name', '=', name)
      .executeTakeFirst()
    if (held && held.owner !== owner && Number(held.left) > 0 && !isDead(held.owner)) return held.owner
    const until = sql<number>`${leaseClock(database.engine)} + ${milliseconds}`
    await trx
      .insertInto('leases')
      .values({ name, owner, until })
      .onConflict((c) => c.column('name').doUpdateSet({ owner, until }))
      .execute()
    return owner
  })
}

export async function giveUpLease(database: Database, name: string, owner: string): Promise<void> {
  await database.kysely.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute()
}
