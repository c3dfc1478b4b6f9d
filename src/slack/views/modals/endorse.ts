import type { types } from '@slack/bolt'
import type { Cause } from '../../../rules/disclosure.ts'
import type { About, Named } from '../../../rules/message-facts.ts'
import type { ChangeKind, Day, Instant, ReviewScope, SubmissionKind } from '../../../rules/terms.ts'
import { counted, sayCause, sayInstant, sayWhenDue } from '../../../words.ts'
import { excerpt, quote, section } from '../blocks.ts'
import { dotted, free, makeNamer, mrkdwn, type Phrase, stacked } from '../mrkdwn.ts'
import { headed, sayEffective, submissionWords } from '../piece.ts'
import { choose, type Filled, type Form, type FormBlock, text, words } from './form.ts'
import { note } from './shown.ts'
import { changeKindOptions } from './version-fields.ts'

export type EndorseForm = About & {
  submission: string
  kind: SubmissionKind
  number: string | null
  changeKind: ChangeKind | null
  scope: ReviewScope
  /** In the owner's words. */
  summary: string | null
  statement: string | null
  considered: string[]
  causes: Cause[]
  submittedBy: Named
  submittedAt: Instant
  dueOn: Day | null
  effectiveOn: Day | null
  sha256: string | null
  /** The version whose text is decided on, or the submission that a text is attached to; null where none is held. */
  text: string | null
  canCompare: boolean
  difference: { added: number; removed: number; firstLines: string[] } | null
  eventsSince: number
  /** No second person decides: the compensating step is asked for. */
  isSingle: boolean
  today: Day
  zone: string
}

/** The confirmation repeats what is decided on: the number, and the hash in full. */
export function endorseForm(facts: EndorseForm, filled: Filled): Form {
  const comment = facts.isSingle
    ? text(filled, 'comment', 'Compensating step', {
        most: 3_000,
        isLong: true,
        hint: 'You wrote or submitted this yourself, and no second person decides. Say what is done instead.',
      })
    : text(filled, 'comment', 'Comment', { most: 3_000, isLong: true, isOptional: true })
  return {
    title: 'Endorse',
    submit: 'Endorse',
    blocks: [
      ...shown(facts),
      ...(facts.kind === 'version'
        ? [
            choose(filled, 'changeKind', 'Change kind', changeKindOptions, {
              hint: 'You confirm it: it decides who is asked to acknowledge.',
            }),
          ]
        : []),
      comment,
    ],
  }
}

export function sendBackForm(facts: EndorseForm, filled: Filled): Form {
  return {
    title: 'Send back',
    submit: 'Send back',
    blocks: [
      ...shown(facts),
      text(filled, 'reason', 'Reason', {
        most: 3_000,
        isLong: true,
        hint: 'The owner reads it, and has 5 business days to submit again.',
      }),
    ],
  }
}

function shown(facts: EndorseForm): FormBlock[] {
  const { changeKind, dueOn, today, causes, summary, statement } = facts
  const line = dotted(
    mrkdwn`${headed(facts)}, ${submissionWords(facts)}`,
    changeKind === null ? null : mrkdwn`${changeKind} change`,
    dueOn === null ? null : mrkdwn`your decision is ${sayWhenDue(dueOn, today)}`,
  )
  return [
    section(line),
    ...quote('Summary', summary, 3_500),
    ...quote('Statement', statement, 3_500),
    ...quote(
      'What caused the review',
      causes.map((cause) => `• ${sayCause(cause)}`).join('\n') || null,
      1_500,
    ),
    section(circumstances(facts)),
    ...difference(facts),
    ...reading(facts),
    note(bound(facts)),
  ]
}

function circumstances(facts: EndorseForm): Phrase {
  const { submittedBy, submittedAt, zone, considered, scope, effectiveOn, kind, today } = facts
  const name = makeNamer()
  return stacked(
    mrkdwn`Submitted by ${name(submittedBy)} on ${sayInstant(submittedAt, zone)} (${zone})`,
    dotted(
      mrkdwn`Scope: ${scope === 'limited' ? 'limited to what caused the review' : scope}`,
      considered.length === 0 ? null : mrkdwn`considered: ${free(considered.join('; '), 600)}`,
    ),
    kind === 'version' ? mrkdwn`${sayEffective(effectiveOn, today)}` : mrkdwn``,
  )
}

function difference({ difference: found, canCompare }: EndorseForm): FormBlock[] {
  if (found === null)
    return canCompare ? [note('The texts are too different to show the lines that changed.')] : []
  return [excerpt(`${counted(found.added, 'line')} added, ${found.removed} removed`, found.firstLines)]
}

/** On top of this window, so that what was typed stays. */
function reading({ submission, text: version, canCompare }: EndorseForm): FormBlock[] {
  const button = (action: string, label: string, value: string): types.Button => ({
    type: 'button',
    action_id: action,
    text: words(label, 75),
    value,
  })
  const elements = [
    ...(canCompare ? [button('compare', 'Compare', submission)] : []),
    ...(version === null ? [] : [button('read_text', 'Read', version)]),
  ]
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: 'reading', elements }]
}

function bound({ sha256, eventsSince }: EndorseForm): string {
  const hash = sha256 === null ? 'Text not held' : `SHA-256 ${sha256}`
  return eventsSince === 0 ? hash : `${hash} · ${counted(eventsSince, 'event')} since submission`
}
