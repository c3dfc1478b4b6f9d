import { placedIn } from './act-press.ts'
import { keepState, type Shown, shownTo, typeIn } from './act-view.ts'
import { isObject, type Json } from './blocks/check.ts'
import { readValue } from './choose.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import { elementsOf } from './elements-of.ts'
import { Expected } from './expected.ts'
import { problemOfField } from './field-problem.ts'
import { fileShape } from './file-shape.ts'
import { filesFrom } from './files.ts'
import { commonPayload } from './interactions.ts'
import { newResponseUrl } from './response-urls.ts'
import { takeSubmissionAck } from './submission-ack.ts'
import { viewShape } from './view-shape.ts'
import { changed, closeModals, modalsOf, type View } from './views.ts'
import type { User } from './workspace.ts'

/** `{as, do: "submit", view, values?, files?}`: what Slack itself refuses never reaches the app. */
export async function submitView(sandbox: Sandbox, body: Json): Promise<Ack> {
  const { person, view } = topModal(sandbox, body)
  if (!isObject(view.given.submit)) throw new Expected('expected a modal with a submit button')
  if (view.given.submit_disabled === true) throw new Expected('expected a modal that can be submitted')
  typeIn(sandbox, view, body.values)
  chooseFiles(sandbox, person, view, body.files)
  view.errors = problemsOf(view)
  view.trouble = null
  changed(sandbox, person.id)
  const wrong = Object.entries(view.errors).map(([block, problem]) => `"${block}" (${problem})`)
  if (wrong.length > 0) throw new Expected(`expected the form to be filled in: ${wrong.join(', ')}`)
  const ack = await deliver(sandbox, {
    type: 'interactive',
    payload: {
      type: 'view_submission',
      ...commonPayload(sandbox, person),
      view: viewShape(sandbox, view),
      response_urls: responseUrls(sandbox, person, view),
    },
    acceptsAnswer: true,
    person: person.id,
  })
  takeSubmissionAck(sandbox, view, ack)
  return ack
}

/**
 * `{as, do: "close", view, all?}`: the button closes one modal, the cross all of them, as does a modal that clears on
 * close. Each that asked for it is told of, the top one first. The ack is that of the top one.
 */
export async function closeView(sandbox: Sandbox, body: Json): Promise<Ack | null> {
  const { person, view } = topModal(sandbox, body)
  const isCleared = view.given.clear_on_close === true || body.all === true
  const closed = isCleared ? [...modalsOf(sandbox, person.id)].reverse() : [view]
  closeModals(sandbox, person.id, closed)
  const told = closed.filter(({ given }) => given.notify_on_close === true)
  const acks = await Promise.all(told.map((one) => tellClosed(sandbox, person, one, isCleared)))
  return acks[0] ?? null
}

function tellClosed(sandbox: Sandbox, person: User, view: View, isCleared: boolean): Promise<Ack> {
  const { trigger_id: _, ...common } = commonPayload(sandbox, person)
  return deliver(sandbox, {
    type: 'interactive',
    payload: { type: 'view_closed', ...common, view: viewShape(sandbox, view), is_cleared: isCleared },
    acceptsAnswer: false,
    person: person.id,
  })
}

function topModal(sandbox: Sandbox, body: Json): Shown {
  const { person, view } = shownTo(sandbox, body)
  if (view !== modalsOf(sandbox, person.id).at(-1)) throw new Expected('expected the modal that is on top')
  return { person, view }
}

/** `files`, by block and action: `[{name, content | contentBase64}]`. */
function chooseFiles(sandbox: Sandbox, person: User, view: View, files: unknown): void {
  if (files === undefined) return
  if (!isObject(files)) throw new Expected('expected "files" by block and action')
  for (const [blockId, actions] of Object.entries(files)) {
    if (!isObject(actions)) throw new Expected(`expected the files of "${blockId}" by action`)
    for (const [actionId, list] of Object.entries(actions)) {
      const placed = placedIn(view.given.blocks, { actionId, blockId })
      if (placed.element.type !== 'file_input')
        throw new Expected(`expected "${actionId}" to be a file input`)
      const chosen = filesFrom(sandbox, person, list, placed.element.filetypes)
      for (const file of chosen) file.isGivenToApp = true
      keepState(view, placed, { type: 'file_input', files: chosen.map((file) => fileShape(sandbox, file)) })
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

/** An address to answer to each chosen conversation, where the field says so. */
function responseUrls(sandbox: Sandbox, person: User, view: View): Json[] {
  return elementsOf(view.given.blocks).flatMap(({ block, element }) => {
    if (element.response_url_enabled !== true) return []
    const channel = readValue(element, view.state[block.block_id]?.[String(element.action_id)])
    if (typeof channel !== 'string' || !Object.hasOwn(sandbox.workspace.channels, channel)) return []
    const response_url = newResponseUrl(sandbox, { channel, user: person.id })
    return [{ block_id: block.block_id, action_id: element.action_id, channel_id: channel, response_url }]
  })
}
