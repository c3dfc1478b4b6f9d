import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readManifest } from '../../src/commands/manifest.ts'
import { isShortcut } from '../../src/slack/shortcuts.ts'

/** manifest.json by the rules of Slack's public manifest schema, and no right that nothing uses. */

const text = (most: number) => z.string().min(1).max(most)

const manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({
      display_name: z
        .string()
        .max(80)
        .regex(/^[a-z0-9._-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['global', 'message']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[^\s/]{1,31}$/),
          description: text(2000),
          usage_hint: text(1000),
          should_escape: z.boolean(),
          url: z.url().optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z]+(:[a-z.]+)*$/)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: z.url().optional(),
      bot_events: z
        .array(
          z
            .string()
            .max(50)
            .regex(/^[a-z_]+(\.[a-z]+)?$/),
        )
        .max(100)
        .refine((events) => new Set(events).size === events.length),
    }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: z.url().optional() }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.literal(false),
  }),
})

/** What Slack asks for, by its reference. Reading of a channel goes by its kind: ours are public, private and direct. */
const scopesOfMethods: Record<string, string[]> = {
  'apps.connections.open': [],
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
}

const scopesOfEvents: Record<string, string[]> = {
  app_home_opened: [],
  app_uninstalled: [],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  'message.im': ['im:history'],
  subteam_members_changed: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
  team_join: ['users:read'],
  tokens_revoked: [],
  user_change: ['users:read'],
}

const folder = resolve(import.meta.dirname, '../../src/slack')
const source = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(folder, path), 'utf8'))
  .join('\n')

const families = 'apps|auth|bookmarks|chat|conversations|files|pins|reactions|team|usergroups|users|views'
const called = new RegExp(`(?:[cC]lient(?:\\(.*\\))?\\.|')((?:${families})\\.\\w+(?:\\.\\w+)?)(?=\\(|')`, 'g')
const methods = [...new Set([...source.matchAll(called)].map(([, method]) => method as string))].sort()
const { oauth_config, features, settings } = readManifest()
const events = settings.event_subscriptions.bot_events

test('manifest.json is what Slack takes', () => {
  const parsed = manifest.safeParse(readManifest())
  expect(parsed.success ? 'valid' : z.prettifyError(parsed.error)).toBe('valid')
})

describe('The scopes are the least', () => {
  test('every method that is called, and every event, is known here with its scopes', () => {
    expect(methods.length).toBeGreaterThan(8)
    expect(methods.filter((method) => !(method in scopesOfMethods))).toEqual([])
    expect([...events].sort()).toEqual(Object.keys(scopesOfEvents).sort())
  })

  test('each method, event and command has its scopes, and no scope is without a use', () => {
    const needed = new Set([
      ...methods.flatMap((method) => scopesOfMethods[method] ?? []),
      ...events.flatMap((event) => scopesOfEvents[event] ?? []),
      ...(features.slash_commands.length + features.shortcuts.length > 0 ? ['commands'] : []),
      // A file that people put into a form is read at the address in the form.
      ...(source.includes('url_private') ? ['files:read'] : []),
    ])
    expect([...oauth_config.scopes.bot].sort()).toEqual([...needed].sort())
  })

  test('every shortcut that is offered is taken', () => {
    expect(features.shortcuts.map(({ type }) => type)).toEqual(['global', 'message'])
    for (const { callback_id } of features.shortcuts) expect(isShortcut(callback_id)).toBe(true)
    expect(isShortcut('report')).toBe(false)
  })

  test('every event that is asked for is taken', () => {
    const elsewhere = ['app_home_opened', 'message.im']
    const named = (event: string) =>
      source.includes(`'${event}'`) || source.includes(`\`${event.split('_')[0]}_\${what}\``)
    expect(events.filter((event) => !named(event) && !elsewhere.includes(event))).toEqual([])
  })
})
