import { peopleBySlackIds } from '../../../db/people.ts'
import type { Act } from '../../actions/act.ts'
import { sha256 } from '../../rules/digest.ts'
import { refuse } from '../../rules/refusal.ts'
import { counted, listed, shorten } from '../../words.ts'
import { type Filled, type Form, type FormBlock, fieldOf } from '../views/modals/form.ts'
import type { Stamp } from './modal.ts'

/** Two people with the same form open: what each changed is saved beside what the other did. */

type Value = Filled[string]

/** Of each field a short mark of what it showed: by it a save tells what this person changed, and what others did. */
export function marksOf(shown: Filled): Stamp {
  return Object.fromEntries(Object.entries(shown).map(([field, value]) => [keyOf(field), markOf(value)]))
}

/** The marks that a form goes on with after a refusal: those of now for what this person changed, and has been told of. */
export function marksAfter(filled: Filled, shown: Filled, from: Stamp): Stamp {
  const isKept = (field: string) => !isTouched(field, filled, from)
  const kept = Object.keys(shown).filter((field) => keyOf(field) in from && isKept(field))
  return {
    ...marksOf(shown),
    ...Object.fromEntries(kept.map((field) => [keyOf(field), from[keyOf(field)]!])),
  }
}

/** What is to stand now: fields that this person let be are as they are now. Fields that both changed are left to `clashing`. */
export function merged(filled: Filled, shown: Filled, from: Stamp): Filled {
  const untouched = Object.entries(shown).filter(([field]) => !isTouched(field, filled, from))
  return { ...filled, ...Object.fromEntries(untouched) }
}

/** The fields that this person and another changed to something else meanwhile. */
export function clashing(filled: Filled, shown: Filled, from: Stamp): string[] {
  return Object.entries(shown)
    .filter(([field, now]) => isTouched(field, filled, from) && markOf(now) !== from[keyOf(field)])
    .filter(([field, now]) => markOf(now) !== markOf(filled[field] as Value))
    .map(([field]) => field)
}

export async function refuseClash(
  act: Act,
  form: Form,
  fields: readonly string[],
  { now, yours }: { now: Filled; yours: Filled },
): Promise<never> {
  const told = fields.map(async (field) => {
    const block = form.blocks.find(({ block_id }) => fieldOf(block_id ?? '') === field)
    const [theirs, own] = await Promise.all([now, yours].map((filled) => wordsOf(act, block, filled[field])))
    return `${labelOf(block) ?? field}: now ${theirs}, yours ${own}`
  })
  return refuse('both_changed', { fields: (await Promise.all(told)).join('; ') })
}

const keyOf = (field: string): string => `shown:${field}`
const markOf = (value: Value): string => sha256(JSON.stringify(value)).slice(0, 12)

function isTouched(field: string, filled: Filled, from: Stamp): boolean {
  const typed = filled[field]
  return typed !== undefined && markOf(typed) !== from[keyOf(field)]
}

type Choice = { value?: string; text: { text: string } }
type Field = { label: { text: string }; element: { type: string; options?: Choice[] } }

const fieldIn = (block: FormBlock | undefined): Field | null =>
  block?.type === 'input' ? (block as unknown as Field) : null

const labelOf = (block: FormBlock | undefined): string | undefined => fieldIn(block)?.label.text

const longestTold = 200

/** What stands in a field, as the person sees it there. */
async function wordsOf(act: Act, block: FormBlock | undefined, value: Value | undefined): Promise<string> {
  const { type, options = [] } = fieldIn(block)?.element ?? { type: '' }
  const values = typeof value === 'string' ? [value].filter((one) => one !== '') : [...(value ?? [])]
  if (type.endsWith('users_select')) {
    const people = await peopleBySlackIds(act.trx, act.workspace, values)
    return listed(values.map((id) => people.find((row) => row.slackId === id)?.name ?? id)) || 'nobody'
  }
  if (values.length === 0) return 'nothing'
  // Slack shows their names, which are not known here.
  if (type.endsWith('conversations_select')) return counted(values.length, 'channel')
  const chosen = values.map((one) => options.find((option) => option.value === one)?.text.text)
  return chosen.every((words) => words !== undefined)
    ? listed(chosen)
    : `"${shorten(values.join(', '), longestTold)}"`
}
