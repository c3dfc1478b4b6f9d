import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('delegations').addColumn('movesOn', text).execute()
  // Each is looked at once; one that is over moves nothing then.
  await sql`update delegations set "movesOn" = "fromOn"`.execute(db)
  await db.schema
    .createIndex('delegations_to_move')
    .on('delegations')
    .columns(['workspace', 'movesOn'])
    .where(sql<boolean>`"movesOn" is not null`)
    .execute()
}
