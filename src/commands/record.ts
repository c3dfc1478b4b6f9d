import { userInfo } from 'node:os'
import { headOf } from '../../db/audit.ts'
import { newestEntry } from '../../db/chain.ts'
import { migrate } from '../../db/migrate.ts'
import { type Database, openDatabase } from '../../db/open.ts'
import type { WorkspaceRow } from '../../db/schema.ts'
import { allWorkspaces } from '../../db/workspaces.ts'
import { makeWorkspace } from '../actions/make-workspace.ts'
import { perform } from '../actions/perform.ts'
import type { World } from '../actions/world.ts'
import { systemClock } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import { makeLog } from '../log.ts'
import { makeWorld } from '../main.ts'
import { sha256 } from '../rules/digest.ts'
import { refuse } from '../rules/refusal.ts'
import type { Actor, Instant, WorkspaceKind } from '../rules/terms.ts'
import { readClock } from './business-clock.ts'

/** What every command may be given: another database, one of its workspaces, the answer as JSON. */
export type Where = { db?: string; workspace?: string; json?: boolean }

export type OpenRecord = { config: Config; database: Database; workspace: WorkspaceRow; world: World }

export const usualDatabase = 'file:./data/perennial.db'

/** Opens the record for one command: brought up to date, with its workspace; closed whatever happens. */
export async function withRecord<T>(
  where: Where,
  work: (record: OpenRecord) => Promise<T>,
  kind?: WorkspaceKind,
): Promise<T> {
  const config = readConfig(process.env)
  const database = await openDatabase(where.db ?? config.databaseUrl ?? usualDatabase)
  try {
    const workspace = await prepareDatabase(database, { id: where.workspace, kind })
    const now = await readClock(config, workspace, await newestEntry(database.kysely, workspace.workspace))
    return await work({ config, database, workspace, world: worldOf(database, workspace.workspace, now) })
  } finally {
    await database.close()
  }
}

/**
 * To the latest schema; where the database holds no workspace yet, one unclaimed one is made: a real one,
 * unless a rehearsal is wanted or `first` says so. A kind that is wanted and not found is refused.
 */
export async function prepareDatabase(
  database: Database,
  wanted: { id?: string | undefined; kind?: WorkspaceKind | undefined },
  first: WorkspaceKind = wanted.kind ?? 'real',
): Promise<WorkspaceRow> {
  await migrate(database)
  const rows = await allWorkspaces(database.kysely)
  const row =
    rows.length === 0 && wanted.id === undefined ? await makeFirst(database, first) : choose(rows, wanted.id)
  if (wanted.kind && wanted.kind !== row.kind)
    refuse('kind_fixed', { kind: sayKind(row.kind), wanted: sayKind(wanted.kind) })
  return row
}

function sayKind(kind: WorkspaceKind): string {
  return kind === 'real' ? 'real' : 'a rehearsal'
}

const firstWorkspace = 'main'

async function makeFirst(database: Database, kind: WorkspaceKind): Promise<WorkspaceRow> {
  const world = worldOf(database, firstWorkspace, systemClock.now)
  await perform(
    world,
    operator(),
    makeWorkspace,
    { name: 'Unclaimed', kind },
    `make workspace ${firstWorkspace}`,
  )
  return choose(await allWorkspaces(database.kysely), undefined)
}

function choose(rows: readonly WorkspaceRow[], id: string | undefined): WorkspaceRow {
  const ids = rows.map((row) => row.workspace).join(', ') || 'none'
  if (id === undefined && rows.length > 1) refuse('many_workspaces', { ids })
  const row = id === undefined ? rows[0] : rows.find(({ workspace }) => workspace === id)
  return row ?? refuse('unknown_workspace', { id: id ?? '', ids })
}

function worldOf(database: Database, workspace: string, now: () => Instant): World {
  return makeWorld({ database, workspace, now, log: makeLog('error'), committed: () => {} })
}

/** The user of the machine: may import, configure and go live, never endorse or acknowledge. */
export function operator(): Actor {
  try {
    return { kind: 'operator', user: userInfo().username }
  } catch {
    // A container may run under a number that no user has.
    return { kind: 'operator', user: `uid ${process.getuid?.() ?? 'unknown'}` }
  }
}

/**
 * A request's key names the record's length at the time: the same command again later asks anew, also
 * where the clock stands still; two at once are one change.
 */
export async function keyOf(
  { database, workspace }: OpenRecord,
  what: string,
  request: unknown,
): Promise<string> {
  const head = await headOf(database.kysely, workspace.workspace)
  return `${what}:after ${head?.sequence ?? 0}:${sha256(JSON.stringify(request))}`
}
