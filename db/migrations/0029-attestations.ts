import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** A quarter's attestation, the tracker's export that it is compared with, and events by when they came and were decided. */
export async function up(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('attestations')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('quarter', text, (c) => c.notNull())
    .addColumn('fromOn', text, (c) => c.notNull())
    .addColumn('toOn', text, (c) => c.notNull())
    .addColumn('openedAt', text, (c) => c.notNull())
    .addColumn('attestedBy', text)
    .addColumn('attestedAt', text)
    .addColumn('list', text)
    .addColumn('sha256', text)
    .addColumn('significant', number)
    .addColumn('notSignificant', number)
    .addColumn('undecided', number)
    .addColumn('statement', text)
    .addColumn('comparison', text)
    .addPrimaryKeyConstraint('attestations_key', ['workspace', 'quarter'])
    .addCheckConstraint(
      'attested_says_what',
      sql`("attestedAt" is null) = ("attestedBy" is null) and ("attestedAt" is null) = ("sha256" is null)`,
    )
    .execute()
  await db.schema
    .createTable('trackerFiles')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('quarter', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('rowCount', number, (c) => c.notNull())
    .addColumn('incidents', text, (c) => c.notNull())
    .addColumn('comparedBy', text, (c) => c.notNull())
    .addColumn('comparedAt', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('tracker_files_key', ['workspace', 'quarter'])
    .addForeignKeyConstraint('tracker_files_attestation', ['workspace', 'quarter'], 'attestations', [
      'workspace',
      'quarter',
    ])
    .execute()
  await db.schema.createIndex('events_reported').on('events').columns(['workspace', 'reportedAt']).execute()
  await db.schema
    .createIndex('events_decided')
    .on('events')
    .columns(['workspace', 'decidedAt'])
    .where(sql<boolean>`"decidedAt" is not null`)
    .execute()
  await db.schema
    .createIndex('events_undecided')
    .on('events')
    .columns(['workspace', 'reportedAt'])
    .where(sql<boolean>`state = 'reported'`)
    .execute()
}
