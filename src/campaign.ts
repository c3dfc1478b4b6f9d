import { campaignAsking, isStillAsking } from '../db/campaigns.ts'
import { endCampaign } from './actions/end-campaign.ts'
import { openCampaign } from './actions/open-campaign.ts'
import { perform } from './actions/perform.ts'
import type { World } from './actions/world.ts'
import { breathe } from './clock.ts'
import type { Actor } from './rules/terms.ts'

/** A campaign in pieces with a cursor, so that a crash goes on where it was; see distribute.ts, which asks them. */

const calendarActor: Actor = { kind: 'calendar' }
/** Policies of one transaction. */
const policiesAtOnce = 50

/** Opens a distribution for each policy of the campaign that is being asked, before any of them is sent: one message. */
export async function openCampaignAsking(world: World): Promise<void> {
  const asking = await campaignAsking(world.database.kysely, world.workspace)
  for (let from = asking?.cursor ?? null; asking && from !== null; ) {
    const request = { campaign: asking.id, from, size: policiesAtOnce }
    const key = `campaign:${asking.id}:${from}`
    from = (await perform(world, calendarActor, openCampaign, request, key)).cursor
    await breathe()
  }
}

/** What waits for an audience that cannot be read goes out later; the campaign is asked without it. */
export async function endCampaignAsked(world: World): Promise<void> {
  const { kysely } = world.database
  const asking = await campaignAsking(kysely, world.workspace)
  if (!asking || asking.cursor !== null) return
  if (await isStillAsking(kysely, world.workspace, asking.id)) return
  await perform(world, calendarActor, endCampaign, { campaign: asking.id }, `campaign:${asking.id}:asked`)
}
