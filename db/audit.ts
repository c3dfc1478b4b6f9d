import { type EngineName, lockRow, type Reads, type Trx } from './engine.ts'
import type { EntryRow, EntryTextRow, HeadRow } from './schema.ts'

/** The head of a workspace's chain, locked: one writer at a time. Made where the workspace is new. */
export async function lockHead(
  trx: Trx,
  engine: EngineName,
  workspace: string,
  first: string,
): Promise<HeadRow> {
  const locked = () =>
    lockRow(engine, trx.selectFrom('heads').selectAll().where('workspace', '=', workspace)).executeTakeFirst()
  const head = await locked()
  if (head) return head
  await trx
    .insertInto('heads')
    .values({ workspace, sequence: 0, hash: first })
    .onConflict((c) => c.doNothing())
    .execute()
  return (await locked()) as HeadRow
}

export async function moveHead(trx: Trx, head: HeadRow): Promise<void> {
  const { workspace, sequence, hash } = head
  await trx.updateTable('heads').set({ sequence, hash }).where('workspace', '=', workspace).execute()
}

export async function entryByKey(db: Reads, workspace: string, key: string): Promise<EntryRow | undefined> {
  return await db
    .selectFrom('entries')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst()
}

export async function appendEntry(trx: Trx, entry: EntryRow, texts: readonly EntryTextRow[]): Promise<void> {
  await trx.insertInto('entries').values(entry).execute()
  if (texts.length > 0) {
    await trx
      .insertInto('entryTexts')
      .values([...texts])
      .onConflict((c) => c.doNothing())
      .execute()
  }
}

/** Entries after a sequence, in order: read in pieces, since there may be a hundred million. */
export async function entriesAfter(
  db: Reads,
  workspace: string,
  after: number,
  limit: number,
): Promise<EntryRow[]> {
  return await db
    .selectFrom('entries')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute()
}

export async function textsBetween(
  db: Reads,
  workspace: string,
  after: number,
  until: number,
): Promise<EntryTextRow[]> {
  return await db
    .selectFrom('entryTexts')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('sequence', '>', after)
    .where('sequence', '<=', until)
    .execute()
}

export async function headOf(db: Reads, workspace: string): Promise<HeadRow | undefined> {
  return await db.selectFrom('heads').selectAll().where('workspace', '=', workspace).executeTakeFirst()
}

/** What happened to a policy: its entries, newest last. */
export async function entriesAbout(
  db: Reads,
  workspace: string,
  subject: string,
  limit: number,
): Promise<EntryRow[]> {
  const newest = await db
    .selectFrom('entries')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('subject', '=', subject)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute()
  return newest.reverse()
}

/** Free texts of some entries, by sequence and hash; those that were redacted are left out. */
export async function entryTexts(
  db: Reads,
  workspace: string,
  sequences: readonly number[],
): Promise<Map<string, string>> {
  if (sequences.length === 0) return new Map()
  const rows = await db
    .selectFrom('entryTexts')
    .select(['sequence', 'hash', 'text'])
    .where('workspace', '=', workspace)
    .where('sequence', 'in', sequences)
    .execute()
  return new Map(
    rows.flatMap(({ sequence, hash, text }) => (text === null ? [] : [[`${sequence} ${hash}`, text]])),
  )
}
