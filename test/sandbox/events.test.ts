import { expect, test } from 'vitest'
import { DEFAULT_MANIFEST } from '../../src/sandbox/default-manifest.ts'
import { workspaceOf } from '../support/workspace-client.ts'
import { acknowledging, connect, isEvent } from './socket-support.ts'
import { type Reply, sandboxFor } from './support.ts'

const QUICK = { quietMs: 10, firstCallMs: 10, openEveryMs: 0 }

async function withApp(manifest: Reply = DEFAULT_MANIFEST) {
  const sandbox = await sandboxFor({ timing: QUICK, manifest })
  const app = acknowledging(await connect(sandbox))
  const workspace = workspaceOf(sandbox.url)
  return {
    sandbox,
    workspace,
    payloads: (): Reply[] => app.frames.filter(isEvent).map(({ payload }) => payload),
    /** Types, with the subtype where there is one. */
    told: (): string[] =>
      app.frames.filter(isEvent).map(({ payload: { event } }) => event.subtype ?? event.type),
  }
}

/** The manifest with other scopes, or other events. */
function manifestWith({ scopes, events }: { scopes?: string[]; events?: string[] }): Reply {
  const { oauth_config, settings } = DEFAULT_MANIFEST
  return {
    ...DEFAULT_MANIFEST,
    oauth_config: scopes ? { scopes: { bot: scopes } } : oauth_config,
    settings: events ? { ...settings, event_subscriptions: { bot_events: events } } : settings,
  }
}

test.each([
  [
    { as: 'ana', do: 'say', channel: 'app', text: 'x' },
    [{ type: 'message', channel_type: 'im', user: 'U0ANAWEBER', text: 'x', channel: 'D0ANAWEBER' }],
  ],
  [{ as: 'ana', do: 'say', channel: 'general', text: 'x' }, [{ type: 'message', channel_type: 'channel' }]],
  [{ as: 'ana', do: 'say', channel: 'leadership', text: 'x' }, [{ type: 'message', channel_type: 'group' }]],
  [
    { as: 'ana', do: 'say', channel: 'general', text: '<@U0PERENNIAL> x' },
    [{ type: 'message' }, { type: 'app_mention', text: '<@U0PERENNIAL> x' }],
  ],
  [
    { as: 'ana', do: 'say', channel: 'app', text: '<@U0PERENNIAL> x' },
    [{ type: 'message', channel_type: 'im' }],
  ],
  [{ as: 'ana', do: 'say', channel: 'vendor', text: 'the app is not there' }, []],
  [
    { as: 'leo', do: 'join', channel: 'security' },
    [{ type: 'member_joined_channel', user: 'U0LEOBRAND', channel: 'C0SECURITY', channel_type: 'C' }],
  ],
  [
    { as: 'ana', do: 'invite', channel: 'leadership', people: ['priya'] },
    [{ type: 'member_joined_channel', channel_type: 'G', inviter: 'U0ANAWEBER' }],
  ],
  [
    { do: 'invite', channel: 'vendor', people: ['perennial'] },
    [{ type: 'member_joined_channel', user: 'U0PERENNIAL' }],
  ],
  [{ do: 'invite', channel: 'vendor', people: ['leo'] }, []],
  [{ do: 'invite', channel: 'security', people: ['ana'] }, []],
  [{ as: 'ana', do: 'leave', channel: 'security' }, [{ type: 'member_left_channel', user: 'U0ANAWEBER' }]],
  [{ as: 'leo', do: 'leave', channel: 'security' }, []],
  [{ as: 'perennial', do: 'leave', channel: 'security' }, [{ type: 'channel_left', channel: 'C0SECURITY' }]],
  [{ as: 'perennial', do: 'leave', channel: 'leadership' }, [{ type: 'group_left', channel: 'C0LEADERS1' }]],
  [
    { do: 'archive', channel: 'vendor' },
    [{ type: 'channel_archive', channel: 'C0VENDOR01', user: 'U0ANAWEBER' }],
  ],
  [
    { do: 'change', channel: 'general', set: { is_ext_shared: true } },
    [{ type: 'channel_shared', channel: 'C0GENERAL1', connected_team_id: 'T0NORTHLIGHT' }],
  ],
  [
    { do: 'change', channel: 'vendor', set: { is_ext_shared: false } },
    [{ type: 'channel_unshared', previously_connected_team_id: 'T0NORTHLIGHT', is_ext_shared: false }],
  ],
  [{ do: 'change', channel: 'vendor', set: { is_ext_shared: true } }, []],
  [{ do: 'archive', channel: 'leadership', as: 'leo' }, [{ type: 'group_archive', user: 'U0LEOBRAND' }]],
  [{ do: 'archive', channel: 'old-policies' }, []],
  [{ do: 'change', channel: 'old-policies', set: { is_archived: false } }, [{ type: 'channel_unarchive' }]],
  [
    { do: 'change', channel: 'general', set: { name: 'all' } },
    [{ type: 'channel_rename', channel: { id: 'C0GENERAL1', name: 'all' } }],
  ],
  [{ do: 'change', channel: 'general', set: { topic: 'new' } }, []],
  [{ do: 'delete_channel', channel: 'leadership' }, [{ type: 'group_deleted', channel: 'C0LEADERS1' }]],
  [
    { do: 'add', people: [{ name: 'Kim Sato' }] },
    [{ type: 'team_join', user: { name: 'kim.sato', deleted: false } }],
  ],
  [{ do: 'add', people: [{ name: 'Ana Weber', title: 'Owner' }] }, []],
  [{ do: 'add', people: [{ name: 'Vic Berg', is_stranger: true }] }, []],
  [
    { do: 'add', people: [], groups: [{ handle: 'risk', users: ['ana'] }] },
    [{ type: 'subteam_created', subteam: { handle: 'risk', users: ['U0ANAWEBER'] } }],
  ],
  [
    { as: 'ana', do: 'deactivate' },
    [{ type: 'user_change', user: { deleted: true } }, { type: 'user_profile_changed' }],
  ],
  [
    { do: 'change', as: 'jo', set: { deleted: false } },
    [{ type: 'user_change', user: { id: 'U0JOKELLER', deleted: false } }, { type: 'user_profile_changed' }],
  ],
  [
    { do: 'change', group: 'leadership', set: { users: ['ana', 'priya'] } },
    [
      { type: 'subteam_updated', subteam: { users: ['U0ANAWEBER', 'U0PRIYARAO'] } },
      {
        type: 'subteam_members_changed',
        added_users: ['U0PRIYARAO'],
        removed_users: ['U0LEOBRAND', 'U0NORAFISC'],
        removed_users_count: 2,
      },
    ],
  ],
  [
    { do: 'change', group: 'leadership', set: { name: 'Board' } },
    [{ type: 'subteam_updated', subteam: { name: 'Board' } }],
  ],
  [
    { do: 'uninstall' },
    [{ type: 'tokens_revoked', tokens: { bot: ['U0PERENNIAL'] } }, { type: 'app_uninstalled' }],
  ],
])('%j tells the app %j', async (body, events) => {
  const { workspace, payloads } = await withApp()
  await workspace.act(body)
  expect(payloads().map(({ event }) => event)).toEqual(
    events.map((event) => expect.objectContaining(deep(event))),
  )
})

