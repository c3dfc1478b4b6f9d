import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** Who has a voice of their own may have used it as a deputy; the absent approver then still has theirs. */
export async function up(db: Kysely<unknown>, _: ColumnTypes): Promise<void> {
  await db.schema.dropIndex('one_decision_each').execute()
  await db.schema
    .createIndex('one_decision_each')
    .on('endorsements')
    .expression(sql`workspace, submission, approver, coalesce("onBehalfOf", '')`)
    .unique()
    .where(sql<boolean>`"voidedAt" is null`)
    .execute()
}
