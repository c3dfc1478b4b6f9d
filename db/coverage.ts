import { sql } from 'kysely'
import type { Reads } from './engine.ts'
import type { PolicyRow } from './schema.ts'

export type CoverageRow = Pick<PolicyRow, 'id' | 'code' | 'title' | 'status' | 'components'> & {
  isInForce: 0 | 1
  /** Of the review that is due first of those that are not concluded. */
  dueOn: string | null
}

const isInForce = sql<0 | 1>`case when exists (select 1 from versions v
  where v.workspace = p.workspace and v.policy = p.id and v.state = 'in force') then 1 else 0 end`
const dueOn = sql<string | null>`(select min("dueOn") from reviews r
  where r.workspace = p.workspace and r.policy = p.id and r.state in ('open', 'in progress', 'submitted'))`

/** The policies that are not retired and name a component, by code. */
export async function policiesWithComponents(db: Reads, workspace: string): Promise<CoverageRow[]> {
  return await db
    .selectFrom('policies as p')
    .select(['p.id', 'p.code', 'p.title', 'p.status', 'p.components'])
    .select([isInForce.as('isInForce'), dueOn.as('dueOn')])
    .where('p.workspace', '=', workspace)
    .where('p.status', '<>', 'retired')
    .where('p.components', '<>', '[]')
    .orderBy('p.code')
    .execute()
}
