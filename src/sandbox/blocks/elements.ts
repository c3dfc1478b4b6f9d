import { LIMITS } from '../limits.ts'
import {
  type Check,
  flag,
  integer,
  type Json,
  list,
  matching,
  object,
  oneOf,
  required,
  text,
  webAddress,
} from './check.ts'
import {
  amongOptions,
  anyText,
  choiceOption,
  confirmation,
  either,
  optionGroup,
  overflowOption,
  plainText,
  selectOption,
} from './composition.ts'

const interactive = { action_id: text(1, LIMITS.actionId), confirm: confirmation, focus_on_load: flag }
const select = { ...interactive, placeholder: plainText(LIMITS.placeholder) }
const many = { ...select, max_selected_items: integer(1, LIMITS.selectOptions) }
const id = text(1, 255)
const ids = list(1, LIMITS.selectOptions, id)

const staticFields = {
  options: list(1, LIMITS.selectOptions, selectOption),
  option_groups: list(1, LIMITS.selectGroups, optionGroup),
}
const filter = object({
  include: list(1, 4, oneOf('im', 'mpim', 'private', 'public')),
  exclude_external_shared_channels: flag,
  exclude_bot_users: flag,
})

function offersOptions(value: Json, pointer: string) {
  return [...either('options', 'option_groups')(value, pointer), ...amongOptions(value, pointer)]
}

const image = object(
  {
    image_url: webAddress(LIMITS.imageUrl),
    slack_file: object({ id, url: webAddress(LIMITS.imageUrl) }, either('id', 'url')),
    alt_text: required(text(1, LIMITS.imageAltText)),
  },
  either('image_url', 'slack_file'),
)

const { confirm, focus_on_load: _, action_id } = interactive

const button = object({
  action_id,
  text: required(plainText(LIMITS.buttonText)),
  url: webAddress(LIMITS.buttonUrl),
  value: text(1, LIMITS.buttonValue),
  style: oneOf('primary', 'danger'),
  confirm,
  accessibility_label: text(1, LIMITS.accessibilityLabel),
})

const overflow = object({
  action_id,
  confirm,
  options: required(list(1, LIMITS.overflowOptions, overflowOption)),
})

const choices = required(list(1, LIMITS.choiceOptions, choiceOption))
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time HH:mm')
const day = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date YYYY-MM-DD')
const minQuery = integer(0, 255)

const singles: Record<string, Check> = {
  static_select: object({ ...select, ...staticFields, initial_option: selectOption }, offersOptions),
  external_select: object({ ...select, initial_option: selectOption, min_query_length: minQuery }),
  users_select: object({ ...select, initial_user: id }),
  channels_select: object({ ...select, initial_channel: id }),
  conversations_select: object({
    ...select,
    initial_conversation: id,
    default_to_current_conversation: flag,
    filter,
  }),
  datepicker: object({ ...select, initial_date: day }),
  timepicker: object({ ...select, initial_time: time, timezone: text(1, 255) }),
  checkboxes: object(
    { ...interactive, options: choices, initial_options: list(1, LIMITS.choiceOptions, choiceOption) },
    amongOptions,
  ),
  radio_buttons: object({ ...interactive, options: choices, initial_option: choiceOption }, amongOptions),
  overflow,
  button,
}

export const MULTIPLES: Record<string, Check> = {
  multi_static_select: object(
    { ...many, ...staticFields, initial_options: list(1, LIMITS.selectOptions, selectOption) },
    offersOptions,
  ),
  multi_external_select: object({
    ...many,
    initial_options: list(1, LIMITS.selectOptions, selectOption),
    min_query_length: minQuery,
  }),
  multi_users_select: object({ ...many, initial_users: ids }),
  multi_channels_select: object({ ...many, initial_channels: ids }),
  multi_conversations_select: object({
    ...many,
    initial_conversations: ids,
    default_to_current_conversation: flag,
    filter,
  }),
}

/** Which element may stand where. */
export const ACCESSORIES: Record<string, Check> = { ...singles, ...MULTIPLES, image }
export const ACTIONS: Record<string, Check> = {
  ...singles,
  datetimepicker: object({ ...interactive, initial_date_time: integer(1_000_000_000, 9_999_999_999) }),
}
export const CONTEXT: Record<string, Check> = {
  image,
  plain_text: anyText(LIMITS.contextText),
  mrkdwn: anyText(LIMITS.contextText),
}
