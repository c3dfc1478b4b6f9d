import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reads } from '../../db/engine.ts'
import { transaction } from '../../db/open.ts'
import type { Table } from '../../db/schema.ts'
import { type Company, openCompany } from '../support/company.ts'
import { engines, type FreshDatabase } from '../support/engines.ts'
import { distributed, endorsed, submitted, text } from '../support/situations.ts'
import { type Told, told } from '../support/stories.ts'

/** What the database itself refuses, whatever the program does. */

/** A second row like the one there is, with another id. */
function another(table: Table, where: string, change: Record<string, string | null> = {}) {
  return async (db: Reads) => {
    const like = sql<
      Record<string, unknown>
    >`select * from ${sql.table(table)} where ${sql.raw(where)} limit 1`
    const [row] = (await like.execute(db)).rows
    if (!row) throw new Error(`Expected a row of ${table} where ${where}`)
    const values = { ...row, id: 'another', ...change } as never
    await db.insertInto(table).values(values).execute()
  }
}

function run(statement: string) {
  return async (db: Reads) => {
    await sql.raw(statement).execute(db)
  }
}

const refused: Record<string, (db: Reads) => Promise<void>> = {
  'two versions of a policy in force': another('versions', "state = 'in force'"),
  'two versions of a policy in the making': another('versions', "state = 'submitted'", {
    state: 'sent back',
  }),
  'two versions of a policy waiting for their day': another('versions', "state = 'endorsed'"),
  'two scheduled reviews of a policy': another('reviews', "state = 'open'", { state: 'in progress' }),
  'two out-of-cycle reviews that are not submitted': async (db) => {
    for (const id of ['first', 'second'])
      await another('reviews', "state = 'open'", { kind: 'out of cycle', id })(db)
  },
  'two submissions of a policy that await': another('submissions', "state = 'awaiting'"),
  'two open obligations of one kind for one thing': another('obligations', "state = 'open'"),
  'two decisions of one person on a submission': another('endorsements', "decision = 'endorsed'"),
  'two policies of one code': another('policies', "code = 'IN-FORCE'"),
  'a cadence of 13 months': run(`update policies set "cadenceMonths" = 13`),
  'a cadence of no months': run(`update policies set "cadenceMonths" = 0`),
  'a policy without a title': run(`update policies set title = ''`),
  'a policy of nobody known': run(`update policies set owner = 'nobody'`),
  'a policy in no state that there is': run(`update policies set status = 'gone'`),
  'a scheduled review that is limited': run(`update reviews set scope = 'limited' where kind = 'scheduled'`),
  'a review concluded without an outcome': run(`update reviews set state = 'concluded'`),
  'a text without its hash': run(`update versions set sha256 = null where state = 'submitted'`),
  'an acknowledgment without its time': run(`update acknowledgments set state = 'given'`),
  'a settled obligation without its time': run(`update obligations set state = 'met' where state = 'open'`),
  'an endorsement from outside without a document': run(`update endorsements set way = 'outside'`),
  'a delegation that ends before it begins': run(
    `insert into delegations (workspace, id, person, deputy, "fromOn", "untilOn") values ('w1', 'd', 'a', 'b', '2027-03-02', '2027-03-01')`,
  ),
  'an address with capitals': run(`update people set email = 'Olga@Example.com'`),
  'an endorsed text changed': run(
    `update versions set content = 'another', sha256 = 'another' where state = 'in force'`,
  ),
  'an endorsed text changed without its hash': run(
    `update versions set content = 'another' where state = 'in force'`,
  ),
  'a superseded text changed': run(`update versions set content = 'another' where state = 'superseded'`),
  'an endorsed text taken away': run(
    `update versions set content = null, sha256 = null where state = 'in force'`,
  ),
  'an endorsed version renumbered': run(`update versions set number = '9.9' where state = 'in force'`),
  'an endorsed version deleted': run(`delete from versions where state = 'in force'`),
  'an entry changed': run(`update entries set bytes = 'another' where sequence = 1`),
  'an entry deleted': run(`delete from entries where sequence = 1`),
  'all entries deleted': run(`delete from entries`),
  'two entries of one key': run(
    `insert into entries select workspace, sequence + 1000, at, actor, action, key, subject, bytes, hash from entries where sequence = 1`,
  ),
  'two entries of one sequence': run(
    `insert into entries select workspace, sequence, at, actor, action, 'another', subject, bytes, hash from entries where sequence = 1`,
  ),
}

/** With a version in force, one superseded, one waiting and one submitted. */
async function given(s: Told): Promise<void> {
  await distributed(s, 'IN-FORCE')
  const waiting = await submitted(s, 'WAITING', text('1.0', { effectiveOn: '2027-06-01' }))
  await endorsed(s, 'ann', waiting.submission)
  await submitted(s, 'SUBMITTED')
  await another('versions', "state = 'in force'", { state: 'superseded', id: 'old' })(s.database.kysely)
}

class RolledBack extends Error {}

for (const engine of engines) {
  describe(engine.name, () => {
    let fresh: FreshDatabase
    let company: Company
    beforeAll(async () => {
      fresh = await engine.open()
      company = await openCompany(fresh.url)
      await given(told(company))
    })
    afterAll(async () => {
      await company.close()
      await fresh.close()
    })

    const inVain = (change: (db: Reads) => Promise<void>) =>
      transaction(company.database, async (trx) => {
        await change(trx)
        throw new RolledBack('nothing of it stays')
      })

    test.each(Object.entries(refused))('refuses %s', async (_, change) => {
      await expect(inVain(change)).rejects.toThrow(/constraint|immutable|append-only|unique/i)
    })

    test('takes what the refusals above leave alone: a text where none was held, and another draft text', async () => {
      const held = inVain(async (db) => {
        const notHeld = { id: 'not held', state: 'superseded', content: null, sha256: null }
        await another('versions', "state = 'in force'", notHeld)(db)
        await sql`update versions set content = 'found', sha256 = 'of it' where id = 'not held'`.execute(db)
        await sql`update versions set content = 'a draft', sha256 = 'of it' where state = 'submitted'`.execute(
          db,
        )
      })
      await expect(held).rejects.toBeInstanceOf(RolledBack)
    })
  })
}
