import { attestationOf, trackerFileOf } from '../../../db/attestations.ts'
import { compareWithFile } from '../../actions/compared.ts'
import type { Archive } from '../../actions/quarter-list.ts'
import type { Incident } from '../../rules/comparison.ts'

/** An incident that a quarter was compared with, by the place that a button carries: `2027-Q1:17`. */

export const placeOf = (quarter: string, place: number): string => `${quarter}:${place}`

/** `event` is the report that is the same for sure; undefined where the file was replaced meanwhile. */
export async function readIncident(
  archive: Archive,
  value: string,
): Promise<{ incident: Incident; event: number | undefined } | undefined> {
  const [quarter = '', place = ''] = value.split(':')
  const row = await attestationOf(archive.trx, archive.workspace, quarter)
  const file = row && (await trackerFileOf(archive.trx, archive.workspace, quarter))
  if (!file) return undefined
  const { incidents, comparison } = await compareWithFile(archive, row, file)
  const incident = incidents[Number(place)]
  const pair = comparison.matched.find((one) => one.incident === Number(place))
  return incident && { incident, event: pair?.event }
}
