import { parseDay } from '../../rules/calendar.ts'
import { refuse } from '../../rules/refusal.ts'
import type { ChangeKind, Day } from '../../rules/terms.ts'
import { type Filled, textIn } from '../views/modals/form.ts'

/** Fields of a form as types; each refusal names its field. */

export function oneOf<Word extends string>(
  filled: Filled,
  field: string,
  words: readonly Word[],
  name = field,
): Word {
  const typed = textIn(filled, field)
  const found = words.find((word) => word === typed)
  return (
    found ??
    refuse(
      'bad_request',
      { expected: `${name}: ${words.join(', ')}`, came: typed === '' ? 'nothing' : `"${typed}"` },
      field,
    )
  )
}

/** Null where none was chosen. */
export function dayIn(filled: Filled, field: string): Day | null {
  const typed = textIn(filled, field)
  if (typed === '') return null
  return parseDay(typed) ?? refuse('bad_day', { came: typed }, field)
}

export function requiredDay(filled: Filled, field: string): Day {
  return dayIn(filled, field) ?? refuse('bad_day', { came: 'nothing' }, field)
}

/** Null where nothing but spaces was typed. */
export function wordsIn(filled: Filled, field: string): string | null {
  const typed = textIn(filled, field).trim()
  return typed === '' ? null : typed
}

/** Typed between commas or on lines of their own; each once, in their order. */
export function wordListIn(filled: Filled, field: string): string[] {
  const parts = textIn(filled, field)
    .split(/[,\n]/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

export const changeKinds = ['major', 'minor', 'editorial'] as const satisfies readonly ChangeKind[]
