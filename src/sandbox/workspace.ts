import { createHash } from 'node:crypto'
import type { SeedChannel, SeedGroup, SeedPeople, SeedPerson } from './seed.ts'

export type User = {
  id: string
  /** The handle, lower case. */
  name: string
  real_name: string
  email: string | null
  tz: string
  title: string
  team_id: string
  deleted: boolean
  is_bot: boolean
  is_restricted: boolean
  is_ultra_restricted: boolean
  is_stranger: boolean
  is_admin: boolean
  is_owner: boolean
  bot_id?: string
  app_id?: string
  /** Unix seconds of the business clock. */
  updated: number
}

export type Channel = {
  id: string
  kind: 'public' | 'private' | 'im' | 'mpim'
  name: string
  topic: string
  members: string[]
  created: number
  is_archived: boolean
  is_read_only: boolean
  is_ext_shared: boolean
  is_general: boolean
  /** Only for a DM: the person the app speaks with. */
  user?: string
}

export type Group = {
  id: string
  handle: string
  name: string
  users: string[]
  created: number
  updated: number
  date_delete: number
}

export type Metadata = { event_type: string; event_payload: Record<string, unknown> }

export type Message = {
  ts: string
  user: string
  text: string
  bot_id?: string
  blocks?: Block[]
  attachments?: unknown[]
  thread_ts?: string
  subtype?: string
  metadata?: Metadata
  client_msg_id?: string
  edited?: { user: string; ts: string }
  /** The only person who sees it. */
  ephemeralFor?: string
}

export type Block = { type: string; block_id?: string; [field: string]: unknown }

export type Token = { kind: 'bot' | 'app'; status: 'active' | 'revoked' | 'expired'; scopes: string[] }

export type Workspace = {
  seed: number
  timeZone: string
  team: { id: string; name: string; domain: string }
  outside: { id: string; name: string; domain: string }
  app: { id: string; name: string; userId: string; botId: string }
  tokens: Record<string, Token>
  users: Record<string, User>
  channels: Record<string, Channel>
  groups: Record<string, Group>
  /** By channel, oldest first. */
  messages: Record<string, Message[]>
  ids: number
}

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

/** By id, handle or full name; a first name will do where only one person has it. */
export function personCalled(workspace: Workspace, wanted: string): User | undefined {
  const byId = workspace.users[wanted]
  if (byId) return byId
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
    workspace.channels[wanted] ??
    Object.values(workspace.channels).find((channel) => channel.user === undefined && channel.name === name)
  )
}

export function groupCalled(workspace: Workspace, wanted: string): Group | undefined {
  const handle = wanted.replace(/^@/, '')
  return workspace.groups[wanted] ?? Object.values(workspace.groups).find((group) => group.handle === handle)
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
