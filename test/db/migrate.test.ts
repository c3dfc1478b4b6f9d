import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { isMigrated, migrate } from '../../db/migrate.ts'
import { openNative } from '../../db/native.ts'
import { type Database, openDatabase } from '../../db/open.ts'
import { policyByCode } from '../../db/policies.ts'
import { type Engine, engines, type FreshDatabase } from '../support/engines.ts'
import { inAProcess } from '../support/in-a-process.ts'

const all = readdirSync(join(import.meta.dirname, '../../db/migrations')).map((file) =>
  file.replace('.ts', ''),
)
const migrating = join(import.meta.dirname, 'migrating.ts')

async function ran({ kysely }: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    kysely,
  )
  return rows.map(({ name }) => name)
}

/** How the newest migrations are taken back, the last of them first. */
const backwards = [
  [
    'drop index events_undecided',
    'drop index events_decided',
    'drop index events_reported',
    'drop table "trackerFiles"',
    'drop table attestations',
  ],
  ['drop table replans'],
  ['drop index reviews_open', 'alter table homes drop column showing'],
  [
    'drop index distributions_campaign',
    'alter table distributions drop column campaign',
    'drop index acknowledgments_distribution',
    'drop table campaigns',
    'drop table "acknowledgmentsBefore"',
  ],
  ['drop table "outsideDistributions"'],
  [
    'drop table waivers',
    `create table waivers (workspace text not null, id text not null, review text not null,
      "askedBy" text not null, reason text not null, until text not null, "decidedBy" text, decision text,
      "askedAt" text not null, "decidedAt" text, primary key (workspace, id))`,
    'alter table acknowledgments drop column excuse',
  ],
  ['alter table events drop column "source"'],
  ['drop index events_merged', 'drop index review_causes_of_event'],
  ['alter table events drop column "decidedByRule"'],
  [
    'alter table events drop column "effectiveOn"',
    'alter table events drop column "mergedInto"',
    'alter table "reviewCauses" drop column "dueOn"',
  ],
  ['alter table acknowledgments drop column "snoozedUntil"'],
  ['drop index policies_code_alike', 'alter table policies drop column "codeKey"'],
]

/** As an older program left it: without the last migrations. */
async function olderDatabase(url: string, steps = 1): Promise<void> {
  const database = await openDatabase(url)
  await migrate(database)
  for (const [back, statements] of backwards.slice(0, steps).entries()) {
    for (const statement of statements) await sql.raw(statement).execute(database.kysely)
    await sql`delete from kysely_migration where name = ${all.at(-1 - back)}`.execute(database.kysely)
  }
  await database.close()
}

async function withFresh(engine: Engine, prove: (fresh: FreshDatabase) => Promise<void>): Promise<void> {
  const fresh = await engine.open()
  try {
    await prove(fresh)
  } finally {
    await fresh.close()
  }
}

for (const engine of engines) {
  describe(engine.name, () => {
    test('Every file of the migrations folder runs once, in order, and the second time nothing does', async () => {
      await withFresh(engine, async ({ url }) => {
        const database = await openDatabase(url)
        expect(await isMigrated(database)).toBe(false)
        expect(await migrate(database)).toEqual(all)
        expect(await isMigrated(database)).toBe(true)
        expect(await migrate(database)).toEqual([])
        expect(await ran(database)).toEqual(all)
        await database.close()
      })
    })

    for (const [what, prepare, wanted] of [
      ['an empty database', async () => {}, all],
      ['an older database', (url: string) => olderDatabase(url), all.slice(-1)],
    ] as const) {
      test(`Two processes that migrate ${what} at once both run, and each migration is listed once`, async () => {
        await withFresh(engine, async ({ url }) => {
          await prepare(url)
          const both = await Promise.all([
            inAProcess<string[]>(migrating, url),
            inAProcess<string[]>(migrating, url),
          ])
          expect(both.flat().sort()).toEqual(wanted)
          const database = await openDatabase(url)
          expect(await ran(database)).toEqual(all)
          await database.close()
        })
      })
    }

    test('Policies of an older database are found by their codes afterwards', async () => {
      await withFresh(engine, async ({ url }) => {
        await olderDatabase(url, backwards.length)
        const database = await openDatabase(url)
        const { kysely } = database
        await sql`insert into workspaces (workspace, name, kind, "createdAt") values ('w1', 'Example', 'real', 'now')`.execute(
          kysely,
        )
        await sql`insert into policies
          (workspace, id, code, title, "titleKey", status, "cadenceMonths", audience, tags, components, revision, "createdAt")
          values ('w1', 'p1', 'Zu\u0308rich  1', 'Doors', 'doors', 'draft', 12, '{}', '[]', '[]', 1, 'now')`.execute(
          kysely,
        )
        await migrate(database)
        expect(await policyByCode(kysely, 'w1', 'z\u00fcrich 1')).toMatchObject({ id: 'p1' })
        await database.close()
      })
    })

    test('A database that knows a later migration than the program is refused, untouched', async () => {
      await withFresh(engine, async ({ url }) => {
        const database = await openDatabase(url)
        await migrate(database)
        await sql`insert into kysely_migration (name, timestamp) values ('9999-from-tomorrow', '2099-01-01')`.execute(
          database.kysely,
        )
        await expect(migrate(database)).rejects.toMatchObject({
          code: 'newer_database',
          words: { migration: '9999-from-tomorrow' },
        })
        expect(await ran(database)).toEqual([...all, '9999-from-tomorrow'])
        await database.close()
      })
    })
  })
}

describe('On SQLite', () => {
  const [sqlite] = engines as [Engine]

  test('the file is copied before it is migrated, with everything in it', async () => {
    await withFresh(sqlite, async ({ url }) => {
      await olderDatabase(url)
      const database = await openDatabase(url)
      await sql`insert into workspaces (workspace, name, kind, "createdAt") values ('w1', 'Example', 'real', 'now')`.execute(
        database.kysely,
      )
      await migrate(database)
      await database.close()
      const copy = `${url.replace('file:', '')}.before-${String(all.length).padStart(4, '0')}`
      const copied = openNative(copy, { readonly: true })
      expect(copied.prepare('select count(*) from kysely_migration').pluck().get()).toBe(all.length - 1)
      expect(copied.prepare('select name from workspaces').pluck().get()).toBe('Example')
      copied.close()
    })
  })

  test('a new file and one that is up to date are not copied', async () => {
    await withFresh(sqlite, async ({ url }) => {
      const file = url.replace('file:', '')
      const database = await openDatabase(url)
      await migrate(database)
      await migrate(database)
      await database.close()
      expect(existsSync(file)).toBe(true)
      expect(
        readdirSync(dirname(file)).filter(
          (name) => name.startsWith(basename(file)) && name.includes('before'),
        ),
      ).toEqual([])
    })
  })
})
