import type { Block } from './blocks.ts'
import { fieldOf } from './modals/form.ts'
import { sentence } from './sentence.ts'

/** A form as Slack gives it back, and what stands in its fields. */
export type FilledForm = {
  whole: Readonly<Record<string, unknown>>
  blocks: readonly FormBlock[]
  values: Readonly<Record<string, Readonly<Record<string, object>>>>
}
export type FormBlock = { type: string; [field: string]: unknown }
type State = Readonly<Record<string, unknown>>

const problem = 'problem'

/** The block of a field: named like it, or like it with a number behind. */
export function blockOfField({ blocks }: FilledForm, field: string): string | null {
  const inputs = blocks.filter(({ type }) => type === 'input').map(({ block_id }) => String(block_id))
  return inputs.find((id) => fieldOf(id) === field) ?? null
}

/** The same form with what was typed, and what is wrong above it. */
export function keptForm(form: FilledForm, problems: readonly string[]): Record<string, unknown> {
  const { whole } = form
  const above = problems.flatMap((words, i) =>
    sentence(words).blocks.map((block) => ({ ...(block as Block), block_id: `${problem}~${i}` })),
  )
  const kept = form.blocks.filter(({ block_id }) => !String(block_id).startsWith(problem))
  const { type, title, submit, close, private_metadata, callback_id, clear_on_close, notify_on_close } = whole
  return {
    type,
    title,
    ...(submit ? { submit } : {}),
    ...(close ? { close } : {}),
    private_metadata,
    callback_id,
    clear_on_close: clear_on_close === true,
    notify_on_close: notify_on_close === true,
    blocks: [...above, ...kept.map((block) => withValue(block, form.values))],
  }
}

/** Each kind of field: how what stands in it is given back. */
const keepers: Record<string, (state: State) => Record<string, unknown>> = {
  plain_text_input: ({ value }) => ({ initial_value: value }),
  email_text_input: ({ value }) => ({ initial_value: value }),
  url_text_input: ({ value }) => ({ initial_value: value }),
  number_input: ({ value }) => ({ initial_value: value }),
  rich_text_input: ({ rich_text_value }) => ({ initial_value: rich_text_value }),
  datepicker: ({ selected_date }) => ({ initial_date: selected_date }),
  timepicker: ({ selected_time }) => ({ initial_time: selected_time }),
  static_select: ({ selected_option }) => ({ initial_option: selected_option }),
  external_select: ({ selected_option }) => ({ initial_option: selected_option }),
  radio_buttons: ({ selected_option }) => ({ initial_option: selected_option }),
  checkboxes: ({ selected_options }) => ({ initial_options: selected_options }),
  multi_static_select: ({ selected_options }) => ({ initial_options: selected_options }),
  multi_external_select: ({ selected_options }) => ({ initial_options: selected_options }),
  users_select: ({ selected_user }) => ({ initial_user: selected_user }),
  multi_users_select: ({ selected_users }) => ({ initial_users: selected_users }),
  channels_select: ({ selected_channel }) => ({ initial_channel: selected_channel }),
  multi_channels_select: ({ selected_channels }) => ({ initial_channels: selected_channels }),
  conversations_select: ({ selected_conversation }) => ({ initial_conversation: selected_conversation }),
  multi_conversations_select: ({ selected_conversations }) => ({
    initial_conversations: selected_conversations,
  }),
}

function withValue(block: FormBlock, values: FilledForm['values']): FormBlock {
  if (block.type !== 'input') return block
  const element = block.element as Record<string, unknown>
  const state = values[String(block.block_id)]?.[String(element.action_id)] as State | undefined
  const kept = keepers[String(element.type)]
  if (!state || !kept) return block
  const bare = Object.fromEntries(Object.entries(element).filter(([name]) => !name.startsWith('initial_')))
  const isGiven = ([, value]: [string, unknown]) =>
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  return {
    ...block,
    element: { ...bare, ...Object.fromEntries(Object.entries(kept(state)).filter(isGiven)) },
  }
}
