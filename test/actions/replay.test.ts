import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../db/open.ts'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { type Company, openCompany } from '../support/company.ts'
import { engines, type FreshDatabase } from '../support/engines.ts'
import { expectReplayed } from '../support/replay.ts'
import { delivered, distributed, revised, text } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { wholeDatabase } from '../support/whole-database.ts'

/** Whether the proofs of the other suites could fail at all. */

const damages: [string, string][] = [
  ['a column changed', `update policies set title = 'Another title'`],
  ['a person zoned elsewhere', `update people set zone = 'Asia/Tokyo'`],
  [
    'a request answered',
    `update acknowledgments set "askedAt" = '2027-01-01T00:00:00.000Z' where state = 'open'`,
  ],
  ['a due date put off', `update acknowledgments set "dueOn" = '2027-12-31' where state = 'open'`],
  ['a row taken away', `delete from "obligationHolders"`],
  ['a row added', `insert into settings (workspace, key, value) values ('w1', 'quorum', '"any"')`],
  ['someone taken off a sealed list', `delete from "distributionPeople" where position = 2`],
  [
    'a text beside its entry changed',
    `update "entryTexts" set text = 'another' where text like 'The text of%'`,
  ],
]

for (const engine of engines) {
  describe(engine.name, () => {
    let fresh: FreshDatabase
    let company: Company
    beforeAll(async () => {
      fresh = await engine.openMigrated()
      company = await openCompany(fresh.url)
      const s = told(company)
      const { policy, version } = await distributed(s)
      s.at('2027-03-01T15:00:00.000Z')
      await delivered(s)
      await s.does('ann', acknowledge, { version, statement: 'read' })
      await revised(s, policy, text('1.1', { changeKind: 'minor' }))
    })
    afterAll(async () => {
      await company.close()
      await fresh.close()
    })

    test('An untouched record is what its entries say', async () => {
      await expectReplayed(company.database, 'w1')
    })

    test.each(damages)(
      '%s past the entries is noticed by the replay, and by who compares the whole database',
      async (_, damage) => {
        const before = await wholeDatabase(company.database)
        const undone = new Error('undone')
        const looking = transaction(company.database, async (trx) => {
          await sql.raw(damage).execute(trx)
          const damaged = { ...company.database, kysely: trx }
          await expect(expectReplayed(damaged, 'w1')).rejects.toThrow()
          expect(await wholeDatabase(damaged)).not.toEqual(before)
          throw undone
        })
        await expect(looking).rejects.toBe(undone)
      },
    )
  })
}
