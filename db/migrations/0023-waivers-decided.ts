import { type Kysely, sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/**
 * What becomes of a waiver: how it ended, by whom and until which day; of a request to acknowledge why somebody is
 * excused. No waiver could be asked for before, so the table is made anew: SQLite alters no check.
 */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.dropTable('waivers').execute()
  await db.schema
    .createTable('waivers')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('review', text, (c) => c.notNull())
    .addColumn('askedBy', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('until', text, (c) => c.notNull())
    .addColumn('askedAt', text, (c) => c.notNull())
    .addColumn('state', text, (c) =>
      c.notNull().check(sql`state in ('open', 'granted', 'refused', 'withdrawn', 'void')`),
    )
    .addColumn('endedAt', text)
    .addColumn('decidedBy', text)
    .addColumn('onBehalfOf', text)
    .addColumn('grantedUntil', text)
    .addColumn('comment', text)
    .addColumn('voidReason', text)
    .addPrimaryKeyConstraint('waivers_key', ['workspace', 'id'])
    .addForeignKeyConstraint('waivers_review', ['workspace', 'review'], 'reviews', ['workspace', 'id'])
    .addCheckConstraint(
      'nobody_decides_their_own_waiver',
      sql`"decidedBy" is null or "decidedBy" <> "askedBy"`,
    )
    .execute()
  await db.schema
    .createIndex('waivers_of_review')
    .on('waivers')
    .columns(['workspace', 'review', 'askedAt'])
    .execute()
  await db.schema
    .createIndex('one_waiver_asked')
    .on('waivers')
    .columns(['workspace', 'review'])
    .unique()
    .where(sql<boolean>`state = 'open'`)
    .execute()
  await db.schema.alterTable('acknowledgments').addColumn('excuse', text).execute()
}
