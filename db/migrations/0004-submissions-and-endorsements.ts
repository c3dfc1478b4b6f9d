import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('submissions')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('policy', text, (c) => c.notNull())
    .addColumn('review', text)
    .addColumn('kind', text, (c) =>
      c.notNull().check(sql`kind in ('version', 'reaffirmation', 'retirement')`),
    )
    .addColumn('state', text, (c) =>
      c.notNull().check(sql`state in ('awaiting', 'endorsed', 'sent back', 'recalled', 'void')`),
    )
    .addColumn('version', text)
    .addColumn('sha256', text)
    .addColumn('scope', text, (c) => c.notNull())
    .addColumn('statement', text)
    .addColumn('content', text)
    .addColumn('considered', text, (c) => c.notNull())
    .addColumn('submittedBy', text, (c) => c.notNull())
    .addColumn('submittedAt', text, (c) => c.notNull())
    .addColumn('endedAt', text)
    .addColumn('reason', text)
    .addPrimaryKeyConstraint('submissions_key', ['workspace', 'id'])
    .addForeignKeyConstraint('submissions_policy', ['workspace', 'policy'], 'policies', ['workspace', 'id'])
    .execute()
  await db.schema
    .createIndex('one_submission_awaiting')
    .on('submissions')
    .columns(['workspace', 'policy'])
    .unique()
    .where(sql<boolean>`state = 'awaiting'`)
    .execute()
  await db.schema
    .createTable('endorsements')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('submission', text, (c) => c.notNull())
    .addColumn('approver', text, (c) => c.notNull())
    .addColumn('onBehalfOf', text)
    .addColumn('decision', text, (c) => c.notNull().check(sql`decision in ('endorsed', 'sent back')`))
    .addColumn('sha256', text)
    .addColumn('comment', text)
    .addColumn('way', text, (c) => c.notNull())
    .addColumn('document', text)
    .addColumn('recordedBy', text)
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('voidedAt', text)
    .addPrimaryKeyConstraint('endorsements_key', ['workspace', 'id'])
    .addForeignKeyConstraint('endorsements_submission', ['workspace', 'submission'], 'submissions', [
      'workspace',
      'id',
    ])
    .addCheckConstraint('outside_needs_a_document', sql`way <> 'outside' or document is not null`)
    .execute()
  await db.schema
    .createIndex('one_decision_each')
    .on('endorsements')
    .expression(sql`workspace, submission, coalesce("onBehalfOf", approver)`)
    .unique()
    .where(sql<boolean>`"voidedAt" is null`)
    .execute()
  await db.schema
    .createTable('delegations')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('person', text, (c) => c.notNull())
    .addColumn('deputy', text, (c) => c.notNull())
    .addColumn('fromOn', text, (c) => c.notNull())
    .addColumn('untilOn', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('delegations_key', ['workspace', 'id'])
    .addCheckConstraint('delegations_in_order', sql`"fromOn" <= "untilOn"`)
    .execute()
  await db.schema
    .createIndex('delegations_person')
    .on('delegations')
    .columns(['workspace', 'person'])
    .execute()
}
