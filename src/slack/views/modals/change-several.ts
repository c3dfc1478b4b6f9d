import type { Named } from '../../../rules/message-facts.ts'
import { counted } from '../../../words.ts'
import { section } from '../blocks.ts'
import { bold, dotted, free, mrkdwn } from '../mrkdwn.ts'
import {
  channels,
  choose,
  type Filled,
  type Form,
  type FormBlock,
  type Option,
  people,
  person,
  radio,
  several,
  text,
  textIn,
  ticks,
} from './form.ts'
import { note } from './shown.ts'

/** One change of many policies: which, what, and what comes of it. */

export const fieldsOfMany = ['owner', 'deputies', 'approvers', 'audience', 'tags', 'components'] as const
export type FieldOfMany = (typeof fieldsOfMany)[number]

export type ChangeSeveralForm = {
  /** What the list was narrowed to, in words. */
  narrowed: string[]
  whose: Named | null
  /** Without those that are retired. */
  total: number
  /** Of those the first that fit what is looked for, and how many fit. */
  found: { id: string; code: string; title: string }[]
  foundCount: number
  groups: Option[]
  /** What the change as it stands in the form comes to; null where it is not complete. */
  preview: string | null
  /** Names what the preview is of. */
  mark: string
}

const labels: Record<FieldOfMany, string> = {
  owner: 'Owner',
  deputies: 'Deputies',
  approvers: 'Approvers',
  audience: 'Audience',
  tags: 'Tags',
  components: 'Components of the programme',
}

const seen = { isDispatched: true }

/** Named by what the preview is of: what was typed since then has not been shown yet. */
export const previewBlock = (mark: string): string => `field~${mark}`

export function changeSeveralForm(facts: ChangeSeveralForm, filled: Filled): Form {
  const { narrowed, whose, total, mark, preview } = facts
  const head = section(
    dotted(
      bold(mrkdwn`${counted(total, 'policy', 'policies')}`),
      ...narrowed.map((word) => free(word, 200)),
      whose === null ? null : mrkdwn`of ${free(whose.name, 100)}`,
    ),
  )
  const title = 'Change several'
  if (total === 0) return { title, blocks: [head, note('No policy that is not retired fits here.')] }
  const field = fieldsOfMany.find((one) => one === textIn(filled, 'field'))
  return {
    title,
    submit: 'Change',
    blocks: [
      head,
      radio(filled, 'which', 'Which of them', which(total), seen),
      ...(textIn(filled, 'which') === 'some' ? chosen(facts, filled) : []),
      choose(
        filled,
        previewBlock(mark),
        'What to change',
        fieldsOfMany.map((value) => ({ value, words: labels[value] })),
        seen,
      ),
      ...(field === undefined ? [] : fields(field, facts, filled)),
      ...(preview === null ? [] : [section(bold(free(preview, 2_000))) as FormBlock]),
    ],
  }
}

const which = (total: number): Option[] => [
  { value: 'all', words: `All ${total}` },
  { value: 'some', words: 'Only some of them' },
]

function chosen({ found, foundCount }: ChangeSeveralForm, filled: Filled): FormBlock[] {
  const options = found.map(({ id, code, title }) => ({ value: id, words: `${code} ${title}` }))
  const more = foundCount - found.length
  return [
    text(filled, 'find', 'Find', {
      ...seen,
      most: 100,
      isOptional: true,
      hint: 'A part of the code or the title; press Enter.',
    }),
    ...(options.length === 0
      ? [note('No policy fits here.')]
      : [several(filled, `policies~${found[0]?.id}-${foundCount}`, 'Policies', options, seen)]),
    ...(more > 0 ? [note(`… and ${counted(more, 'more policy', 'more policies')}: narrow them down.`)] : []),
  ]
}

const hows: readonly Option[] = [
  { value: 'add', words: 'Add to those that are there' },
  { value: 'replace', words: 'Replace those that are there' },
  { value: 'remove', words: 'Take away' },
]

function fields(field: FieldOfMany, facts: ChangeSeveralForm, filled: Filled): FormBlock[] {
  switch (field) {
    case 'owner':
      return [
        person(filled, 'owner', 'New owner', {
          ...seen,
          hint: 'Open reviews go over to them; reminders that were sent are not sent again.',
        }),
      ]
    case 'deputies':
    case 'approvers':
      return [
        people(filled, field, labels[field], { ...seen, isOptional: false }),
        radio(filled, 'how', 'How', hows, seen),
      ]
    case 'audience':
      return audience(facts, filled)
    default:
      return [
        text(filled, field, labels[field], {
          ...seen,
          most: 500,
          hint: 'Between commas; press Enter to see it.',
        }),
        radio(filled, 'how', 'How', hows, seen),
      ]
  }
}

function audience({ groups }: ChangeSeveralForm, filled: Filled): FormBlock[] {
  return [
    ticks(filled, 'everyone', 'Everyone', [{ value: 'everyone', words: 'Everyone in this workspace' }], seen),
    channels(filled, 'channels', 'Members of channels', seen),
    ...(groups.length === 0 ? [] : [several(filled, 'groups', 'Members of user groups', groups, seen)]),
    people(filled, 'people', 'People', seen),
    note('In place of the audience that each of them has. Who is new in it is asked for what is in force.'),
  ]
}
