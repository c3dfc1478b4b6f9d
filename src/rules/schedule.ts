import { addBusinessDays, businessDayUntil, type Calendar } from './business-days.ts'
import { addDays, addMonths, daysBetween, earlierDay, laterDay } from './calendar.ts'
import type { Day } from './terms.ts'
import type { Times } from './times.ts'

/** When things are due. Days are the workspace's. */

export const longestCadence = 12

/**
 * The due date after a whole review: its conclusion + the cadence, early or late. A preferred month
 * may pull it earlier, to the last day of that month, never later, and never into the month of the
 * conclusion, which has had its review.
 */
export function nextReviewDue(
  concludedOn: Day,
  cadenceMonths: number,
  preferredMonth: number | null = null,
): Day {
  const latest = addMonths(concludedOn, Math.min(cadenceMonths, longestCadence))
  if (preferredMonth === null || Number(latest.slice(5, 7)) === preferredMonth) return latest
  const pulled = lastDayOfMonthBefore(latest, preferredMonth)
  return pulled.slice(0, 7) > concludedOn.slice(0, 7) ? pulled : latest
}

function lastDayOfMonthBefore(day: Day, month: number): Day {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) > month ? 0 : 1)
  return addDays(addMonths(`${year}-${String(month).padStart(2, '0')}-01`, 1), -1)
}

/** `cadenceMonths` is null while a person is asked what the stated rhythm means. */
export type StatedDates = {
  lastReviewedOn: Day | null
  statedNextOn: Day | null
  cadenceMonths: number | null
}

/**
 * Where the clock of an imported policy stands. The earlier of a stated next date and last review +
 * cadence holds; a stated date alone holds if it is within 12 months of the import; else the policy
 * is due the day it became active, which is the day of its first import.
 */
export function importedSchedule(
  stated: StatedDates,
  importedOn: Day,
  activeOn: Day = importedOn,
): { openedOn: Day; dueOn: Day; note: string | null } {
  const { lastReviewedOn, statedNextOn } = stated
  const cadenceMonths = stated.cadenceMonths ?? longestCadence
  if (lastReviewedOn !== null && lastReviewedOn <= importedOn) {
    const computed = nextReviewDue(lastReviewedOn, cadenceMonths)
    if (statedNextOn === null || statedNextOn === computed)
      return { openedOn: lastReviewedOn, dueOn: computed, note: null }
    const dueOn = earlierDay(statedNextOn, computed)
    const note = `states ${statedNextOn} as next review; last review ${lastReviewedOn} + ${cadenceMonths} months is ${computed}; the earlier holds`
    return { openedOn: earlierDay(lastReviewedOn, dueOn), dueOn, note }
  }
  if (statedNextOn !== null && statedNextOn <= addMonths(importedOn, longestCadence)) {
    return { openedOn: earlierDay(activeOn, statedNextOn), dueOn: statedNextOn, note: null }
  }
  return { openedOn: activeOn, dueOn: activeOn, note: 'never reviewed as far as is known: due now' }
}

/**
 * The owner's part is due before the whole: 10 business days, unless the workspace says otherwise, before the review's due date, but never
 * more than a quarter of the days from its opening; on a closed day the business day before; never
 * before the opening.
 */
export function submitBy(calendar: Calendar, openedOn: Day, dueOn: Day): Day {
  const quarter = Math.max(0, Math.floor(daysBetween(openedOn, dueOn) / 4))
  const wanted = laterDay(
    addBusinessDays(calendar, dueOn, -calendar.times.given.submit),
    addDays(dueOn, -quarter),
  )
  return laterDay(businessDayUntil(calendar, wanted), openedOn)
}

/**
 * So many business days from a submission (to endorse), or from a send-back or recall (to submit again), never after
 * the review's due date; where that leaves under 2 business days, 2 business days, or fewer where fewer are given.
 */
export function answerBy(
  calendar: Calendar,
  from: Day,
  reviewDueOn: Day | null,
  to: 'endorse' | 'resubmit',
): Day {
  const days = calendar.times.given[to]
  const wanted = addBusinessDays(calendar, from, days)
  const bounded = reviewDueOn === null ? wanted : earlierDay(wanted, reviewDueOn)
  return laterDay(bounded, addBusinessDays(calendar, from, Math.min(days, 2)))
}

export function dueInBusinessDays(
  calendar: Calendar,
  kind: 'fill' | 'triage' | 'decide',
  openedOn: Day,
): Day {
  return addBusinessDays(calendar, openedOn, calendar.times.given[kind])
}

/** Calendar days, counted from delivery; more for who has just joined. */
export function daysToAcknowledge({ given }: Times, isJoiner: boolean): number {
  return isJoiner ? given.joiner : given.acknowledge
}

export function acknowledgeBy(times: Times, deliveredOn: Day, isJoiner: boolean): Day {
  return addDays(deliveredOn, daysToAcknowledge(times, isJoiner))
}
