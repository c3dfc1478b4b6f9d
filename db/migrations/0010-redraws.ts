import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { number }: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable('notices')
    .addColumn('isLive', number, (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('notices').addColumn('staleBy', number).execute()
  await db.schema
    .createIndex('notices_stale')
    .on('notices')
    .columns(['workspace', 'staleBy'])
    .where(sql<boolean>`"staleBy" is not null`)
    .execute()
  await db.schema
    .createIndex('notices_live')
    .on('notices')
    .columns(['workspace', 'recipient'])
    .where(sql<boolean>`"isLive" = 1`)
    .execute()
  // A message that was pressed is found by where it is.
  await db.schema
    .createIndex('notices_place')
    .on('notices')
    .columns(['workspace', 'channel', 'ts'])
    .where(sql<boolean>`ts is not null`)
    .execute()
  // What an obligation, or a submission, is about leads to the messages that speak of it.
  await db.schema
    .createIndex('obligations_subject')
    .on('obligations')
    .columns(['workspace', 'subject'])
    .execute()
  await db.schema
    .createIndex('submissions_review')
    .on('submissions')
    .columns(['workspace', 'review'])
    .where(sql<boolean>`review is not null`)
    .execute()
}
