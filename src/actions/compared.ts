import { eventsReported } from '../../db/attestations.ts'
import type { TrackerFileRow } from '../../db/schema.ts'
import { addDays, dayIn, startOfDay } from '../rules/calendar.ts'
import { type Comparison, comparisonOf, type Incident } from '../rules/comparison.ts'
import { bounds, type Period } from '../rules/quarter.ts'
import type { Archive } from './quarter-list.ts'

/** A quarter's reports against the incidents of a tracker, by the reports of now. */

/** What happened at the turn of a quarter may stand in the tracker before it, and be reported after it. */
const daysAround = 31

/** Those that can be of the quarter, or the same as a report of it. */
export function isNear({ fromOn, toOn }: Period, { openedOn }: Incident): boolean {
  return (
    openedOn === null || (openedOn >= addDays(fromOn, -daysAround) && openedOn <= addDays(toOn, daysAround))
  )
}

export async function compareWith(
  { trx, workspace, calendar: { zone } }: Archive,
  period: Period,
  incidents: readonly Incident[],
): Promise<Comparison> {
  const { from, before } = bounds(period, zone)
  const earliest = startOfDay(addDays(dayIn(zone, from), -daysAround), zone)
  const rows = await eventsReported(trx, workspace, { from: earliest, before: null })
  const reports = rows.map((row) => ({
    ...row,
    isOfQuarter: row.reportedAt >= from && row.reportedAt < before,
  }))
  return comparisonOf(period, incidents, reports)
}

export async function compareWithFile(
  archive: Archive,
  period: Period,
  file: TrackerFileRow,
): Promise<{ incidents: Incident[]; comparison: Comparison }> {
  const incidents = JSON.parse(file.incidents) as Incident[]
  return { incidents, comparison: await compareWith(archive, period, incidents) }
}

export type ComparedCounts = { matched: number; likely: number; unreported: number; untracked: number }

export function comparedCounts({ matched, likely, unreported, untracked }: Comparison): ComparedCounts {
  return {
    matched: matched.length,
    likely: likely.length,
    unreported: unreported.length,
    untracked: untracked.length,
  }
}
