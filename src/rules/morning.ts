import type { Calendar } from './business-days.ts'
import { addDays, dayIn, startOfDay } from './calendar.ts'
import { type Facts, remembering } from './remembering.ts'
import { isOpenHour, nextMorning, passedRung, sendingMoment } from './reminders.ts'
import type { Day, HolderAs, Instant, ObligationKind } from './terms.ts'

/** What one person, or one channel, is reminded of in one morning. */

export type Owed = {
  /** The obligation's id; for an acknowledgment the version's. */
  subject: string
  kind: ObligationKind
  as: HolderAs
  openedOn: Day
  dueOn: Day
  /** The date of the newest rung told. */
  rung: Day | null
  snoozedUntil: Day | null
  /** For an escalation: whether it is still called for, and when the next of its own is (a list of who is missing). */
  isCalledFor: boolean
  nextOwnAt: Instant | null
}

export type Told = { owed: Owed; rung: Day | null; nextReminderAt: Instant | null }
export type Morning = { items: Owed[]; told: Told[] }

export type PlanMorning = (wasRemindedToday: boolean, owed: readonly Owed[]) => Morning

/**
 * Decides on all that has come up for one receiver: what goes into the one message, and when each is next
 * looked at. Outside open hours, or where they were reminded today already, everything waits for the next
 * morning. Called again with its own result and the same instant, it sends nothing.
 */
export function planMorning(
  calendar: Calendar,
  zone: string,
  now: Instant,
  wasRemindedToday: boolean,
  owed: readonly Owed[],
): Morning {
  return planMornings(calendar, zone, now)(wasRemindedToday, owed)
}

/** The same for many receivers of one zone: what comes up on one morning shares its dates. */
export function planMornings(calendar: Calendar, zone: string, now: Instant): PlanMorning {
  const isOpen = isOpenHour(calendar, zone, now)
  const planHolder = remembering(datesOf, (one: Owed) => planOfHolder(calendar, zone, now, one))
  return (wasRemindedToday, owed) => {
    if (isOpen && !wasRemindedToday) return planOpenMorning(owed, planHolder)
    const from = wasRemindedToday ? startOfDay(addDays(dayIn(zone, now), 1), zone) : now
    const at = nextMorning(calendar, zone, from)
    return { items: [], told: owed.map((one) => waitUntil(one, at, planHolder)) }
  }
}

type PlanHolder = (one: Owed) => Plan

function planOpenMorning(owed: readonly Owed[], planHolder: PlanHolder): Morning {
  const items: Owed[] = []
  const told: Told[] = []
  const held = new Set(owed.filter((one) => one.as === 'holder').map((one) => one.subject))
  for (const one of owed) {
    const plan = one.as === 'holder' ? planHolder(one) : planEscalation(one, held)
    if (plan.isTold) items.push(one)
    told.push({ owed: one, rung: plan.rung, nextReminderAt: plan.nextReminderAt })
  }
  return { items, told }
}

/** What has nothing to tell yet keeps its own next moment; the rest waits for the morning. */
function waitUntil(one: Owed, at: Instant, planHolder: PlanHolder): Told {
  if (one.as === 'escalation') return { owed: one, rung: one.rung, nextReminderAt: at }
  const { isTold, nextReminderAt } = planHolder(one)
  return { owed: one, rung: one.rung, nextReminderAt: isTold ? at : nextReminderAt }
}

/** When a holder is reminded next: of the rungs that are still to come, where the days of some have changed. */
export function planAnew(calendar: Calendar, zone: string, now: Instant, one: Owed): Instant | null {
  return planOfHolder(calendar, zone, now, one).nextReminderAt
}

type Plan = { isTold: boolean; rung: Day | null; nextReminderAt: Instant | null }

/** All that a holder's plan follows from. */
function datesOf({ kind, openedOn, dueOn, rung, snoozedUntil }: Owed): Facts {
  return [kind, openedOn, dueOn, rung, snoozedUntil]
}

function planOfHolder(calendar: Calendar, zone: string, now: Instant, one: Owed): Plan {
  const ladder = calendar.times.ladders[one.kind]
  const snoozed = snoozeOf(one)
  if (snoozed === null) {
    const { newest, next } = passedRung(calendar, ladder, one, zone, one.rung, now)
    return { isTold: newest !== null, rung: newest?.on ?? one.rung, nextReminderAt: next.at }
  }
  const at = sendingMoment(calendar, snoozed, one.dueOn, zone)
  if (at > now) return { isTold: false, rung: one.rung, nextReminderAt: at }
  const { newest, next } = passedRung(calendar, ladder, one, zone, snoozed, now)
  return { isTold: true, rung: newest?.on ?? snoozed, nextReminderAt: next.at }
}

/** The day to which a reminder is put off, until the message of that morning has gone. */
function snoozeOf(one: Owed): Day | null {
  return one.snoozedUntil !== null && (one.rung === null || one.rung < one.snoozedUntil)
    ? one.snoozedUntil
    : null
}

/** Who holds it and would be escalated to gets the holder's item alone. */
function planEscalation(one: Owed, held: ReadonlySet<string>): Plan {
  const isTold = one.isCalledFor && !held.has(one.subject)
  return { isTold, rung: one.rung, nextReminderAt: one.nextOwnAt }
}
