import { campaignAsking, policiesInForce } from '../../db/campaigns.ts'
import { personById } from '../../db/people.ts'
import { dayIn, sayDay } from '../rules/calendar.ts'
import type { Scope } from '../rules/campaign.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import { toAsk } from './open-campaign.ts'
import type { Action } from './perform.ts'
import { personActing, rolesOf } from './roles.ts'

export type StartCampaign = Scope

/**
 * Everything in force is asked for anew, of everybody whom it is for. This records that it begins; the asking goes on
 * in pieces, whatever happens meanwhile.
 */
export const startCampaign: Action<StartCampaign, null, { campaign: string }> = {
  name: 'start-campaign',
  async load(act, scope) {
    await requireStartable(act)
    if (!(await isAnythingToAsk(act, scope))) refuse('campaign_empty')
    return null
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, _, { components, tags }) {
    const campaign = act.id()
    await act.insert('campaigns', {
      id: campaign,
      startedBy: personActing(act),
      startedAt: act.now,
      components: JSON.stringify(components),
      tags: JSON.stringify(tags),
      state: 'asking',
      cursor: '',
      policyCount: 0,
      requestCount: 0,
      askedAt: null,
    })
    act.note('campaign')
    return { campaign }
  },
}

/** Refused before going live, and while another one is being asked. */
export async function requireStartable(act: Act): Promise<void> {
  if (act.liveAt === null) refuse('campaign_before_live')
  const asking = await campaignAsking(act.trx, act.workspace)
  if (!asking) return
  const by = await personById(act.trx, act.workspace, asking.startedBy)
  const day = sayDay(dayIn(act.calendar.zone, asking.startedAt), act.today)
  refuse('campaign_running', { name: by?.name ?? 'somebody', day })
}

const policiesAtOnce = 100

async function isAnythingToAsk(act: Act, scope: Scope): Promise<boolean> {
  for (let after = ''; ; ) {
    const rows = await policiesInForce(act.trx, act.workspace, { after, limit: policiesAtOnce })
    if (rows.some((row) => toAsk(row, scope))) return true
    const last = rows.at(-1)
    if (!last || rows.length < policiesAtOnce) return false
    after = last.policy
  }
}
