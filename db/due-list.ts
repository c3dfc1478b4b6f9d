import { sql } from 'kysely'
import type { EventCategory } from '../src/rules/terms.ts'
import { isCounted } from './acknowledgments.ts'
import { type EngineName, isOneOf, type Reads } from './engine.ts'
import { fits, type Wanted } from './register.ts'
import type { ObligationRow, PersonRow } from './schema.ts'
import type { Range } from './worklist.ts'

/** What is owed by anybody, a page at a time. */

export type WantedDue = Omit<Wanted, 'postures'> & {
  /** Due before this day. */
  dueBefore?: string | null
  kind?: ObligationRow['kind'] | null
  with?: string | null
}

/** `code` and `title` are a policy's; of a report that awaits its triage, its number and category stand for
 * them, of what is to be attested its subject, the quarter.
 */
export type DueRow = ObligationRow & {
  code: string | null
  title: string | null
  number: number | null
  category: EventCategory | null
  isMine: 0 | 1
  isAsked: 0 | 1
}

const holdsIt = (person: string) => sql<0 | 1>`case when exists (select 1 from "obligationHolders" h
  where h.workspace = o.workspace and h.obligation = o.id and h.holder = ${person} and h."as" = 'holder')
  then 1 else 0 end`
const isAskedIt = (person: string) => sql<0 | 1>`case when o.kind = 'acknowledge' and exists (
  select 1 from acknowledgments a where a.workspace = o.workspace and a.version = o.subject
  and a.person = ${person} and a.state = 'open') then 1 else 0 end`

function open(db: Reads, workspace: string, wanted: WantedDue) {
  const { dueBefore, dueWithin, kind, with: whom } = wanted
  const by = fits(wanted)
  let query = db
    .selectFrom('obligations as o')
    .leftJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'o.workspace').onRef('p.id', '=', 'o.policy'),
    )
    .leftJoin('events as e', (join) =>
      join
        .onRef('e.workspace', '=', 'o.workspace')
        .onRef('e.id', '=', 'o.subject')
        .on('o.kind', '=', 'triage'),
    )
    .where('o.workspace', '=', workspace)
    .where('o.state', '=', 'open')
  for (const condition of by) query = query.where(condition)
  if (dueBefore) query = query.where('o.dueOn', '<', dueBefore)
  if (dueWithin) query = query.where('o.dueOn', '>=', dueWithin.from).where('o.dueOn', '<=', dueWithin.to)
  if (kind) query = query.where('o.kind', '=', kind)
  if (whom) query = query.where(sql<boolean>`(${holdsIt(whom)} = 1 or ${isAskedIt(whom)} = 1)`)
  return query
}

/** What is owed, the reader's own first, soonest first; where it is narrowed by what policies are, about these alone. */
export async function duePage(
  db: Reads,
  workspace: string,
  reader: string,
  wanted: WantedDue,
  { offset, limit }: Range,
): Promise<{ rows: DueRow[]; total: number }> {
  const { total } = await open(db, workspace, wanted)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await open(db, workspace, wanted)
    .selectAll('o')
    .select([
      'p.code',
      'p.title',
      'e.number',
      'e.category',
      holdsIt(reader).as('isMine'),
      isAskedIt(reader).as('isAsked'),
    ])
    .orderBy(sql`${holdsIt(reader)} + ${isAskedIt(reader)} = 0`)
    .orderBy('o.dueOn')
    .orderBy('p.code')
    .orderBy('o.id')
    .offset(offset)
    .limit(limit)
    .execute()
  return { rows: rows as DueRow[], total: Number(total) }
}

export type HolderOf = Pick<PersonRow, 'id' | 'name' | 'slackId'> & { obligation: string }

/** Who holds some obligations; channels are left out. */
export async function holdersOf(
  db: Reads,
  engine: EngineName,
  workspace: string,
  obligations: readonly string[],
): Promise<HolderOf[]> {
  return await db
    .selectFrom('obligationHolders as h')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'h.workspace').onRef('p.id', '=', 'h.holder'),
    )
    .select(['h.obligation', 'p.id', 'p.name', 'p.slackId'])
    .where('h.workspace', '=', workspace)
    .where(isOneOf(engine, 'h.obligation', obligations))
    .where('h.as', '=', 'holder')
    .orderBy('p.name')
    .execute()
}

export type Acknowledged = { asked: number; given: number; excused: number }

/** Asked, given and excused by version; who left is counted in none. */
export async function acknowledgedOf(
  db: Reads,
  engine: EngineName,
  workspace: string,
  versions: readonly string[],
): Promise<Map<string, Acknowledged>> {
  const rows = await db
    .selectFrom('acknowledgments')
    .select((e) => ['version', 'state', e.fn.countAll<number>().as('count')])
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'version', versions))
    .where(isCounted)
    .groupBy(['version', 'state'])
    .execute()
  const counts = new Map<string, Acknowledged>()
  for (const { version, state, count } of rows) {
    const known = counts.get(version) ?? { asked: 0, given: 0, excused: 0 }
    const given = known.given + (state === 'given' ? Number(count) : 0)
    const excused = known.excused + (state === 'void' ? Number(count) : 0)
    const asked = known.asked + (state === 'void' ? 0 : Number(count))
    counts.set(version, { asked, given, excused })
  }
  return counts
}
