import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { deliver } from './deliver.ts'
import { VERIFICATION_TOKEN } from './interactions.ts'
import { BOT_TOKEN, newId } from './populate.ts'
import type { Channel } from './workspace.ts'

/** Recorded without a time of their own. */
const TIMELESS = ['app_uninstalled', 'team_join', 'tokens_revoked', 'user_change']

/** A happening as Slack's inner `event`; `event_ts` is added where it is not given. */
export type SlackEvent = Json & { type: string }
/** Where and who: faults may name them, and the app hears of a channel only where it is a member. */
export type About = { channel?: Channel; person?: string; subscription?: string }

/** Slack gives an event to an app that may read it. Absent: no scope is needed. */
const SCOPES: Record<string, string> = {
  app_mention: 'app_mentions:read',
  channel_archive: 'channels:read',
  channel_deleted: 'channels:read',
  channel_left: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  file_shared: 'files:read',
  group_archive: 'groups:read',
  group_deleted: 'groups:read',
  group_left: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  subteam_created: 'usergroups:read',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  team_join: 'users:read',
  user_change: 'users:read',
  user_profile_changed: 'users.profile:read',
}

/**
 * Tells the app of a happening, where it subscribes to it and its scopes permit. `subscription` is the name in the
 * manifest where it differs from the type: `message.im`. Answers whether it was sent on its way.
 */
export function emit(sandbox: Sandbox, event: SlackEvent, about: About = {}): boolean {
  const name = about.subscription ?? event.type
  if (!sandbox.manifest.events.includes(name)) return false
  const needed = SCOPES[name]
  const token = sandbox.workspace.tokens[BOT_TOKEN]!
  if (needed !== undefined && !token.scopes.includes(needed)) return false
  void deliver(sandbox, {
    type: 'events_api',
    payload: wrapped(sandbox, event, about),
    acceptsAnswer: false,
    person: about.person ?? null,
  })
  return true
}

export function wrapped(sandbox: Sandbox, event: SlackEvent, { channel }: About): Json {
  const { workspace, clock } = sandbox
  const { team, app } = workspace
  sandbox.wire.eventsMade += 1
  const ts = `${Math.floor(clock.now() / 1000)}.${String(sandbox.wire.eventsMade % 1_000_000).padStart(6, '0')}`
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event: TIMELESS.includes(event.type) ? event : { ...event, event_ts: event.event_ts ?? ts },
    type: 'event_callback',
    event_id: newId(workspace, 'Ev'),
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel?.is_ext_shared ?? false,
    event_context: `4-${Buffer.from(JSON.stringify({ et: event.type, tid: team.id, aid: app.id })).toString('base64')}`,
  }
}