/** Objects inside an expected event are matched by what is named of them, as the event itself is. */
function deep(event: Reply): Reply {
  return Object.fromEntries(
    Object.entries(event).map(([key, value]) => [
      key,
      typeof value === 'object' && !Array.isArray(value) ? expect.objectContaining(value as object) : value,
    ]),
  )
}

test('an event comes in the whole wrapper, with an id of its own and business time', async () => {
  const { workspace, payloads } = await withApp()
  await workspace.as('ana').say('app', 'one')
  await workspace.as('ana').say('app', 'two')
  const [first, second] = payloads()
  expect(first).toEqual({
    token: 'sandbox-verification-token',
    team_id: 'T0ALPENGLOW',
    context_team_id: 'T0ALPENGLOW',
    context_enterprise_id: null,
    api_app_id: 'A0PERENNIAL',
    event: expect.objectContaining({ ts: '1804838400.000000', event_ts: '1804838400.000000' }),
    type: 'event_callback',
    event_id: expect.stringMatching(/^Ev[0-9A-Z]+$/),
    event_time: 1804838400,
    authorizations: [
      {
        enterprise_id: null,
        team_id: 'T0ALPENGLOW',
        user_id: 'U0PERENNIAL',
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: expect.stringMatching(/^4-/),
  })
  expect(second.event_id).not.toBe(first.event_id)
})

test('an edit and a deletion say what was there before', async () => {
  const { workspace, payloads } = await withApp()
  const { messages } = await workspace.as('ana').say('app', 'hello')
  const { ts } = messages[0]!
  await workspace.act({ as: 'ana', do: 'edit_message', channel: 'app', ts, text: 'bye' })
  await workspace.act({ as: 'ana', do: 'delete_message', channel: 'app', ts })
  expect(
    payloads()
      .slice(1)
      .map(({ event }) => event),
  ).toMatchObject([
    { subtype: 'message_changed', message: { text: 'bye' }, previous_message: { text: 'hello' } },
    { subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'bye' } },
  ])
  await expect(
    workspace.act({ as: 'ana', do: 'edit_message', channel: 'app', ts, text: 'x' }),
  ).rejects.toThrow('expected "ts" to be the ts of a message')
})

test('only what the manifest subscribes to is told', async () => {
  const { workspace, told } = await withApp(manifestWith({ events: ['message.im'] }))
  await workspace.as('ana').say('app', 'x')
  await workspace.as('ana').say('general', '<@U0PERENNIAL>')
  await workspace.act({ as: 'priya', do: 'deactivate' })
  expect(told()).toEqual(['message'])
})

test('only what the scopes permit is told', async () => {
  const { workspace, told } = await withApp(manifestWith({ scopes: ['im:history', 'chat:write'] }))
  await workspace.as('ana').say('general', '<@U0PERENNIAL>')
  await workspace.as('ana').say('app', 'x')
  await workspace.act({ as: 'priya', do: 'deactivate' })
  await workspace.act({ do: 'archive', channel: 'general' })
  await workspace.act({ do: 'change', group: 'leadership', set: { users: [] } })
  expect(told()).toEqual(['message'])
})

test('the app hears nothing of what it does itself', async () => {
  const { sandbox, workspace, told } = await withApp()
  const { ts } = await sandbox.call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x' })
  await sandbox.call('chat.update', { channel: 'C0GENERAL1', ts, text: 'y' })
  await sandbox.call('chat.delete', { channel: 'C0GENERAL1', ts })
  await workspace.as('ana').say('app', 'x')
  expect(told()).toEqual(['message'])
})

test('an uninstalled app is turned away until it is installed again, with the scopes of its manifest', async () => {
  const { sandbox, workspace } = await withApp(manifestWith({ scopes: ['chat:write', 'im:history'] }))
  await workspace.act({ do: 'uninstall' })
  expect((await sandbox.call('auth.test')).error).toBe('account_inactive')
  expect((await sandbox.call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'x' })).error).toBe(
    'account_inactive',
  )
  expect(await sandbox.violations()).toEqual(['call_after_account_inactive'])
  await workspace.act({ do: 'reinstall' })
  const back = await sandbox.raw('auth.test')
  expect([back.body.ok, back.headers.get('x-oauth-scopes')]).toEqual([true, 'chat:write,im:history'])
})

