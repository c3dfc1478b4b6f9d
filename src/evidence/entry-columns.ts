import type { EntryRow } from '../../db/schema.ts'
import type { Damage } from '../rules/audit-chain.ts'
import type { Actor } from '../rules/terms.ts'

type Stated = { at: string; actor: Actor; action: string; key: string; subject: string; sequence: number }

/** The columns by which entries are found say the same as the bytes that were hashed. */
export function checkColumns(entry: EntryRow): Damage | null {
  const where = `entry ${entry.sequence}`
  let stated: Stated
  try {
    stated = JSON.parse(entry.bytes) as Stated
  } catch {
    return { where, expected: 'bytes that are JSON', found: entry.bytes.slice(0, 60) }
  }
  const expected = { ...stated, actor: sayActor(stated.actor) }
  for (const column of ['sequence', 'at', 'actor', 'action', 'key', 'subject'] as const) {
    if (expected[column] !== entry[column]) {
      const [said, found] = [expected[column], entry[column]].map(String) as [string, string]
      return { where: `${where}, its ${column}`, expected: said, found }
    }
  }
  return null
}

function sayActor(actor: Actor): string {
  if (actor.kind === 'person') return actor.id
  if (actor.kind === 'source') return `source:${actor.name}`
  return actor.kind === 'operator' ? `operator:${actor.user}` : actor.kind
}
