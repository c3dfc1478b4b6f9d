import { sql } from 'kysely'
import type { Database } from '../../db/open.ts'

/** Asked once: the tables of a migrated database stay. */
const tablesOf = new WeakMap<object, string[]>()

/** Every row of every table, to compare with later: a line each, in an order of its own. */
export async function wholeDatabase({ kysely }: Database): Promise<Record<string, string[]>> {
  const tables = tablesOf.get(kysely) ?? (await kysely.introspection.getTables()).map(({ name }) => name)
  tablesOf.set(kysely, tables)
  const whole: Record<string, string[]> = {}
  for (const table of tables) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(kysely)
    whole[table] = rows.map((row) => JSON.stringify(row)).sort()
  }
  return whole
}

/** The database with its n-th statement failing after it was carried out; `seen` counts them. */
export function failingAt(database: Database, n: number): { database: Database; seen: () => number } {
  let count = 0
  const kysely = database.kysely.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      count += 1
      if (count === n) throw new StatementFailed()
      return result
    },
  })
  return { database: { ...database, kysely }, seen: () => count }
}

export class StatementFailed extends Error {}
