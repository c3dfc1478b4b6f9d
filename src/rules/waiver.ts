import type { Calendar } from './business-days.ts'
import { addDays, laterDay, sayDay } from './calendar.ts'
import { addressOf, type Candidate } from './endorsement.ts'
import { refuse } from './refusal.ts'
import { ladders, passedRung, type Timed } from './reminders.ts'
import { submitBy } from './schedule.ts'
import type { Day, Instant } from './terms.ts'

/** How long a review may be waived, who decides on it, and what comes of it. */

const longestDays = 90

export type Waivable = { dueOn: Day; waivedUntil: Day | null }

/** Whatever the number of waivers, it counts from the day on which the review itself is due. */
export function latestWaiver(dueOn: Day): Day {
  return addDays(dueOn, longestDays)
}

/** The days until which a review can be waived now: later than it is due as it stands, and still to come. */
export function waiverDays({ dueOn, waivedUntil }: Waivable, today: Day): { from: Day; latest: Day } {
  const from = addDays(laterDay(waivedUntil ?? dueOn, today), 1)
  return { from, latest: latestWaiver(dueOn) }
}

/** Whether a day is left until which it could be waived. */
export function isWaivable(review: Waivable, today: Day): boolean {
  const { from, latest } = waiverDays(review, today)
  return from <= latest
}

/** `most` is the day that was asked for: who grants may shorten it. */
export function checkUntil(
  review: Waivable & { code: string },
  until: Day,
  today: Day,
  most: Day | null = null,
): void {
  const { from, latest } = waiverDays(review, today)
  if (from > latest) refuse('waiver_exhausted', { code: review.code, latest: sayDay(latest, today) })
  const last = most ?? latest
  if (from > last) refuse('waiver_passed', { until: sayDay(last, today) })
  if (until >= from && until <= last) return
  const words = { day: sayDay(until, today), from: sayDay(from, today), latest: sayDay(last, today) }
  refuse('waiver_outside', words, 'until')
}

/** A review that is due on another day keeps what is left of its waiver within the bounds; null where that is nothing. */
export function waivedAfterMove(waivedUntil: Day | null, dueOn: Day): Day | null {
  if (waivedUntil === null || waivedUntil <= dueOn) return null
  const latest = latestWaiver(dueOn)
  return waivedUntil < latest ? waivedUntil : latest
}

/** Why a person benefits from a waiver, or null: by themselves, or by a second account with the same address. */
export function benefitOf(
  person: Pick<Candidate, 'id' | 'email'>,
  { askedBy, others }: { askedBy: Candidate; others: readonly Candidate[] },
): string | null {
  if (person.id === askedBy.id) return 'you asked for it'
  if (others.some(({ id }) => id === person.id)) return 'you are to do this review, or own the policy'
  const own = addressOf(person)
  if (own === '' || ![askedBy, ...others].some((one) => addressOf(one) === own)) return null
  return 'your address is that of somebody who benefits from it'
}

/** When the owner's part is due: by the day of the waiver, with the old opening; never earlier than it was. */
export function waivedSubmitBy(
  calendar: Calendar,
  opened: { reviewOn: Day; dueOn: Day },
  waivedUntil: Day,
): Day {
  return laterDay(submitBy(calendar, opened.reviewOn, waivedUntil), opened.dueOn)
}

/** A new ladder starts: of its rungs those go that are dated, and whose moment comes, after the decision. */
export function ladderAfter(
  calendar: Calendar,
  timed: Timed,
  zone: string,
  decided: { on: Day; at: Instant },
): { rung: Day; nextReminderAt: Instant } {
  const { newest, next } = passedRung(calendar, ladders[timed.kind], timed, zone, decided.on, decided.at)
  return { rung: newest?.on ?? decided.on, nextReminderAt: next.at }
}
