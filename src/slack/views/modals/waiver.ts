import type { About } from '../../../rules/message-facts.ts'
import type { Day, ReviewKind } from '../../../rules/terms.ts'
import type { DecideItem } from '../../../rules/waiver-facts.ts'
import { listed, sayBy, sayCadence, sayDay, sayWhenDue } from '../../../words.ts'
import { quote, section } from '../blocks.ts'
import { dotted, free, mrkdwn } from '../mrkdwn.ts'
import { headed, type Setting } from '../piece.ts'
import { circumstances } from '../waiver.ts'
import { day, type Filled, type Form, type FormBlock, person, text } from './form.ts'
import { note } from './shown.ts'

/** The windows to ask for a waiver, to decide on one, and to excuse somebody. */

export type WaiveForm = About & {
  kind: ReviewKind
  cadenceMonths: number
  reviewDueOn: Day
  waivedUntil: Day | null
  /** The days that can be asked for. */
  from: Day
  latest: Day
  /** Names of those who are asked. */
  deciders: string[]
  decideBy: Day
  today: Day
}

export function waiveForm(facts: WaiveForm, filled: Filled): Form {
  const { kind, cadenceMonths, reviewDueOn, waivedUntil, from, latest, deciders, decideBy, today } = facts
  return {
    title: 'Ask for a waiver',
    submit: 'Ask',
    blocks: [
      section(
        dotted(
          headed(facts),
          mrkdwn`${kind === 'scheduled' ? sayCadence(cadenceMonths) : 'out-of-cycle review'} ${sayWhenDue(reviewDueOn, today)}`,
          waivedUntil === null ? null : mrkdwn`waived until ${sayDay(waivedUntil, today)}`,
        ),
      ),
      day(filled, 'until', 'Until', {
        hint: `From ${sayDay(from, today)} to ${sayDay(latest, today)}, 90 days after the review is due. Its due date stays on the record.`,
      }),
      text(filled, 'reason', 'Reason', {
        most: 3_000,
        isLong: true,
        hint: 'Why it must be later. Who decides reads it, and auditors do.',
      }),
      note(
        `${listed(deciders, 5)} ${deciders.length === 1 ? 'is' : 'are'} asked to decide ${sayBy(decideBy, today)}. Until then nothing moves.`,
      ),
    ],
  }
}

export type DecideForm = DecideItem & { from: Day }

function asked(facts: DecideForm, setting: Setting): FormBlock[] {
  const { kind, cadenceMonths, reviewDueOn, until } = facts
  const { today, name } = setting
  return [
    section(
      dotted(
        headed(facts),
        mrkdwn`${name(facts.askedBy)} asks to waive its ${kind === 'scheduled' ? sayCadence(cadenceMonths) : 'out-of-cycle review'} until ${sayDay(until, today)}`,
        mrkdwn`the review is ${sayWhenDue(reviewDueOn, today)}`,
      ),
    ) as FormBlock,
    ...(quote('Reason', facts.reason, 2_900) as FormBlock[]),
    section(circumstances(facts, setting)) as FormBlock,
  ]
}

export function grantForm(facts: DecideForm, filled: Filled, setting: Setting): Form {
  const { from, until } = facts
  const { today } = setting
  const isOver = from > until
  return {
    title: 'Grant a waiver',
    ...(isOver ? {} : { submit: 'Grant' }),
    blocks: [
      ...asked(facts, setting),
      ...(isOver
        ? [note('The day that was asked for is over, so it can only be refused.')]
        : [
            day(filled, 'until', 'Until', {
              hint: `The day asked for, or an earlier one from ${sayDay(from, today)}.`,
            }),
            text(filled, 'comment', 'Comment', { most: 3_000, isLong: true, isOptional: true }),
            note('The review keeps its due date, and is owed and reminded of by this day from now on.'),
          ]),
    ],
  }
}

export function refuseForm(facts: DecideForm, filled: Filled, setting: Setting): Form {
  return {
    title: 'Refuse a waiver',
    submit: 'Refuse',
    blocks: [
      ...asked(facts, setting),
      text(filled, 'reason', 'Your reason', {
        most: 3_000,
        isLong: true,
        hint: 'Who asked and the owner read it. Nothing moves.',
      }),
    ],
  }
}

export type ExcuseForm = About & { number: string; missing: number }

export function excuseForm(facts: ExcuseForm, filled: Filled): Form {
  const { number, missing } = facts
  const head = section(
    dotted(
      mrkdwn`${headed(facts)}, version ${free(number, 60)}`,
      mrkdwn`${missing} ${missing === 1 ? 'has' : 'have'} not acknowledged it`,
    ),
  )
  if (missing === 0) return { title: 'Excuse', blocks: [head, note('Nobody is missing.')] }
  return {
    title: 'Excuse',
    submit: 'Excuse',
    blocks: [
      head,
      person(filled, 'person', 'Person', { hint: 'Somebody who is asked and has not acknowledged it yet.' }),
      text(filled, 'reason', 'Reason', {
        most: 3_000,
        isLong: true,
        hint: 'They read it, and auditors do.',
      }),
      note('They are told at once. For the next major version they are asked again.'),
    ],
  }
}
