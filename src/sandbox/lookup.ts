import type { Channel, Group, User, Workspace } from './workspace.ts'

/** By its id alone. Ids come from outside, so that "constructor" must find nothing. */
export function byId<Item>(items: Record<string, Item>, id: string): Item | undefined {
  return Object.hasOwn(items, id) ? items[id] : undefined
}

/** By id, handle or full name; a first name will do where only one person has it. */
export function personCalled(workspace: Workspace, wanted: string): User | undefined {
  const known = byId(workspace.users, wanted)
  if (known) return known
  const name = wanted.replace(/^@/, '').toLowerCase()
  const users = Object.values(workspace.users)
  const exact = users.find((user) => user.name === name || user.real_name.toLowerCase() === name)
  if (exact) return exact
  const byFirstName = users.filter((user) => user.name.split('.')[0] === name)
  return byFirstName.length === 1 ? byFirstName[0] : undefined
}

/** By id or name, with or without "#". */
export function channelCalled(workspace: Workspace, wanted: string): Channel | undefined {
  const name = wanted.replace(/^#/, '')
  return (
    byId(workspace.channels, wanted) ??
    Object.values(workspace.channels).find((channel) => channel.user === undefined && channel.name === name)
  )
}

export function groupCalled(workspace: Workspace, wanted: string): Group | undefined {
  const handle = wanted.replace(/^@/, '')
  return (
    byId(workspace.groups, wanted) ?? Object.values(workspace.groups).find((group) => group.handle === handle)
  )
}

/** The DM between the app and a person, if it was ever opened. */
export function dmWith(workspace: Workspace, userId: string): Channel | undefined {
  return workspace.channels[dmId(userId)]
}

export function openDm(workspace: Workspace, userId: string, now: number): Channel {
  const known = dmWith(workspace, userId)
  if (known) return known
  const channel: Channel = {
    id: dmId(userId),
    kind: 'im',
    name: '',
    topic: '',
    members: [workspace.app.userId, userId],
    created: Math.floor(now / 1000),
    is_archived: false,
    is_read_only: false,
    is_ext_shared: false,
    is_general: false,
    user: userId,
  }
  workspace.channels[channel.id] = channel
  return channel
}

function dmId(userId: string): string {
  return `D${userId.slice(1)}`
}
