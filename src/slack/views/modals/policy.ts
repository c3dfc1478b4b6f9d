import type { About } from '../../../rules/message-facts.ts'
import { monthNames } from '../../../words.ts'
import { section } from '../blocks.ts'
import { headed } from '../piece.ts'
import { choose, type Filled, type Form, type FormBlock, people, person, several, text } from './form.ts'
import { note } from './shown.ts'

export type PolicyForm = {
  /** Null for a policy that is to be registered. */
  about: About | null
  /** Deputies and approvers whom Slack does not know: no field can show them, and they stay. */
  others: string[]
  statedOwner: string | null
  /** Components to choose from, and those of the policy that no field can show: they stay. */
  offered: string[]
  kept: string[]
}

/** Everything that a policy says of itself, to register it or to change it. */
export function policyForm({ about, others, statedOwner, offered, kept }: PolicyForm, filled: Filled): Form {
  return {
    title: about === null ? 'Add a policy' : 'Edit a policy',
    submit: about === null ? 'Add' : 'Save',
    blocks: [
      ...(about === null
        ? [text(filled, 'code', 'Code', { most: 100, hint: 'Short and unique, such as ISP-07.' })]
        : [section(headed(about)) as FormBlock]),
      text(filled, 'title', 'Title', { most: 300 }),
      person(filled, 'owner', 'Owner', {
        // A policy whose owner has left, or is known by a register alone, can be saved without one.
        isOptional: about !== null,
        hint:
          statedOwner === null
            ? 'Reviews it when it is due.'
            : `The register says "${statedOwner}". Choose the person.`,
      }),
      people(filled, 'deputy', 'Deputies', { hint: 'They stand in for the owner, in this order.' }),
      people(filled, 'approver', 'Approvers', { hint: "Left empty: the workspace's." }),
      ...(about === null ? [] : approval(filled)),
      ...(others.length === 0 ? [] : [note(`Not in Slack, and kept as they are: ${others.join(', ')}.`)]),
      choose(filled, 'cadence', 'Reviewed every', cadences),
      choose(filled, 'preferredMonth', 'Preferred month', monthOptions, {
        hint: 'May pull reviews earlier, never later.',
      }),
      text(filled, 'tags', 'Tags', { most: 2_000, isOptional: true, hint: 'Between commas.' }),
      several(
        filled,
        'components',
        'Components of the programme',
        offered.map((value) => ({ value, words: value })),
        { hint: 'What "/policy coverage" counts it for.' },
      ),
      ...(kept.length === 0 ? [] : [note(`Too long to choose, and kept as they are: ${kept.join(', ')}.`)]),
      note(
        about === null
          ? 'It begins as a draft: no clock runs until its first version is endorsed.'
          : 'Only another rhythm moves the due date.',
      ),
    ],
  }
}

function approval(filled: Filled): FormBlock[] {
  return [
    choose(filled, 'quorum', 'How many approvers endorse', quorums),
    choose(
      filled,
      'inOrder',
      'One after the other',
      [
        { value: 'no', words: 'No, all are asked at once' },
        { value: 'yes', words: 'Yes, in their order' },
      ],
      { hint: 'Where the workspace decides how many, it decides on this too.' },
    ),
  ]
}

const quorums = [
  { value: 'workspace', words: 'As the workspace has it' },
  { value: 'any', words: 'Any one' },
  { value: 'all', words: 'All of them' },
  ...Array.from({ length: 8 }, (_, index) => ({ value: String(index + 2), words: `${index + 2} of them` })),
]

const cadences = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  words: index === 0 ? '1 month' : `${index + 1} months`,
}))

const monthOptions = [
  { value: 'none', words: 'None' },
  ...monthNames.map((words, index) => ({ value: String(index + 1), words })),
]
