import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('workspace', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull().check(sql`kind in ('real', 'rehearsal')`))
    .addColumn('slackTeam', text, (c) => c.unique())
    .addColumn('liveAt', text)
    .addColumn('createdAt', text, (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('settings')
    .addColumn('workspace', text, (c) => c.notNull().references('workspaces.workspace'))
    .addColumn('key', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('settings_key', ['workspace', 'key'])
    .execute()
  await db.schema
    .createTable('people')
    .addColumn('workspace', text, (c) => c.notNull().references('workspaces.workspace'))
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('slackId', text)
    .addColumn('email', text, (c) => c.check(sql`email = lower(email)`))
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('zone', text)
    .addColumn('isBot', number, (c) => c.notNull().check(sql`"isBot" in (0, 1)`))
    .addColumn('isGuest', number, (c) => c.notNull().check(sql`"isGuest" in (0, 1)`))
    .addColumn('isOutsider', number, (c) => c.notNull().check(sql`"isOutsider" in (0, 1)`))
    .addColumn('isAdmin', number, (c) => c.notNull().check(sql`"isAdmin" in (0, 1)`))
    .addColumn('firstSeenAt', text, (c) => c.notNull())
    .addColumn('deactivatedAt', text)
    .addPrimaryKeyConstraint('people_key', ['workspace', 'id'])
    .addUniqueConstraint('people_slack', ['workspace', 'slackId'])
    .execute()
  await db.schema.createIndex('people_email').on('people').columns(['workspace', 'email']).execute()
}
