import {
  addDays,
  businessDayOnOrAfter,
  businessDayOnOrBefore,
  businessDaysAfter,
  businessDaysBefore,
  type Calendar,
  type Day,
  daysBetween,
} from './calendar.ts'
import { type Instant, instantAt } from './clock.ts'

export type ObligationKind = 'review' | 'endorse' | 'acknowledge' | 'fill' | 'attest'

type Ladder = { before: number[]; after: 'weekly' | 'each business day' }

const ladders: Record<ObligationKind, Ladder> = {
  review: { before: [30, 14, 7, 1, 0], after: 'weekly' },
  endorse: { before: [2, 0], after: 'each business day' },
  acknowledge: { before: [7, 3, 0], after: 'weekly' },
  fill: { before: [5, 1, 0], after: 'weekly' },
  attest: { before: [5, 1, 0], after: 'weekly' },
}

export type Term = { kind: ObligationKind; openedOn: Day; dueOn: Day }

/** The days of the rungs as counted from the due day, not yet moved for closed days, up to `last`. */
export function rungDays(calendar: Calendar, term: Term, last: Day): Day[] {
  const ladder = ladders[term.kind]
  const half = daysBetween(term.openedOn, term.dueOn) / 2
  const days = ladder.before
    .filter((rung) => rung === 0 || rung <= half)
    .map((rung) => addDays(term.dueOn, -rung))
  let next = term.dueOn
  while (next <= last) {
    next = ladder.after === 'weekly' ? addDays(next, 7) : businessDaysAfter(calendar, next, 1)
    days.push(next)
  }
  return days
}

/** When a rung reaches someone who lives in `zone`. */
export function rungMoment(calendar: Calendar, rung: Day, dueOn: Day, zone: string, workspaceZone: string) {
  const forward = businessDayOnOrAfter(calendar, rung)
  if (rung > dueOn) return nineOClock(forward, zone)
  const day = forward > dueOn ? businessDayOnOrBefore(calendar, rung) : forward
  const endOfDueDay = instantAt(addDays(dueOn, 1), '00:00', workspaceZone)
  if (nineOClock(day, zone) < endOfDueDay) return nineOClock(day, zone)
  return nineOClock(businessDaysBefore(calendar, day, 1), zone)
}

export function nineOClock(day: Day, zone: string): Instant {
  return instantAt(day, '09:00', zone)
}
