import type { Reads } from './engine.ts'
import type { OutsideDistributionRow, VersionRow } from './schema.ts'

export type OutsideDistribution = OutsideDistributionRow & Pick<VersionRow, 'number'>

/** What of a policy went to others than Slack's people, the newest first. */
export async function outsideDistributionsOf(
  db: Reads,
  workspace: string,
  policy: string,
): Promise<OutsideDistribution[]> {
  return await db
    .selectFrom('outsideDistributions as o')
    .innerJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'o.workspace').onRef('v.id', '=', 'o.version'),
    )
    .selectAll('o')
    .select('v.number')
    .where('o.workspace', '=', workspace)
    .where('o.policy', '=', policy)
    .orderBy('o.sentOn', 'desc')
    .orderBy('o.recordedAt', 'desc')
    .orderBy('o.id')
    .execute()
}
