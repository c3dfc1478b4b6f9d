import { changeChannel } from './act-channels.ts'
import { actor, peopleOf } from './act-subjects.ts'
import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { checkFields, type FieldKind } from './fields.ts'
import { groupCalled, personCalled } from './lookup.ts'
import { parsePeople } from './parse-people.ts'
import { tellGroup, tellGroupMembers, tellHired, tellUser } from './people-events.ts'
import { addPeople } from './populate.ts'

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
const GROUP: Record<string, FieldKind> = { name: 'text', users: 'names', disabled: 'flag' }

/** `{do: "add", people?, channels?, groups?}`: as `POST people`, and the app hears of who and what is new. */
export function add(sandbox: Sandbox, { do: _, as: __, ...given }: Json): null {
  const { workspace, clock } = sandbox
  const { seeded } = parsePeople(workspace, given)
  const known = {
    users: new Set(Object.keys(workspace.users)),
    groups: new Set(Object.keys(workspace.groups)),
  }
  addPeople(workspace, seeded, clock.now())
  sandbox.announce({ kind: 'people' })
  for (const user of Object.values(workspace.users)) if (!known.users.has(user.id)) tellHired(sandbox, user)
  for (const group of Object.values(workspace.groups))
    if (!known.groups.has(group.id)) tellGroup(sandbox, 'subteam_created', group)
  return null
}

/** `{as, do: "deactivate"}` */
export function deactivate(sandbox: Sandbox, body: Json): null {
  return changePerson(sandbox, actor(sandbox, body).id, { deleted: true })
}

/** `{do: "change", as | channel | group, set: {…}}` */
export function change(sandbox: Sandbox, body: Json): null {
  if (!isObject(body.set)) throw new Expected('expected "set": the fields to change')
  if (body.group !== undefined) return changeGroup(sandbox, String(body.group), body.set)
  if (body.channel !== undefined) return changeChannel(sandbox, body, body.set)
  const person = personCalled(sandbox.workspace, String(body.as))
  if (!person) throw new Expected('expected "as", "channel" or "group": what to change')
  checkFields('set.', body.set, PERSON)
  return changePerson(sandbox, person.id, body.set)
}

function changePerson(sandbox: Sandbox, id: string, set: Json): null {
  const { workspace } = sandbox
  const person = workspace.users[id]!
  const team = set.is_stranger ? workspace.outside : workspace.team
  const home = 'is_stranger' in set ? { team_id: team.id } : {}
  Object.assign(person, set, home, { updated: seconds(sandbox) })
  sandbox.announce({ kind: 'people' })
  tellUser(sandbox, person)
  return null
}

function changeGroup(sandbox: Sandbox, wanted: string, set: Json): null {
  const group = groupCalled(sandbox.workspace, wanted)
  if (!group) throw new Expected(`expected a group, got "${wanted}"`)
  checkFields('set.', set, GROUP)
  const { users, disabled, ...others } = set
  const before = { users: group.users, updated: group.updated }
  const members = users === undefined ? {} : { users: peopleOf(sandbox, users) }
  const state = disabled === undefined ? {} : { date_delete: disabled ? seconds(sandbox) : 0 }
  Object.assign(group, others, members, state, { updated: seconds(sandbox) })
  sandbox.announce({ kind: 'people' })
  tellGroup(sandbox, 'subteam_updated', group)
  if (users !== undefined) tellGroupMembers(sandbox, group, before)
  return null
}

function seconds({ clock }: Sandbox): number {
  return Math.floor(clock.now() / 1000)
}
