import { flagOf, requiredText, textOf } from '../arguments.ts'
import { CHOICES } from '../choices.ts'
import type { Call } from '../context.ts'
import { knownUser, visibleChannel } from '../find.ts'
import { LIMITS } from '../limits.ts'
import { dmWith, openDm } from '../lookup.ts'
import type { Method } from '../methods.ts'
import { paginate } from '../paging.ts'
import { newId } from '../populate.ts'
import { Refusal } from '../refusal.ts'
import { ofChannel, ofOpening } from '../scopes.ts'
import { scrutiniseRecipient } from '../scrutiny.ts'
import { channelShape, conversationShape } from '../shapes.ts'
import type { Channel } from '../workspace.ts'

export const conversationMethods: Record<string, Method> = {
  'conversations.open': {
    tier: 'tier3',
    json: true,
    get: false,
    scopes: ofOpening,
    required: [],
    optional: ['users', 'channel', 'return_im', 'prevent_creation'],
    run: open,
  },
  'conversations.info': {
    tier: 'tier3',
    json: false,
    get: true,
    scopes: ofChannel('read'),
    required: ['channel'],
    optional: ['include_locale', 'include_num_members'],
    run: info,
  },
  'conversations.members': {
    tier: 'tier4',
    json: false,
    get: true,
    scopes: ofChannel('read'),
    required: ['channel'],
    optional: ['cursor', 'limit'],
    run: members,
  },
}

function open(call: Call) {
  const channelId = textOf(call, 'channel')
  if (channelId !== undefined) return opened(call, resumed(call, channelId), true)
  const users = peopleToOpen(call)
  const { workspace, clock } = call.sandbox
  if (users.length > 1) {
    const known = groupDm(call, users)
    return opened(call, known ?? createGroupDm(call, users), known !== undefined)
  }
  const known = dmWith(workspace, users[0]!)
  if (!known && flagOf(call, 'prevent_creation')) throw new Refusal('channel_not_found')
  return opened(call, known ?? openDm(workspace, users[0]!, clock.now()), known !== undefined)
}

function resumed(call: Call, channelId: string): Channel {
  const channel = visibleChannel(call, channelId)
  if (channel.kind === 'im' || channel.kind === 'mpim') return channel
  throw new Refusal('method_not_supported_for_channel_type')
}

function peopleToOpen(call: Call): string[] {
  const given = textOf(call, 'users')
  if (given === undefined) throw new Refusal('users_list_not_supplied')
  const ids = [...new Set(given.split(',').map((id) => id.trim()))].filter((id) => id !== '')
  if (ids.length === 0) throw new Refusal('not_enough_users')
  if (ids.length > LIMITS.openUsers) throw new Refusal('too_many_users')
  for (const id of ids) checkPerson(call, id)
  return ids
}

function checkPerson(call: Call, id: string): void {
  const user = knownUser(call, id)
  scrutiniseRecipient(call.sandbox, user)
  if (user.deleted) throw new Refusal('user_disabled')
  if (user.is_bot) throw new Refusal(CHOICES.dmToBotError)
  if (user.is_stranger && !sharesChannel(call, id)) throw new Refusal('invalid_user_combination')
}

/** A person of another organisation can be written to only where a shared channel has both them and the app. */
function sharesChannel(call: Call, userId: string): boolean {
  const { workspace } = call.sandbox
  return Object.values(workspace.channels).some(
    (channel) =>
      channel.is_ext_shared &&
      channel.members.includes(userId) &&
      channel.members.includes(workspace.app.userId),
  )
}

function groupDm(call: Call, users: string[]): Channel | undefined {
  const { workspace } = call.sandbox
  const wanted = [workspace.app.userId, ...users].sort().join()
  return Object.values(workspace.channels).find(
    (channel) => channel.kind === 'mpim' && [...channel.members].sort().join() === wanted,
  )
}

function createGroupDm(call: Call, users: string[]): Channel {
  const { workspace, clock } = call.sandbox
  const members = [workspace.app.userId, ...users]
  const names = members.map((id) => workspace.users[id]!.name)
  const channel: Channel = {
    id: newId(workspace, 'C'),
    kind: 'mpim',
    name: `mpdm-${names.join('--')}-1`,
    topic: '',
    members,
    created: Math.floor(clock.now() / 1000),
    is_archived: false,
    is_read_only: false,
    is_ext_shared: false,
    is_general: false,
  }
  workspace.channels[channel.id] = channel
  return channel
}

function opened(call: Call, channel: Channel, already: boolean) {
  if (!already) call.sandbox.announce({ kind: 'people' })
  return {
    ...(already ? { no_op: true, already_open: true } : {}),
    channel: flagOf(call, 'return_im') ? wholeDm(call, channel) : { id: channel.id },
  }
}

function wholeDm(call: Call, channel: Channel) {
  const shape = { ...conversationShape(call.sandbox.workspace, channel), is_open: true }
  return channel.user === undefined ? shape : { ...shape, user: channel.user }
}

function info(call: Call) {
  const channel = visibleChannel(call, requiredText(call, 'channel'))
  const { workspace } = call.sandbox
  if (channel.kind === 'im') return { channel: conversationShape(workspace, channel) }
  const shape = channelShape(workspace, channel, { num_members: flagOf(call, 'include_num_members') })
  return { channel: channel.is_read_only ? { ...shape, is_read_only: true } : shape }
}

function members(call: Call) {
  const channel = visibleChannel(call, requiredText(call, 'channel'))
  const page = paginate(call, channel.members, (id) => id)
  return { members: page.items, response_metadata: { next_cursor: page.next } }
}
