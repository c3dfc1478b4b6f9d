import { counted, listed } from '../../../words.ts'
import { section } from '../blocks.ts'
import { bold, dotted, free, mrkdwn } from '../mrkdwn.ts'
import { type Filled, type Form, person } from './form.ts'
import { note } from './shown.ts'

export type HandOverAllForm = {
  name: string
  hasLeft: boolean
  /** Codes of the policies that they own, and of which they are deputy or approver. */
  owns: string[]
  deputyOf: string[]
  approverOf: string[]
  /** What is open with them of what is theirs. */
  openReviews: number
  openEndorsements: number
  /** Named in the settings, for policies that have no approvers of their own. */
  isWorkspaceApprover: boolean
}

export function handOverAllForm(facts: HandOverAllForm, filled: Filled): Form {
  const { name, hasLeft, owns, deputyOf, approverOf, openReviews, openEndorsements } = facts
  const title = 'Hand over all'
  const codes = (words: string, list: string[]) =>
    list.length === 0
      ? []
      : [note(`${words} of ${counted(list.length, 'policy', 'policies')}: ${listed(list, 20)}.`)]
  const head = section(dotted(bold(free(name, 200)), hasLeft ? mrkdwn`has left` : null))
  const settings = facts.isWorkspaceApprover
    ? [note('They are also an approver of the workspace: name another one in the settings.')]
    : []
  if (owns.length + deputyOf.length + approverOf.length === 0)
    return {
      title,
      blocks: [
        head,
        note('They own no policy, and are deputy or approver of none: nothing is to be handed over.'),
        ...settings,
      ],
    }
  return {
    title,
    submit: 'Hand over',
    blocks: [
      head,
      ...codes('Owner', owns),
      ...codes('Deputy', deputyOf),
      ...codes('Approver', approverOf),
      person(filled, 'to', 'Who takes all of it', { hint: 'An active person of this workspace.' }),
      note(
        openReviews + openEndorsements === 0
          ? 'From now on they are reminded of it.'
          : `What is open goes over with its due days: ${counted(openReviews, 'review')} and ${counted(openEndorsements, 'endorsement')}. Who may not endorse something, since they wrote or submitted it, is not asked for that.`,
      ),
      ...settings,
    ],
  }
}
