import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

export async function up(db: Kysely<unknown>, { text, number, milliseconds }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('recipient', text, (c) => c.notNull())
    .addColumn('isChannel', number, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('lane', text, (c) => c.notNull().check(sql`lane in ('urgent', 'bulk')`))
    .addColumn('state', text, (c) =>
      c.notNull().check(sql`state in ('ready', 'sending', 'sent', 'in doubt', 'withdrawn', 'dead')`),
    )
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('notBefore', text, (c) => c.notNull())
    .addColumn('leaseOwner', text)
    .addColumn('leaseUntil', milliseconds)
    .addColumn('attempt', number, (c) => c.notNull())
    .addColumn('sentAt', text)
    .addColumn('channel', text)
    .addColumn('ts', text)
    .addColumn('text', text)
    .addColumn('reason', text)
    .addColumn('mayRepeat', number, (c) => c.notNull())
    .addPrimaryKeyConstraint('notices_key', ['workspace', 'id'])
    .execute()
  const partial = (name: string, columns: string[], where: string) =>
    db.schema.createIndex(name).on('notices').columns(columns).where(sql.raw<boolean>(where)).execute()
  await partial('notices_ready', ['workspace', 'lane', 'notBefore'], `state = 'ready'`)
  await partial('notices_sending', ['workspace', 'leaseUntil'], `state in ('sending', 'in doubt')`)
  await partial('notices_waiting', ['workspace', 'recipient', 'kind'], `state = 'ready'`)
  await partial('notices_sent', ['workspace', 'sentAt'], `state = 'sent'`)
  await db.schema.createIndex('notices_recipient').on('notices').columns(['workspace', 'recipient']).execute()
  await db.schema
    .createTable('noticeItems')
    .addColumn('workspace', text, (c) => c.notNull())
    .addColumn('notice', text, (c) => c.notNull())
    .addColumn('position', number, (c) => c.notNull())
    .addColumn('obligation', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('as', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('notice_items_key', ['workspace', 'notice', 'position'])
    .execute()
  await db.schema
    .createIndex('notice_items_subject')
    .on('noticeItems')
    .columns(['workspace', 'subject'])
    .execute()
}
