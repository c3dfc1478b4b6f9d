import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('gestures')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('gestures_key', ['workspace', 'key'])
    .execute()
}