test('auth.revoke ends the token and tells the app, unless it is a test', async () => {
  const { sandbox, workspace, told } = await withApp()
  expect(await sandbox.call('auth.revoke', { test: 'true' })).toEqual({ ok: true, revoked: false })
  expect(await sandbox.call('auth.revoke')).toEqual({ ok: true, revoked: true })
  expect((await sandbox.call('auth.test')).error).toBe('account_inactive')
  await workspace.waitFor(() => told().length === 2)
  expect(told()).toEqual(['tokens_revoked', 'app_uninstalled'])
})

test('a reaction is given once and taken back at the second time, and the app hears of both', async () => {
  const { workspace, payloads, sandbox } = await withApp()
  const { messages } = await workspace.as('ana').say('general', 'Look')
  const { channel, ts } = messages[0]!
  const react = (as: string, name: string) => workspace.act({ as, do: 'react', channel, ts, name })
  const seen = async () => (await sandbox.control('GET', `messages?channel=${channel}`))[0].reactions
  await react('leo', 'eyes')
  await react('ana', 'eyes')
  await react('ana', '+1')
  expect(await seen()).toEqual([
    { name: 'eyes', users: ['U0LEOBRAND', 'U0ANAWEBER'], count: 2 },
    { name: '+1', users: ['U0ANAWEBER'], count: 1 },
  ])
  await react('ana', '+1')
  await react('leo', 'eyes')
  await react('ana', 'eyes')
  expect(await seen()).toBeUndefined()
  const told = payloads().filter(({ event }) => event.type.startsWith('reaction'))
  expect(told.map(({ event }) => [event.type, event.user, event.reaction])).toEqual([
    ['reaction_added', 'U0LEOBRAND', 'eyes'],
    ['reaction_added', 'U0ANAWEBER', 'eyes'],
    ['reaction_added', 'U0ANAWEBER', '+1'],
    ['reaction_removed', 'U0ANAWEBER', '+1'],
    ['reaction_removed', 'U0LEOBRAND', 'eyes'],
    ['reaction_removed', 'U0ANAWEBER', 'eyes'],
  ])
  expect(told[0].event).toMatchObject({ item: { type: 'message', channel, ts }, item_user: 'U0ANAWEBER' })
  await expect(react('ana', 'two words')).rejects.toThrow('emoji')
  await expect(react('vera', 'eyes')).rejects.toThrow('to be in the channel')
})
