import type { types } from '@slack/bolt'
import { shorten } from '../../../words.ts'
import { clean } from '../mrkdwn.ts'

/** Fields of a form. What stands in one is what was typed, or how the form began. */

/** By field: a text, a chosen value or a day; several of them; ids of files. */
export type Filled = Readonly<Record<string, string | readonly string[]>>

export type FormBlock =
  | types.InputBlock
  | types.SectionBlock
  | types.ContextBlock
  | types.RichTextBlock
  | types.ActionsBlock

export type Form = { title: string; submit?: string; blocks: FormBlock[] }

export type Option = { value: string; words: string; more?: string }

type How = { hint?: string; isOptional?: boolean; isDispatched?: boolean }

/** Every field has this action, so that what stands in it is found by its block alone. */
export const fieldAction = 'value'

export const words = (text: string, most: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: shorten(clean(text), most) || ' ',
  emoji: false,
})

export function textIn(filled: Filled, field: string): string {
  const found = filled[field]
  return typeof found === 'string' ? found : ''
}

export function listIn(filled: Filled, field: string): string[] {
  const found = filled[field]
  return typeof found === 'object' ? [...found] : []
}

type Element = types.InputBlock['element']

/** A block named `day~2` is the field `day`: Slack keeps what stands in a block of the same name, whatever we send. */
function input(name: string, label: string, element: Element, how: How): types.InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: words(label, 150),
    element: { ...element, action_id: fieldAction } as Element,
    optional: how.isOptional === true,
    ...(how.hint === undefined ? {} : { hint: words(how.hint, 500) }),
    ...(how.isDispatched ? { dispatch_action: true } : {}),
  }
}

/** The field of a block: `day~2` is the field `day`. */
export const fieldOf = (block: string): string => block.split('~')[0] as string

type TextHow = How & { most: number; isLong?: boolean; placeholder?: string }

/** Slack itself refuses what is longer than `most`. */
export function text(filled: Filled, name: string, label: string, how: TextHow): types.InputBlock {
  const initial = textIn(filled, fieldOf(name)).slice(0, how.most)
  const element: types.PlainTextInput = {
    type: 'plain_text_input',
    max_length: how.most,
    ...(how.isLong ? { multiline: true } : {}),
    ...(initial === '' ? {} : { initial_value: initial }),
    ...(how.placeholder === undefined ? {} : { placeholder: words(how.placeholder, 150) }),
    ...(how.isDispatched ? { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } } : {}),
  }
  return input(name, label, element, how)
}

function optionsOf(options: readonly Option[]): types.PlainTextOption[] {
  const seen = new Map<string, number>()
  return options.map(({ value, words: said, more }) => {
    const short = shorten(clean(said).replace(/\s+/g, ' ').trim(), 75)
    const count = (seen.get(short) ?? 0) + 1
    seen.set(short, count)
    // Two that begin alike are told apart by a number.
    const distinct = count === 1 ? short : `${shorten(short, 68)} (${count})`
    return {
      text: words(distinct, 75),
      value,
      ...(more === undefined || more === '' ? {} : { description: words(more.replace(/\s+/g, ' '), 75) }),
    }
  })
}

type OptionHow = How & { placeholder?: string }

/** What a field begins with, under the name that its element has for it; nothing where it begins empty. */
function beginning<Name extends string, Value extends string | readonly unknown[]>(
  name: Name,
  value: Value,
): { [Key in Name]?: Value } {
  return value.length === 0 ? {} : ({ [name]: value } as { [Key in Name]?: Value })
}

function chosenOf(filled: Filled, name: string, options: readonly types.PlainTextOption[]) {
  const initial = options.find(({ value }) => value === filled[fieldOf(name)])
  return initial ? { initial_option: initial } : {}
}

function severalOf(filled: Filled, name: string, options: readonly types.PlainTextOption[]) {
  const chosen = listIn(filled, fieldOf(name))
  return beginning(
    'initial_options',
    options.filter(({ value }) => chosen.includes(value as string)),
  )
}

export function choose(
  filled: Filled,
  name: string,
  label: string,
  options: readonly Option[],
  how: OptionHow = {},
): types.InputBlock {
  const all = optionsOf(options)
  const element: types.StaticSelect = {
    type: 'static_select',
    options: all,
    ...chosenOf(filled, name, all),
    ...(how.placeholder === undefined ? {} : { placeholder: words(how.placeholder, 150) }),
  }
  return input(name, label, element, how)
}

export function radio(
  filled: Filled,
  name: string,
  label: string,
  options: readonly Option[],
  how: How = {},
): types.InputBlock {
  const all = optionsOf(options)
  const element: types.RadioButtons = { type: 'radio_buttons', options: all, ...chosenOf(filled, name, all) }
  return input(name, label, element, how)
}

export function ticks(
  filled: Filled,
  name: string,
  label: string,
  options: readonly Option[],
  how: How = {},
): types.InputBlock {
  const all = optionsOf(options)
  const element: types.Checkboxes = { type: 'checkboxes', options: all, ...severalOf(filled, name, all) }
  return input(name, label, element, { isOptional: true, ...how })
}

/** Several of a list, which may be longer than the hundred that Slack takes at once. */
export function several(
  filled: Filled,
  name: string,
  label: string,
  options: readonly Option[],
  how: How = {},
): types.InputBlock {
  const all = optionsOf(options)
  const groups: types.MultiStaticSelect['option_groups'] = []
  for (let from = 0; from < all.length; from += 100)
    groups.push({ label: words(`From ${from + 1}`, 75), options: all.slice(from, from + 100) })
  const element: types.MultiStaticSelect = {
    type: 'multi_static_select',
    ...(all.length > 100 ? { option_groups: groups } : { options: all }),
    ...severalOf(filled, name, all),
  }
  return input(name, label, element, { isOptional: true, ...how })
}

/** By Slack ids. */
export function person(filled: Filled, name: string, label: string, how: How = {}): types.InputBlock {
  const initial = beginning('initial_user', textIn(filled, fieldOf(name)))
  return input(name, label, { type: 'users_select', ...initial }, how)
}

export function people(filled: Filled, name: string, label: string, how: How = {}): types.InputBlock {
  const initial = beginning('initial_users', listIn(filled, fieldOf(name)))
  return input(name, label, { type: 'multi_users_select', ...initial }, { isOptional: true, ...how })
}

/** What is named is written to, or its members are read: conversations with people are left out. */
const channelsAlone: NonNullable<types.ConversationsSelect['filter']> = { include: ['public', 'private'] }

export function channel(filled: Filled, name: string, label: string, how: How = {}): types.InputBlock {
  const initial = beginning('initial_conversation', textIn(filled, fieldOf(name)))
  return input(name, label, { type: 'conversations_select', filter: channelsAlone, ...initial }, how)
}

export function channels(filled: Filled, name: string, label: string, how: How = {}): types.InputBlock {
  const initial = beginning('initial_conversations', listIn(filled, fieldOf(name)))
  const element: Element = { type: 'multi_conversations_select', filter: channelsAlone, ...initial }
  return input(name, label, element, { isOptional: true, ...how })
}

export function day(filled: Filled, name: string, label: string, how: How = {}): types.InputBlock {
  const initial = beginning('initial_date', textIn(filled, fieldOf(name)))
  return input(name, label, { type: 'datepicker', ...initial }, how)
}
