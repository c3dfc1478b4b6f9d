import type { Sandbox } from './context.ts'
import { deliver } from './deliver.ts'
import { type About, type SlackEvent, wrapped } from './event-wrapper.ts'
import { BOT_TOKEN } from './populate.ts'

/** Slack gives an event to an app that may read it. Absent: no scope is needed. */
const SCOPES: Record<string, string> = {
  app_mention: 'app_mentions:read',
  channel_archive: 'channels:read',
  channel_deleted: 'channels:read',
  channel_left: 'channels:read',
  channel_rename: 'channels:read',
  channel_shared: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_unshared: 'channels:read',
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
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
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
  if (sandbox.wire.areEventsOff) return false
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
