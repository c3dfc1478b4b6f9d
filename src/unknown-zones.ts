import { holdersInZones, zonesOfHolders } from '../db/holders.ts'
import { perform } from './actions/perform.ts'
import { reportTrouble } from './actions/report-trouble.ts'
import { surroundings } from './actions/surroundings.ts'
import type { World } from './actions/world.ts'
import { parseZone } from './rules/calendar.ts'

/** Whoever holds something in a zone that is not known is written to by the workspace's; the managers hear once. */
export async function reportUnknownZones(world: World): Promise<void> {
  const { kysely } = world.database
  const { calendar, liveAt } = await surroundings(world, kysely)
  if (liveAt === null) return
  const unknown = (await zonesOfHolders(kysely, world.workspace)).filter((zone) => !parseZone(zone))
  for (const { id, name, zone } of await holdersInZones(kysely, world.workspace, unknown)) {
    const given = zone ? `the time zone "${zone}", which is not known,` : 'no time zone'
    const sentence = `Slack gives ${given} for ${name}, so messages go by the workspace's zone, ${calendar.zone}. Have them set their zone in Slack.`
    const request = { subject: `zone:${id}:${zone ?? ''}`, sentence, distribution: null }
    await perform(world, { kind: 'directory' }, reportTrouble, request, `trouble:zone:${id}:${zone ?? ''}`)
  }
}
