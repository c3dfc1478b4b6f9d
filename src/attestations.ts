import { newestQuarter } from '../db/attestations.ts'
import { openAttestation } from './actions/open-attestation.ts'
import { perform } from './actions/perform.ts'
import type { Surroundings } from './actions/surroundings.ts'
import type { World } from './actions/world.ts'
import { dayIn } from './rules/calendar.ts'
import { quartersToOpen } from './rules/quarter.ts'
import type { Actor } from './rules/terms.ts'

/** Quarters that are over, each opened once for its attestation, also those that ended while nothing ran. */

const calendarActor: Actor = { kind: 'calendar' }

export async function openAttestations(
  world: World,
  { liveAt, today, calendar }: Surroundings,
): Promise<void> {
  if (liveAt === null) return
  const newest = await newestQuarter(world.database.kysely, world.workspace)
  for (const quarter of quartersToOpen(newest, dayIn(calendar.zone, liveAt), today))
    await perform(world, calendarActor, openAttestation, { quarter }, `attestation:${quarter}`)
}
