import type { Reads } from './engine.ts'
import type { EntryRow } from './schema.ts'

/** The entry that was written last. */
export async function newestEntry(db: Reads, workspace: string): Promise<EntryRow | undefined> {
  return await db
    .selectFrom('entries')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
}
