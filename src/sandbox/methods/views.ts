import { jsonOf, requiredText, textOf } from '../arguments.ts'
import { isObject } from '../blocks/check.ts'
import type { Call } from '../context.ts'
import { byId } from '../lookup.ts'
import type { Method } from '../methods.ts'
import { invalidArguments, Refusal } from '../refusal.ts'
import { noScope } from '../scopes.ts'
import { takeTrigger } from '../triggers.ts'
import { viewShape } from '../view-shape.ts'
import {
  checkView,
  homeOf,
  modalsOf,
  openModal,
  publishHome,
  pushModal,
  updateView,
  type View,
  viewCalled,
} from '../views.ts'

const SHOWING = { tier: 'tier4', json: true, get: false, scopes: noScope } as const

export const viewMethods: Record<string, Method> = {
  'views.open': {
    ...SHOWING,
    required: ['view'],
    optional: ['trigger_id', 'interactivity_pointer'],
    run: open,
  },
  'views.push': {
    ...SHOWING,
    required: ['view'],
    optional: ['trigger_id', 'interactivity_pointer'],
    run: push,
  },
  'views.update': {
    ...SHOWING,
    required: ['view'],
    optional: ['view_id', 'external_id', 'hash'],
    run: update,
  },
  'views.publish': { ...SHOWING, required: ['view', 'user_id'], optional: ['hash'], run: publish },
}

/** Slack looks at the view first: a broken one does not use the trigger up. */
function open(call: Call) {
  const view = viewOf(call)
  checkView(call.sandbox, view, 'modal')
  const { user } = takeTrigger(call.sandbox, requiredText(call, 'trigger_id'))
  return shown(call, openModal(call.sandbox, user, view))
}

function push(call: Call) {
  const view = viewOf(call)
  checkView(call.sandbox, view, 'modal')
  const { user } = takeTrigger(call.sandbox, requiredText(call, 'trigger_id'))
  if (modalsOf(call.sandbox, user).length === 0) throw new Refusal('not_found')
  return shown(call, pushModal(call.sandbox, user, view))
}

function update(call: Call) {
  const [id, external] = [textOf(call, 'view_id'), textOf(call, 'external_id')]
  if (id === undefined && external === undefined)
    throw invalidArguments('missing required field: view_id or external_id')
  const known = viewCalled(call.sandbox, (view) =>
    id === undefined ? view.given.external_id === external : view.id === id,
  )
  if (!known) throw new Refusal('not_found')
  const view = viewOf(call)
  checkView(call.sandbox, view, known.type, known)
  checkHash(call, known)
  return shown(call, updateView(call.sandbox, known, view))
}

function publish(call: Call) {
  const { sandbox } = call
  if (!sandbox.manifest.homeTab) throw new Refusal('not_enabled')
  const user = byId(sandbox.workspace.users, requiredText(call, 'user_id'))
  if (!user || user.deleted || user.is_bot || user.is_stranger)
    throw invalidArguments('invalid `user_id` [json-pointer:/user_id]')
  const known = homeOf(sandbox, user.id)
  const view = viewOf(call)
  checkView(sandbox, view, 'home', known)
  checkHash(call, known)
  return shown(call, publishHome(sandbox, user.id, view))
}

/** A hash that did not come from Slack never fits; an empty one, or one where nothing was shown yet, neither. */
function checkHash(call: Call, known: View | undefined): void {
  const given = call.arguments.hash
  if (given === undefined || given === known?.hash) return
  const made = typeof given === 'string' && /^\d+\.[0-9a-f]{8}$/.test(given)
  if (!made) call.sandbox.journal.violate('view_hash_invented', `${call.method}: ${String(given)}`)
  throw new Refusal('hash_conflict')
}

function viewOf(call: Call): Record<string, unknown> {
  let view: unknown
  try {
    view = jsonOf(call, 'view')
  } catch {
    throw invalidArguments('must be valid JSON [json-pointer:/view]')
  }
  if (!isObject(view)) throw invalidArguments('must be an object [json-pointer:/view]')
  return view
}

function shown({ sandbox }: Call, view: View) {
  return { view: viewShape(sandbox, view) }
}
