import { offeredIn, onMessage, placedIn, pressedIn } from './act-press.ts'
import { shownTo } from './act-view.ts'
import { isObject, type Json, list } from './blocks/check.ts'
import { optionGroup, selectOption } from './blocks/composition.ts'
import { type Offered, optionsOf } from './choose.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import type { Placed } from './elements-of.ts'
import { Expected } from './expected.ts'
import { commonPayload } from './interactions.ts'
import { LIMITS } from './limits.ts'
import { viewShape } from './view-shape.ts'
import { showTrouble } from './views.ts'
import type { User } from './workspace.ts'

const optionsFit = list(0, LIMITS.selectOptions, selectOption)
const groupsFit = list(0, LIMITS.selectGroups, optionGroup)

/** `{as, do: "suggest", view | channel and ts, actionId, blockId?, value}`: words typed into a list that the app fills. */
export function suggest(sandbox: Sandbox, body: Json): Promise<Ack> {
  return body.view === undefined ? suggestInMessage(sandbox, body) : suggestInView(sandbox, body)
}

async function suggestInView(sandbox: Sandbox, body: Json): Promise<Ack> {
  const { person, view } = shownTo(sandbox, body)
  const where = { container: { type: 'view', view_id: view.id }, view: viewShape(sandbox, view) }
  const placed = placedIn(view.given.blocks, body)
  const { ack, isRight } = await ask(sandbox, { person, placed, where, kept: view.offered }, body)
  if (!isRight || ack.error !== undefined) showTrouble(sandbox, view)
  return ack
}

async function suggestInMessage(sandbox: Sandbox, body: Json): Promise<Ack> {
  const pressed = pressedIn(sandbox, body)
  const kept = offeredIn(sandbox, pressed)
  const { ack } = await ask(sandbox, { ...pressed, where: onMessage(sandbox, pressed), kept }, body)
  return ack
}

type Asked = { person: User; placed: Placed; where: Json; kept: Offered }

async function ask(sandbox: Sandbox, { person, placed, where, kept }: Asked, body: Json) {
  const { block, element } = placed
  const { trigger_id: _, ...common } = commonPayload(sandbox, person)
  const ack = await deliver(sandbox, {
    type: 'interactive',
    payload: {
      type: 'block_suggestion',
      ...common,
      ...where,
      action_id: element.action_id,
      block_id: block.block_id,
      value: typedIn(element, body),
    },
    acceptsAnswer: true,
    person: person.id,
  })
  const problem = problemIn(ack)
  if (problem !== null) sandbox.journal.violate('ack_payload_wrong', `block_suggestion: ${problem}`)
  keepOffered(kept, placed, problem === null && ack.payload ? optionsOf(ack.payload) : [])
  return { ack, isRight: problem === null }
}

function typedIn(element: Json, body: Json): string {
  if (!String(element.type).endsWith('external_select'))
    throw new Expected(`expected a list that the app fills, got a ${String(element.type)}`)
  const typed = String(body.value ?? '')
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3
  if (typed.length < least) throw new Expected(`expected "value" to have ${least} characters or more`)
  return typed
}

/** What was chosen of an earlier offer can be sent with what is chosen of this one. */
function keepOffered(kept: Offered, { block, element }: Placed, offered: Json[]): void {
  const actionId = String(element.action_id)
  const earlier = kept[block.block_id]?.[actionId] ?? []
  const others = earlier.filter((one) => !offered.some(({ value }) => value === one.value))
  kept[block.block_id] = { ...kept[block.block_id], [actionId]: [...offered, ...others] }
}

function problemIn({ error, payload }: Ack): string | null {
  if (error !== undefined) return null
  if (!isObject(payload)) return 'neither options nor option_groups'
  const { options, option_groups } = payload
  if ((options === undefined) === (option_groups === undefined))
    return 'exactly one of options and option_groups'
  const problems =
    options === undefined ? groupsFit(option_groups, '/option_groups') : optionsFit(options, '/options')
  return problems.length === 0 ? null : problems.map(({ why, pointer }) => `${why} at ${pointer}`).join(', ')
}
