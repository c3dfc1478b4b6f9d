import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('people').addColumn('waitsSince', text).execute()
  await db.schema
    .createIndex('people_waiting')
    .on('people')
    .columns(['workspace', 'waitsSince'])
    .where(sql<boolean>`"waitsSince" is not null`)
    .execute()
}
