import { Refusal } from '../rules/refusal.ts'
import { windowOf } from './buttons/open-window.ts'
import { parseCommand, type Request } from './command-line.ts'
import { windowAsked } from './commands/open-window.ts'
import type { PressEnvelope } from './envelope.ts'
import type { Wanted } from './modals/window.ts'
import type { ModalName } from './modals.ts'

/** Which window a gesture leads to, by its envelope alone: Slack's three seconds do not wait for a busy database. */

export function wantedByCommand(text: string): Wanted | null {
  const modal = typed(text)
  return modal && { modal, below: null, again: { action: 'menu:again', value: text } }
}

export function wantedByPress({ actionId: action, value, view }: PressEnvelope): Wanted | null {
  const isMenu = action.startsWith('menu:')
  const modal = isMenu ? typed(value) : windowOf(action)
  // Beside a view nothing can be said: the answer is a window too.
  const isSaid = view !== null && (isMenu || action === 'show')
  if (modal === null && !isSaid) return null
  return { modal, below: view?.type === 'modal' ? view : null, again: { action, value } }
}

function typed(text: string): ModalName | null {
  const request = asked(text)
  return request && windowAsked(request)
}

function asked(text: string): Request | null {
  try {
    return parseCommand(text)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Both shortcuts lead to the same window. Where Slack opens none, the person chooses it once more. */
export const wantedByShortcut: Wanted = { modal: 'report', below: null, again: null }

/** Guests are answered these words alone. */
export function isForGuests(text: string): boolean {
  return ['ack', 'report'].includes(asked(text)?.word ?? '')
}

/** Slack delivers again within minutes; more than so many windows are not opened until then. */
const remembered = 1_000
const taken = new Set<string>()

/** Whether this program has opened a window for this gesture before: a second one would stay on "Loading". */
export function isTakenAgain(key: string): boolean {
  if (taken.has(key)) return true
  taken.add(key)
  for (const oldest of taken) {
    if (taken.size <= remembered) break
    taken.delete(oldest)
  }
  return false
}
