import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** One code is one policy, however it is written; 'ISP-01' and 'isp-01' were two before. */
export async function up(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable('policies')
    .addColumn('codeKey', text, (c) => c.notNull().defaultTo(''))
    .execute()
  type Coded = { workspace: string; id: string; code: string }
  const { rows } = await sql<Coded>`select workspace, id, code from policies`.execute(db)
  for (const { workspace, id, code } of rows) {
    const key = code.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
    await sql`update policies set "codeKey" = ${key} where workspace = ${workspace} and id = ${id}`.execute(
      db,
    )
  }
  await db.schema
    .createIndex('policies_code_alike')
    .on('policies')
    .columns(['workspace', 'codeKey'])
    .unique()
    .execute()
}
