import type { Concerned, EventReaders } from '../src/rules/terms.ts'
import type { Reads } from './engine.ts'
import { inList } from './in-list.ts'
import { peopleInRoles } from './policies.ts'

/** Who reads what some events say, by event. */
export async function readersOfEvents(
  db: Reads,
  workspace: string,
  events: readonly string[],
): Promise<Map<string, EventReaders>> {
  const wanted = [...new Set(events)]
  if (wanted.length === 0) return new Map()
  const reporters = await reportersOf(db, workspace, wanted)
  const triagers = await triagersOf(db, workspace, wanted)
  const concerned = await concernedBy(db, workspace, wanted)
  const { managers, ...named } = await namedInSettings(db, workspace)
  return new Map(
    wanted.map((event) => [
      event,
      {
        ...named,
        reporters: reporters.filter((row) => row.event === event).map(({ reporter }) => reporter),
        managers: [...managers, ...triagers.filter((row) => row.event === event).map(({ holder }) => holder)],
        concerned: concerned.filter((row) => row.event === event),
      },
    ]),
  )
}

async function reportersOf(db: Reads, workspace: string, events: readonly string[]) {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'mergedInto', 'reporter'])
    .where('workspace', '=', workspace)
    .where((e) => e.or([e('id', 'in', inList(events)), e('mergedInto', 'in', inList(events))]))
    .execute()
  return rows.flatMap(({ id, mergedInto, reporter }) =>
    reporter === null ? [] : [id, mergedInto].map((event) => ({ event, reporter })),
  )
}

async function triagersOf(db: Reads, workspace: string, events: readonly string[]) {
  return await db
    .selectFrom('obligations as o')
    .innerJoin('obligationHolders as h', (join) =>
      join.onRef('h.workspace', '=', 'o.workspace').onRef('h.obligation', '=', 'o.id'),
    )
    .select(['o.subject as event', 'h.holder'])
    .where('o.workspace', '=', workspace)
    .where('o.kind', '=', 'triage')
    .where('o.subject', 'in', inList(events))
    .where('o.state', '=', 'open')
    .where('h.as', '=', 'holder')
    .execute()
}

async function concernedBy(
  db: Reads,
  workspace: string,
  events: readonly string[],
): Promise<(Concerned & { event: string })[]> {
  const policies = await db
    .selectFrom('reviewCauses as c')
    .innerJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'c.workspace').onRef('r.id', '=', 'c.review'),
    )
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'r.workspace').onRef('p.id', '=', 'r.policy'),
    )
    .select(['c.event', 'p.id as policy', 'p.owner'])
    .where('c.workspace', '=', workspace)
    .where('c.event', 'in', inList(events))
    .execute()
  const ids = [...new Set(policies.map(({ policy }) => policy))]
  const roles = await peopleInRoles(db, workspace, ids)
  const holders = await holdersOfPolicies(db, workspace, ids)
  return policies.map(({ event, policy, owner }) => {
    const as = (role: 'deputy' | 'approver') =>
      roles.filter((row) => row.policy === policy && row.role === role).map(({ person }) => person)
    return {
      event,
      owner,
      deputies: as('deputy'),
      approvers: as('approver'),
      holders: holders.filter((row) => row.policy === policy).map(({ holder }) => holder),
    }
  })
}

/** Who holds the reviews and endorsements of some policies: owners and approvers, or who stands in for them. */
async function holdersOfPolicies(db: Reads, workspace: string, policies: readonly string[]) {
  if (policies.length === 0) return []
  return await db
    .selectFrom('obligations as o')
    .innerJoin('obligationHolders as h', (join) =>
      join.onRef('h.workspace', '=', 'o.workspace').onRef('h.obligation', '=', 'o.id'),
    )
    .select(['o.policy', 'h.holder'])
    .where('o.workspace', '=', workspace)
    .where('o.policy', 'in', inList(policies))
    .where('o.kind', 'in', ['review', 'endorse'])
    .where('o.state', '=', 'open')
    .where('h.as', '=', 'holder')
    .execute()
}

/** Rows that tell of events, each with who reads what it tells. */
export async function withReaders<Row extends { event: string }>(
  db: Reads,
  workspace: string,
  rows: readonly Row[],
): Promise<(Row & { readers: EventReaders })[]> {
  const readers = await readersOfEvents(
    db,
    workspace,
    rows.map(({ event }) => event),
  )
  return rows.map((row) => ({ ...row, readers: readers.get(row.event) as EventReaders }))
}

type Named = Pick<EventReaders, 'managers' | 'auditors' | 'approvers'>

async function namedInSettings(db: Reads, workspace: string): Promise<Named> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('workspace', '=', workspace)
    .where('key', 'in', ['policyManagers', 'auditors', 'approvers'])
    .execute()
  const of = (key: string): string[] => {
    const row = rows.find((setting) => setting.key === key)
    return row ? JSON.parse(row.value) : []
  }
  return { managers: of('policyManagers'), auditors: of('auditors'), approvers: of('approvers') }
}
