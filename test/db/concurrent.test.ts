import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { isDuplicateKey, undoable } from '../../db/engine.ts'
import { giveUpLease, takeLease } from '../../db/leases.ts'
import { claim } from '../../db/notices.ts'
import { type Database, openDatabase, transaction } from '../../db/open.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { perform } from '../../src/actions/perform.ts'
import { distribute } from '../../src/distribute.ts'
import { type Company, type CompanyOptions, member, openCompany, staff } from '../support/company.ts'
import { type Engine, engines } from '../support/engines.ts'
import { inAProcess } from '../support/in-a-process.ts'
import { expectReplayed } from '../support/replay.ts'
import { directoryOf, distributed, inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'

async function withCompany(
  engine: Engine,
  prove: (company: Company, other: Database, url: string) => Promise<void>,
  options: CompanyOptions = {},
): Promise<void> {
  const fresh = await engine.open()
  const company = await openCompany(fresh.url, options)
  const other = await openDatabase(fresh.url)
  try {
    await prove(company, other, fresh.url)
  } finally {
    await Promise.all([company.close(), other.close()])
    await fresh.close()
  }
}

/** At once on Postgres; one after the other on SQLite, where one process would wait for itself in vain. */
async function both<T>(engine: Engine, one: () => Promise<T>, other: () => Promise<T>): Promise<T[]> {
  return engine.name === 'postgres' ? await Promise.all([one(), other()]) : [await one(), await other()]
}

for (const engine of engines) {
  describe(engine.name, () => {
    test('Two processes with 500 acknowledgments each leave 1,000 and no error', async () => {
      const people = Array.from({ length: 1000 }, (_, i) => member(`p${i}`))
      await withCompany(
        engine,
        async (company, _, url) => {
          const s = told(company)
          const { version } = await inForce(s)
          await distribute(s.world, directoryOf())
          const ids = people.map((_, i) => s.id(`p${i}`))
          const press = (some: string[]) =>
            inAProcess<string[]>(join(import.meta.dirname, 'acknowledging.ts'), url, version, some.join(','))
          const errors = await Promise.all([press(ids.slice(0, 500)), press(ids.slice(500))])
          expect(errors).toEqual([[], []])
          expect(await s.rows('acknowledgments', { state: 'given' })).toHaveLength(1000)
          await expectReplayed(company.database, 'w1')
        },
        { people: [...staff, ...people] },
      )
    }, 60_000)

    test('The same press from two connections at once is one entry and one answer', async () => {
      await withCompany(engine, async (company, other) => {
        const s = told(company)
        const { version } = await distributed(s)
        const press = (database: Database) =>
          perform(
            { ...company.world, database },
            s.as('sam'),
            acknowledge,
            { version, statement: 'read' },
            'press',
          )
        const answers = await both(
          engine,
          () => press(company.database),
          () => press(other),
        )
        expect(answers[0]).toEqual(answers[1])
        expect(await s.rows('entries', { key: 'press' })).toHaveLength(1)
        await expectReplayed(company.database, 'w1')
      })
    })

    test('A notice that is claimed by one sender is claimed by no other', async () => {
      await withCompany(engine, async (company, other) => {
        const s = told(company)
        for (const code of ['A', 'B', 'C']) await distributed(s, code)
        s.at('2027-03-01T15:00:00.000Z')
        const waiting = await s.rows('notices', { state: 'ready' })
        const take = (database: Database, owner: string) =>
          claim(database, 'w1', {
            owner,
            now: s.world.now(),
            lane: 'bulk',
            limit: 4,
            leaseMilliseconds: 60_000,
            except: [],
          })
        const claimed = await both(
          engine,
          () => take(company.database, 'one'),
          () => take(other, 'other'),
        )
        const ids = claimed.flat().map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).toHaveLength(waiting.filter(({ lane }) => lane === 'bulk').length)
        expect(await take(company.database, 'one')).toEqual([])
      })
    })

    test('A lease is refused to a second owner, and goes to them once it is given up, run out, or its owner is dead', async () => {
      await withCompany(engine, async ({ database }, other) => {
        expect(await takeLease(database, 'server', 'one', 60_000)).toBe('one')
        expect(await takeLease(other, 'server', 'two', 60_000)).toBe('one')
        expect(await takeLease(database, 'server', 'one', 60_000)).toBe('one')
        expect(await takeLease(other, 'server', 'two', 60_000, (owner) => owner === 'one')).toBe('two')
        await giveUpLease(database, 'server', 'one')
        expect(await takeLease(database, 'server', 'one', 60_000)).toBe('two')
        await giveUpLease(other, 'server', 'two')
        expect(await takeLease(database, 'server', 'one', 0)).toBe('one')
        expect(await takeLease(other, 'server', 'two', 60_000)).toBe('two')
        expect(await takeLease(other, 'another job', 'one', 60_000)).toBe('one')
      })
    })

    test("Leases are compared by the engine's clock, whatever Node's says", async () => {
      await withCompany(engine, async ({ database }, other) => {
        vi.useFakeTimers({ toFake: ['Date'], now: new Date('2055-01-01T00:00:00Z') })
        try {
          expect(await takeLease(database, 'server', 'one', 60_000)).toBe('one')
          vi.setSystemTime(new Date('2099-01-01T00:00:00Z'))
          expect(await takeLease(other, 'server', 'two', 60_000)).toBe('one')
        } finally {
          vi.useRealTimers()
        }
        const { until } = await database.kysely.selectFrom('leases').select('until').executeTakeFirstOrThrow()
        expect(Math.abs(Number(until) - 60_000 - Date.now())).toBeLessThan(20_000)
      })
    })

    test('Work that fails inside a transaction is undone alone, also one inside the other', async () => {
      await withCompany(engine, async ({ database }) => {
        const put = (note: string) => sql`insert into notes values (${note})`
        await sql`create table notes (note text)`.execute(database.kysely)
        await transaction(database, async (trx) => {
          await put('before').execute(trx)
          await undoable(trx, async () => {
            await put('outer').execute(trx)
            const inner = undoable(trx, async () => {
              await put('inner').execute(trx)
              throw new Error('no')
            })
            await expect(inner).rejects.toThrow('no')
            await put('after the inner').execute(trx)
          })
          const outer = undoable(trx, async () => {
            await undoable(trx, () => put('inner of the undone').execute(trx))
            throw new Error('no')
          })
          await expect(outer).rejects.toThrow('no')
        })
        const { rows } = await sql<{ note: string }>`select note from notes`.execute(database.kysely)
        expect(rows.map(({ note }) => note)).toEqual(['before', 'outer', 'after the inner'])
      })
    })

    test('A duplicate key is told from other faults', async () => {
      await withCompany(engine, async ({ database }) => {
        const twice = sql`insert into heads select * from heads`.execute(database.kysely)
        await expect(twice).rejects.toSatisfy(isDuplicateKey)
        const other = sql`insert into heads (workspace) values ('w2')`.execute(database.kysely)
        await expect(other).rejects.toSatisfy((error) => !isDuplicateKey(error))
      })
    })
  })
}
