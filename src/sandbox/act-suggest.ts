import { placedIn } from './act-press.ts'
import { shownTo } from './act-view.ts'
import { isObject, type Json, list } from './blocks/check.ts'
import { optionGroup, selectOption } from './blocks/composition.ts'
import { optionsOf } from './choose.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import { Expected } from './expected.ts'
import { commonPayload } from './interactions.ts'
import { LIMITS } from './limits.ts'
import { viewShape } from './view-shape.ts'
import { showTrouble } from './views.ts'

const optionsFit = list(0, LIMITS.selectOptions, selectOption)
const groupsFit = list(0, LIMITS.selectGroups, optionGroup)

/** `{as, do: "suggest", view, actionId, blockId?, value}`: words typed into a list that the app fills. */
export async function suggestInView(sandbox: Sandbox, body: Json): Promise<Ack> {
  const { person, view } = shownTo(sandbox, body)
  const { block, element } = placedIn(view.given.blocks, body)
  if (!String(element.type).endsWith('external_select'))
    throw new Expected(`expected a list that the app fills, got a ${String(element.type)}`)
  const typed = String(body.value ?? '')
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3
  if (typed.length < least) throw new Expected(`expected "value" to have ${least} characters or more`)
  const { trigger_id: _, ...common } = commonPayload(sandbox, person)
  const ack = await deliver(sandbox, {
    type: 'interactive',
    payload: {
      type: 'block_suggestion',
      ...common,
      container: { type: 'view', view_id: view.id },
      view: viewShape(sandbox, view),
      action_id: element.action_id,
      block_id: block.block_id,
      value: typed,
    },
    acceptsAnswer: true,
    person: person.id,
  })
  const problem = problemIn(ack)
  if (problem !== null) sandbox.journal.violate('ack_payload_wrong', `block_suggestion: ${problem}`)
  if (problem !== null || ack.error !== undefined) showTrouble(sandbox, view)
  const offered = problem === null && ack.payload ? optionsOf(ack.payload) : []
  const actionId = String(element.action_id)
  // What was chosen of an earlier offer can be sent with what is chosen of this one.
  const earlier = view.offered[block.block_id]?.[actionId] ?? []
  const others = earlier.filter((one) => !offered.some(({ value }) => value === one.value))
  view.offered[block.block_id] = { ...view.offered[block.block_id], [actionId]: [...offered, ...others] }
  return ack
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
