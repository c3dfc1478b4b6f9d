import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes, EngineName } from '../engine.ts'
import { refuseChange } from '../engine.ts'

export async function up(
  db: Kysely<unknown>,
  { text, number }: ColumnTypes,
  engine: EngineName,
): Promise<void> {
  await db.schema
    .createTable('entries')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('sequence', number, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('actor', text, (c) => c.notNull())
    .addColumn('action', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('bytes', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('entries_key', ['workspace', 'sequence'])
    .addUniqueConstraint('entries_once', ['workspace', 'key'])
    .execute()
  await db.schema
    .createTable('entryTexts')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('sequence', number, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('salt', text, (c) => c.notNull())
    .addColumn('text', text)
    .addPrimaryKeyConstraint('entry_texts_key', ['workspace', 'sequence', 'hash'])
    .execute()
  await db.schema
    .createTable('heads')
    .addColumn('workspace', text, (c) => c.primaryKey())
    .addColumn('sequence', number, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .execute()
  await db.schema.createIndex('entries_subject').on('entries').columns(['workspace', 'subject']).execute()
  for (const event of ['update', 'delete'] as const) {
    for (const statement of refuseChange(engine, 'entries', event, 'entries are append-only')) {
      await sql.raw(statement).execute(db)
    }
  }
}
