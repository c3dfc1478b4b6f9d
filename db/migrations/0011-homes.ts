import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('homes')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('openedAt', text, (c) => c.notNull())
    .addColumn('hash', text)
    .addColumn('staleBy', number)
    .addPrimaryKeyConstraint('homes_key', ['workspace', 'person'])
    .execute()
  await db.schema
    .createIndex('homes_stale')
    .on('homes')
    .columns(['workspace', 'staleBy'])
    .where(sql<boolean>`"staleBy" is not null`)
    .execute()
}
