import { type EngineName, isOneOf, type Reads, type Trx } from './engine.ts'
import type { ReplanRow } from './schema.ts'

/** What is counted anew, piece by piece, after the workspace's times have changed. */

/** From the beginning, also where it is under way. */
export async function markReplans(trx: Trx, workspace: string): Promise<void> {
  await trx
    .insertInto('replans')
    .values((['people', 'obligations'] as const).map((part) => ({ workspace, part, after: '' })))
    .onConflict((c) => c.columns(['workspace', 'part']).doUpdateSet({ after: '' }))
    .execute()
}

export async function nextReplan(db: Reads, workspace: string): Promise<ReplanRow | undefined> {
  return await db
    .selectFrom('replans')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('part', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Null: there is nothing after it. */
export async function moveReplan(
  trx: Trx,
  { workspace, part }: ReplanRow,
  after: string | null,
): Promise<void> {
  if (after === null)
    await trx.deleteFrom('replans').where('workspace', '=', workspace).where('part', '=', part).execute()
  else
    await trx
      .updateTable('replans')
      .set({ after })
      .where('workspace', '=', workspace)
      .where('part', '=', part)
      .execute()
}

export async function peopleAfter(
  db: Reads,
  workspace: string,
  after: string,
  limit: number,
): Promise<{ id: string; zone: string | null }[]> {
  return await db
    .selectFrom('people')
    .select(['id', 'zone'])
    .where('workspace', '=', workspace)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Obligations that may be escalated, each with what that counts from. */
export async function escalatedAfter(db: Reads, workspace: string, after: string, limit: number) {
  return await db
    .selectFrom('obligations as o')
    .leftJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'o.workspace').onRef('r.id', '=', 'o.subject'),
    )
    .select(['o.id', 'o.kind', 'o.openedOn', 'o.dueOn', 'o.escalatedOn'])
    .select(['r.state as reviewState', 'r.dueOn as reviewDueOn', 'r.waivedUntil'])
    .where('o.workspace', '=', workspace)
    .where('o.state', '=', 'open')
    .where('o.id', '>', after)
    .orderBy('o.id')
    .limit(limit)
    .execute()
}

/** The day on which a holder of each was first told. */
export async function firstToldOf(
  db: Reads,
  engine: EngineName,
  workspace: string,
  obligations: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('obligationHolders')
    .select((e) => ['obligation', e.fn.min('toldOn').as('toldOn')])
    .where('workspace', '=', workspace)
    .where(isOneOf(engine, 'obligation', obligations))
    .where('as', '=', 'holder')
    .where('toldOn', 'is not', null)
    .groupBy('obligation')
    .execute()
  return new Map(rows.map(({ obligation, toldOn }) => [obligation, String(toldOn)]))
}
