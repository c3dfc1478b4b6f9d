import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { openNative } from '../db/native.ts'
import { type Engine, engines } from './support/engines.ts'

async function run(engine: Engine, url: string, statements: string[]): Promise<Record<string, unknown>[]> {
  let rows: Record<string, unknown>[] = []
  if (engine.name === 'sqlite') {
    const db = openNative(url.slice('file:'.length))
    for (const statement of statements) {
      const prepared = db.prepare(statement)
      if (prepared.reader) rows = prepared.all() as Record<string, unknown>[]
      else prepared.run()
    }
    db.close()
    return rows
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) rows = (await client.query(statement)).rows
  await client.end()
  return rows
}

const tables = {
  sqlite: 'select name from sqlite_master',
  postgres: "select table_name as name from information_schema.tables where table_schema = 'public'",
}

for (const engine of engines) {
  describe(engine.name, () => {
    test('Each opening gives an empty database that no other opening sees', async () => {
      const [one, other] = await Promise.all([engine.open(), engine.open()])
      const made = await run(engine, one.url, ['create table only_here (id text)', tables[engine.name]])
      expect(made).toEqual([{ name: 'only_here' }])
      expect(await run(engine, other.url, [tables[engine.name]])).toEqual([])
      await Promise.all([one.close(), other.close()])
    })
  })
}

describe.runIf(engines.some((engine) => engine.name === 'postgres'))('postgres, closing', () => {
  test('Closing drops the database even while a connection is open', async () => {
    const engine = engines.find(({ name }) => name === 'postgres')!
    const database = await engine.open()
    const client = new pg.Client({ connectionString: database.url })
    const cut = new Promise((seen) => client.on('error', seen))
    await client.connect()
    await database.close()
    expect(String(await cut)).toContain('terminat')
    await expect(run(engine, database.url, ['select 1'])).rejects.toThrow('does not exist')
  })
})

test('The run is in a zone that is neither UTC nor whole hours from it', () => {
  expect(new Date('2025-01-15T12:00:00Z').getTimezoneOffset()).toBe(210)
})
