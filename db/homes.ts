import type { Reads } from './engine.ts'
import type { HomeRow } from './schema.ts'

/** Who has opened their Home, and whether what it shows has changed since. */

export async function homeOf(db: Reads, workspace: string, person: string): Promise<HomeRow | undefined> {
  return await db
    .selectFrom('homes')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .executeTakeFirst()
}

/** A person opens their Home, or turns to another part of it. To be called before what it shows is read: a change from then on makes it stale. */
export async function keepHome(db: Reads, home: Omit<HomeRow, 'staleBy'>): Promise<void> {
  const { openedAt, hash, showing } = home
  await db
    .insertInto('homes')
    .values({ ...home, staleBy: null })
    .onConflict((c) =>
      c.columns(['workspace', 'person']).doUpdateSet({ openedAt, showing, hash, staleBy: null }),
    )
    .execute()
}

/** The Homes that show what is no longer so, the longest waiting first. */
export async function staleHomes(db: Reads, workspace: string, limit: number): Promise<HomeRow[]> {
  return await db
    .selectFrom('homes')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('staleBy', 'is not', null)
    .orderBy('staleBy')
    .limit(limit)
    .execute()
}

/** A Home was drawn from what was read after `staleBy`; what has changed since then keeps it stale. */
export async function markHomeDrawn(db: Reads, home: HomeRow, hash: string | null): Promise<void> {
  const { workspace, person, staleBy } = home
  const of = db.updateTable('homes').where('workspace', '=', workspace).where('person', '=', person)
  await of.set({ hash }).execute()
  if (staleBy !== null) await of.set({ staleBy: null }).where('staleBy', '=', staleBy).execute()
}
