import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { checkFields, type FieldKind } from './fields.ts'
import type { Violation } from './journal.ts'
import { channelCalled, groupCalled, openDm, personCalled } from './lookup.ts'
import type { Channel, Message, User } from './workspace.ts'
import { writeMessage } from './write.ts'

type Acted = { messages: Message[]; violations: Violation[] }
type Act = (sandbox: Sandbox, body: Json) => Message[]

const ACTS: Record<string, Act> = { say, deactivate, change, join, leave, invite, archive }

/** What a person does in the workspace. */
export function act(sandbox: Sandbox, body: Json): Acted {
  const carryOut = Object.hasOwn(ACTS, String(body.do)) ? ACTS[String(body.do)] : undefined
  if (!carryOut) throw new Expected(`expected "do" to be one of ${Object.keys(ACTS).join(', ')}`)
  const before = sandbox.journal.violations.length
  const messages = carryOut(sandbox, body)
  return { messages, violations: sandbox.journal.violations.slice(before) }
}

/** `{as, do: "say", channel, text, thread_ts?}`; the channel "app" is the person's DM with the app. */
function say(sandbox: Sandbox, body: Json): Message[] {
  const person = actor(sandbox, body)
  const channel = placeOf(sandbox, body, person)
  if (!channel.members.includes(person.id))
    throw new Expected(`expected ${person.real_name} to be in the channel`)
  if (channel.is_archived) throw new Expected('expected a channel that is not archived')
  const { text, thread_ts } = body
  if (typeof text !== 'string' || text === '') throw new Expected('expected "text"')
  if (thread_ts !== undefined) checkThread(sandbox, channel, thread_ts)
  const thread = thread_ts === undefined ? {} : { thread_ts: String(thread_ts) }
  return [writeMessage(sandbox, channel.id, { user: person.id, text, ...thread })]
}

/** `{as, do: "deactivate"}` */
function deactivate(sandbox: Sandbox, body: Json): Message[] {
  return changed(sandbox, actor(sandbox, body), { deleted: true })
}

/** `{do: "change", as | channel | group, set: {…}}` */
function change(sandbox: Sandbox, body: Json): Message[] {
  const { workspace } = sandbox
  if (!isObject(body.set)) throw new Expected('expected "set": the fields to change')
  if (body.group !== undefined) return changeGroup(sandbox, String(body.group), body.set)
  if (body.channel !== undefined) {
    const channel = channelOf(sandbox, body)
    checkFields('set.', body.set, CHANNEL)
    return changed(sandbox, channel, body.set)
  }
  const person = personCalled(workspace, String(body.as))
  if (!person) throw new Expected('expected "as", "channel" or "group": what to change')
  checkFields('set.', body.set, PERSON)
  const team = body.set.is_stranger ? workspace.outside : workspace.team
  return changed(sandbox, person, 'is_stranger' in body.set ? { ...body.set, team_id: team.id } : body.set)
}

const PERSON: Record<string, FieldKind> = {
  real_name: 'text',
  email: 'text',
  tz: 'zone',
  title: 'text',
  deleted: 'flag',
  is_restricted: 'flag',
  is_ultra_restricted: 'flag',
  is_stranger: 'flag',
  is_admin: 'flag',
  is_owner: 'flag',
}
const CHANNEL: Record<string, FieldKind> = {
  name: 'text',
  topic: 'text',
  is_read_only: 'flag',
  is_archived: 'flag',
}
const GROUP: Record<string, FieldKind> = { name: 'text', users: 'names', disabled: 'flag' }

function changeGroup(sandbox: Sandbox, wanted: string, set: Json): Message[] {
  const group = groupCalled(sandbox.workspace, wanted)
  if (!group) throw new Expected(`expected a group, got "${wanted}"`)
  checkFields('set.', set, GROUP)
  const { users, disabled, ...others } = set
  const members = users === undefined ? {} : { users: peopleOf(sandbox, users) }
  const seconds = Math.floor(sandbox.clock.now() / 1000)
  const state = disabled === undefined ? {} : { date_delete: disabled ? seconds : 0 }
  return changed(sandbox, group, { ...others, ...members, ...state })
}

/** `{as, do: "join", channel}` */
function join(sandbox: Sandbox, body: Json): Message[] {
  return addMembers(sandbox, channelOf(sandbox, body), [actor(sandbox, body).id])
}

/** `{as, do: "leave", channel}`; `as` may be the app: somebody removes it. */
function leave(sandbox: Sandbox, body: Json): Message[] {
  const channel = channelOf(sandbox, body)
  const person = actor(sandbox, body)
  channel.members = channel.members.filter((id) => id !== person.id)
  sandbox.announce({ kind: 'people' })
  return []
}

/** `{do: "invite", channel, people: […]}` */
function invite(sandbox: Sandbox, body: Json): Message[] {
  return addMembers(sandbox, channelOf(sandbox, body), peopleOf(sandbox, body.people))
}

/** `{do: "archive", channel}` */
function archive(sandbox: Sandbox, body: Json): Message[] {
  return changed(sandbox, channelOf(sandbox, body), { is_archived: true })
}

function addMembers(sandbox: Sandbox, channel: Channel, ids: string[]): Message[] {
  if (channel.is_archived) throw new Expected('expected a channel that is not archived')
  channel.members = [...new Set([...channel.members, ...ids])]
  sandbox.announce({ kind: 'people' })
  return []
}

function changed(sandbox: Sandbox, subject: object, change: Json): Message[] {
  const updated = 'updated' in subject ? { updated: Math.floor(sandbox.clock.now() / 1000) } : {}
  Object.assign(subject, change, updated)
  sandbox.announce({ kind: 'people' })
  return []
}

function actor({ workspace }: Sandbox, { as }: Json): User {
  const person = personCalled(workspace, String(as))
  if (!person) throw new Expected(`expected "as" to be a person by id or name, got ${JSON.stringify(as)}`)
  if (person.deleted) throw new Expected(`expected somebody active: ${person.real_name} is deactivated`)
  return person
}

function peopleOf(sandbox: Sandbox, value: unknown): string[] {
  if (!Array.isArray(value)) throw new Expected('expected a list of people by id or name')
  return value.map((wanted) => {
    const person = personCalled(sandbox.workspace, String(wanted))
    if (!person) throw new Expected(`expected a person by id or name, got ${JSON.stringify(wanted)}`)
    return person.id
  })
}

function channelOf({ workspace }: Sandbox, body: Json): Channel {
  const channel = channelCalled(workspace, String(body.channel))
  if (!channel) throw new Expected(`expected "channel" by id or name, got ${JSON.stringify(body.channel)}`)
  return channel
}

function placeOf(sandbox: Sandbox, body: Json, person: User): Channel {
  if (body.channel === 'app') return openDm(sandbox.workspace, person.id, sandbox.clock.now())
  return channelOf(sandbox, body)
}

function checkThread({ workspace }: Sandbox, channel: Channel, ts: unknown): void {
  const parent = workspace.messages[channel.id]?.some((message) => message.ts === ts)
  if (!parent) throw new Expected('expected "thread_ts" to be the ts of a message in the channel')
}
