import { actor, messageOf, placeOf } from './act-subjects.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { emit } from './events.ts'
import { Expected } from './expected.ts'
import type { Channel, Message, User } from './workspace.ts'

/** `{as, do: "react", channel, ts, name}`: an emoji by its name; the second time it is taken back. */
export function react(sandbox: Sandbox, body: Json): null {
  const person = actor(sandbox, body)
  const channel = placeOf(sandbox, body, person)
  if (!channel.members.includes(person.id))
    throw new Expected(`expected ${person.real_name} to be in the channel`)
  const message = messageOf(sandbox, channel, person, body.ts)
  if (message.ephemeralFor !== undefined) throw new Expected('expected a message that everybody there sees')
  const { name } = body
  if (typeof name !== 'string' || !/^[a-z0-9_+-]+$/.test(name))
    throw new Expected('expected "name" to be that of an emoji, such as "eyes"')
  const isThere = usersOf(message, name).includes(person.id)
  put(message, name, person.id, !isThere)
  sandbox.announce({ kind: 'message', channel: channel.id })
  tell(sandbox, isThere ? 'reaction_removed' : 'reaction_added', { person, channel, message, name })
  return null
}

function usersOf({ reactions = [] }: Message, name: string): string[] {
  return reactions.find((one) => one.name === name)?.users ?? []
}

/** In the order in which they came; one that nobody has any more is gone. */
function put(message: Message, name: string, person: string, isAdded: boolean): void {
  const others = usersOf(message, name).filter((id) => id !== person)
  const users = isAdded ? [...others, person] : others
  const reaction = { name, users, count: users.length }
  const all = message.reactions ?? []
  const known = all.some((one) => one.name === name)
  const now = known ? all.map((one) => (one.name === name ? reaction : one)) : [...all, reaction]
  const left = now.filter(({ count }) => count > 0)
  if (left.length > 0) message.reactions = left
  else delete message.reactions
}

type Reacted = { person: User; channel: Channel; message: Message; name: string }

/** The app hears where it is a member. */
function tell(sandbox: Sandbox, type: string, { person, channel, message, name }: Reacted): void {
  if (!channel.members.includes(sandbox.workspace.app.userId)) return
  const item = { type: 'message', channel: channel.id, ts: message.ts }
  const event = { type, user: person.id, reaction: name, item, item_user: message.user }
  emit(sandbox, event, { channel, person: person.id })
}
