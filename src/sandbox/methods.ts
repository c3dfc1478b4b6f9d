import type { Call, Sandbox } from './context.ts'
import type { Tier } from './limits.ts'
import { byId, channelCalled, dmWith } from './lookup.ts'
import { appMethods } from './methods/app.ts'
import { blockMethods } from './methods/blocks.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { fileMethods } from './methods/files.ts'
import { listMethods } from './methods/lists.ts'
import { messageMethods } from './methods/messages.ts'
import { peopleMethods } from './methods/people.ts'
import { viewMethods } from './methods/views.ts'
import type { ScopeRule } from './scopes.ts'

export type Method = {
  tier: Tier
  /** Absent: the bot token. The app-level token is taken from the header alone. */
  token?: 'app'
  /** "+j": takes a JSON body too. */
  json: boolean
  /** Documented as GET. */
  get: boolean
  scopes: ScopeRule
  required: readonly string[]
  optional: readonly string[]
  run(call: Call): Record<string, unknown>
}

/** Every method there is. What is not here answers `unknown_method`. */
export const METHODS: Record<string, Method> = {
  ...appMethods,
  ...blockMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...listMethods,
  ...messageMethods,
  ...peopleMethods,
  ...viewMethods,
}

export function methodCalled(name: string): Method | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
}

/** The channels and people that a call is about, as fault rules name them. */
export function subjectsOf({ workspace }: Sandbox, given: Record<string, unknown>) {
  const users = [given.user, given.users].flatMap((value) =>
    typeof value === 'string' ? value.split(',') : [],
  )
  if (typeof given.channel !== 'string') return { channels: [], users }
  if (byId(workspace.users, given.channel)) {
    const dm = dmWith(workspace, given.channel)
    return { channels: dm ? [dm.id] : [], users: [...users, given.channel] }
  }
  const channel = channelCalled(workspace, given.channel)
  const person = channel?.user === undefined ? [] : [channel.user]
  return { channels: [channel?.id ?? given.channel], users: [...users, ...person] }
}

/** Where a post goes. A person and the DM with them are one place. */
export function placeOf({ workspace }: Sandbox, given: Record<string, unknown>): string | undefined {
  if (typeof given.channel !== 'string') return undefined
  const channel = channelCalled(workspace, given.channel)
  return channel?.user ?? channel?.id ?? given.channel
}
