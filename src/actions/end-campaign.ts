import { campaignById, isStillAsking } from '../../db/campaigns.ts'
import type { CampaignRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

export type EndCampaign = { campaign: string }

/** Everybody has been asked: the next campaign may begin. */
export const endCampaign: Action<EndCampaign, CampaignRow, { requests: number }> = {
  name: 'end-campaign',
  async load(act, request) {
    const row = await campaignById(act.trx, act.workspace, request.campaign)
    const isOpened = row?.state === 'asking' && row.cursor === null
    if (!isOpened || (await isStillAsking(act.trx, act.workspace, row.id)))
      return refuse('stale', { what: 'the campaign' })
    return row
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { id, requestCount }) {
    await act.write('campaigns', { id }, { state: 'asked', askedAt: act.now })
    act.note('campaign')
    return { requests: requestCount }
  },
}
