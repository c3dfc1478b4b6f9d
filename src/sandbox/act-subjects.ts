import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { channelCalled, openDm, personCalled } from './lookup.ts'
import type { Channel, Message, User } from './workspace.ts'

/** Who acts: somebody active, by id or name. */
export function actor({ workspace }: Sandbox, { as }: Json): User {
  const person = personCalled(workspace, String(as))
  if (!person) throw new Expected(`expected "as" to be a person by id or name, got ${JSON.stringify(as)}`)
  if (person.deleted) throw new Expected(`expected somebody active: ${person.real_name} is deactivated`)
  return person
}

export function peopleOf(sandbox: Sandbox, value: unknown): string[] {
  if (!Array.isArray(value)) throw new Expected('expected a list of people by id or name')
  return value.map((wanted) => {
    const person = personCalled(sandbox.workspace, String(wanted))
    if (!person) throw new Expected(`expected a person by id or name, got ${JSON.stringify(wanted)}`)
    return person.id
  })
}

export function channelOf({ workspace }: Sandbox, body: Json): Channel {
  const channel = channelCalled(workspace, String(body.channel))
  if (!channel) throw new Expected(`expected "channel" by id or name, got ${JSON.stringify(body.channel)}`)
  return channel
}

/** The channel "app" is the person's DM with the app. */
export function placeOf(sandbox: Sandbox, body: Json, person: User): Channel {
  if (body.channel === 'app') return openDm(sandbox.workspace, person.id, sandbox.clock.now())
  return channelOf(sandbox, body)
}

/** A message that the person can see there. */
export function messageOf(sandbox: Sandbox, channel: Channel, person: User, ts: unknown): Message {
  const seen = sandbox.workspace.messages[channel.id] ?? []
  const message = seen.findLast(
    (one) => one.ts === ts && (one.ephemeralFor === undefined || one.ephemeralFor === person.id),
  )
  if (!message)
    throw new Expected(`expected "ts" to be the ts of a message that ${person.real_name} can see there`)
  return message
}
