import { actor, channelOf, peopleOf } from './act-subjects.ts'
import type { Json } from './blocks/check.ts'
import { tellArchived, tellDeleted, tellJoined, tellLeft, tellRenamed, tellShared } from './channel-events.ts'
import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { checkFields, type FieldKind } from './fields.ts'
import type { Channel } from './workspace.ts'

const CHANNEL: Record<string, FieldKind> = {
  name: 'text',
  topic: 'text',
  is_read_only: 'flag',
  is_archived: 'flag',
  is_ext_shared: 'flag',
}

/** `{as, do: "join", channel}` */
export function join(sandbox: Sandbox, body: Json): null {
  return addMembers(sandbox, channelOf(sandbox, body), [actor(sandbox, body).id], undefined)
}

/** `{as, do: "leave", channel}`; `as` may be the app: somebody removes it. */
export function leave(sandbox: Sandbox, body: Json): null {
  const channel = channelOf(sandbox, body)
  const person = actor(sandbox, body)
  if (!channel.members.includes(person.id)) return null
  channel.members = channel.members.filter((id) => id !== person.id)
  sandbox.announce({ kind: 'people' })
  tellLeft(sandbox, channel, person.id)
  return null
}

/** `{as?, do: "invite", channel, people: […]}` */
export function invite(sandbox: Sandbox, body: Json): null {
  const inviter = body.as === undefined ? undefined : actor(sandbox, body).id
  return addMembers(sandbox, channelOf(sandbox, body), peopleOf(sandbox, body.people), inviter)
}

/** `{do: "archive", channel}` */
export function archive(sandbox: Sandbox, body: Json): null {
  return changeChannel(sandbox, body, { is_archived: true })
}

/** `{do: "delete_channel", channel}` */
export function deleteChannel(sandbox: Sandbox, body: Json): null {
  const channel = channelOf(sandbox, body)
  delete sandbox.workspace.channels[channel.id]
  delete sandbox.workspace.messages[channel.id]
  sandbox.announce({ kind: 'people' })
  tellDeleted(sandbox, channel, byWhom(sandbox, body))
  return null
}

/** `{do: "change", channel, set: {…}}` */
export function changeChannel(sandbox: Sandbox, body: Json, set: Json): null {
  const channel = channelOf(sandbox, body)
  checkFields('set.', set, CHANNEL)
  const before = { ...channel }
  Object.assign(channel, set)
  if (!channel.is_ext_shared && before.is_ext_shared)
    channel.members = channel.members.filter(isOfUs(sandbox))
  sandbox.announce({ kind: 'people' })
  if (channel.name !== before.name) tellRenamed(sandbox, channel)
  if (channel.is_archived !== before.is_archived) tellArchived(sandbox, channel, byWhom(sandbox, body))
  if (channel.is_ext_shared !== before.is_ext_shared) tellShared(sandbox, channel)
  return null
}

/** The others go when a channel is no longer shared with them. */
function isOfUs({ workspace }: Sandbox): (id: string) => boolean {
  return (id) => workspace.users[id]?.is_stranger !== true
}

function addMembers(sandbox: Sandbox, channel: Channel, ids: string[], inviter: string | undefined): null {
  if (channel.is_archived) throw new Expected('expected a channel that is not archived')
  const joined = [...new Set(ids)].filter((id) => !channel.members.includes(id))
  channel.members = [...channel.members, ...joined]
  sandbox.announce({ kind: 'people' })
  for (const id of joined) tellJoined(sandbox, channel, id, inviter)
  return null
}

/** An administrator, where nobody is named. */
function byWhom(sandbox: Sandbox, body: Json): string {
  if (body.as !== undefined) return actor(sandbox, body).id
  const admin = Object.values(sandbox.workspace.users).find((user) => user.is_admin && !user.deleted)
  return admin?.id ?? sandbox.workspace.app.userId
}
