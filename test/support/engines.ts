import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject, test } from 'vitest'
import { openNative } from '../../db/native.ts'
import { administer, databaseOn } from './postgres.ts'

/** An address for `db/open.ts`, of a database that nobody else sees; `close` deletes it, also while connections are open. */
export type FreshDatabase = { url: string; close: () => Promise<void> }
/** `open` gives an empty one; `openMigrated` may give one that has the newest schema already. */
export type Engine = {
  name: 'sqlite' | 'postgres'
  open: () => Promise<FreshDatabase>
  openMigrated: () => Promise<FreshDatabase>
}

/**
 * The engines a suite runs on: `for (const engine of engines) describe(engine.name, () => { … engine.open() … })`.
 * Where no Postgres can be had it is left out here, and the file that imports this shows a skipped test that says why.
 */
export const engines: Engine[] = [{ name: 'sqlite', open: openSqlite, openMigrated: openSqlite }]

const postgres = inject('postgres')
if ('absent' in postgres) test.skip(`Not run on Postgres: ${postgres.absent}`)
else {
  const { template } = postgres
  engines.push({ name: 'postgres', open: openPostgres, openMigrated: () => openPostgres(template) })
}

const announced = new Set<string>()

function announce(engine: string): void {
  if (announced.has(engine)) return
  announced.add(engine)
  console.log(`engine: ${engine}`)
}

async function openSqlite(): Promise<FreshDatabase> {
  const memory = openNative(':memory:')
  announce(`SQLite ${memory.prepare('select sqlite_version()').pluck().get()}`)
  memory.close()
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'))
  return {
    url: `file:${join(folder, 'perennial.db')}`,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function openPostgres(template = 'template1'): Promise<FreshDatabase> {
  if ('absent' in postgres) throw new Error(`No Postgres: ${postgres.absent}`)
  announce(`Postgres ${postgres.version} (${postgres.origin})`)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(postgres.url, `create database ${name} template ${template}`)
  return {
    url: databaseOn(postgres.url, name),
    close: async () => {
      await administer(postgres.url, `drop database ${name} with (force)`)
    },
  }
}
