import type { Values } from '../gesture.ts'
import { type Filled, fieldAction, fieldOf } from '../views/modals/form.ts'

/** What stands in the fields of a view, as Slack sends it. */
export function filledOf(values: Values): Filled {
  const filled: Record<string, string | string[]> = {}
  for (const [block, actions] of Object.entries(values)) {
    const state = actions[fieldAction]
    if (state) filled[fieldOf(block)] = standingIn(state)
  }
  return filled
}

/** The block in which a field stands now; undefined where it has none. */
export function blockOf(values: Values, field: string): string | undefined {
  return Object.keys(values).find((block) => fieldOf(block) === field)
}

type State = Values[string][string]

function standingIn(state: State): string | string[] {
  const many =
    state.selected_options?.map(({ value }) => value) ??
    state.selected_users ??
    state.selected_conversations ??
    state.selected_channels ??
    state.files?.map(({ id }) => id)
  if (many) return many
  const one =
    state.value ??
    state.selected_option?.value ??
    state.selected_date ??
    state.selected_user ??
    state.selected_conversation ??
    state.selected_channel
  if (one !== undefined && one !== null) return one
  return /^(multi_|checkboxes|file_input)/.test(state.type) ? [] : ''
}
