import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** A law's first day, the report that another one was merged into, and by when each cause wants its review. */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('events').addColumn('effectiveOn', text).execute()
  await db.schema.alterTable('events').addColumn('mergedInto', text).execute()
  await db.schema.alterTable('reviewCauses').addColumn('dueOn', text).execute()
}
