import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('slackEvents')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('event', text, (c) => c.notNull())
    .addColumn('occurrence', text, (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('people', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('takenAt', text)
    .addPrimaryKeyConstraint('slack_events_key', ['workspace', 'event'])
    .addUniqueConstraint('slack_events_once', ['workspace', 'occurrence'])
    .execute()
  await db.schema
    .createIndex('slack_events_waiting')
    .on('slackEvents')
    .columns(['workspace', 'at'])
    .where(sql<boolean>`"takenAt" is null`)
    .execute()
}
