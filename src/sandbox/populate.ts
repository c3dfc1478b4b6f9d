import { createHash } from 'node:crypto'
import { personCalled } from './lookup.ts'
import type { SeedChannel, SeedGroup, SeedPeople, SeedPerson } from './seed.ts'
import type { Channel, Group, User, Workspace } from './workspace.ts'

export const BOT_TOKEN = 'xoxb-sandbox-perennial'
const APP_TOKEN = 'xapp-sandbox-perennial'

export const BOT_SCOPES = [
  'chat:write',
  'commands',
  'im:write',
  'im:history',
  'channels:history',
  'groups:history',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'usergroups:read',
  'files:write',
]

const TEAM = { name: 'Alpenglow', domain: 'alpenglow', timeZone: 'Europe/Vienna' }

/** The same seed and people give the same ids. */
export function createWorkspace(seeded: SeedPeople, seed: number, now: number): Workspace {
  const { timeZone, ...team } = seeded.team ?? TEAM
  const app = { id: 'A0PERENNIAL', name: 'perennial', userId: 'U0PERENNIAL', botId: 'B0PERENNIAL' }
  const workspace: Workspace = {
    seed,
    timeZone,
    team: { id: 'T0ALPENGLOW', ...team },
    outside: { id: 'T0NORTHLIGHT', name: 'Northlight', domain: 'northlight' },
    app,
    tokens: {
      [BOT_TOKEN]: { kind: 'bot', status: 'active', scopes: [...BOT_SCOPES] },
      [APP_TOKEN]: { kind: 'app', status: 'active', scopes: ['connections:write'] },
    },
    users: {},
    channels: {},
    groups: {},
    messages: {},
    homes: {},
    modals: {},
    files: {},
    ids: 0,
  }
  const bot = { id: app.userId, name: 'Perennial', tz: timeZone, is_bot: true }
  workspace.users[app.userId] = { ...userFrom(workspace, bot, now), bot_id: app.botId, app_id: app.id }
  addPeople(workspace, seeded, now)
  return workspace
}

/** Adds people, then channels, then groups. One with a known id or name replaces the old one. */
export function addPeople(workspace: Workspace, seeded: SeedPeople, now: number): void {
  for (const person of seeded.people) {
    const user = userFrom(workspace, person, now)
    workspace.users[user.id] = user
  }
  for (const channel of seeded.channels ?? []) {
    const made = channelFrom(workspace, channel, now)
    workspace.channels[made.id] = made
  }
  for (const group of seeded.groups ?? []) {
    const made = groupFrom(workspace, group, now)
    workspace.groups[made.id] = made
  }
}

/** Ids are counted and hashed with the seed: fixed from run to run, and nobody can guess one from another. */
export function newId(workspace: Workspace, prefix: string): string {
  workspace.ids += 1
  const digest = createHash('sha256').update(`${workspace.seed}:${prefix}:${workspace.ids}`).digest()
  const letters = Array.from(digest.subarray(0, 9), (byte) => (byte % 36).toString(36)).join('')
  return `${prefix}${workspace.ids.toString(36)}${letters}`.toUpperCase().slice(0, 11)
}

function userFrom(workspace: Workspace, person: SeedPerson, now: number): User {
  const name = person.name.toLowerCase().replaceAll(/\s+/g, '.')
  const known = Object.values(workspace.users).find((user) => user.name === name)
  const isBot = person.is_bot ?? false
  return {
    id: person.id ?? known?.id ?? newId(workspace, 'U'),
    name,
    real_name: person.name,
    email: person.email ?? null,
    tz: person.tz ?? workspace.timeZone,
    title: person.title ?? '',
    team_id: person.is_stranger ? workspace.outside.id : workspace.team.id,
    deleted: person.deleted ?? false,
    is_bot: isBot,
    is_restricted: person.is_restricted ?? person.is_ultra_restricted ?? false,
    is_ultra_restricted: person.is_ultra_restricted ?? false,
    is_stranger: person.is_stranger ?? false,
    is_admin: person.is_admin ?? person.is_owner ?? false,
    is_owner: person.is_owner ?? false,
    ...(isBot ? { bot_id: known?.bot_id ?? newId(workspace, 'B') } : {}),
    updated: Math.floor(now / 1000),
  }
}

function channelFrom(workspace: Workspace, channel: SeedChannel, now: number): Channel {
  const known = Object.values(workspace.channels).find((other) => other.name === channel.name)
  return {
    id: channel.id ?? known?.id ?? newId(workspace, 'C'),
    kind: channel.is_private ? 'private' : 'public',
    name: channel.name,
    topic: channel.topic ?? '',
    members: channel.members?.map((member) => seededPerson(workspace, member)) ?? everybody(workspace),
    created: Math.floor(now / 1000),
    is_archived: channel.is_archived ?? false,
    is_read_only: channel.is_read_only ?? false,
    is_ext_shared: channel.is_ext_shared ?? false,
    is_general: channel.is_general ?? false,
  }
}

function groupFrom(workspace: Workspace, group: SeedGroup, now: number): Group {
  const known = Object.values(workspace.groups).find((other) => other.handle === group.handle)
  const seconds = Math.floor(now / 1000)
  return {
    id: group.id ?? known?.id ?? newId(workspace, 'S'),
    handle: group.handle,
    name: group.name ?? group.handle,
    users: group.users.map((member) => seededPerson(workspace, member)),
    created: known?.created ?? seconds,
    updated: seconds,
    date_delete: group.disabled ? seconds : 0,
  }
}

function everybody(workspace: Workspace): string[] {
  return Object.values(workspace.users)
    .filter((user) => !user.is_restricted && !user.is_stranger)
    .map((user) => user.id)
}

function seededPerson(workspace: Workspace, wanted: string): string {
  const user = personCalled(workspace, wanted)
  if (!user) throw new Error(`expected a seeded person, got "${wanted}"; add them to people first`)
  return user.id
}
