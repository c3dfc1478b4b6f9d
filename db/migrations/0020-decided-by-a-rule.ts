import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** The routing rule that decided on a report in place of a person. */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('events').addColumn('decidedByRule', text).execute()
}
