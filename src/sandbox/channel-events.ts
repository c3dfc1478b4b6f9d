import type { Sandbox } from './context.ts'
import { emit } from './events.ts'
import type { Channel } from './workspace.ts'

/** A private channel's happenings have names of their own. */
type What = 'archive' | 'unarchive' | 'rename' | 'deleted' | 'left'

function isPrivate({ kind }: Channel): boolean {
  return kind === 'private'
}

function isMember({ workspace }: Sandbox, channel: Channel): boolean {
  return channel.members.includes(workspace.app.userId)
}

/** Of a public channel every app hears, of a private one only its members. */
function hears(sandbox: Sandbox, channel: Channel): boolean {
  return channel.kind === 'public' || (isPrivate(channel) && isMember(sandbox, channel))
}

function nameOf(channel: Channel, what: What): string {
  return `${isPrivate(channel) ? 'group' : 'channel'}_${what}`
}

export function tellJoined(sandbox: Sandbox, channel: Channel, user: string, inviter?: string): void {
  tellMembership(sandbox, channel, 'member_joined_channel', user, inviter ? { inviter } : {})
}

/** The app itself hears that it was removed under another name. */
export function tellLeft(sandbox: Sandbox, channel: Channel, user: string): void {
  const isApp = user === sandbox.workspace.app.userId
  if (isApp)
    emit(sandbox, { type: nameOf(channel, 'left'), channel: channel.id, actor_id: user }, { channel })
  else tellMembership(sandbox, channel, 'member_left_channel', user)
}

function tellMembership(sandbox: Sandbox, channel: Channel, type: string, user: string, more = {}): void {
  if (!isMember(sandbox, channel)) return
  const channel_type = isPrivate(channel) ? 'G' : 'C'
  const team = sandbox.workspace.users[user]?.team_id ?? sandbox.workspace.team.id
  emit(sandbox, { type, user, channel: channel.id, channel_type, team, ...more }, { channel, person: user })
}

export function tellRenamed(sandbox: Sandbox, channel: Channel): void {
  if (!hears(sandbox, channel)) return
  const { id, name, created } = channel
  const shown = {
    id,
    is_channel: channel.kind === 'public',
    is_mpim: false,
    name,
    name_normalized: name,
    created,
  }
  emit(sandbox, { type: nameOf(channel, 'rename'), channel: shown }, { channel })
}

export function tellArchived(sandbox: Sandbox, channel: Channel, user: string): void {
  if (!hears(sandbox, channel)) return
  const type = nameOf(channel, channel.is_archived ? 'archive' : 'unarchive')
  // As recorded: nobody is named when a private channel comes back.
  const isNameless = !channel.is_archived && isPrivate(channel)
  const moved = channel.is_archived ? { is_moved: 0 } : {}
  const who = isNameless ? {} : { user }
  emit(sandbox, { type, channel: channel.id, ...who, ...moved }, { channel, person: user })
}

export function tellDeleted(sandbox: Sandbox, channel: Channel, user: string): void {
  if (!hears(sandbox, channel)) return
  const type = nameOf(channel, 'deleted')
  const when = isPrivate(channel) ? { date_deleted: Math.floor(sandbox.clock.now() / 1000) } : {}
  emit(sandbox, { type, channel: channel.id, actor_id: user, ...when }, { channel, person: user })
}

/** Slack Connect: with whom, or with whom no longer. */
export function tellShared(sandbox: Sandbox, channel: Channel): void {
  if (!hears(sandbox, channel)) return
  const { id } = sandbox.workspace.outside
  const event = channel.is_ext_shared
    ? { type: 'channel_shared', connected_team_id: id, channel: channel.id }
    : {
        type: 'channel_unshared',
        previously_connected_team_id: id,
        channel: channel.id,
        is_ext_shared: false,
      }
  emit(sandbox, event, { channel })
}
