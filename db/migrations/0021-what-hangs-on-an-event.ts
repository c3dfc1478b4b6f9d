import type { Kysely } from 'kysely'

/** The reviews that a report caused, and the reports for which it stands, by index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('review_causes_of_event')
    .on('reviewCauses')
    .columns(['workspace', 'event'])
    .execute()
  await db.schema.createIndex('events_merged').on('events').columns(['workspace', 'mergedInto']).execute()
}
