import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Placed } from './elements-of.ts'
import { Expected } from './expected.ts'
import { channelCalled, personCalled } from './lookup.ts'

/** What the app has offered in lists that it fills itself, by block and action. */
export type Offered = Record<string, Record<string, Json[]>>

/** Where the payload says what was chosen, by the type of element; `initial` is the field of the element it began with. */
type Kind = {
  field: string
  initial: string
  read: (sandbox: Sandbox, element: Json, value: unknown) => unknown
}

const option: Kind['read'] = (_sandbox, element, value) => {
  const found = optionsOf(element).find((one) => one.value === value)
  if (!found) {
    const known = optionsOf(element).map((one) => one.value)
    throw new Expected(`expected "value" to be one of ${known.join(', ')}, got ${JSON.stringify(value)}`)
  }
  return found
}
const person: Kind['read'] = ({ workspace }, _element, value) => {
  const found = personCalled(workspace, String(value))
  if (!found)
    throw new Expected(`expected "value" to be a person by id or name, got ${JSON.stringify(value)}`)
  return found.id
}
const channel: Kind['read'] = ({ workspace }, _element, value) => {
  const found = channelCalled(workspace, String(value))
  if (!found)
    throw new Expected(`expected "value" to be a channel by id or name, got ${JSON.stringify(value)}`)
  return found.id
}
const conversation: Kind['read'] = (sandbox, element, value) =>
  personCalled(sandbox.workspace, String(value))?.id ?? channel(sandbox, element, value)
const matching =
  (pattern: RegExp, expected: string): Kind['read'] =>
  (_sandbox, _element, value) => {
    if (typeof value === 'string' && pattern.test(value)) return value
    throw new Expected(`expected "value" to be ${expected}, got ${JSON.stringify(value)}`)
  }
const instant: Kind['read'] = (_sandbox, _element, value) => {
  if (Number.isInteger(value)) return value
  throw new Expected(`expected "value" to be whole seconds since 1970, got ${JSON.stringify(value)}`)
}
const words: Kind['read'] = (_sandbox, _element, value) => {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Expected(`expected "value" to be words, got ${JSON.stringify(value)}`)
}
const richText: Kind['read'] = (sandbox, element, value) => {
  if (isObject(value)) return value
  const section = {
    type: 'rich_text_section',
    elements: [{ type: 'text', text: words(sandbox, element, value) }],
  }
  return { type: 'rich_text', elements: [section] }
}
const many =
  (one: Kind['read']): Kind['read'] =>
  (sandbox, element, value) => {
    if (!Array.isArray(value)) throw new Expected('expected "value" to be a list')
    return value.map((item) => one(sandbox, element, item))
  }

const OPTION: Kind = { field: 'selected_option', initial: 'initial_option', read: option }
const OPTIONS: Kind = { field: 'selected_options', initial: 'initial_options', read: many(option) }

const WORDS: Kind = { field: 'value', initial: 'initial_value', read: words }

const KINDS: Record<string, Kind> = {
  plain_text_input: WORDS,
  email_text_input: WORDS,
  url_text_input: WORDS,
  number_input: WORDS,
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', read: richText },
  file_input: { field: 'files', initial: 'initial_files', read: (_sandbox, _element, value) => value },
  static_select: OPTION,
  external_select: OPTION,
  radio_buttons: OPTION,
  overflow: OPTION,
  multi_static_select: OPTIONS,
  multi_external_select: OPTIONS,
  checkboxes: OPTIONS,
  users_select: { field: 'selected_user', initial: 'initial_user', read: person },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', read: many(person) },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', read: channel },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', read: many(channel) },
  conversations_select: {
    field: 'selected_conversation',
    initial: 'initial_conversation',
    read: conversation,
  },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    read: many(conversation),
  },
  datepicker: {
    field: 'selected_date',
    initial: 'initial_date',
    read: matching(/^\d{4}-\d\d-\d\d$/, 'a date such as 2027-03-12'),
  },
  timepicker: {
    field: 'selected_time',
    initial: 'initial_time',
    read: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30'),
  },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', read: instant },
}

/** What a person chose or typed in an element; null where nothing. */
export function readValue(element: Json, state: Json | undefined): unknown {
  const kind = kindOf(element)
  return kind && state ? (state[kind.field] ?? null) : null
}

/** Nothing, or no words, takes a choice back. Throws what was expected. */
export function chosenValue(sandbox: Sandbox, element: Json, value: unknown): Json {
  const kind = kindOf(element)
  if (!kind) throw new Expected(`expected an element to choose in, got a ${String(element.type)}`)
  const isEmpty = value === null || value === undefined || value === ''
  return { [kind.field]: isEmpty ? emptyOf(kind) : kind.read(sandbox, element, value) }
}

/** What `state.values` says of an element nobody has touched; undefined where it keeps no state. */
export function untouchedValue(element: Json): Json | undefined {
  const kind = kindOf(element)
  if (!kind || element.type === 'overflow') return undefined
  return { type: element.type, [kind.field]: element[kind.initial] ?? emptyOf(kind) }
}

function kindOf({ type }: Json): Kind | undefined {
  return Object.hasOwn(KINDS, String(type)) ? KINDS[String(type)] : undefined
}

function emptyOf({ field }: Kind): null | [] {
  return field.endsWith('s') ? [] : null
}

/** All that the element offers, in groups or not. */
export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [element]
  return groups.flatMap(({ options }) => (Array.isArray(options) ? options.filter(isObject) : []))
}

/** A list that the app fills has what it has offered, and what was chosen to begin with. */
export function withOffered(kept: Offered, { block, element }: Placed): Json {
  if (!String(element.type).endsWith('external_select')) return element
  const offered = kept[block.block_id]?.[String(element.action_id)] ?? []
  const initial = [element.initial_option, element.initial_options].flat().filter(isObject)
  return { ...element, options: [...offered, ...initial, ...optionsOf(element)] }
}
