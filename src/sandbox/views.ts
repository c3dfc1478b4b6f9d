import { createHash } from 'node:crypto'
import { isObject, type Json } from './blocks/check.ts'
import { problemsOfView } from './blocks/view.ts'
import { untouchedValue } from './choose.ts'
import type { Sandbox } from './context.ts'
import { elementsOf } from './elements-of.ts'
import { LIMITS } from './limits.ts'
import { newId } from './populate.ts'
import { invalidArguments, Refusal } from './refusal.ts'
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
  view.given = withBlockIds(sandbox, given)
  view.state = initialState(view.given.blocks)
  for (const [block, actions] of Object.entries(view.state)) {
    for (const [action, state] of Object.entries(actions)) {
      const kept = before[block]?.[action]
      if (kept !== undefined && kept.type === state.type) actions[action] = kept
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

/** Takes the top modal away, or all of them. */
export function closeModal(sandbox: Sandbox, user: string, isAll: boolean): void {
  sandbox.workspace.modals[user] = isAll ? [] : modalsOf(sandbox, user).slice(0, -1)
  changed(sandbox, user)
}

export function changed(sandbox: Sandbox, person: string): void {
  sandbox.announce({ kind: 'views', person })
}

function newView(sandbox: Sandbox, user: string, given: Json, type: View['type']): View {
  const id = newId(sandbox.workspace, 'V')
  const whole = withBlockIds(sandbox, given)
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

function withBlockIds({ workspace }: Sandbox, given: Json): View['given'] {
  const blocks = (given.blocks as Block[]).map((block) => {
    const named = { ...block, block_id: block.block_id ?? newId(workspace, '').slice(0, 6) }
    const { element } = block
    return isObject(element)
      ? { ...named, element: { action_id: newId(workspace, '').slice(0, 6), ...element } }
      : named
  })
  return { ...given, blocks }
}

function rehash(sandbox: Sandbox, view: View): void {
  const seconds = Math.floor(sandbox.clock.now() / 1000)
  const count = newId(sandbox.workspace, '')
  const digest = createHash('sha256').update(`${view.id}:${count}`).digest('hex')
  view.hash = `${seconds}.${digest.slice(0, 8)}`
}

/** The view as Slack shows it to the app. */
export function viewShape({ workspace }: Sandbox, view: View) {
  const { given } = view
  const isModal = view.type === 'modal'
  const plain = (value: unknown) =>
    isObject(value) ? { type: 'plain_text', text: String(value.text), emoji: value.emoji !== false } : null
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    ...(isModal ? { title: plain(given.title), submit: plain(given.submit), close: plain(given.close) } : {}),
    blocks: given.blocks,
    private_metadata: String(given.private_metadata ?? ''),
    callback_id: String(given.callback_id ?? ''),
    external_id: String(given.external_id ?? ''),
    state: { values: view.state },
    hash: view.hash,
    clear_on_close: given.clear_on_close === true,
    notify_on_close: given.notify_on_close === true,
    ...(isModal ? { submit_disabled: given.submit_disabled === true } : {}),
    root_view_id: view.root,
    previous_view_id: view.previous,
    app_id: workspace.app.id,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  }
}

/** What is before a person, as the page and tests read it: the view with what is said under its fields. */
export function viewsOf(sandbox: Sandbox, user: string) {
  const shown = (view: View) => ({ ...viewShape(sandbox, view), errors: view.errors, trouble: view.trouble })
  const home = homeOf(sandbox, user)
  return { home: home ? shown(home) : null, modals: modalsOf(sandbox, user).map(shown) }
}
