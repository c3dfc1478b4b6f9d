import { addBusinessDays, businessDayFrom, type Calendar } from './business-days.ts'
import { addDays, dayIn, laterDay } from './calendar.ts'
import type { Day, Instant, ObligationKind } from './terms.ts'
import type { Times } from './times.ts'

/** Who else is told of what is late, and when. Escalation adds people and never replaces the holder. */

export type EscalationTo = 'deputies' | 'managers' | 'approvers' | 'channel'
export type EscalationPoint = { on: Day; to: EscalationTo[] }

/**
 * `countsFrom` is the date that escalations count from: a review's due date or its `waivedUntil`, else
 * the obligation's own due date; the day of going live where that is later.
 */
export type Escalated = { kind: ObligationKind; countsFrom: Day; isStarted: boolean }

export type EscalationRow = {
  kind: string
  dueOn: Day
  escalatedOn: Day | null
  reviewState: string | null
  reviewDueOn: Day | null
  waivedUntil: Day | null
}
type Around = { liveAt: Instant | null; calendar: Pick<Calendar, 'zone' | 'times'> }

/** What an obligation's escalation counts from, and after which date points are still to be told. */
export function escalatedFacts(
  { liveAt, calendar }: Around,
  row: EscalationRow,
): { subject: Escalated; after: Day | null } {
  const due = row.waivedUntil ?? row.reviewDueOn ?? row.dueOn
  const liveOn = liveAt === null ? null : dayIn(calendar.zone, liveAt)
  const subject = {
    kind: row.kind as ObligationKind,
    countsFrom: liveOn === null ? due : laterDay(due, liveOn),
    isStarted: row.reviewState !== null && row.reviewState !== 'open',
  }
  const dayBefore = liveOn === null ? null : addDays(liveOn, -1)
  const after =
    dayBefore !== null && (row.escalatedOn === null || row.escalatedOn < dayBefore)
      ? dayBefore
      : row.escalatedOn
  return { subject, after }
}

/** To whom the next point of a review speaks. */
export function nextToHear(around: Around, review: EscalationRow): EscalationTo[] {
  const { subject, after } = escalatedFacts(around, review)
  return nextReviewEscalation(around.calendar.times, subject, (day) => after === null || day > after).to
}

/** The first point after a day; null where this kind has none left. */
export function nextEscalation(
  calendar: Calendar,
  subject: Escalated,
  after: Day | null,
): EscalationPoint | null {
  const isAfter = (day: Day) => after === null || day > after
  if (subject.kind === 'review') return nextReviewEscalation(calendar.times, subject, isAfter)
  const once = onceLate(calendar, subject)
  return once && isAfter(once) ? { on: once, to: ['managers'] } : null
}

function onceLate(calendar: Calendar, { kind, countsFrom }: Escalated): Day | null {
  const { decisions, acknowledgments } = calendar.times.escalation
  if (kind === 'endorse' || kind === 'triage') return addBusinessDays(calendar, countsFrom, decisions)
  return kind === 'acknowledge' ? addDays(countsFrom, acknowledgments) : null
}

function nextReviewEscalation(
  times: Times,
  subject: Escalated,
  isAfter: (day: Day) => boolean,
): EscalationPoint {
  const { deputies, managers, approvers, channel } = times.escalation
  const fixed = [-deputies, -managers, approvers, channel]
  let weekly = 7
  while (!isAfter(addDays(subject.countsFrom, weekly))) weekly += 7
  for (const days of [...fixed, weekly].sort((a, b) => a - b)) {
    const point = { on: addDays(subject.countsFrom, days), to: toldOn(times, days, subject.isStarted) }
    if (isAfter(point.on) && point.to.length > 0) return point
  }
  throw new Error('Expected a weekly escalation after any day')
}

/** Who hears of a review so many days after its due date; before it where they are less than 0. */
function toldOn({ escalation }: Times, days: number, isStarted: boolean): EscalationTo[] {
  const { deputies, managers, approvers, channel } = escalation
  const isWeekly = days > 0 && days % 7 === 0
  const isUnstarted = !isStarted && (days === -deputies || isWeekly)
  return [
    ...(isUnstarted ? (['deputies'] as const) : []),
    ...(isUnstarted || isWeekly || days === -managers ? (['managers'] as const) : []),
    ...(days === approvers || (isWeekly && days > approvers) ? (['approvers'] as const) : []),
    ...(days === channel || (isWeekly && days > channel) ? (['channel'] as const) : []),
  ]
}

/** One role and the newest point that speaks to it. */
export type EscalationTold = { to: EscalationTo; on: Day }

/**
 * Who is to hear by a day, each of their newest point alone; a point waits for the business day after the
 * holder's first message. Nobody where none has come since the last one told, or the holder has not been
 * told yet. `lastOn` is the date of the newest point that has come, `goesOn` the business day it goes.
 */
export function escalationOf(
  calendar: Calendar,
  subject: Escalated,
  after: Day | null,
  toldOn: Day | null,
  today: Day,
): { told: EscalationTold[]; lastOn: Day | null; goesOn: Day | null; nextOn: Day | null } {
  const newest = new Map<EscalationTo, Day>()
  let lastOn: Day | null = null
  let next = nextEscalation(calendar, subject, after)
  while (next && mayGoOn(calendar, next.on, toldOn) <= today) {
    lastOn = next.on
    for (const to of next.to) newest.set(to, next.on)
    next = nextEscalation(calendar, subject, next.on)
  }
  const told = [...newest].map(([to, on]) => ({ to, on }))
  const goesOn = lastOn && mayGoOn(calendar, lastOn, toldOn)
  return { told, lastOn, goesOn, nextOn: nextEscalationOn(calendar, subject, lastOn ?? after, toldOn) }
}

/**
 * The business day on which the first point after a day may go; null where none is left, or the holder has
 * not been told yet.
 */
export function nextEscalationOn(
  calendar: Calendar,
  subject: Escalated,
  after: Day | null,
  toldOn: Day | null,
): Day | null {
  const next = nextEscalation(calendar, subject, after)
  return next && toldOn !== null ? mayGoOn(calendar, next.on, toldOn) : null
}

const never = '9999-12-31'

/** The business day on which a point may go. */
function mayGoOn(calendar: Calendar, on: Day, toldOn: Day | null): Day {
  if (toldOn === null) return never
  return laterDay(businessDayFrom(calendar, on), addBusinessDays(calendar, toldOn, 1))
}
