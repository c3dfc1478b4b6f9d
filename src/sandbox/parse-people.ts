import { isObject, type Json } from './blocks/check.ts'
import { Expected } from './expected.ts'
import { checkFields, type FieldKind } from './fields.ts'
import { personCalled } from './lookup.ts'
import type { SeedPeople } from './seed.ts'
import type { Workspace } from './workspace.ts'

const PERSON: Record<string, FieldKind> = {
  id: 'text',
  name: 'text',
  email: 'text',
  tz: 'zone',
  title: 'text',
  deleted: 'flag',
  is_bot: 'flag',
  is_restricted: 'flag',
  is_ultra_restricted: 'flag',
  is_stranger: 'flag',
  is_admin: 'flag',
  is_owner: 'flag',
}
const CHANNEL: Record<string, FieldKind> = {
  id: 'text',
  name: 'text',
  topic: 'text',
  is_private: 'flag',
  is_archived: 'flag',
  is_read_only: 'flag',
  is_ext_shared: 'flag',
  is_general: 'flag',
  members: 'names',
}
const GROUP: Record<string, FieldKind> = {
  id: 'text',
  handle: 'text',
  name: 'text',
  disabled: 'flag',
  users: 'names',
}

/** `{people?, channels?, groups?, replace?}`: added to the workspace, or put in place of all that was there. */
export function parsePeople(workspace: Workspace, body: Json): { seeded: SeedPeople; replace: boolean } {
  const { people = [], channels = [], groups = [], replace = false, ...others } = body
  const unknown = Object.keys(others)[0]
  if (unknown !== undefined)
    throw new Expected(`expected people, channels, groups or replace, got "${unknown}"`)
  if (typeof replace !== 'boolean') throw new Expected('expected "replace" to be true or false')
  const rows = {
    people: rowsOf('people', people, PERSON, ['name']),
    channels: rowsOf('channels', channels, CHANNEL, ['name']),
    groups: rowsOf('groups', groups, GROUP, ['handle', 'users']),
  }
  checkNames(replace ? undefined : workspace, rows)
  return { seeded: rows as SeedPeople, replace }
}

function rowsOf(what: string, value: unknown, fields: Record<string, FieldKind>, required: string[]): Json[] {
  if (!Array.isArray(value)) throw new Expected(`expected "${what}" to be a list`)
  value.forEach((row, index) => {
    const at = `${what}[${index}]`
    if (!isObject(row)) throw new Expected(`expected ${at} to be an object`)
    for (const name of required) if (row[name] === undefined) throw new Expected(`expected ${at}.${name}`)
    checkFields(`${at}.`, row, fields)
  })
  return value as Json[]
}

/** Every member must be known before anything is added, so that a refused call changes nothing. */
function checkNames(
  workspace: Workspace | undefined,
  rows: Record<'people' | 'channels' | 'groups', Json[]>,
): void {
  const added = new Set(rows.people.flatMap(({ id, name }) => [String(id), String(name).toLowerCase()]))
  const wanted = [...rows.channels, ...rows.groups].flatMap(({ members, users }) =>
    ((members ?? users ?? []) as string[]).map(String),
  )
  for (const name of wanted) {
    const handle = name.replaceAll('.', ' ').toLowerCase()
    const isApp = name === 'perennial' || name === 'U0PERENNIAL'
    if (added.has(name) || added.has(name.toLowerCase()) || added.has(handle) || isApp) continue
    if (workspace && personCalled(workspace, name)) continue
    throw new Expected(`expected a member that is known or among "people", got "${name}"`)
  }
}
