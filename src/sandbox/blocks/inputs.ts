import { LIMITS } from '../limits.ts'
import {
  type Check,
  flag,
  integer,
  isObject,
  type Json,
  list,
  object,
  oneOf,
  type Problem,
  required,
  text,
  typed,
} from './check.ts'
import { plainText } from './composition.ts'
import { ACTIONS, MULTIPLES } from './elements.ts'
import { richTextElements } from './rich-text.ts'

/** Input blocks, which stand in modals and in Home alone. */

const common = {
  action_id: text(1, LIMITS.actionId),
  placeholder: plainText(LIMITS.placeholder),
  focus_on_load: flag,
  dispatch_action_config: object({
    trigger_actions_on: list(1, 2, oneOf('on_enter_pressed', 'on_character_entered')),
  }),
}

const lengths = { min_length: integer(0, LIMITS.inputText), max_length: integer(1, LIMITS.inputText) }

function lengthsInOrder({ min_length, max_length }: Json, pointer: string): Problem[] {
  return typeof min_length === 'number' && typeof max_length === 'number' && min_length > max_length
    ? [{ why: 'min_length must not be greater than max_length', pointer }]
    : []
}

const { button: _, overflow: __, ...choosing } = ACTIONS

/** Of these the app may get an address to answer to the chosen conversation. */
const ANSWERABLE = ['channels_select', 'conversations_select']

/** The check of an element that may say `response_url_enabled` besides its own fields. */
function answerable(check: Check): Check {
  return (value, pointer) => {
    if (!isObject(value)) return check(value, pointer)
    const { response_url_enabled: enabled, ...rest } = value
    const wrong = enabled === undefined ? [] : flag(enabled, `${pointer}/response_url_enabled`)
    return [...wrong, ...check(rest, pointer)]
  }
}

const INPUTS: Record<string, Check> = {
  ...choosing,
  ...Object.fromEntries(ANSWERABLE.map((type) => [type, answerable(choosing[type]!)])),
  ...MULTIPLES,
  plain_text_input: object(
    { ...common, ...lengths, initial_value: text(0, LIMITS.inputText), multiline: flag },
    lengthsInOrder,
  ),
  email_text_input: object({ ...common, initial_value: text(1, LIMITS.inputText) }),
  url_text_input: object({ ...common, initial_value: text(1, LIMITS.inputText) }),
  number_input: object({
    ...common,
    is_decimal_allowed: required(flag),
    initial_value: text(1, 255),
    min_value: text(1, 255),
    max_value: text(1, 255),
  }),
  rich_text_input: object({
    ...common,
    initial_value: typed({ rich_text: object({ elements: required(richTextElements) }) }, 'rich text'),
  }),
  file_input: object({
    action_id: common.action_id,
    filetypes: list(1, 100, text(1, 255)),
    max_files: integer(1, LIMITS.filesPerInput),
  }),
}

/** Elements that cannot tell of each change. */
const SILENT = new Set(['file_input'])

export const inputBlock: Check = object(
  {
    block_id: text(1, LIMITS.blockId),
    label: required(plainText(LIMITS.inputLabel)),
    hint: plainText(LIMITS.inputLabel),
    element: required(typed(INPUTS, 'an input element')),
    optional: flag,
    dispatch_action: flag,
  },
  ({ element, dispatch_action }, pointer) =>
    dispatch_action === true && isObject(element) && SILENT.has(String(element.type))
      ? [{ why: 'dispatch_action is not supported for this element', pointer }]
      : [],
)
