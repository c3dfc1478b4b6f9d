import { addMonths } from '../rules/calendar.ts'
import { importedSchedule, longestCadence } from '../rules/schedule.ts'
import type { Day } from '../rules/terms.ts'
import type { ImportRow } from './row.ts'

/** Dates that disagree, or that say nothing yet, change when the policy is due: each gets its sentence. */
export function noteClock(row: ImportRow, today: Day): void {
  const { note } = importedSchedule(row, today)
  if (
    row.lastReviewedOn === null &&
    row.statedNextOn !== null &&
    row.statedNextOn > addMonths(today, longestCadence)
  ) {
    row.notes.push(
      `Next review ${row.statedNextOn} without a last review is more than ${longestCadence} months away; it does not hold.`,
    )
  }
  if (row.lastReviewedOn !== null && row.statedNextOn !== null && row.statedNextOn <= row.lastReviewedOn) {
    row.notes.push(
      `Next review ${row.statedNextOn} is not after the last review ${row.lastReviewedOn}; one of them may be a slip.`,
    )
  }
  if (note !== null && row.status === 'active')
    row.notes.push(`${note.charAt(0).toUpperCase()}${note.slice(1)}.`)
}
