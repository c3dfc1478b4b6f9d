import { ladders } from './reminders.ts'
import type { ObligationKind } from './terms.ts'

/**
 * The workspace's own times: when people are written to, on which days they are reminded, how long they have, and
 * when others hear. They travel with its calendar.
 */

/** Days before the due day on which a holder is reminded, and how it goes on once that has passed. */
export type Ladder = { before: readonly number[]; after: (typeof afterDue)[number] }
export const afterDue = ['weekly', 'daily', 'business days'] as const

export type Times = {
  ladders: Readonly<Record<ObligationKind, Ladder>>
  /** People are written to between these hours of theirs, the second one excluded; reminders go at the first. */
  hours: { opens: number; closes: number }
  escalation: {
    /** Days before a review's due date. */
    deputies: number
    managers: number
    /** Days after it. */
    approvers: number
    channel: number
    /** Business days after the due day of an endorsement or a triage. */
    decisions: number
    /** Days after the due day of an acknowledgment. */
    acknowledgments: number
  }
  /** How many days people have: of an acknowledgment calendar days, of all else business days. */
  given: {
    /** Before a review's due date, for endorsing what is submitted. */
    submit: number
    resubmit: number
    endorse: number
    decide: number
    triage: number
    fill: number
    acknowledge: number
    joiner: number
  }
}

export const defaultTimes: Times = {
  ladders,
  hours: { opens: 9, closes: 18 },
  escalation: { deputies: 14, managers: 3, approvers: 1, channel: 10, decisions: 2, acknowledgments: 14 },
  given: {
    submit: 10,
    resubmit: 5,
    endorse: 5,
    decide: 3,
    triage: 2,
    fill: 10,
    acknowledge: 14,
    joiner: 30,
  },
}

/** `09:00`. */
export const sayHour = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
