import type { About } from '../../../rules/message-facts.ts'
import type { Day } from '../../../rules/terms.ts'
import { sayDay } from '../../../words.ts'
import { quote, section } from '../blocks.ts'
import { dotted, free, mrkdwn } from '../mrkdwn.ts'
import { headed } from '../piece.ts'
import { type Filled, type Form, text } from './form.ts'
import { consideredTicks } from './review.ts'
import { note } from './shown.ts'
import { contentFields, versionFields } from './version-fields.ts'

export type SubmitForm = About & {
  isFirst: boolean
  isReviewed: boolean
  inForce: { number: string } | null
  waiting: { number: string; effectiveOn: Day | null } | null
  proposal: { minor: string; major: string } | null
  /** Why the version in the making came back. */
  sentBack: string | null
  today: Day
}

export function submitForm(facts: SubmitForm, filled: Filled): Form {
  const { isFirst, isReviewed, inForce, waiting, proposal, sentBack, today } = facts
  const line = dotted(
    headed(facts),
    inForce === null
      ? mrkdwn`no version is in force`
      : mrkdwn`version ${free(inForce.number, 60)} is in force`,
    waiting === null
      ? null
      : mrkdwn`version ${free(waiting.number, 60)} waits for ${waiting.effectiveOn ? sayDay(waiting.effectiveOn, today) : 'its day'}`,
  )
  const rule = isFirst
    ? 'Its first endorsed version makes the policy active, and counts as its first review.'
    : isReviewed
      ? 'This concludes the review that is open, unless it is editorial: say what was considered, and the outcome in a sentence.'
      : 'Without a review only an editorial correction may be submitted. It moves no date.'
  const hint =
    proposal === null
      ? isFirst
        ? 'For example 1.0.'
        : 'Another than the numbers before.'
      : `${proposal.minor} for a minor change, ${proposal.major} for a major one.`
  return {
    title: 'Submit a version',
    submit: 'Submit',
    blocks: [
      section(line),
      note(rule),
      ...quote('Sent back', sentBack, 1_500),
      ...versionFields(filled, hint),
      ...contentFields(filled, 'Text'),
      ...(isReviewed ? [consideredTicks(filled)] : []),
      text(filled, 'note', isReviewed ? 'Outcome in a sentence' : 'For the approvers', {
        most: 3_000,
        isLong: true,
        isOptional: true,
      }),
    ],
  }
}
