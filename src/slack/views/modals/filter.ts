import type { Posture } from '../../../rules/terms.ts'
import { choose, type Filled, type Form, type FormBlock, type Option, person, several, text } from './form.ts'

export type FilterForm = { tags: string[]; components: string[]; postures: readonly Posture[] }

/** What the register in Home is narrowed to. */
export function filterForm({ tags, components, postures }: FilterForm, filled: Filled): Form {
  return {
    title: 'Filter the register',
    submit: 'Show',
    blocks: [
      several(filled, 'postures', 'Policies that are', postures.map(said), {
        hint: 'Several: policies that are all of it, such as overdue and without owner.',
      }),
      choose(filled, 'status', 'Status', statuses),
      person(filled, 'owner', 'Owner', { isOptional: true }),
      word(filled, 'tag', 'Tag', tags),
      word(filled, 'component', 'Component of the programme', components),
      text(filled, 'text', 'Title or code', { most: 200, isOptional: true, hint: 'A part of it is enough.' }),
    ],
  }
}

/** The value of "no matter which". */
export const any = '*'

const said = (words: string): Option => ({ value: words, words })

const statuses: Option[] = [
  { value: any, words: 'Any' },
  { value: 'active', words: 'Active' },
  { value: 'draft', words: 'Draft' },
  { value: 'retired', words: 'Retired' },
]

/** Slack offers a hundred, each with 75 characters at most: where there is more, it is typed. */
function word(
  filled: Filled,
  field: 'tag' | 'component',
  label: string,
  known: readonly string[],
): FormBlock {
  const isOffered = known.length < 100 && known.every((one) => one.length <= 75)
  if (!isOffered) return text(filled, field, label, { most: 200, isOptional: true })
  return choose(filled, field, label, [{ value: any, words: 'Any' }, ...known.map(said)])
}
