import { createHash } from 'node:crypto'
import { isObject, type Json } from './blocks/check.ts'
import { problemsOfView } from './blocks/view.ts'
import { type Offered, optionsOf, untouchedValue } from './choose.ts'
import type { Sandbox } from './context.ts'
import { elementsOf } from './elements-of.ts'
import { LIMITS } from './limits.ts'
import { newId } from './populate.ts'
import { invalidArguments, Refusal } from './refusal.ts'
import { withGeneratedIds } from './shapes.ts'
import type { Block } from './workspace.ts'

/** App Home of each person, and the modals that are open before them. */

/** What stands in the fields, by block and action, as Slack says it to the app. */
export type ViewState = Record<string, Record<string, Json>>

export type View = {
  id: string
  type: 'modal' | 'home'
  user: string
  /** The view as the app gave it, with every block_id set. */
  given: Json & { blocks: Block[] }
  hash: string
  root: string
  previous: string | null
  /** What the person typed and chose, by block and action. */
  state: ViewState
  /** Said under the fields. */
  errors: Record<string, string>
  /** Said of the whole: the app did not answer as it should. */
  trouble: string | null
  offered: Offered
}

export function homeOf({ workspace }: Sandbox, user: string): View | undefined {
  return workspace.homes[user]
}

/** The top one last. */
export function modalsOf({ workspace }: Sandbox, user: string): View[] {
  return workspace.modals[user] ?? []
}

export function viewCalled(sandbox: Sandbox, matches: (view: View) => boolean): View | undefined {
  const { homes, modals } = sandbox.workspace
  return [...Object.values(modals).flat(), ...Object.values(homes)].find(matches)
}

/** Refuses what Slack refuses of a view. */
export function checkView(
  sandbox: Sandbox,
  given: unknown,
  type: View['type'],
  own?: View,
): asserts given is Json {
  if (Buffer.byteLength(JSON.stringify(given ?? null)) > LIMITS.viewBytes) throw new Refusal('view_too_large')
  const problems = problemsOfView(given, type)
  if (problems.length > 0)
    throw invalidArguments(...problems.map(({ why, pointer }) => `${why} [json-pointer:${pointer}]`))
  const external = (given as Json).external_id
  const other = external && viewCalled(sandbox, (view) => view.given.external_id === external)
  if (other && other !== own) throw new Refusal('duplicate_external_id')
}

/** Opening begins a stack anew: what was open before is gone. */
export function openModal(sandbox: Sandbox, user: string, given: Json): View {
  const view = newView(sandbox, user, given, 'modal')
  sandbox.workspace.modals[user] = [view]
  changed(sandbox, user)
  return view
}

export function pushModal(sandbox: Sandbox, user: string, given: Json): View {
  const stack = modalsOf(sandbox, user)
  if (stack.length >= LIMITS.modalsInStack) throw new Refusal('push_limit_reached')
  const below = stack.at(-1)
  const view = newView(sandbox, user, given, 'modal')
  if (below) Object.assign(view, { root: below.root, previous: below.id })
  sandbox.workspace.modals[user] = [...stack, view]
  changed(sandbox, user)
  return view
}

/** What was typed outlives an update where block and action stay. */
export function updateView(sandbox: Sandbox, view: View, given: Json): View {
  const before = view.state
  view.given = withIds(sandbox, given)
  view.state = initialState(view.given.blocks)
  for (const [block, actions] of Object.entries(view.state)) {
    for (const [action, state] of Object.entries(actions)) {
      const kept = before[block]?.[action]
      if (
        kept !== undefined &&
        kept.type === state.type &&
        isStillOffered(view.given.blocks, block, action, kept)
      )
        actions[action] = kept
    }
  }
  view.errors = {}
  view.trouble = null
  rehash(sandbox, view)
  changed(sandbox, view.user)
  return view
}

export function publishHome(sandbox: Sandbox, user: string, given: Json): View {
  const known = homeOf(sandbox, user)
  if (known) return updateView(sandbox, known, given)
  const view = newView(sandbox, user, given, 'home')
  sandbox.workspace.homes[user] = view
  changed(sandbox, user)
  return view
}

/** Takes these modals away; what lies below them is seen again. */
export function closeModals(sandbox: Sandbox, user: string, closed: readonly View[]): void {
  sandbox.workspace.modals[user] = modalsOf(sandbox, user).filter((view) => !closed.includes(view))
  changed(sandbox, user)
}

/** What a person reads where the app does not answer, or not as it should. */
export function showTrouble(sandbox: Sandbox, view: View): void {
  view.trouble = 'We had some trouble connecting. Try again?'
  changed(sandbox, view.user)
}

export function changed(sandbox: Sandbox, person: string): void {
  sandbox.announce({ kind: 'views', person })
}

/** What was chosen of a list that no longer has it is chosen no more. */
function isStillOffered(blocks: readonly Block[], block: string, action: string, state: Json): boolean {
  const placed = elementsOf(blocks).find(
    (one) => one.block.block_id === block && one.element.action_id === action,
  )
  const offered = placed ? optionsOf(placed.element) : []
  if (offered.length === 0) return true
  const chosen = [state.selected_option, state.selected_options].flat().filter(isObject)
  return chosen.every((option) => offered.some((one) => one.value === option.value))
}

function newView(sandbox: Sandbox, user: string, given: Json, type: View['type']): View {
  const id = newId(sandbox.workspace, 'V')
  const whole = withIds(sandbox, given)
  const view: View = {
    id,
    type,
    user,
    given: whole,
    hash: '',
    root: id,
    previous: null,
    state: initialState(whole.blocks),
    errors: {},
    trouble: null,
    offered: {},
  }
  rehash(sandbox, view)
  return view
}

function initialState(blocks: readonly Block[]): ViewState {
  const state: ViewState = {}
  for (const { block, element } of elementsOf(blocks)) {
    const value = untouchedValue(element)
    if (value) state[block.block_id] = { ...state[block.block_id], [String(element.action_id)]: value }
  }
  return state
}

function withIds({ workspace }: Sandbox, given: Json): View['given'] {
  const idOf = () => newId(workspace, '').slice(0, 6)
  const blocks = withGeneratedIds(given.blocks as Block[], idOf).map((block) =>
    isObject(block.element) ? { ...block, element: { action_id: idOf(), ...block.element } } : block,
  )
  return { ...given, blocks }
}

function rehash(sandbox: Sandbox, view: View): void {
  const seconds = Math.floor(sandbox.clock.now() / 1000)
  const count = newId(sandbox.workspace, '')
  const digest = createHash('sha256').update(`${view.id}:${count}`).digest('hex')
  view.hash = `${seconds}.${digest.slice(0, 8)}`
}
