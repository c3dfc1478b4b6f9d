import { actor, messageOf, placeOf } from './act-subjects.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { filesFrom } from './files.ts'
import { tellChanged, tellDeleted, tellMessage } from './message-events.ts'
import { shareFiles } from './share-files.ts'
import type { Channel, Message, User } from './workspace.ts'
import { nextTs, writeMessage } from './write.ts'

/** `{as, do: "say", channel, text, thread_ts?, files?}`; the channel "app" is the person's DM with the app. Files need no words. */
export function say(sandbox: Sandbox, body: Json): null {
  const { person, channel } = whereOf(sandbox, body)
  const { thread_ts, files = [] } = body
  const isSilent = Array.isArray(files) && files.length > 0 && (body.text ?? '') === ''
  const text = isSilent ? '' : textOf(body)
  if (thread_ts !== undefined) checkThread(sandbox, channel, thread_ts)
  const chosen = filesFrom(sandbox, person, files)
  const thread = thread_ts === undefined ? {} : { thread_ts: String(thread_ts) }
  const said = { user: person.id, text, ...thread }
  const message =
    chosen.length > 0 ? shareFiles(sandbox, channel, chosen, said) : writeMessage(sandbox, channel.id, said)
  tellMessage(sandbox, channel, message)
  return null
}

/** `{as, do: "edit_message", channel, ts, text}`: one of their own. */
export function editMessage(sandbox: Sandbox, body: Json): null {
  const { person, channel } = whereOf(sandbox, body)
  const message = ownMessage(sandbox, channel, person, body)
  const previous = { ...message }
  message.text = textOf(body)
  message.edited = { user: person.id, ts: nextTs(sandbox, channel.id) }
  sandbox.announce({ kind: 'message', channel: channel.id })
  tellChanged(sandbox, channel, message, previous)
  return null
}

/** `{as, do: "delete_message", channel, ts}`: one of their own. */
export function deleteMessage(sandbox: Sandbox, body: Json): null {
  const { person, channel } = whereOf(sandbox, body)
  const message = ownMessage(sandbox, channel, person, body)
  const messages = sandbox.workspace.messages[channel.id]!
  messages.splice(messages.indexOf(message), 1)
  sandbox.announce({ kind: 'message', channel: channel.id })
  tellDeleted(sandbox, channel, message)
  return null
}

function whereOf(sandbox: Sandbox, body: Json): { person: User; channel: Channel } {
  const person = actor(sandbox, body)
  const channel = placeOf(sandbox, body, person)
  if (!channel.members.includes(person.id))
    throw new Expected(`expected ${person.real_name} to be in the channel`)
  if (channel.is_archived) throw new Expected('expected a channel that is not archived')
  return { person, channel }
}

function textOf({ text }: Json): string {
  if (typeof text !== 'string' || text === '') throw new Expected('expected "text"')
  return text
}

function ownMessage(sandbox: Sandbox, channel: Channel, person: User, { ts }: Json): Message {
  const message = messageOf(sandbox, channel, person, ts)
  if (message.user !== person.id) throw new Expected(`expected a message of ${person.real_name}`)
  return message
}

function checkThread({ workspace }: Sandbox, channel: Channel, ts: unknown): void {
  const parent = workspace.messages[channel.id]?.some((message) => message.ts === ts)
  if (!parent) throw new Expected('expected "thread_ts" to be the ts of a message in the channel')
}
