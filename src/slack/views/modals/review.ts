import type { Cause } from '../../../rules/disclosure.ts'
import type { About } from '../../../rules/message-facts.ts'
import type { Day, ReviewKind } from '../../../rules/terms.ts'
import { sayBy, sayCause, sayDay, sayWhenDue } from '../../../words.ts'
import { quote, section } from '../blocks.ts'
import { actions } from '../buttons.ts'
import { dotted, free, mrkdwn } from '../mrkdwn.ts'
import { headed } from '../piece.ts'
import { askWaiverPress } from '../waiver.ts'
import { type Filled, type Form, type FormBlock, radio, text, textIn, ticks } from './form.ts'
import { note } from './shown.ts'
import { contentFields, versionFields } from './version-fields.ts'

export type ReviewForm = About & {
  kind: ReviewKind
  /** Submit by; null once it was submitted. */
  dueOn: Day | null
  reviewDueOn: Day
  lastReviewedOn: Day | null
  causes: Cause[]
  mayBegin: boolean
  /** The review where a waiver can be asked for; what was waived, and what awaits its decision. */
  waivable: string | null
  waivedUntil: Day | null
  waiverAskedUntil: Day | null
  inForce: { number: string; isHeld: boolean } | null
  proposal: { minor: string; major: string } | null
  today: Day
}

/** What the owner looked at, as it is recorded. */
export const consideredWords = [
  'incidents',
  'law and contracts',
  'changes to the business or platform',
  'audit findings',
] as const

export function reviewForm(facts: ReviewForm, filled: Filled): Form {
  const outcome = textIn(filled, 'outcome')
  return {
    title: 'Review',
    submit: outcome === 'begun' ? 'Save' : 'Submit',
    blocks: [
      ...about(facts),
      radio(filled, 'outcome', 'Outcome', outcomes(facts), { isDispatched: true }),
      ...(outcome === '' || outcome === 'begun' ? [] : conclusion(facts, filled, outcome)),
    ],
  }
}

function about(facts: ReviewForm): FormBlock[] {
  const { kind, dueOn, reviewDueOn, waivedUntil, waiverAskedUntil, today } = facts
  const { lastReviewedOn, causes, inForce, waivable } = facts
  const line = dotted(
    headed(facts),
    mrkdwn`${kind === 'scheduled' ? 'scheduled review' : 'out-of-cycle review'}`,
    dueOn === null
      ? null
      : mrkdwn`${dueOn < today ? sayWhenDue(dueOn, today) : `to be submitted ${sayBy(dueOn, today)}`}`,
    mrkdwn`review due ${sayDay(reviewDueOn, today)}`,
    waivedUntil === null ? null : mrkdwn`waived until ${sayDay(waivedUntil, today)}`,
    waiverAskedUntil === null ? null : mrkdwn`a waiver until ${sayDay(waiverAskedUntil, today)} is asked for`,
    lastReviewedOn === null ? null : mrkdwn`last reviewed ${sayDay(lastReviewedOn, today)}`,
  )
  const text =
    inForce === null
      ? mrkdwn`No version is in force.`
      : mrkdwn`Version ${free(inForce.number, 60)} is in force${inForce.isHeld ? '' : '; its text is not held here'}.`
  return [
    section(line),
    section(text),
    ...(waivable === null ? [] : actions('waive', facts, [askWaiverPress(waivable)], { isOnly: true })),
    ...quote(
      'What caused the review',
      causes.map((cause) => `• ${sayCause(cause)}`).join('\n') || null,
      1_500,
    ),
  ]
}

function outcomes({ mayBegin, inForce }: ReviewForm) {
  return [
    ...(mayBegin ? [{ value: 'begun', words: 'I have begun; I will conclude later' }] : []),
    ...(inForce === null
      ? []
      : [{ value: 'reaffirmed', words: 'Reaffirm', more: 'The text stays as it is' }]),
    { value: 'revised', words: 'Revise', more: 'A new version' },
    { value: 'retired', words: 'Retire', more: 'The policy is needed no more' },
  ]
}

function conclusion(facts: ReviewForm, filled: Filled, outcome: string): FormBlock[] {
  const isRetired = outcome === 'retired'
  return [
    ...(facts.kind === 'out of cycle' && !isRetired ? [scope(filled)] : []),
    ...own(facts, filled, outcome),
    consideredTicks(filled),
    text(filled, 'note', isRetired ? 'Reason' : 'Outcome in a sentence', {
      most: 3_000,
      isLong: true,
    }),
    ...(isRetired ? [replacement(filled)] : []),
    note(
      'An approver endorses it before it counts; nobody endorses what they wrote, edited or submitted themselves.',
    ),
  ]
}

export function consideredTicks(filled: Filled): FormBlock {
  const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`
  return ticks(
    filled,
    'considered',
    'Considered',
    consideredWords.map((value) => ({ value, words: capital(value) })),
  )
}

function scope(filled: Filled): FormBlock {
  return radio(filled, 'scope', 'Scope', [
    { value: 'limited', words: 'Limited to what caused it', more: 'The yearly date stays' },
    { value: 'whole policy', words: 'Whole policy', more: 'The next review counts from this one' },
  ])
}

/** What each outcome asks for besides. */
function own({ inForce, proposal }: ReviewForm, filled: Filled, outcome: string): FormBlock[] {
  if (outcome === 'revised') {
    const hint =
      proposal === null
        ? 'Another than the numbers before.'
        : `${proposal.minor} for a minor change, ${proposal.major} for a major one.`
    return [...versionFields(filled, hint), ...contentFields(filled, 'New text')]
  }
  const needsText = outcome === 'reaffirmed' && inForce !== null && !inForce.isHeld
  return needsText ? contentFields(filled, `Text of version ${inForce.number}`) : []
}

export function replacement(filled: Filled): FormBlock {
  return text(filled, 'replacement', 'Replaced by', {
    most: 300,
    isOptional: true,
    hint: 'The policy that holds instead; left empty: none.',
  })
}
