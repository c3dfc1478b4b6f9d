import { el } from './el.js'
import { wordsIn } from './rich-words.js'
import { decode } from './text.js'

/** What a menu offers, and what it begins with. */

/** `[{value, text, about?, group?}]`, whatever kind of menu it is. */
export function choicesOf(element, surface) {
  const kind = element.type.replace(/^multi_/, '')
  if (kind === 'users_select') return surface.people(() => true)
  if (kind === 'channels_select') return surface.channels((channel) => !channel.is_private)
  if (kind === 'conversations_select') return conversations(element.filter ?? {}, surface)
  const groups = element.option_groups ?? [{ options: element.options ?? [] }]
  return groups.flatMap(({ label, options }) =>
    options.map(({ text, value, description }) => ({
      value,
      text: decode(text.text),
      about: description && decode(description.text),
      group: label && decode(label.text),
    })),
  )
}

/** Channels and people, as the filter says. */
function conversations({ include, exclude_bot_users, exclude_external_shared_channels }, surface) {
  const isMeant = (kind) => include === undefined || include.includes(kind)
  const channels = surface.channels(
    ({ is_private, is_ext_shared }) =>
      isMeant(is_private ? 'private' : 'public') && !(exclude_external_shared_channels && is_ext_shared),
  )
  return [...channels, ...surface.people(({ is_bot }) => isMeant('im') && !(exclude_bot_users && is_bot))]
}

const SINGLE = [
  'initial_value',
  'initial_date',
  'initial_time',
  'initial_date_time',
  'initial_user',
  'initial_channel',
]
const MANY = ['initial_users', 'initial_channels', 'initial_conversations']

export function initialOf(element) {
  if (element.type === 'rich_text_input') return element.initial_value && wordsIn(element.initial_value)
  if (element.initial_option) return element.initial_option.value
  if (element.initial_options) return element.initial_options.map((option) => option.value)
  const name = [...SINGLE, 'initial_conversation', ...MANY].find((one) => element[one] !== undefined)
  return name === undefined ? undefined : element[name]
}

/** What the values that were offered are called: a chosen one keeps its words when the list is drawn anew. */
const learnt = new Map()

export function learn(options) {
  for (const { value, text } of options)
    learnt.set(value, typeof text === 'string' ? text : decode(text.text))
}

export const nameOf = (value) => learnt.get(value) ?? value

/** What a list that has no heads of its own says of a choice. */
export function choiceWords({ group, text, about }) {
  return [group ? `${group}: ${text}` : text, about ? el('small', {}, ` ${about}`) : undefined]
}
