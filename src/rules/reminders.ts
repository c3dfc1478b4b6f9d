import {
  addBusinessDays,
  businessDayFrom,
  businessDayUntil,
  type Calendar,
  isBusinessDay,
} from './business-days.ts'
import { addDays, atHour, dayIn, daysBetween, hourIn, laterDay, startOfDay } from './calendar.ts'
import type { Day, Instant, NoticeKind, ObligationKind } from './terms.ts'
import type { Ladder } from './times.ts'

/** Which rungs a ladder has, and on which morning each goes. */

/** Those that a workspace begins with. */
export const ladders: Record<ObligationKind, Ladder> = {
  review: { before: [30, 14, 7, 1, 0], after: 'weekly' },
  endorse: { before: [2, 0], after: 'business days' },
  triage: { before: [1, 0], after: 'business days' },
  acknowledge: { before: [7, 3, 0], after: 'weekly' },
  decide: { before: [1, 0], after: 'daily' },
  fill: { before: [5, 1, 0], after: 'weekly' },
  attest: { before: [5, 1, 0], after: 'weekly' },
}

/** What the ladder needs of an obligation. `startOn` is the day before which nothing is told. */
export type Timed = { kind: ObligationKind; openedOn: Day; dueOn: Day }
/** A rung: its date on the ladder, counted from the due date alone, and the moment it goes. */
export type Rung = { on: Day; at: Instant }

/** Rung dates up to the due date, oldest first. One longer than half the time given is left out; rung 0 never. */
export function datesBeforeDue(ladder: Ladder, timed: Timed): Day[] {
  const half = daysBetween(timed.openedOn, timed.dueOn) / 2
  return ladder.before.filter((days) => days === 0 || days <= half).map((days) => addDays(timed.dueOn, -days))
}

/** The first date on the ladder after a day; null means from the beginning. */
export function nextRungDate(calendar: Calendar, ladder: Ladder, timed: Timed, after: Day | null): Day {
  for (const date of datesBeforeDue(ladder, timed)) if (after === null || date > after) return date
  const last = after === null ? timed.dueOn : laterDay(after, timed.dueOn)
  if (ladder.after === 'business days') return addBusinessDays(calendar, last, 1)
  if (ladder.after === 'daily') return addDays(last, 1)
  return addDays(timed.dueOn, 7 * (Math.floor(daysBetween(timed.dueOn, last) / 7) + 1))
}

/**
 * The day on which a rung goes: on a closed day the next business day, except where that would pass
 * the due date: then the one before.
 */
export function sendingDay(calendar: Calendar, rungOn: Day, dueOn: Day): Day {
  const next = businessDayFrom(calendar, rungOn)
  return rungOn <= dueOn && next > dueOn ? businessDayUntil(calendar, rungOn) : next
}

/** The person's first hour of that day; earlier by a business day where the workspace's due day would have ended by then. */
export function sendingMoment(calendar: Calendar, rungOn: Day, dueOn: Day, zone: string): Instant {
  const day = sendingDay(calendar, rungOn, dueOn)
  const { opens } = calendar.times.hours
  const moment = atHour(day, opens, zone)
  const isTooLate = rungOn <= dueOn && moment >= startOfDay(addDays(dueOn, 1), calendar.zone)
  return isTooLate ? atHour(addBusinessDays(calendar, day, -1), opens, zone) : moment
}

export function nextRung(
  calendar: Calendar,
  ladder: Ladder,
  timed: Timed,
  zone: string,
  after: Day | null,
): Rung {
  const on = nextRungDate(calendar, ladder, timed, after)
  return { on, at: sendingMoment(calendar, on, timed.dueOn, zone) }
}

/**
 * After any pause only the newest passed rung counts. Null where none has passed since the last one
 * told; `next` is the rung to wake for.
 */
export function passedRung(
  calendar: Calendar,
  ladder: Ladder,
  timed: Timed,
  zone: string,
  lastRungOn: Day | null,
  now: Instant,
): { newest: Rung | null; next: Rung } {
  let newest: Rung | null = null
  let next = nextRung(calendar, ladder, timed, zone, lastRungOn)
  while (next.at <= now) {
    newest = next
    next = nextRung(calendar, ladder, timed, zone, next.on)
  }
  return { newest, next }
}

/** Whether a person may be written to now about what can wait: in the open hours of a business day. */
export function isOpenHour(calendar: Calendar, zone: string, now: Instant): boolean {
  const hour = hourIn(zone, now)
  const { opens, closes } = calendar.times.hours
  return hour >= opens && hour < closes && isBusinessDay(calendar, dayIn(zone, now))
}

/** What waits for the person's open hours, also where sending was held up; all else goes at once. */
export const keepsHours: Record<NoticeKind, boolean> = {
  reminder: true,
  distribution: true,
  'acknowledgment request': true,
  'stand-in': true,
  vacancies: true,
  'endorsement request': false,
  'sent back': false,
  outcome: false,
  'triage request': false,
  'report outcome': false,
  'event accepted': false,
  'review opened': false,
  'review changed': false,
  'waiver request': false,
  'waiver outcome': false,
  excused: false,
  trouble: false,
}

/** Now, where the person's hours are open; else when they open next. */
export function openHour(calendar: Calendar, zone: string, now: Instant): Instant {
  return isOpenHour(calendar, zone, now) ? now : nextMorning(calendar, zone, now)
}

/** The first hour of a business day at or after an instant, in a person's zone. */
export function nextMorning(calendar: Calendar, zone: string, now: Instant): Instant {
  const today = dayIn(zone, now)
  const { opens } = calendar.times.hours
  const todayAt = atHour(businessDayFrom(calendar, today), opens, zone)
  return todayAt >= now ? todayAt : atHour(businessDayFrom(calendar, addDays(today, 1)), opens, zone)
}

/** Whether a later day is left to which the holder's own reminder can be put off: on the due day itself none is. */
export function isMorningLeft(calendar: Calendar, timed: Timed, zone: string, now: Instant): boolean {
  const isBefore = dayIn(calendar.zone, now) < timed.dueOn
  return isBefore && sendingMoment(calendar, timed.dueOn, timed.dueOn, zone) > now
}

/**
 * Where a snooze would put the holder's own next reminder, or why it cannot: not past the due day,
 * not once overdue. A closed day moves like a rung.
 */
export function snoozeTo(
  calendar: Calendar,
  timed: Timed,
  zone: string,
  wantedOn: Day,
  now: Instant,
): Instant | 'overdue' | 'past the due day' | 'already passed' {
  const today = dayIn(calendar.zone, now)
  if (today > timed.dueOn) return 'overdue'
  if (wantedOn > timed.dueOn) return 'past the due day'
  const at = sendingMoment(calendar, wantedOn, timed.dueOn, zone)
  return at > now ? at : 'already passed'
}
