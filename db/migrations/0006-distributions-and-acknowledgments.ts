import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('distributions')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('policy', text, (c) => c.notNull())
    .addColumn('version', text, (c) => c.notNull())
    .addColumn('asks', text, (c) => c.notNull().check(sql`asks in ('acknowledge', 'tell')`))
    .addColumn('state', text, (c) => c.notNull().check(sql`state in ('pending', 'asking', 'done')`))
    .addColumn('audience', text, (c) => c.notNull())
    .addColumn('peopleCount', number)
    .addColumn('peopleSha256', text)
    .addColumn('leftOut', text, (c) => c.notNull())
    .addColumn('cursor', number, (c) => c.notNull())
    .addColumn('isForJoiners', number, (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('endedAt', text)
    .addColumn('trouble', text)
    .addPrimaryKeyConstraint('distributions_key', ['workspace', 'id'])
    .addForeignKeyConstraint('distributions_version', ['workspace', 'version'], 'versions', [
      'workspace',
      'id',
    ])
    .execute()
  await db.schema
    .createIndex('distributions_pending')
    .on('distributions')
    .columns(['workspace', 'createdAt'])
    .where(sql<boolean>`state <> 'done'`)
    .execute()
  await db.schema
    .createIndex('distributions_version')
    .on('distributions')
    .columns(['workspace', 'version'])
    .execute()
  await db.schema
    .createTable('distributionPeople')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('distribution', text, (c) => c.notNull())
    .addColumn('position', number, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('distribution_people_key', ['workspace', 'distribution', 'position'])
    .execute()
  await createAcknowledgments(db, { text, number } as ColumnTypes)
}

async function createAcknowledgments(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('acknowledgments')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('version', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('distribution', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull().check(sql`state in ('open', 'given', 'void')`))
    .addColumn('voidReason', text)
    .addColumn('isJoiner', number, (c) => c.notNull())
    .addColumn('askedAt', text, (c) => c.notNull())
    .addColumn('deliveredAt', text)
    .addColumn('dueOn', text)
    .addColumn('acknowledgedAt', text)
    .addColumn('sha256', text)
    .addColumn('statement', text)
    .addColumn('way', text)
    .addColumn('recordedBy', text)
    .addColumn('document', text)
    .addColumn('rung', text)
    .addColumn('nextReminderAt', text)
    .addPrimaryKeyConstraint('acknowledgments_key', ['workspace', 'version', 'person'])
    .addCheckConstraint('given_says_when', sql`(state = 'given') = ("acknowledgedAt" is not null)`)
    .execute()
  await db.schema
    .createIndex('acknowledgments_to_remind')
    .on('acknowledgments')
    .columns(['workspace', 'nextReminderAt'])
    .where(sql<boolean>`"nextReminderAt" is not null`)
    .execute()
  await db.schema
    .createIndex('acknowledgments_missing')
    .on('acknowledgments')
    .columns(['workspace', 'version'])
    .where(sql<boolean>`state = 'open'`)
    .execute()
  await db.schema
    .createIndex('acknowledgments_open')
    .on('acknowledgments')
    .columns(['workspace', 'person'])
    .where(sql<boolean>`state = 'open'`)
    .execute()
}
