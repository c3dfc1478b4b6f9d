import { type Kysely, sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** Everything in force asked anew; what was acknowledged before is kept beside the new request. */
export async function up(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('campaigns')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('startedBy', text, (c) => c.notNull())
    .addColumn('startedAt', text, (c) => c.notNull())
    .addColumn('components', text, (c) => c.notNull())
    .addColumn('tags', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull().check(sql`state in ('asking', 'asked')`))
    .addColumn('cursor', text)
    .addColumn('policyCount', number, (c) => c.notNull())
    .addColumn('requestCount', number, (c) => c.notNull())
    .addColumn('askedAt', text)
    .addPrimaryKeyConstraint('campaigns_key', ['workspace', 'id'])
    .addCheckConstraint('asked_says_when', sql`(state = 'asked') = ("askedAt" is not null)`)
    .execute()
  await db.schema
    .createIndex('campaigns_one_asking')
    .unique()
    .on('campaigns')
    .column('workspace')
    .where(sql<boolean>`state = 'asking'`)
    .execute()
  await db.schema.alterTable('distributions').addColumn('campaign', text).execute()
  await db.schema
    .createIndex('distributions_campaign')
    .on('distributions')
    .columns(['workspace', 'campaign'])
    .where(sql<boolean>`campaign is not null`)
    .execute()
  await db.schema
    .createIndex('acknowledgments_distribution')
    .on('acknowledgments')
    .columns(['workspace', 'distribution', 'state'])
    .execute()
  await createBefore(db, { text, number } as ColumnTypes)
}

async function createBefore(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('acknowledgmentsBefore')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('version', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('distribution', text, (c) => c.notNull())
    .addColumn('isJoiner', number, (c) => c.notNull())
    .addColumn('askedAt', text, (c) => c.notNull())
    .addColumn('deliveredAt', text)
    .addColumn('dueOn', text)
    .addColumn('acknowledgedAt', text, (c) => c.notNull())
    .addColumn('sha256', text)
    .addColumn('statement', text)
    .addColumn('way', text)
    .addColumn('recordedBy', text)
    .addColumn('document', text)
    .addPrimaryKeyConstraint('acknowledgments_before_key', ['workspace', 'version', 'person', 'distribution'])
    .execute()
  await db.schema
    .createIndex('acknowledgments_before_distribution')
    .on('acknowledgmentsBefore')
    .columns(['workspace', 'distribution'])
    .execute()
}
