import { migrate } from './migrate.ts'
import { type Database, openDatabase } from './open.ts'
import type { Schema, Table } from './schema.ts'

/** The tables that registering and importing read or write, parents first; the large ones are not among them. */
const tables: readonly Table[] = [
  'workspaces',
  'settings',
  'people',
  'policies',
  'policyRoles',
  'versions',
  'reviews',
  'submissions',
  'delegations',
  'obligations',
  'obligationHolders',
  'heads',
]

/** A row has at most 23 columns, and a statement of SQLite at most 32,766 variables. */
const rowsAtOnce = 500

/** A copy of a workspace's register in memory: what is tried there changes nothing here. */
export async function copyRegister({ kysely }: Database, workspace: string): Promise<Database> {
  const copy = await openDatabase(':memory:')
  await migrate(copy)
  for (const table of tables) {
    const rows = await kysely
      .selectFrom(table as 'policies')
      .selectAll()
      .where('workspace', '=', workspace)
      .execute()
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const some = rows.slice(start, start + rowsAtOnce) as Schema['policies'][]
      await copy.kysely
        .insertInto(table as 'policies')
        .values(some)
        .execute()
    }
  }
  return copy
}
