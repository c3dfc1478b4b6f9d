import type { EventCategory } from '../../../rules/terms.ts'
import { categoryWords, counted, listed } from '../../../words.ts'
import { quote, section } from '../blocks.ts'
import { eventCode } from '../event.ts'
import { bold, mrkdwn } from '../mrkdwn.ts'
import { type Filled, type Form, type FormBlock, text } from './form.ts'
import { note } from './shown.ts'

/** The windows that undo what was decided on a report, or the report itself. */

export type UndoForm = {
  number: number
  category: EventCategory
  what: string
  /** Policies whose reviews because of it are not submitted yet. */
  open: { code: string }[]
  /** How many reports it stands for. */
  merged: number
}

function head({ number, category, what }: UndoForm): FormBlock[] {
  const line = mrkdwn`${bold(mrkdwn`${categoryWords[category].name}`)} ${eventCode(number)}`
  return [section(line) as FormBlock, ...(quote('Report', what) as FormBlock[])]
}

/** Said before it is done: reviews that nothing else holds end with it. */
function whatFollows({ open }: UndoForm): FormBlock[] {
  if (open.length === 0) return []
  const codes = listed(
    open.map(({ code }) => code),
    10,
  )
  return [
    note(
      `${counted(open.length, 'review')} because of it ${open.length === 1 ? 'is' : 'are'} not submitted yet: ${codes}. What no other event holds is void; what others hold is due by the earliest of these.`,
    ),
  ]
}

const reason = (filled: Filled, hint: string) =>
  text(filled, 'reason', 'Reason', { most: 3_000, isLong: true, hint })

export function reopenForm(facts: UndoForm, filled: Filled): Form {
  return {
    title: 'Open again',
    submit: 'Open again',
    blocks: [
      ...head(facts),
      ...whatFollows(facts),
      reason(filled, 'Why it is to be decided anew. The record keeps it beside the decision before.'),
    ],
  }
}

export function withdrawForm(facts: UndoForm, filled: Filled): Form {
  const { merged } = facts
  const others =
    merged === 0
      ? []
      : [
          note(
            `${counted(merged, 'report')} of the same thing ${merged === 1 ? 'is' : 'are'} merged into it.`,
          ),
        ]
  return {
    title: 'Withdraw',
    submit: 'Withdraw',
    blocks: [
      ...head(facts),
      ...others,
      ...whatFollows(facts),
      reason(filled, 'Why it is taken back. The record keeps it.'),
    ],
  }
}
