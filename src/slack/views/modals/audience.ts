import type { About } from '../../../rules/message-facts.ts'
import { counted, listed } from '../../../words.ts'
import { section } from '../blocks.ts'
import { headed } from '../piece.ts'
import { channels, type Filled, type Form, type Option, people, several, ticks } from './form.ts'
import { note } from './shown.ts'

export type AudienceForm = About & {
  groups: Option[]
  /** People named by a register alone: no field can show them, and they stay. */
  others: string[]
}

/** Whom the choice comes to today. */
export type Reached =
  | { is: 'read'; people: number; leftOut: { why: string; count: number }[] }
  | { is: 'unread'; why: string }
  | { is: 'nobody' }

export function audienceForm(facts: AudienceForm, filled: Filled, reached: Reached): Form {
  const how = { isDispatched: true }
  return {
    title: 'Audience',
    submit: 'Save',
    blocks: [
      section(headed(facts)),
      ticks(
        filled,
        'everyone',
        'Everyone',
        [{ value: 'everyone', words: 'Everyone in this workspace', more: 'Without guests' }],
        how,
      ),
      channels(filled, 'channels', 'Members of channels', how),
      ...(facts.groups.length === 0
        ? []
        : [several(filled, 'groups', 'Members of user groups', facts.groups, how)]),
      people(filled, 'people', 'People', {
        ...how,
        hint: 'Guests are asked only where they are named here.',
      }),
      ...(facts.others.length === 0
        ? []
        : [note(`Not in Slack, and kept as they are: ${facts.others.join(', ')}.`)]),
      note(sayReached(reached)),
    ],
  }
}

function sayReached(reached: Reached): string {
  if (reached.is === 'nobody') return 'Nobody is chosen yet: a new version would be put in front of nobody.'
  if (reached.is === 'unread')
    return `It cannot be counted now: ${reached.why}. A private channel is read once Perennial is invited to it.`
  const out = reached.leftOut.map(({ why, count }) => counted(count, ...(whys[why] ?? [why, why])))
  const left = out.length === 0 ? '' : ` Left out: ${listed(out)}.`
  return `Today that is ${counted(reached.people, 'person', 'people')}.${left} Who is new in it is asked to acknowledge what is in force; it is read anew on the day of each version.`
}

/** One, and several of those who are left out. */
const whys: Record<string, [string, string]> = {
  bot: ['bot', 'bots'],
  guest: ['guest', 'guests'],
  deactivated: ['deactivated', 'deactivated'],
  'other workspace': ['of another workspace', 'of other workspaces'],
}
