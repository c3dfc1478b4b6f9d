import type { Reads } from './engine.ts'
import { inList } from './in-list.ts'
import type { CampaignRow } from './schema.ts'

export async function campaignById(
  db: Reads,
  workspace: string,
  id: string,
): Promise<CampaignRow | undefined> {
  return await db
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The one that is being asked; there is one at most. */
export async function campaignAsking(db: Reads, workspace: string): Promise<CampaignRow | undefined> {
  return await db
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('state', '=', 'asking')
    .executeTakeFirst()
}

export async function newestCampaign(db: Reads, workspace: string): Promise<CampaignRow | undefined> {
  return await db
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export type InForceRow = {
  policy: string
  code: string
  version: string
  audience: string
  tags: string
  components: string
}

/** Active policies with a version in force, in the order of their ids after one of them. */
export async function policiesInForce(
  db: Reads,
  workspace: string,
  { after, limit }: { after: string; limit: number },
): Promise<InForceRow[]> {
  return await db
    .selectFrom('policies as p')
    .innerJoin('versions as v', (join) =>
      join.onRef('v.workspace', '=', 'p.workspace').onRef('v.policy', '=', 'p.id'),
    )
    .select(['p.id as policy', 'p.code', 'v.id as version', 'p.audience', 'p.tags', 'p.components'])
    .where('p.workspace', '=', workspace)
    .where('p.id', '>', after)
    .where('p.status', '=', 'active')
    .where('v.state', '=', 'in force')
    .orderBy('p.id')
    .limit(limit)
    .execute()
}

/** Whether anybody of a campaign is still to be asked. What waits for an audience that cannot be read holds up nothing. */
export async function isStillAsking(db: Reads, workspace: string, campaign: string): Promise<boolean> {
  const row = await db
    .selectFrom('distributions')
    .select('id')
    .where('workspace', '=', workspace)
    .where('campaign', '=', campaign)
    .where('state', '<>', 'done')
    .where('trouble', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type DistributionOfCampaign = { id: string; code: string; state: string; trouble: string | null }

export async function distributionsOfCampaign(
  db: Reads,
  workspace: string,
  campaign: string,
): Promise<DistributionOfCampaign[]> {
  return await db
    .selectFrom('distributions as d')
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'd.workspace').onRef('p.id', '=', 'd.policy'),
    )
    .select(['d.id', 'p.code', 'd.state', 'd.trouble'])
    .where('d.workspace', '=', workspace)
    .where('d.campaign', '=', campaign)
    .orderBy('p.code')
    .execute()
}

/** How many acknowledged what these distributions asked for, and how many still owe it, by index alone. */
export async function countsOfDistributions(
  db: Reads,
  workspace: string,
  distributions: readonly string[],
): Promise<{ given: number; missing: number }> {
  const rows = await db
    .selectFrom('acknowledgments')
    .select((e) => ['state', e.fn.countAll<number>().as('count')])
    .where('workspace', '=', workspace)
    .where('distribution', 'in', inList(distributions))
    .where('state', 'in', ['open', 'given'])
    .groupBy('state')
    .execute()
  const before = await db
    .selectFrom('acknowledgmentsBefore')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('workspace', '=', workspace)
    .where('distribution', 'in', inList(distributions))
    .executeTakeFirstOrThrow()
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return { given: of('given') + Number(before.count), missing: of('open') }
}
