import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** The machine that reported something, in place of a person. */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('events').addColumn('source', text).execute()
}
