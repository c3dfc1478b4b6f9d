import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('acknowledgments').addColumn('snoozedUntil', text).execute()
}
