import type { Reads } from './engine.ts'
import type { GestureRow } from './schema.ts'

/** Whether this gesture was seen, here or by another process; from now on it is. */
export async function seenBefore(db: Reads, gesture: GestureRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('gestures')
    .values(gesture)
    .onConflict((c) => c.columns(['workspace', 'key']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 0n
}

/** Slack delivers nothing again after an hour. */
export async function forgetGestures(db: Reads, workspace: string, before: string): Promise<void> {
  await db.deleteFrom('gestures').where('workspace', '=', workspace).where('at', '<', before).execute()
}
