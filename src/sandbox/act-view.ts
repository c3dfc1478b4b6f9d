import { actionOf, buttonValue, placedIn } from './act-press.ts'
import { actor } from './act-subjects.ts'
import { isObject, type Json } from './blocks/check.ts'
import { chosenValue, untouchedValue, withOffered } from './choose.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import type { Placed } from './elements-of.ts'
import { Expected } from './expected.ts'
import { commonPayload } from './interactions.ts'
import { viewShape } from './view-shape.ts'
import { changed, homeOf, modalsOf, showTrouble, type View } from './views.ts'
import type { User } from './workspace.ts'

/** What a person presses, chooses and types in a modal or in App Home. `values` is what was typed so far, by block and action. */

export type Shown = { person: User; view: View }

/** `{as, do: "click", view, actionId, blockId?, values?}` */
export function clickInView(sandbox: Sandbox, body: Json): Promise<Ack> {
  const { person, view } = shownTo(sandbox, body)
  const placed = placedIn(view.given.blocks, body)
  if (placed.element.type !== 'button')
    throw new Expected(`expected a button, got a ${String(placed.element.type)}: select it`)
  typeIn(sandbox, view, body.values)
  return press(sandbox, { person, view }, actionOf(sandbox, placed, buttonValue(placed.element)))
}

/** `{as, do: "select", view, actionId, blockId?, value, values?}`; a field of a form tells of it only where it is to. */
export function selectInView(sandbox: Sandbox, body: Json): Promise<Ack> | null {
  const { person, view } = shownTo(sandbox, body)
  const placed = placedIn(view.given.blocks, body)
  const { block, element } = placed
  if (element.type === 'button') throw new Expected('expected something to choose in, got a button: click it')
  typeIn(sandbox, view, body.values)
  const value = put(sandbox, view, placed, body.value)
  changed(sandbox, person.id)
  if (block.type === 'input' && block.dispatch_action !== true) return null
  return press(sandbox, { person, view }, actionOf(sandbox, placed, value))
}

/** A view that this person has before them now. */
export function shownTo(sandbox: Sandbox, body: Json): Shown {
  if (!sandbox.manifest.interactivity)
    throw new Expected('expected a manifest with interactivity: the app hears of nothing pressed')
  const person = actor(sandbox, body)
  const shown = [homeOf(sandbox, person.id), ...modalsOf(sandbox, person.id)]
  const view = shown.find((one) => one?.id === body.view)
  if (!view) throw new Expected(`expected "view" to be the id of a view that ${person.real_name} sees`)
  return { person, view }
}

async function press(sandbox: Sandbox, { person, view }: Shown, action: Json): Promise<Ack> {
  const ack = await deliver(sandbox, {
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
  if (ack.error !== undefined) showTrouble(sandbox, view)
  return ack
}

/** Keeps what was typed, by block and action. */
export function typeIn(sandbox: Sandbox, view: View, values: unknown): void {
  if (values === undefined) return
  if (!isObject(values)) throw new Expected('expected "values" by block and action')
  for (const [blockId, actions] of Object.entries(values)) {
    if (!isObject(actions)) throw new Expected(`expected the values of "${blockId}" by action`)
    for (const [actionId, value] of Object.entries(actions))
      put(sandbox, view, placedIn(view.given.blocks, { actionId, blockId }), value)
  }
  changed(sandbox, view.user)
}

function put(sandbox: Sandbox, view: View, placed: Placed, given: unknown): Json {
  const { element } = placed
  const value = chosenValue(sandbox, withOffered(view.offered, placed), given)
  // A menu keeps nothing: it only tells.
  if (untouchedValue(element)) keepState(view, placed, { type: element.type, ...value })
  return value
}

export function keepState(view: View, { block, element }: Placed, state: Json): void {
  view.state[block.block_id] = { ...view.state[block.block_id], [String(element.action_id)]: state }
}
