import { campaignById, type InForceRow, policiesInForce } from '../../db/campaigns.ts'
import type { CampaignRow } from '../../db/schema.ts'
import { isNobody } from '../rules/acknowledgment.ts'
import { isInScope, type Scope } from '../rules/campaign.ts'
import { refuse } from '../rules/refusal.ts'
import type { Audience } from '../rules/terms.ts'
import { openPending } from './follow-audience.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

/** The next `size` policies after `from`. */
export type OpenCampaign = { campaign: string; from: string; size: number }

/** One piece of a campaign: a distribution of what is in force now for each policy that it asks for. */
export const openCampaign: Action<OpenCampaign, CampaignRow, { cursor: string | null }> = {
  name: 'open-campaign',
  async load(act, { campaign, from }) {
    const row = await campaignById(act.trx, act.workspace, campaign)
    if (!row || row.cursor !== from) return refuse('stale', { what: 'the campaign' })
    return row
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { id, components, tags, policyCount }, { from, size }) {
    const scope = { components: JSON.parse(components), tags: JSON.parse(tags) } as Scope
    const rows = await policiesInForce(act.trx, act.workspace, { after: from, limit: size })
    const wanted = rows.filter((row) => toAsk(row, scope))
    for (const { policy, version, audience } of wanted)
      await openPending(act, {
        policy,
        version,
        asks: 'acknowledge',
        audience,
        isForJoiners: 0,
        campaign: id,
      })
    const cursor = rows.length < size ? null : (rows.at(-1)?.policy ?? null)
    await act.write('campaigns', { id }, { cursor, policyCount: policyCount + wanted.length })
    act.note('campaign')
    return { cursor }
  },
}

/** What is for nobody asks nobody. */
export function toAsk(row: InForceRow, scope: Scope): boolean {
  const policy = { components: JSON.parse(row.components), tags: JSON.parse(row.tags) } as Scope
  return !isNobody(JSON.parse(row.audience) as Audience) && isInScope(policy, scope)
}
