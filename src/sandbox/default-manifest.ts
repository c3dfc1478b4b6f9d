import { BOT_SCOPES } from './populate.ts'

/** The events that the sandbox tells of. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'channel_rename',
  'channel_shared',
  'channel_unarchive',
  'channel_unshared',
  'file_shared',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'reaction_removed',
  'subteam_created',
  'subteam_members_changed',
  'subteam_updated',
  'team_join',
  'tokens_revoked',
  'user_change',
  'user_profile_changed',
]

const MORE_SCOPES = [
  'app_mentions:read',
  'files:read',
  'mpim:history',
  'reactions:read',
  'users.profile:read',
]

/** An app with one command, both kinds of shortcuts, all events, and Socket Mode: what the sandbox is started with where no manifest is given. */
export const DEFAULT_MANIFEST = {
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    shortcuts: [
      {
        type: 'global',
        name: 'Report an event',
        callback_id: 'report_event',
        description: 'What happened, or what changed',
      },
      {
        type: 'message',
        name: 'Report to Perennial',
        callback_id: 'report_message',
        description: 'What this message says',
      },
    ],
    slash_commands: [
      { command: '/policy', description: 'Policies', usage_hint: 'help', should_escape: true },
    ],
  },
  oauth_config: { scopes: { bot: [...BOT_SCOPES, ...MORE_SCOPES] } },
  settings: {
    event_subscriptions: { bot_events: EVENTS },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
}
