import type { Reads, Trx } from './engine.ts'
import type { PersonRow } from './schema.ts'

export async function personById(db: Reads, workspace: string, id: string): Promise<PersonRow | undefined> {
  return await db
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function peopleByIds(
  db: Reads,
  workspace: string,
  ids: readonly string[],
): Promise<PersonRow[]> {
  if (ids.length === 0) return []
  return await db
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', 'in', [...new Set(ids)])
    .execute()
}

/** In the order in which they were first seen: the oldest account of an address is its person. */
export async function peopleByEmails(
  db: Reads,
  workspace: string,
  emails: readonly string[],
): Promise<PersonRow[]> {
  if (emails.length === 0) return []
  return await db
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('email', 'in', [...new Set(emails)])
    .orderBy('firstSeenAt')
    .execute()
}

export async function peopleBySlackIds(
  db: Reads,
  workspace: string,
  slackIds: readonly string[],
): Promise<PersonRow[]> {
  if (slackIds.length === 0) return []
  return await db
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('slackId', 'in', [...new Set(slackIds)])
    .execute()
}

/** At most so many in one statement. */
const idsAtOnce = 1000

/** Who has joined waits to be asked for everything in force. */
export async function markJoined(
  trx: Trx,
  workspace: string,
  ids: readonly string[],
  at: string | null,
): Promise<void> {
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    await trx
      .updateTable('people')
      .set({ waitsSince: at })
      .where('workspace', '=', workspace)
      .where('id', 'in', ids.slice(start, start + idsAtOnce))
      .execute()
  }
}

export async function waitingJoiners(db: Reads, workspace: string): Promise<string[]> {
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where('workspace', '=', workspace)
    .where('waitsSince', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

const pageSize = 1000

/** Everyone, in pages by id. */
export async function* peopleInPages(db: Reads, workspace: string): AsyncGenerator<PersonRow[]> {
  let after = ''
  for (;;) {
    const page = await db
      .selectFrom('people')
      .selectAll()
      .where('workspace', '=', workspace)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute()
    yield page
    if (page.length < pageSize) return
    after = page.at(-1)?.id as string
  }
}
