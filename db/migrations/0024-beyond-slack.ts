import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** What was sent to customers, contractors and others whom Slack does not reach. */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('outsideDistributions')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('policy', text, (c) => c.notNull())
    .addColumn('version', text, (c) => c.notNull())
    .addColumn('audience', text, (c) => c.notNull())
    .addColumn('sentOn', text, (c) => c.notNull())
    .addColumn('document', text, (c) => c.notNull())
    .addColumn('recordedBy', text, (c) => c.notNull())
    .addColumn('recordedAt', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('outside_distributions_key', ['workspace', 'id'])
    .addForeignKeyConstraint('outside_distributions_version', ['workspace', 'version'], 'versions', [
      'workspace',
      'id',
    ])
    .execute()
  await db.schema
    .createIndex('outside_distributions_policy')
    .on('outsideDistributions')
    .columns(['workspace', 'policy', 'sentOn'])
    .execute()
}
