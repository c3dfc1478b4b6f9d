import type { ObligationKind } from './terms.ts'
import { afterDue, defaultTimes, type Ladder, sayHour, type Times } from './times.ts'

/** The settings that say when: each with its default, how a person's text is read, and what fits. */

export type TimeSettings = {
  /** `09:00`. */
  sendingHour: string
  closingHour: string
  reviewReminders: Ladder
  endorseReminders: Ladder
  triageReminders: Ladder
  acknowledgeReminders: Ladder
  decideReminders: Ladder
  fillReminders: Ladder
  attestReminders: Ladder
  escalateToDeputies: number
  escalateToManagers: number
  escalateToApprovers: number
  escalateToChannel: number
  escalateDecisions: number
  escalateAcknowledgments: number
  submitDays: number
  resubmitDays: number
  endorseDays: number
  decideDays: number
  triageDays: number
  fillDays: number
  acknowledgeDays: number
  joinerDays: number
}

const { ladders, hours, escalation, given } = defaultTimes

export const timeDefaults: TimeSettings = {
  sendingHour: sayHour(hours.opens),
  closingHour: sayHour(hours.closes),
  reviewReminders: ladders.review,
  endorseReminders: ladders.endorse,
  triageReminders: ladders.triage,
  acknowledgeReminders: ladders.acknowledge,
  decideReminders: ladders.decide,
  fillReminders: ladders.fill,
  attestReminders: ladders.attest,
  escalateToDeputies: escalation.deputies,
  escalateToManagers: escalation.managers,
  escalateToApprovers: escalation.approvers,
  escalateToChannel: escalation.channel,
  escalateDecisions: escalation.decisions,
  escalateAcknowledgments: escalation.acknowledgments,
  submitDays: given.submit,
  resubmitDays: given.resubmit,
  endorseDays: given.endorse,
  decideDays: given.decide,
  triageDays: given.triage,
  fillDays: given.fill,
  acknowledgeDays: given.acknowledge,
  joinerDays: given.joiner,
}

/** Parsed once for everything that is done by them. */
export function timesOf(of: TimeSettings): Times {
  const byKind: Record<ObligationKind, Ladder> = {
    review: of.reviewReminders,
    endorse: of.endorseReminders,
    triage: of.triageReminders,
    acknowledge: of.acknowledgeReminders,
    decide: of.decideReminders,
    fill: of.fillReminders,
    attest: of.attestReminders,
  }
  return {
    ladders: byKind,
    hours: { opens: Number.parseInt(of.sendingHour, 10), closes: Number.parseInt(of.closingHour, 10) },
    escalation: {
      deputies: of.escalateToDeputies,
      managers: of.escalateToManagers,
      approvers: of.escalateToApprovers,
      channel: of.escalateToChannel,
      decisions: of.escalateDecisions,
      acknowledgments: of.escalateAcknowledgments,
    },
    given: {
      submit: of.submitDays,
      resubmit: of.resubmitDays,
      endorse: of.endorseDays,
      decide: of.decideDays,
      triage: of.triageDays,
      fill: of.fillDays,
      acknowledge: of.acknowledgeDays,
      joiner: of.joinerDays,
    },
  }
}

export type Reader<T> = { expected: string; read: (text: string) => T | undefined }

function whole(least: number, most: number, of: string): Reader<number> {
  return {
    expected: `${of} from ${least} to ${most}`,
    read(text) {
      const number = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
      return number >= least && number <= most ? number : undefined
    },
  }
}

/** `09:00`, or the hour alone. */
function hour(least: number, most: number): Reader<string> {
  return {
    expected: `a whole hour from ${sayHour(least)} to ${sayHour(most)}`,
    read(text) {
      const found = whole(least, most, '').read(text.replace(/:00$/, ''))
      return found === undefined ? undefined : sayHour(found)
    },
  }
}

const longestAhead = 365
const mostRungs = 20

/** The last one is 0: on the due day itself everybody is reminded. */
const ladder: Reader<Ladder> = {
  expected:
    'days before the due day, each fewer than the one before, the last one 0, then weekly, daily or business days, such as "30 14 7 1 0 weekly"',
  read(text) {
    const after = afterDue.find((word) => text.toLowerCase().endsWith(word))
    if (after === undefined) return undefined
    const days = text.slice(0, -after.length).replace(/(then|each|every|\s|,|;)+$/i, '')
    const words = days.split(/[\s,;]+/)
    if (words.length > mostRungs || !words.every((word) => /^\d{1,3}$/.test(word))) return undefined
    const before = words.map(Number)
    const isFalling = before.every((number, i) => i === 0 || number < (before[i - 1] as number))
    return isFalling && before.at(-1) === 0 && (before[0] as number) <= longestAhead
      ? { before, after }
      : undefined
  },
}

const daysBefore = (least: number) => whole(least, longestAhead, 'days before the due date')
const daysAfter = whole(1, longestAhead, 'days after the due date')
const businessDays = whole(1, 60, 'business days')
const calendarDays = whole(1, longestAhead, 'days')

export const timeReaders: { [Key in keyof TimeSettings]: Reader<TimeSettings[Key]> } = {
  sendingHour: hour(0, 22),
  closingHour: hour(1, 23),
  reviewReminders: ladder,
  endorseReminders: ladder,
  triageReminders: ladder,
  acknowledgeReminders: ladder,
  decideReminders: ladder,
  fillReminders: ladder,
  attestReminders: ladder,
  escalateToDeputies: daysBefore(1),
  escalateToManagers: daysBefore(0),
  escalateToApprovers: daysAfter,
  escalateToChannel: daysAfter,
  escalateDecisions: businessDays,
  escalateAcknowledgments: daysAfter,
  submitDays: businessDays,
  resubmitDays: businessDays,
  endorseDays: businessDays,
  decideDays: businessDays,
  triageDays: businessDays,
  fillDays: businessDays,
  acknowledgeDays: calendarDays,
  joinerDays: calendarDays,
}
