import { describe, expect } from 'vitest'
import type { Database } from '../../db/open.ts'
import { readRegister } from '../../src/commands/register-facts.ts'
import { readPolicy } from '../../src/commands/show.ts'
import { distribute } from '../../src/distribute.ts'
import { engines } from '../support/engines.ts'
import { delivered, directoryOf, distributed, revised, text } from '../support/situations.ts'
import { storiesOn, type Told } from '../support/stories.ts'

/** What the lists read: counted in queries and in the rows that come back. */

type Read = { queries: number; rows: number }

function counted(database: Database): { database: Database; read: Read } {
  const read: Read = { queries: 0, rows: 0 }
  const kysely = database.kysely.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      read.queries += 1
      read.rows += result.rows.length
      return result
    },
  })
  return { database: { ...database, kysely }, read }
}

async function reading<T>(
  s: Told,
  read: (record: Parameters<typeof readRegister>[0]) => Promise<T>,
): Promise<Read & { found: T }> {
  const counting = counted(s.database)
  const workspace = await s.row('workspaces', {})
  const found = await read({ database: counting.database, workspace })
  return { ...counting.read, found }
}

async function policies(s: Told, ...codes: string[]): Promise<void> {
  for (const code of codes) {
    const { policy } = await distributed(s, code)
    await revised(s, policy, text('1.1', { changeKind: 'minor' }))
  }
  await distribute(s.world, directoryOf())
  await delivered(s)
}

const today = '2027-03-01'
const show = (s: Told) => reading(s, (record) => readPolicy(record, 'ISP-1', today))
const list = (s: Told) => reading(s, (record) => readRegister(record, today))

for (const engine of engines) {
  describe(engine.name, () => {
    const story = storiesOn(engine)

    story('Showing a policy reads as much beside ten others as alone, and says the same', async (s) => {
      await policies(s, 'ISP-1')
      const alone = await show(s)
      expect(alone.found).toMatchObject({ code: 'ISP-1', version: { number: '1.1' } })
      expect(alone.found.obligations.map(({ kind }) => kind)).toEqual(['review', 'acknowledge'])
      expect(alone.found.history.map(({ actor }) => actor)).toContain('Olga')
      await policies(s, ...Array.from({ length: 10 }, (_, i) => `OTHER-${i}`))
      expect(await show(s)).toEqual(alone)
      // The counter-test: what reads all of them is found to.
      expect((await list(s)).rows).toBeGreaterThan(alone.rows)
    })

    story('Listing the register takes as many queries for eleven policies as for one', async (s) => {
      await policies(s, 'ISP-1')
      const one = await list(s)
      await policies(s, ...Array.from({ length: 10 }, (_, i) => `OTHER-${i}`))
      const all = await list(s)
      expect(all.found).toHaveLength(11)
      expect(all.queries).toBe(one.queries)
      expect(all.rows).toBeLessThanOrEqual(11 * one.rows)
    })
  })
}
