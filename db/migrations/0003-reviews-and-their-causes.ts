import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('reviews')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('policy', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull().check(sql`kind in ('scheduled', 'out of cycle')`))
    .addColumn('state', text, (c) =>
      c.notNull().check(sql`state in ('open', 'in progress', 'submitted', 'concluded', 'void')`),
    )
    .addColumn('scope', text, (c) => c.notNull().check(sql`scope in ('whole policy', 'limited')`))
    .addColumn('outcome', text, (c) => c.check(sql`outcome in ('reaffirmed', 'revised', 'retired')`))
    .addColumn('openedOn', text, (c) => c.notNull())
    .addColumn('dueOn', text, (c) => c.notNull())
    .addColumn('waivedUntil', text)
    .addColumn('startedAt', text)
    .addColumn('submittedAt', text)
    .addColumn('concludedAt', text)
    .addColumn('concludedOn', text)
    .addColumn('version', text)
    .addColumn('concludedWith', text)
    .addColumn('considered', text, (c) => c.notNull())
    .addColumn('note', text)
    .addColumn('voidReason', text)
    .addColumn('revision', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('reviews_key', ['workspace', 'id'])
    .addForeignKeyConstraint('reviews_policy', ['workspace', 'policy'], 'policies', ['workspace', 'id'])
    .addCheckConstraint('scheduled_is_whole', sql`kind = 'out of cycle' or scope = 'whole policy'`)
    .addCheckConstraint(
      'concluded_says_how',
      sql`(state = 'concluded') = (outcome is not null and "concludedOn" is not null)`,
    )
    .execute()
  await db.schema
    .createIndex('one_scheduled_review')
    .on('reviews')
    .columns(['workspace', 'policy'])
    .unique()
    .where(sql<boolean>`kind = 'scheduled' and state in ('open', 'in progress', 'submitted')`)
    .execute()
  await db.schema
    .createIndex('one_unsubmitted_out_of_cycle_review')
    .on('reviews')
    .columns(['workspace', 'policy'])
    .unique()
    .where(sql<boolean>`kind = 'out of cycle' and state in ('open', 'in progress')`)
    .execute()
  await db.schema.createIndex('reviews_policy').on('reviews').columns(['workspace', 'policy']).execute()
  await createEvents(db, { text, number } as ColumnTypes)
}

async function createEvents(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('number', number, (c) => c.notNull())
    .addColumn('category', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('happenedOn', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('tags', text, (c) => c.notNull())
    .addColumn('link', text)
    .addColumn('reporter', text)
    .addColumn('reportedAt', text, (c) => c.notNull())
    .addColumn('decidedBy', text)
    .addColumn('decidedAt', text)
    .addColumn('reason', text)
    .addPrimaryKeyConstraint('events_key', ['workspace', 'id'])
    .addUniqueConstraint('events_number', ['workspace', 'number'])
    .execute()
  await db.schema
    .createTable('reviewCauses')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('review', text, (c) => c.notNull())
    .addColumn('event', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('review_causes_key', ['workspace', 'review', 'event'])
    .addForeignKeyConstraint('review_causes_review', ['workspace', 'review'], 'reviews', ['workspace', 'id'])
    .addForeignKeyConstraint('review_causes_event', ['workspace', 'event'], 'events', ['workspace', 'id'])
    .execute()
  await db.schema
    .createTable('waivers')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('review', text, (c) => c.notNull())
    .addColumn('askedBy', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('until', text, (c) => c.notNull())
    .addColumn('decidedBy', text)
    .addColumn('decision', text, (c) => c.check(sql`decision in ('granted', 'refused')`))
    .addColumn('askedAt', text, (c) => c.notNull())
    .addColumn('decidedAt', text)
    .addPrimaryKeyConstraint('waivers_key', ['workspace', 'id'])
    .addForeignKeyConstraint('waivers_review', ['workspace', 'review'], 'reviews', ['workspace', 'id'])
    .addCheckConstraint(
      'nobody_decides_their_own_waiver',
      sql`"decidedBy" is null or "decidedBy" <> "askedBy"`,
    )
    .execute()
}
