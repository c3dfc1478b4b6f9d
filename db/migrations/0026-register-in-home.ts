import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** The register in Home: what a Home shows is kept, and open reviews are found by policy without the concluded ones. */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('homes').addColumn('showing', text).execute()
  await db.schema
    .createIndex('reviews_open')
    .on('reviews')
    .columns(['workspace', 'policy', 'dueOn', 'kind'])
    .where(sql<boolean>`state in ('open', 'in progress', 'submitted')`)
    .execute()
}
