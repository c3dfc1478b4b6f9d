import type { Call } from './context.ts'
import { byId } from './lookup.ts'
import { Refusal } from './refusal.ts'
import type { Channel, User } from './workspace.ts'

export type Verb = 'read' | 'history' | 'write'

const PREFIX = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const

export function scopeFor(kind: Channel['kind'], verb: Verb): string {
  return `${PREFIX[kind]}:${verb}`
}

export function isMember(call: Call, channel: Channel): boolean {
  return channel.members.includes(call.sandbox.workspace.app.userId)
}

/** A channel by id, as the app may see it: a private one it is not in does not exist for it. */
export function visibleChannel(call: Call, id: string): Channel {
  const channel = byId(call.sandbox.workspace.channels, id)
  if (!channel || (channel.kind !== 'public' && !isMember(call, channel))) {
    throw new Refusal('channel_not_found')
  }
  return channel
}

/** For reading messages and writing: the app must be in it. */
export function joinedChannel(call: Call, id: string): Channel {
  const channel = visibleChannel(call, id)
  if (!isMember(call, channel)) throw new Refusal('not_in_channel')
  return channel
}

export function knownUser(call: Call, id: string): User {
  const user = byId(call.sandbox.workspace.users, id)
  if (!user) throw new Refusal('user_not_found')
  return user
}
