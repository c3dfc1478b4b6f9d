import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Ack } from './deliver.ts'
import { LIMITS } from './limits.ts'
import { Refusal } from './refusal.ts'
import {
  changed,
  checkView,
  closeModals,
  modalsOf,
  pushModal,
  showTrouble,
  updateView,
  type View,
} from './views.ts'

/** What the app's answer to a submission does to the modals; what it may not say is a violation, and trouble to the person. */
export function takeSubmissionAck(sandbox: Sandbox, view: View, ack: Ack): void {
  const problem = ack.error === undefined ? problemIn(sandbox, view, ack.payload) : null
  if (problem !== null) sandbox.journal.violate('ack_payload_wrong', `view_submission: ${problem}`)
  if (ack.error === undefined && problem === null) return
  showTrouble(sandbox, view)
}

/** Nothing more is done to a modal that the person closed meanwhile. */
function problemIn(sandbox: Sandbox, view: View, payload: Json | undefined): string | null {
  const stack = modalsOf(sandbox, view.user)
  if (!stack.includes(view)) return null
  switch (payload?.response_action) {
    case undefined:
      return payload === undefined ? close(sandbox, view, [view]) : 'no response_action'
    case 'clear':
      return close(sandbox, view, stack)
    case 'errors':
      return showErrors(sandbox, view, payload.errors)
    case 'update':
      return put(sandbox, payload.view, (given) => updateView(sandbox, view, given), view)
    case 'push':
      if (stack.length >= LIMITS.modalsInStack) return 'push beyond three modals'
      return put(sandbox, payload.view, (given) => pushModal(sandbox, view.user, given))
    default:
      return `response_action ${JSON.stringify(payload?.response_action)}`
  }
}

function close(sandbox: Sandbox, view: View, closed: readonly View[]): null {
  closeModals(sandbox, view.user, closed)
  return null
}

function showErrors(sandbox: Sandbox, view: View, errors: unknown): string | null {
  if (!isObject(errors) || Object.keys(errors).length === 0) return 'errors must be a map that is not empty'
  const inputs = view.given.blocks.filter((block) => block.type === 'input').map((block) => block.block_id)
  for (const [block, words] of Object.entries(errors)) {
    if (!inputs.includes(block)) return `no input block "${block}"`
    if (typeof words !== 'string' || words === '') return `the error of "${block}" must be words`
  }
  view.errors = errors as Record<string, string>
  changed(sandbox, view.user)
  return null
}

function put(sandbox: Sandbox, given: unknown, show: (given: Json) => View, own?: View): string | null {
  try {
    checkView(sandbox, given, 'modal', own)
    show(given)
    return null
  } catch (error) {
    if (error instanceof Refusal) return `${error.error} ${JSON.stringify(error.details)}`
    throw error
  }
}
