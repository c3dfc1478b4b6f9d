import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openNative } from '../../db/native.ts'
import { openDatabase, transaction } from '../../db/open.ts'
import { DatabaseRefused } from '../../db/refused.ts'

const folder = mkdtempSync(join(tmpdir(), 'open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('A SQLite file', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['busy_timeout', 5000],
    ['foreign_keys', 1],
  ])('is opened with %s %s', async (name, wanted) => {
    const database = await openDatabase(`file:${join(folder, 'pragmas.db')}`)
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.kysely)
    expect(Object.values(rows[0] ?? {})).toEqual([wanted])
    await database.close()
  })

  test('and its statements are never collected, which would end the process on some versions of Node', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const made = () => {
      const native = openNative(':memory:')
      const both = [new WeakRef(native), new WeakRef(native.prepare('select 1'))]
      native.close()
      return both
    }
    const others = [made(), made()]
    for (let i = 0; i < 3; i += 1) {
      collect()
      await setImmediate()
    }
    for (const ref of others.flat()) expect(ref.deref()).toBeDefined()
  })

  test('is made with the folders that lead to it, by a path or an address', async () => {
    const path = join(folder, 'a', 'b', 'perennial.db')
    const database = await openDatabase(path)
    expect(database).toMatchObject({ engine: 'sqlite', file: path, address: `file:${path}` })
    await database.close()
  })

  test.each([
    ['a folder', 'directory'],
    ['no database', 'text.db'],
  ])('that is %s is refused with its address', async (_, name) => {
    mkdirSync(join(folder, 'directory'), { recursive: true })
    writeFileSync(join(folder, 'text.db'), 'This is not a database. '.repeat(100))
    const opening = openDatabase(join(folder, name))
    await expect(opening).rejects.toBeInstanceOf(DatabaseRefused)
    await expect(opening).rejects.toMatchObject({
      code: 'database_unusable',
      words: { address: join(folder, name) },
    })
  })

  test('of which a table was changed reads the same words with the columns of now', async () => {
    const database = await openDatabase(join(folder, 'changed.db'))
    const read = async () => (await sql`select * from notes`.execute(database.kysely)).rows
    await sql`create table notes (day, note)`.execute(database.kysely)
    await sql`insert into notes values ('2027-03-01', 'first')`.execute(database.kysely)
    expect(await read()).toEqual([{ day: '2027-03-01', note: 'first' }])
    await sql`alter table notes drop column day`.execute(database.kysely)
    await sql`alter table notes add column writer`.execute(database.kysely)
    expect(await read()).toEqual([{ note: 'first', writer: null }])
    await database.close()
  })

  test('in which another writer stays is refused as busy, and nothing was changed', async () => {
    const path = join(folder, 'busy.db')
    const [one, other] = [await openDatabase(path), await openDatabase(path)]
    await sql`create table notes (note text)`.execute(one.kysely)
    await sql`pragma busy_timeout = 20`.execute(other.kysely)
    await one.kysely.transaction().execute(async (trx) => {
      await sql`insert into notes values ('first')`.execute(trx)
      const writing = transaction(
        other,
        async (second) => await sql`insert into notes values ('second')`.execute(second),
      )
      await expect(writing).rejects.toMatchObject({ code: 'database_busy' })
    })
    const { rows } = await sql`select note from notes`.execute(other.kysely)
    expect(rows).toEqual([{ note: 'first' }])
    await Promise.all([one.close(), other.close()])
  })
})

test('A Postgres that does not answer is refused without its password', async () => {
  const opening = openDatabase(
    `postgres://perennial:secret@localhost/none?host=${encodeURIComponent(folder)}`,
  )
  await expect(opening).rejects.toMatchObject({ code: 'database_unusable' })
  await expect(opening).rejects.toSatisfy(
    (error: Error) => !JSON.stringify([error.message, error]).includes('secret'),
  )
})
