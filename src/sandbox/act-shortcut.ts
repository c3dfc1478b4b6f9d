import { shownName } from './act-command.ts'
import { actionTs } from './act-press.ts'
import { actor, messageOf, placeOf } from './act-subjects.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { type Ack, deliver } from './deliver.ts'
import { Expected } from './expected.ts'
import { commonPayload } from './interactions.ts'
import { newResponseUrl } from './response-urls.ts'
import { messageShape } from './shapes.ts'
import type { User } from './workspace.ts'

/** `{as, do: "shortcut", callbackId}`, or with `channel` and `ts` on a message. */
export function shortcut(sandbox: Sandbox, body: Json): Promise<Ack> {
  const person = actor(sandbox, body)
  const type = body.ts === undefined ? 'global' : 'message'
  const { shortcuts } = sandbox.manifest
  const known = shortcuts.find((one) => one.type === type && one.callback_id === body.callbackId)
  if (!known) {
    const ids = shortcuts.filter((one) => one.type === type).map((one) => one.callback_id)
    throw new Expected(
      `expected "callbackId" to be a ${type} shortcut of the app: ${ids.join(', ') || 'it has none'}`,
    )
  }
  return deliver(sandbox, {
    type: 'interactive',
    payload: {
      type: type === 'global' ? 'shortcut' : 'message_action',
      ...sender(sandbox, person),
      callback_id: known.callback_id,
      action_ts: actionTs(sandbox),
      ...(type === 'global' ? {} : onMessage(sandbox, body, person)),
    },
    acceptsAnswer: false,
    person: person.id,
  })
}

/** Recorded without the app's id. */
function sender(sandbox: Sandbox, person: User): Json {
  const { api_app_id: _, user, ...rest } = commonPayload(sandbox, person)
  const { username: __, ...shown } = user as Json
  return { ...rest, user: shown }
}

function onMessage(sandbox: Sandbox, body: Json, person: User): Json {
  const channel = placeOf(sandbox, body, person)
  if (!channel.members.includes(person.id))
    throw new Expected(`expected ${person.real_name} to be in the channel`)
  const message = messageOf(sandbox, channel, person, body.ts)
  if (message.ephemeralFor !== undefined) throw new Expected('expected a message that everybody there sees')
  return {
    channel: { id: channel.id, name: shownName(channel) },
    message_ts: message.ts,
    message: messageShape(sandbox.workspace, message),
    response_url: newResponseUrl(sandbox, { channel: channel.id, user: person.id, ts: message.ts }),
  }
}
