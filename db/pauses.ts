import type { Reads } from './engine.ts'
import type { PauseRow } from './schema.ts'

export async function pauseOf(db: Reads, workspace: string, subject: string): Promise<PauseRow | undefined> {
  return await db
    .selectFrom('pauses')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('subject', '=', subject)
    .executeTakeFirst()
}

export async function pausesOf(db: Reads, workspace: string): Promise<PauseRow[]> {
  return await db
    .selectFrom('pauses')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('subject')
    .execute()
}

export async function setPause(db: Reads, pause: PauseRow): Promise<void> {
  await db
    .insertInto('pauses')
    .values(pause)
    .onConflict((c) => c.columns(['workspace', 'subject']).doNothing())
    .execute()
}

export async function endPause(db: Reads, workspace: string, subject: string): Promise<void> {
  await db.deleteFrom('pauses').where('workspace', '=', workspace).where('subject', '=', subject).execute()
}
