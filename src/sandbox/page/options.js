import { decode } from './text.js'

/** What a menu offers, and what it begins with. */

/** `[{value, text}]`, whatever kind of menu it is. */
export function choicesOf(element, surface) {
  const kind = element.type.replace(/^multi_/, '')
  if (kind === 'users_select') return surface.people()
  if (kind === 'channels_select') return surface.channels((channel) => !channel.is_private)
  if (kind === 'conversations_select') return surface.channels(() => true)
  const groups = element.option_groups ?? [{ options: element.options ?? [] }]
  return groups.flatMap(({ label, options }) =>
    options.map(({ text, value }) => ({
      value,
      text: decode(text.text),
      group: label && decode(label.text),
    })),
  )
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
  if (element.initial_option) return element.initial_option.value
  if (element.initial_options) return element.initial_options.map((option) => option.value)
  const name = [...SINGLE, 'initial_conversation', ...MANY].find((one) => element[one] !== undefined)
  return name === undefined ? undefined : element[name]
}
