import type { About } from '../../../rules/message-facts.ts'
import type { Day } from '../../../rules/terms.ts'
import { section } from '../blocks.ts'
import { dotted, free, mrkdwn } from '../mrkdwn.ts'
import { headed } from '../piece.ts'
import { day, type Filled, type Form, person } from './form.ts'
import { note } from './shown.ts'

export type HandOverForm = About & { owner: string | null; openReviews: number }

export function handOverForm(facts: HandOverForm, filled: Filled): Form {
  const owner = facts.owner === null ? mrkdwn`nobody owns it now` : mrkdwn`owned by ${free(facts.owner, 200)}`
  return {
    title: 'Hand over',
    submit: 'Hand over',
    blocks: [
      section(dotted(headed(facts), owner)),
      person(filled, 'owner', 'New owner', { hint: 'An active person of this workspace.' }),
      note(
        facts.openReviews === 0
          ? 'From now on they are reminded of its reviews.'
          : 'From now on they hold its open review, with the due date as it is. What was told already is not told again.',
      ),
    ],
  }
}

export type DelegateForm = { isManager: boolean; today: Day }

/** A policy manager may also name who decides for somebody else. */
export function delegateForm({ isManager }: DelegateForm, filled: Filled): Form {
  return {
    title: 'Delegate',
    submit: 'Delegate',
    blocks: [
      ...(isManager ? [person(filled, 'person', 'Who is absent')] : []),
      person(filled, 'deputy', 'Deputy', {
        hint: 'Decides what is to be endorsed meanwhile. Both names stay on the record.',
      }),
      day(filled, 'fromOn', 'From', { hint: 'This day included.' }),
      day(filled, 'untilOn', 'Until', { hint: 'This day included.' }),
    ],
  }
}
