import { setImmediate as breathe } from 'node:timers/promises'
import { countsOfDistributions, distributionsOfCampaign, newestCampaign } from '../../../db/campaigns.ts'
import { personById } from '../../../db/people.ts'
import type { Act } from '../../actions/act.ts'
import { dayIn } from '../../rules/calendar.ts'
import { listed } from '../../words.ts'
import type { Progress } from '../views/modals/campaign.ts'

/** Distributions of one statement: each may have asked 50,000 people, and others are to have their turn between. */
const countedAtOnce = 5

/** How far the newest campaign is; null where there was none. */
export async function progressOf({ trx, workspace, calendar }: Act): Promise<Progress | null> {
  const campaign = await newestCampaign(trx, workspace)
  if (!campaign) return null
  const distributions = await distributionsOfCampaign(trx, workspace, campaign.id)
  const sum = { given: 0, missing: 0 }
  for (let from = 0; from < distributions.length; from += countedAtOnce) {
    const ids = distributions.slice(from, from + countedAtOnce).map(({ id }) => id)
    const { given, missing } = await countsOfDistributions(trx, workspace, ids)
    sum.given += given
    sum.missing += missing
    await breathe()
  }
  const by = await personById(trx, workspace, campaign.startedBy)
  return {
    by: by?.name ?? 'somebody',
    on: dayIn(calendar.zone, campaign.startedAt),
    isAsking: campaign.state === 'asking',
    policies: campaign.policyCount,
    narrowed: [campaign.components, campaign.tags].flatMap((list) => {
      const words = JSON.parse(list) as string[]
      return words.length === 0 ? [] : [listed(words, 5)]
    }),
    asked: campaign.requestCount,
    ...sum,
    unread: distributions.filter(({ state, trouble }) => state !== 'done' && trouble).map(({ code }) => code),
  }
}
