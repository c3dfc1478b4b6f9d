import type { Block, Channel, Group, Message, User, Workspace } from './workspace.ts'
import { zoneLabel, zoneOffset } from './zones.ts'

/** What the Web API shows of a person. The e-mail is shown only to a token that may read it. */
export function userShape(user: User, showsEmail: boolean, now: number) {
  return {
    id: user.id,
    team_id: user.team_id,
    name: user.name,
    deleted: user.deleted,
    color: '4a6f8a',
    real_name: user.real_name,
    tz: user.tz,
    tz_label: zoneLabel(user.tz, now),
    tz_offset: zoneOffset(user.tz, now),
    profile: {
      title: user.title,
      real_name: user.real_name,
      real_name_normalized: user.real_name,
      display_name: user.real_name.split(' ')[0] ?? '',
      display_name_normalized: user.real_name.split(' ')[0] ?? '',
      first_name: user.real_name.split(' ')[0] ?? '',
      last_name: user.real_name.split(' ').slice(1).join(' '),
      status_text: '',
      status_emoji: '',
      team: user.team_id,
      ...(showsEmail && user.email !== null && !user.is_stranger ? { email: user.email } : {}),
      ...(user.bot_id ? { bot_id: user.bot_id } : {}),
      ...(user.app_id ? { api_app_id: user.app_id } : {}),
    },
    is_admin: user.is_admin,
    is_owner: user.is_owner,
    is_primary_owner: user.is_owner,
    is_restricted: user.is_restricted,
    is_ultra_restricted: user.is_ultra_restricted,
    is_bot: user.is_bot,
    is_app_user: false,
    is_email_confirmed: user.email !== null,
    updated: user.updated,
  }
}

type Asked = { num_members?: boolean; is_member?: boolean }

/** What every kind of conversation has. */
export function conversationShape(workspace: Workspace, channel: Channel) {
  return {
    id: channel.id,
    created: channel.created,
    is_archived: channel.is_archived,
    is_im: channel.kind === 'im',
    is_org_shared: false,
    context_team_id: workspace.team.id,
    updated: channel.created * 1000,
  }
}

export function channelShape(workspace: Workspace, channel: Channel, asked: Asked = {}) {
  if (channel.user !== undefined) {
    const deleted = workspace.users[channel.user]?.deleted ?? true
    return {
      ...conversationShape(workspace, channel),
      user: channel.user,
      is_user_deleted: deleted,
      priority: 0,
    }
  }
  const teams = channel.is_ext_shared ? [workspace.team.id, workspace.outside.id] : [workspace.team.id]
  return {
    ...conversationShape(workspace, channel),
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_general: channel.is_general,
    is_shared: channel.is_ext_shared,
    is_ext_shared: channel.is_ext_shared,
    is_pending_ext_shared: false,
    unlinked: 0,
    creator: channel.members[0] ?? workspace.app.userId,
    shared_team_ids: teams,
    pending_shared: [],
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    ...(asked.is_member === false ? {} : { is_member: channel.members.includes(workspace.app.userId) }),
    ...(asked.num_members ? { num_members: channel.members.length } : {}),
  }
}

export function groupShape(workspace: Workspace, group: Group, asked: { users: boolean; count: boolean }) {
  return {
    id: group.id,
    team_id: workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.updated,
    date_delete: group.date_delete,
    created_by: workspace.app.userId,
    updated_by: workspace.app.userId,
    prefs: { channels: [], groups: [] },
    ...(asked.users ? { users: group.users } : {}),
    ...(asked.count ? { user_count: group.users.length } : {}),
  }
}

export function botShape(workspace: Workspace, user: User) {
  return {
    id: user.bot_id,
    deleted: user.deleted,
    name: user.real_name,
    updated: user.updated,
    app_id: user.app_id ?? workspace.app.id,
    user_id: user.id,
    icons: icons(),
  }
}

type Shown = { metadata?: boolean; replies?: Message[] }

/** A message as the Web API gives it. `replies` makes it the parent of a thread. */
export function messageShape(workspace: Workspace, message: Message, shown: Shown = {}) {
  const author = workspace.users[message.user]
  const { ephemeralFor, metadata, client_msg_id, ...rest } = message
  return {
    type: 'message',
    team: author?.team_id ?? workspace.team.id,
    ...rest,
    ...(message.bot_id && author
      ? { app_id: workspace.app.id, bot_profile: botProfile(workspace, author) }
      : {}),
    ...(shown.metadata && metadata ? { metadata } : {}),
    ...(shown.replies && shown.replies.length > 0 ? threadShape(message, shown.replies) : {}),
  }
}

function threadShape(parent: Message, replies: Message[]) {
  const users = [...new Set(replies.map((reply) => reply.user))]
  return {
    thread_ts: parent.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)!.ts,
    subscribed: false,
  }
}

function botProfile(workspace: Workspace, author: User) {
  const { user_id: _, ...bot } = botShape(workspace, author)
  return { ...bot, team_id: workspace.team.id }
}

function icons() {
  const picture = 'https://avatars.example.com/perennial.png'
  return { image_36: picture, image_48: picture, image_72: picture }
}

/** Slack gives ids to blocks and to elements that came without one. */
export function withGeneratedIds(blocks: Block[], idOf: () => string): Block[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? idOf(),
    ...(Array.isArray(block.elements) && block.type === 'actions'
      ? {
          elements: block.elements.map((element) => ({ ...element, action_id: element.action_id ?? idOf() })),
        }
      : {}),
    ...(isElement(block.accessory) ? { accessory: elementWithId(block.accessory, idOf) } : {}),
  }))
}

type Element = { type: string; action_id?: string }

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null
}

function elementWithId(element: Element, idOf: () => string): Element {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id ?? idOf() }
}
