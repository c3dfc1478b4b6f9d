import { flagOf, textOf } from '../arguments.ts'
import type { Call } from '../context.ts'
import { knownUser } from '../find.ts'
import type { Method } from '../methods.ts'
import { paginate } from '../paging.ts'
import { Refusal } from '../refusal.ts'
import { kindOfType, ofTypes } from '../scopes.ts'
import { channelShape } from '../shapes.ts'
import type { Channel } from '../workspace.ts'

const LISTING = { json: false, get: true, scopes: ofTypes, required: [] } as const
const ASKED = ['types', 'exclude_archived', 'limit', 'cursor']

export const listMethods: Record<string, Method> = {
  'conversations.list': { ...LISTING, tier: 'tier2', optional: ASKED, run: list },
  'users.conversations': { ...LISTING, tier: 'tier3', optional: [...ASKED, 'user'], run: ofUser },
}

function list(call: Call) {
  return listed(call, visibleChannels(call), { num_members: true })
}

/** The channels somebody is in, among those that the app can see. */
function ofUser(call: Call) {
  const user = knownUser(call, textOf(call, 'user') ?? call.sandbox.workspace.app.userId)
  return listed(
    call,
    visibleChannels(call).filter((channel) => channel.members.includes(user.id)),
    { is_member: false },
  )
}

function visibleChannels(call: Call): Channel[] {
  const { workspace } = call.sandbox
  return Object.values(workspace.channels).filter(
    (channel) => channel.kind === 'public' || channel.members.includes(workspace.app.userId),
  )
}

function listed(call: Call, channels: Channel[], shown: { num_members?: boolean; is_member?: boolean }) {
  const kinds = (textOf(call, 'types') ?? 'public_channel').split(',').map((type) => kindOfType(type.trim()))
  if (kinds.includes(undefined)) throw new Refusal('invalid_types')
  const withoutArchived = flagOf(call, 'exclude_archived')
  const wanted = channels.filter(
    (channel) => kinds.includes(channel.kind) && !(withoutArchived && channel.is_archived),
  )
  const page = paginate(call, wanted, (channel) => channel.id)
  const shapes = page.items.map((channel) => channelShape(call.sandbox.workspace, channel, shown))
  return { channels: shapes, response_metadata: { next_cursor: page.next } }
}
