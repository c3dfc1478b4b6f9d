import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** Whose reminders are still to be counted anew after the workspace's times have changed. */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('replans')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('part', text, (c) => c.notNull())
    .addColumn('after', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('replans_key', ['workspace', 'part'])
    .execute()
}
