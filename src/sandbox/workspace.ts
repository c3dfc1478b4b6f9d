import type { View } from './views.ts'

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
  files?: Record<string, unknown>[]
  reactions?: { name: string; users: string[]; count: number }[]
}

export type Block = { type: string; block_id?: string; [field: string]: unknown }

export type Token = {
  kind: 'bot' | 'app'
  status: 'active' | 'revoked' | 'expired'
  scopes: string[]
  /** The app was told that the token is gone: from then on it should not call. */
  toldGone?: boolean
}

/** A file that somebody chose or the app uploads, with its bytes. */
export type StoredFile = {
  id: string
  name: string
  title: string
  user: string
  /** As it was announced: the bytes must be as many. */
  size: number
  mimetype: string
  filetype: string
  created: number
  altText: string
  contentBase64: string
  /** Only a complete file is to be seen. */
  state: 'awaited' | 'uploaded' | 'complete'
  /** Given to the app in a form: it may read the file though nobody shared it. */
  isGivenToApp: boolean
  shares: { channel: string; ts: string }[]
}

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
  /** App Home, by person. */
  homes: Record<string, View>
  /** Open modals by person, the top one last. */
  modals: Record<string, View[]>
  files: Record<string, StoredFile>
  ids: number
}
