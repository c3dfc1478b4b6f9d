import { sql } from 'kysely'
import type { Reads, Trx } from './engine.ts'
import { inList } from './in-list.ts'
import type { PersonRow } from './schema.ts'

export async function personById(db: Reads, workspace: string, id: string): Promise<PersonRow | undefined> {
  return await db
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** At most so many in one statement. */
const idsAtOnce = 1000

export async function peopleByIds(
  db: Reads,
  workspace: string,
  ids: readonly string[],
): Promise<PersonRow[]> {
  const wanted = [...new Set(ids)]
  const found: PersonRow[] = []
  for (let from = 0; from < wanted.length; from += idsAtOnce) {
    const rows = await db
      .selectFrom('people')
      .selectAll()
      .where('workspace', '=', workspace)
      .where('id', 'in', inList(wanted.slice(from, from + idsAtOnce)))
      .execute()
    found.push(...rows)
  }
  return found
}

/** The same by id; nobody for null. */
export async function peopleById(
  db: Reads,
  workspace: string,
  ids: readonly (string | null)[],
): Promise<Map<string, PersonRow>> {
  const found = await peopleByIds(
    db,
    workspace,
    ids.filter((id) => id !== null),
  )
  return new Map(found.map((row) => [row.id, row]))
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
    .where('email', 'in', inList([...new Set(emails)]))
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
    .where('slackId', 'in', inList([...new Set(slackIds)]))
    .execute()
}

/** Whose name has this in it, a word or more, in whatever case; those who are here first. */
export async function peopleCalled(
  db: Reads,
  workspace: string,
  name: string,
  most: number,
): Promise<PersonRow[]> {
  const part = `% ${name.toLowerCase().replace(/[\\%_]/g, '\\$&')} %`
  return await db
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('isBot', '=', 0)
    .where(sql<boolean>`' ' || lower(name) || ' ' like ${part} escape '\\'`)
    .orderBy(sql`case when "deactivatedAt" is null then 0 else 1 end`)
    .orderBy('name')
    .limit(most)
    .execute()
}

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
      .where('id', 'in', inList(ids.slice(start, start + idsAtOnce)))
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
