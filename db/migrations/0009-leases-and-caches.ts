import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text, milliseconds }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('owner', text, (c) => c.notNull())
    .addColumn('until', milliseconds, (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('dmChannels')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('channel', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('dm_channels_key', ['workspace', 'person'])
    .execute()
  await db.schema
    .createTable('pauses')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('since', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('pauses_key', ['workspace', 'subject'])
    .execute()
}
