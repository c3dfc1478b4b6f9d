import { actionOf, buttonValue, placedIn } from './act-press.ts'
import { actor } from './act-subjects.ts'
import { isObject, type Json } from './blocks/check.ts'
import { chosenValue, readValue } from './choose.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import { elementsOf } from './elements-of.ts'
import { emit } from './events.ts'
import { Expected } from './expected.ts'
import { problemOfField } from './field-problem.ts'
import { keepFiles } from './files.ts'
import { commonPayload } from './interactions.ts'
import { openDm } from './lookup.ts'
import { takeSubmissionAck } from './submission-ack.ts'
import { changed, closeModal, homeOf, modalsOf, type View, viewShape } from './views.ts'
import type { User } from './workspace.ts'

/** What a person does in a modal or in App Home. `values` is what was typed so far, by block and action. */

/** `{as, do: "click", view, actionId, blockId?, values?}` */
export function clickInView(sandbox: Sandbox, body: Json): Promise<Ack> | null {
  const { person, view } = shownTo(sandbox, body)
  const placed = placedIn(view.given.blocks, body)
  if (placed.element.type !== 'button')
    throw new Expected(`expected a button, got a ${String(placed.element.type)}: select it`)
  type(sandbox, view, body.values)
  return press(sandbox, person, view, actionOf(sandbox, placed, buttonValue(placed.element)))
}

/** `{as, do: "select", view, actionId, blockId?, value, values?}`; a field of a form tells only where it is to. */
export function selectInView(sandbox: Sandbox, body: Json): Promise<Ack> | null {
  const { person, view } = shownTo(sandbox, body)
  const placed = placedIn(view.given.blocks, body)
  const { block, element } = placed
  type(sandbox, view, body.values)
  const value = chosenValue(sandbox, element, body.value)
  put(view, block.block_id, String(element.action_id), { type: element.type, ...value })
  changed(sandbox, person.id)
  if (block.type === 'input' && block.dispatch_action !== true) return null
  return press(sandbox, person, view, actionOf(sandbox, placed, value))
}

/** `{as, do: "submit", view, values, files?}`: what Slack itself refuses never reaches the app. */
export async function submitView(sandbox: Sandbox, body: Json): Promise<Ack> {
  const { person, view } = shownTo(sandbox, body)
  if (view.type !== 'modal' || view !== modalsOf(sandbox, person.id).at(-1))
    throw new Expected('expected the modal that is on top')
  if (!isObject(view.given.submit)) throw new Expected('expected a modal with a submit button')
  if (view.given.submit_disabled === true) throw new Expected('expected a modal that can be submitted')
  type(sandbox, view, body.values)
  chooseFiles(sandbox, person, view, body.files)
  view.errors = problemsOf(view)
  view.trouble = null
  changed(sandbox, person.id)
  const [wrong] = Object.entries(view.errors)
  if (wrong) throw new Expected(`expected "${wrong[0]}" to be filled in: ${wrong[1]}`)
  const ack = await deliver(sandbox, {
    type: 'interactive',
    payload: {
      type: 'view_submission',
      ...commonPayload(sandbox, person),
      view: viewShape(sandbox, view),
      response_urls: [],
    },
    acceptsAnswer: true,
    person: person.id,
  })
  takeSubmissionAck(sandbox, view, ack)
  return ack
}

/** `{as, do: "close", view}` */
export function closeView(sandbox: Sandbox, body: Json): Promise<Ack> | null {
  const { person, view } = shownTo(sandbox, body)
  if (view !== modalsOf(sandbox, person.id).at(-1)) throw new Expected('expected the modal that is on top')
  const isCleared = view.given.clear_on_close === true
  closeModal(sandbox, person.id, isCleared)
  if (view.given.notify_on_close !== true) return null
  const { trigger_id: _, ...common } = commonPayload(sandbox, person)
  return deliver(sandbox, {
    type: 'interactive',
    payload: { type: 'view_closed', ...common, view: viewShape(sandbox, view), is_cleared: isCleared },
    acceptsAnswer: false,
    person: person.id,
  })
}

/** `{as, do: "open_home", tab?}` */
export function openHome(sandbox: Sandbox, body: Json): null {
  const person = actor(sandbox, body)
  const tab = body.tab === 'messages' ? 'messages' : 'home'
  if (tab === 'home' && !sandbox.manifest.homeTab) throw new Expected('expected a manifest with a Home tab')
  const dm = openDm(sandbox.workspace, person.id, sandbox.clock.now())
  const view = homeOf(sandbox, person.id)
  emit(
    sandbox,
    {
      type: 'app_home_opened',
      user: person.id,
      channel: dm.id,
      tab,
      ...(view && tab === 'home' ? { view: viewShape(sandbox, view) } : {}),
    },
    { person: person.id },
  )
  return null
}

function shownTo(sandbox: Sandbox, body: Json): { person: User; view: View } {
  const person = actor(sandbox, body)
  const shown = [homeOf(sandbox, person.id), ...modalsOf(sandbox, person.id)]
  const view = shown.find((one) => one?.id === body.view)
  if (!view) throw new Expected(`expected "view" to be the id of a view that ${person.real_name} sees`)
  return { person, view }
}

function press(sandbox: Sandbox, person: User, view: View, action: Json): Promise<Ack> {
  return deliver(sandbox, {
    type: 'interactive',
    payload: {
      type: 'block_actions',
      ...commonPayload(sandbox, person),
      container: { type: 'view', view_id: view.id },
      view: viewShape(sandbox, view),
      actions: [action],
    },
    acceptsAnswer: false,
    person: person.id,
  })
}

function type(sandbox: Sandbox, view: View, values: unknown): void {
  if (values === undefined) return
  if (!isObject(values)) throw new Expected('expected "values" by block and action')
  for (const [blockId, actions] of Object.entries(values)) {
    if (!isObject(actions)) throw new Expected(`expected the values of "${blockId}" by action`)
    for (const [actionId, value] of Object.entries(actions)) {
      const { element } = placedIn(view.given.blocks, { actionId, blockId })
      put(view, blockId, actionId, { type: element.type, ...chosenValue(sandbox, element, value) })
    }
  }
}

function put(view: View, block: string, action: string, state: Json): void {
  view.state[block] = { ...view.state[block], [action]: state }
}

/** `files`, by block and action: `[{name, content | contentBase64}]`. */
function chooseFiles(sandbox: Sandbox, person: User, view: View, files: unknown): void {
  if (files === undefined) return
  if (!isObject(files)) throw new Expected('expected "files" by block and action')
  for (const [blockId, actions] of Object.entries(files)) {
    for (const [actionId, list] of Object.entries(isObject(actions) ? actions : {})) {
      const { element } = placedIn(view.given.blocks, { actionId, blockId })
      if (element.type !== 'file_input') throw new Expected(`expected "${actionId}" to be a file input`)
      put(view, blockId, actionId, { type: 'file_input', files: keepFiles(sandbox, person, list, element) })
    }
  }
}

function problemsOf(view: View): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const { block, element } of elementsOf(view.given.blocks)) {
    if (block.type !== 'input') continue
    const value = readValue(element, view.state[block.block_id]?.[String(element.action_id)])
    const problem = problemOfField(element, value, block.optional === true)
    if (problem) problems[block.block_id] = problem
  }
  return problems
}
