import {
  attestationOf,
  attestedBefore,
  eventsMoved,
  eventsReported,
  reviewsCausedByAll,
} from '../../db/attestations.ts'
import type { EngineName, Reads } from '../../db/engine.ts'
import type { AttestationRow } from '../../db/schema.ts'
import { listedEvents, type QuarterList } from '../rules/attestation.ts'
import { bounds, type Period } from '../rules/quarter.ts'
import { refuse } from '../rules/refusal.ts'
import type { Quarter } from '../rules/terms.ts'

/** What a quarter's list of events is read from; an Act has all of it. */
export type Archive = {
  trx: Reads
  engine: EngineName
  workspace: string
  calendar: { zone: string }
}

/** The list as it is now. */
export async function readQuarter(
  { trx, engine, workspace, calendar: { zone } }: Archive,
  { quarter, fromOn, toOn }: Period & { quarter: Quarter },
): Promise<QuarterList> {
  const { from, before } = bounds({ fromOn, toOn }, zone)
  const events = await eventsReported(trx, workspace, { from, before })
  const attested = await attestedBefore(trx, workspace, quarter)
  const moved = await eventsMoved(trx, workspace, {
    before: attested ? bounds(attested, zone).before : from,
    since: attested?.attestedAt ?? from,
  })
  const ids = [...events, ...moved].map(({ id }) => id)
  const causes = await reviewsCausedByAll(trx, engine, workspace, ids)
  return {
    quarter,
    fromOn,
    toOn,
    events: listedEvents(zone, events, causes),
    later: listedEvents(zone, moved, causes),
  }
}

/** One that was opened; refused where none was, as long as the quarter lasts and before going live. */
export async function requireAttestation(
  { trx, workspace }: Archive,
  quarter: Quarter,
): Promise<AttestationRow> {
  return (await attestationOf(trx, workspace, quarter)) ?? refuse('unknown_quarter', { quarter })
}
