import { entriesAfter, headOf, textsBetween } from '../../db/audit.ts'
import type { Reads } from '../../db/engine.ts'
import type { EntryRow, EntryTextRow } from '../../db/schema.ts'
import { type Damage, firstDamage, genesis, saltedHash } from '../rules/audit-chain.ts'
import { checkColumns } from './entry-columns.ts'

export type Verified = { ok: boolean; entries: number; texts: number; damage: Damage[] }

/** Entries read at once: some megabytes. */
const piece = 5000

/**
 * Checks a workspace's chain from the first entry to the head: each hash, each text beside its salted
 * hash, and that nothing is missing at the end. Stops at the first damage; `after` is called between pieces.
 */
export async function verifyChain(
  db: Reads,
  workspace: string,
  after: (entries: number) => Promise<void>,
): Promise<Verified> {
  let last = { sequence: 0, hash: genesis }
  let [entries, texts] = [0, 0]
  for (;;) {
    const read = await entriesAfter(db, workspace, last.sequence, piece)
    const until = read.at(-1)?.sequence ?? last.sequence
    const beside = await textsBetween(db, workspace, last.sequence, until)
    const damage = firstOf(firstDamage(last, read), checkRows(read, beside))
    entries += read.length
    texts += beside.length
    if (damage) return { ok: false, entries, texts, damage: [damage] }
    last = read.at(-1) ?? last
    await after(entries)
    if (read.length < piece) break
  }
  const damage = await checkHead(db, workspace, last)
  return { ok: damage === null, entries, texts, damage: damage ? [damage] : [] }
}

/** The one at the lower entry; where both are of one entry, what the chain says of it. */
function firstOf(chain: Damage | null, rows: Damage | null): Damage | null {
  if (!chain || !rows) return chain ?? rows
  const sequence = ({ where }: Damage) => Number(/entry (\d+)/.exec(where)?.[1])
  return sequence(rows) < sequence(chain) ? rows : chain
}

function checkRows(entries: readonly EntryRow[], texts: readonly EntryTextRow[]): Damage | null {
  const byEntry = new Map<number, EntryTextRow[]>()
  for (const text of texts) byEntry.set(text.sequence, [...(byEntry.get(text.sequence) ?? []), text])
  for (const entry of entries) {
    const damage = checkColumns(entry) ?? checkTexts(entry, byEntry.get(entry.sequence) ?? [])
    if (damage) return damage
  }
  return null
}

/** As the recorder writes it; in the text of a person the quotation marks would be escaped. */
const textMark = /\{"text":"([0-9a-f]{64})"\}/g

function checkTexts({ sequence, bytes }: EntryRow, texts: readonly EntryTextRow[]): Damage | null {
  const stated = new Set([...bytes.matchAll(textMark)].map(([, hash]) => hash as string))
  for (const { hash, salt, text } of texts) {
    const where = `entry ${sequence}, the text beside it`
    if (!stated.delete(hash)) return { where, expected: 'a hash that the entry states', found: hash }
    const found = text === null ? hash : saltedHash(salt, text)
    if (found !== hash) return { where, expected: hash, found }
  }
  const [missing] = stated
  return missing
    ? { where: `entry ${sequence}, the text beside it`, expected: missing, found: 'no text' }
    : null
}

async function checkHead(
  db: Reads,
  workspace: string,
  last: { sequence: number; hash: string },
): Promise<Damage | null> {
  const head = (await headOf(db, workspace)) ?? { sequence: 0, hash: genesis }
  if (head.sequence === last.sequence && head.hash === last.hash) return null
  const where =
    head.sequence > last.sequence ? `entry ${last.sequence + 1}` : `entry ${last.sequence}, the head`
  const say = ({ sequence, hash }: { sequence: number; hash: string }) => `head at entry ${sequence}, ${hash}`
  return { where, expected: say(last), found: say(head) }
}
