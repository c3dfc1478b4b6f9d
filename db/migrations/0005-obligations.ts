import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text, number }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('obligations')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('kind', text, (c) =>
      c
        .notNull()
        .check(sql`kind in ('triage', 'review', 'endorse', 'acknowledge', 'decide', 'fill', 'attest')`),
    )
    .addColumn('policy', text)
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('openedOn', text, (c) => c.notNull())
    .addColumn('dueOn', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull().check(sql`state in ('open', 'met', 'void')`))
    .addColumn('settledAt', text)
    .addColumn('voidReason', text)
    .addColumn('escalatedOn', text)
    .addColumn('escalateAt', text)
    .addPrimaryKeyConstraint('obligations_key', ['workspace', 'id'])
    .addCheckConstraint('obligations_settled', sql`(state = 'open') = ("settledAt" is null)`)
    .execute()
  await db.schema
    .createIndex('one_open_obligation_each')
    .on('obligations')
    .columns(['workspace', 'kind', 'subject'])
    .unique()
    .where(sql<boolean>`state = 'open'`)
    .execute()
  await db.schema
    .createIndex('obligations_to_escalate')
    .on('obligations')
    .columns(['workspace', 'escalateAt'])
    .where(sql<boolean>`"escalateAt" is not null`)
    .execute()
  await db.schema
    .createIndex('obligations_policy')
    .on('obligations')
    .columns(['workspace', 'policy'])
    .execute()
  await db.schema
    .createIndex('obligations_open')
    .on('obligations')
    .columns(['workspace', 'dueOn'])
    .where(sql<boolean>`state = 'open'`)
    .execute()
  await db.schema
    .createTable('obligationHolders')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('obligation', text, (c) => c.notNull())
    .addColumn('holder', text, (c) => c.notNull())
    .addColumn('as', text, (c) => c.notNull().check(sql`"as" in ('holder', 'escalation')`))
    .addColumn('isChannel', number, (c) => c.notNull().check(sql`"isChannel" in (0, 1)`))
    .addColumn('standInFor', text)
    .addColumn('snoozedUntil', text)
    .addColumn('rung', text)
    .addColumn('toldOn', text)
    .addColumn('nextReminderAt', text)
    .addPrimaryKeyConstraint('obligation_holders_key', ['workspace', 'obligation', 'holder', 'as'])
    .addForeignKeyConstraint('obligation_holders_obligation', ['workspace', 'obligation'], 'obligations', [
      'workspace',
      'id',
    ])
    .execute()
  await db.schema
    .createIndex('holders_to_remind')
    .on('obligationHolders')
    .columns(['workspace', 'nextReminderAt'])
    .where(sql<boolean>`"nextReminderAt" is not null`)
    .execute()
  await db.schema
    .createIndex('holders_person')
    .on('obligationHolders')
    .columns(['workspace', 'holder'])
    .execute()
}
