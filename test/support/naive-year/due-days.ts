import {
  addDays,
  addMonths,
  businessDayOnOrBefore,
  businessDaysAfter,
  businessDaysBefore,
  type Calendar,
  type Day,
  daysBetween,
  laterDay,
} from './calendar.ts'
import type { ScenarioPolicy } from './scenario.ts'

export type ReviewDays = { openedOn: Day; dueOn: Day }

export function importedReviewDays(policy: ScenarioPolicy): ReviewDays {
  return { openedOn: policy.lastReviewedOn ?? policy.importedOn, dueOn: importedDueOn(policy) }
}

function importedDueOn(policy: ScenarioPolicy): Day {
  const { lastReviewedOn, statedNextOn, importedOn } = policy
  if (lastReviewedOn !== null) {
    const counted = addMonths(lastReviewedOn, policy.cadenceMonths)
    return statedNextOn !== null && statedNextOn < counted ? statedNextOn : counted
  }
  const statedHolds = statedNextOn !== null && statedNextOn <= addMonths(importedOn, 12)
  return statedHolds ? statedNextOn : importedOn
}

/** The review that opens when the one before is concluded. */
export function nextReviewDays(concludedOn: Day, cadenceMonths: number): ReviewDays {
  return { openedOn: concludedOn, dueOn: addMonths(concludedOn, cadenceMonths) }
}

/** The day by which the owner is to submit. */
export function submitBy(calendar: Calendar, review: ReviewDays): Day {
  const tenBefore = businessDaysBefore(calendar, review.dueOn, 10)
  const quarter = Math.max(0, Math.floor(daysBetween(review.openedOn, review.dueOn) / 4))
  const quarterBefore = addDays(review.dueOn, -quarter)
  const open = businessDayOnOrBefore(calendar, laterDay(tenBefore, quarterBefore))
  return laterDay(open, review.openedOn)
}

/**
 * Due day of an endorsement after submitting, and of the new review obligation after sending back or recalling:
 * 5 business days, never after the review's due date, but at least 2 business days.
 */
export function answerBy(calendar: Calendar, openedOn: Day, reviewDueOn: Day): Day {
  const five = businessDaysAfter(calendar, openedOn, 5)
  const atLeast = businessDaysAfter(calendar, openedOn, 2)
  const bounded = five > reviewDueOn ? reviewDueOn : five
  return laterDay(bounded, atLeast)
}
