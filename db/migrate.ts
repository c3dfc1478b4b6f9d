import { existsSync } from 'node:fs'
import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import { type ColumnTypes, columnTypes, type EngineName, isGoneMeanwhile } from './engine.ts'
import { up as workspaces } from './migrations/0001-workspaces-and-people.ts'
import { up as policies } from './migrations/0002-policies-and-versions.ts'
import { up as reviews } from './migrations/0003-reviews-and-their-causes.ts'
import { up as endorsements } from './migrations/0004-submissions-and-endorsements.ts'
import { up as obligations } from './migrations/0005-obligations.ts'
import { up as distributions } from './migrations/0006-distributions-and-acknowledgments.ts'
import { up as notices } from './migrations/0007-notices.ts'
import { up as entries } from './migrations/0008-entries.ts'
import { up as operations } from './migrations/0009-leases-and-caches.ts'
import { up as redraws } from './migrations/0010-redraws.ts'
import { up as homes } from './migrations/0011-homes.ts'
import { up as moving } from './migrations/0012-delegations-that-move.ts'
import { up as decisions } from './migrations/0013-one-decision-of-each-person.ts'
import { up as joiners } from './migrations/0014-joiners-who-wait.ts'
import { up as gestures } from './migrations/0015-gestures.ts'
import { up as slackEvents } from './migrations/0016-slack-events.ts'
import { up as codesAlike } from './migrations/0017-codes-alike.ts'
import { up as snoozedAcknowledgments } from './migrations/0018-snoozed-acknowledgments.ts'
import { up as eventsDecided } from './migrations/0019-events-decided.ts'
import { up as decidedByRule } from './migrations/0020-decided-by-a-rule.ts'
import { up as hangsOnEvent } from './migrations/0021-what-hangs-on-an-event.ts'
import { up as sourcesOfEvents } from './migrations/0022-sources-of-events.ts'
import { up as waiversDecided } from './migrations/0023-waivers-decided.ts'
import { up as beyondSlack } from './migrations/0024-beyond-slack.ts'
import { up as campaigns } from './migrations/0025-campaigns.ts'
import { up as registerInHome } from './migrations/0026-register-in-home.ts'
import { up as replans } from './migrations/0027-replans.ts'
import { up as attestations } from './migrations/0029-attestations.ts'
import type { Database } from './open.ts'
import { DatabaseRefused } from './refused.ts'

type Step = (db: Kysely<unknown>, types: ColumnTypes, engine: EngineName) => Promise<void>

const steps: Record<string, Step> = {
  '0001-workspaces-and-people': workspaces,
  '0002-policies-and-versions': policies,
  '0003-reviews-and-their-causes': reviews,
  '0004-submissions-and-endorsements': endorsements,
  '0005-obligations': obligations,
  '0006-distributions-and-acknowledgments': distributions,
  '0007-notices': notices,
  '0008-entries': entries,
  '0009-leases-and-caches': operations,
  '0010-redraws': redraws,
  '0011-homes': homes,
  '0012-delegations-that-move': moving,
  '0013-one-decision-of-each-person': decisions,
  '0014-joiners-who-wait': joiners,
  '0015-gestures': gestures,
  '0016-slack-events': slackEvents,
  '0017-codes-alike': codesAlike,
  '0018-snoozed-acknowledgments': snoozedAcknowledgments,
  '0019-events-decided': eventsDecided,
  '0020-decided-by-a-rule': decidedByRule,
  '0021-what-hangs-on-an-event': hangsOnEvent,
  '0022-sources-of-events': sourcesOfEvents,
  '0023-waivers-decided': waiversDecided,
  '0024-beyond-slack': beyondSlack,
  '0025-campaigns': campaigns,
  '0026-register-in-home': registerInHome,
  '0027-replans': replans,
  '0029-attestations': attestations,
}

/**
 * To the latest schema; says what ran. Two at once: one migrates under the write lock, the other waits
 * and finds it done. A file that already holds a schema is copied first. A database that knows a
 * migration this program does not is refused.
 */
export async function migrate(database: Database): Promise<string[]> {
  try {
    return await toLatest(database)
  } catch (error) {
    // Postgres looks up by name what it has just listed, which another process may have made anew meanwhile.
    if (!isGoneMeanwhile(error)) throw error
    return await toLatest(database)
  }
}

async function toLatest(database: Database): Promise<string[]> {
  const applied = await appliedMigrations(database)
  const unknown = applied.find((name) => !(name in steps))
  if (unknown) throw new DatabaseRefused('newer_database', { migration: unknown })
  if (applied.length === Object.keys(steps).length) return []
  if (applied.length > 0 && database.file) await copyBefore(database, applied.length)
  const { error, results } = await migrator(database).migrateToLatest()
  if (error) throw error
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}

export async function isMigrated(database: Database): Promise<boolean> {
  return (await appliedMigrations(database)).length === Object.keys(steps).length
}

function migrator({ kysely, engine }: Database): Migrator {
  const types = columnTypes(engine)
  const migrations: Record<string, Migration> = {}
  for (const [name, step] of Object.entries(steps)) {
    migrations[name] = { up: (db) => step(db as Kysely<unknown>, types, engine) }
  }
  return new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } })
}

async function appliedMigrations({ kysely }: Database): Promise<string[]> {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    kysely,
  )
  return rows.map((row) => row.name)
}

async function copyBefore({ kysely, file }: Database, count: number): Promise<void> {
  const copy = `${file}.before-${String(count + 1).padStart(4, '0')}`
  if (!existsSync(copy)) await sql`vacuum into ${copy}`.execute(kysely)
}
