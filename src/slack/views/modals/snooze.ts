import type { About } from '../../../rules/message-facts.ts'
import type { Day, Instant, ObligationKind } from '../../../rules/terms.ts'
import { sayDay, sayMorning, sayWhenDue } from '../../../words.ts'
import { section } from '../blocks.ts'
import { dotted, mrkdwn, type Phrase } from '../mrkdwn.ts'
import { headed } from '../piece.ts'
import { day, type Filled, type Form, textIn } from './form.ts'
import { note } from './shown.ts'

export type SnoozeForm = About & {
  kind: ObligationKind
  dueOn: Day
  nextReminderAt: Instant | null
  today: Day
  /** The person's own. */
  zone: string
  /** `09:00`. */
  opens: string
}

/** What a chosen day comes to. `instead` is the day that was chosen, where its morning has passed. */
export type Snoozed =
  | { is: 'possible'; at: Instant; on: Day; instead: Day | null }
  | { is: 'overdue' | 'past the due day' | 'already passed' }
  | { is: 'nothing chosen' | 'no morning left' }

const nouns: Record<ObligationKind, string> = {
  triage: 'triage',
  review: 'review',
  endorse: 'endorsement',
  acknowledge: 'acknowledgment',
  decide: 'decision',
  fill: 'vacancy',
  attest: 'attestation',
}

/** Named by the day of which the time is shown: another day that is chosen there has not been shown yet. */
export const dayBlock = (on: string): string => `on~${on || 'none'}`

/** The resulting time is shown before it is accepted. */
export function snoozeForm(facts: SnoozeForm, filled: Filled, snoozed: Snoozed): Form {
  const { kind, dueOn, today, nextReminderAt, zone, opens } = facts
  const on = snoozed.is === 'possible' ? snoozed.on : textIn(filled, 'on')
  const head = section(dotted(headed(facts), mrkdwn`${nouns[kind]}`, mrkdwn`${sayWhenDue(dueOn, today)}`))
  if (snoozed.is === 'overdue' || snoozed.is === 'no morning left')
    return { title: 'Snooze', blocks: [head, section(result(facts, snoozed))] }
  return {
    title: 'Snooze',
    submit: 'Snooze',
    blocks: [
      head,
      day({ on }, dayBlock(on), 'Remind me on', {
        isDispatched: true,
        hint: `At ${opens} your time. On a closed day it is the next business day.`,
      }),
      section(result(facts, snoozed)),
      note(
        [
          nextReminderAt === null
            ? ''
            : `Else you are reminded on ${sayMorning(nextReminderAt, zone, today)}. `,
          'Others who are to hear of it still do.',
        ].join(''),
      ),
    ],
  }
}

function result({ kind, dueOn, today, zone, opens }: SnoozeForm, snoozed: Snoozed): Phrase {
  switch (snoozed.is) {
    case 'possible': {
      const at = mrkdwn`You are reminded on ${sayMorning(snoozed.at, zone, today)} your time.`
      return snoozed.instead === null
        ? at
        : mrkdwn`${opens} of ${sayDay(snoozed.instead, today)} has passed; the next of that weekday is chosen. ${at}`
    }
    case 'overdue':
      return kind === 'acknowledge'
        ? mrkdwn`This is overdue and cannot be snoozed. Read it, then acknowledge it.`
        : mrkdwn`This is overdue and cannot be snoozed. Submit it, or hand it over.`
    case 'past the due day':
      return mrkdwn`A snooze cannot pass the due day, ${sayDay(dueOn, today)}. Choose that day or an earlier one.`
    case 'already passed':
      return mrkdwn`That morning has passed. Choose a later day, up to ${sayDay(dueOn, today)}.`
    case 'no morning left':
      return mrkdwn`No later morning is left to be reminded on, so it cannot be put off.`
    case 'nothing chosen':
      return mrkdwn`Choose a day up to ${sayDay(dueOn, today)}.`
  }
}
