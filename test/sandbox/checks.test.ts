import { expect, test } from 'vitest'
import { METHODS } from '../../src/sandbox/methods.ts'
import { sandboxFor } from './support.ts'

const json = { 'content-type': 'application/json' }

test('a good call answers ok with the scopes and the headers of the real thing', async () => {
  const { raw } = await sandboxFor()
  const { status, headers, body } = await raw('users.info', { user: 'U0ANAWEBER' })
  expect([status, body.ok, body.user.real_name]).toEqual([200, true, 'Ana Weber'])
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(headers.get('x-oauth-scopes')).toContain('chat:write')
  expect(headers.get('x-accepted-oauth-scopes')).toBe('users:read')
  expect(headers.get('x-slack-req-id')).toMatch(/^[0-9a-f]{32}$/)
  expect(headers.get('x-slack-unique-id')).toBeTruthy()
})

// Each case breaks its own check and every later one, so the answer names the first that failed.
test.each([
  ['verb before body', 'chat.postMessage', { verb: 'GET', token: null }, 'insecure_request'],
  ['missing type before token', 'chat.postMessage', { body: bytes('x=1'), token: null }, 'missing_post_type'],
  [
    'unknown type before token',
    'users.info',
    { body: 'x', headers: { 'content-type': 'text/plain' }, token: null },
    'invalid_post_type',
  ],
  [
    'JSON where only forms are taken',
    'users.info',
    { body: '{}', headers: json, token: null },
    'invalid_post_type',
  ],
  ['broken JSON before token', 'auth.test', { body: '{', headers: json, token: null }, 'invalid_json'],
  ['JSON that is no object', 'auth.test', { body: '[]', headers: json, token: null }, 'json_not_object'],
  [
    'a broken multipart form',
    'auth.test',
    { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=b' }, token: null },
    'invalid_form_data',
  ],
  ['no token before unknown method', 'no.such', { token: null }, 'not_authed'],
  ['wrong token before unknown method', 'no.such', { token: 'xoxb-other' }, 'invalid_auth'],
  [
    'an app token before unknown method',
    'no.such',
    { token: 'xapp-sandbox-perennial' },
    'not_allowed_token_type',
  ],
  ['unknown method', 'no.such', {}, 'unknown_method'],
  ['scope before arguments', 'team.info', {}, 'missing_scope'],
  ['missing argument', 'chat.postMessage', {}, 'invalid_arguments'],
])('%s', async (_, method, asked, error) => {
  const { raw } = await sandboxFor()
  const { status, body } = await raw(method, {}, asked)
  expect([status, body.ok, body.error]).toEqual([200, false, error])
})

/** A body that fetch gives no content type to. */
function bytes(text: string): BodyInit {
  return new TextEncoder().encode(text)
}

test('a fault rule is asked before every other check', async () => {
  const { raw, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'error', error: 'fatal_error' })
  const { body } = await raw('no.such', {}, { token: null })
  expect(body).toEqual({ ok: false, error: 'fatal_error' })
})

test('the rate comes after the scope and before the arguments', async () => {
  const { call } = await sandboxFor({ rate: 'slack' })
  for (let post = 0; post < 3; post += 1) await call('chat.postMessage', { channel: 'C0NOWHERE' })
  expect(await call('chat.postMessage', { channel: 'C0NOWHERE' })).toEqual({
    ok: false,
    error: 'ratelimited',
  })
  const scoped = await sandboxFor({ rate: 'slack' })
  for (let ask = 0; ask < 60; ask += 1) await scoped.call('team.info')
  expect((await scoped.call('team.info')).error).toBe('missing_scope')
})

test('a missing scope says what is needed and what is there', async () => {
  const { call } = await sandboxFor()
  const { needed, provided } = await call('team.info')
  expect(needed).toBe('team:read')
  expect(provided.split(',')).toEqual(expect.arrayContaining(['chat:write', 'users:read.email']))
})

test('a channel asks for the scope of its kind', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'token', scopes: ['channels:read'], times: 1 })
  await call('auth.test')
  expect((await call('conversations.info', { channel: 'C0GENERAL1' })).ok).toBe(true)
  expect((await call('conversations.info', { channel: 'C0LEADERS1' })).needed).toBe('groups:read')
  expect((await call('conversations.list', { types: 'public_channel,im' })).needed).toBe('im:read')
  expect((await call('conversations.open', { users: 'U0ANAWEBER' })).needed).toBe('im:write')
  expect((await call('conversations.open', { users: 'U0ANAWEBER,U0LEOBRAND' })).needed).toBe('mpim:write')
})

test.each([
  ['revoked', 'account_inactive'],
  ['expired', 'token_expired'],
])('a %s token answers %s', async (status, error) => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'token', status })
  expect((await call('auth.test')).error).toBe(error)
  await control('DELETE', 'faults')
  expect((await call('auth.test')).ok).toBe(true)
})

test('the token may come in a form, and never in the address', async () => {
  const { url, raw, violations } = await sandboxFor()
  const inBody = await raw('auth.test', { token: 'xoxb-sandbox-perennial' }, { token: null })
  expect(inBody.body.ok).toBe(true)
  const inAddress = await fetch(`${url}/api/users.info?user=U0ANAWEBER&token=xoxb-sandbox-perennial`)
  expect(((await inAddress.json()) as { error: string }).error).toBe('not_authed')
  expect(await violations()).toEqual(['token_in_url'])
})

test('forms, multipart forms, JSON and GET carry the same arguments', async () => {
  const { raw } = await sandboxFor()
  const multipart = new FormData()
  multipart.set('channel', 'C0GENERAL1')
  multipart.set('text', 'one')
  const jsonBody = JSON.stringify({ channel: 'C0GENERAL1', text: 'two', blocks: [{ type: 'divider' }] })
  const charset = { 'content-type': 'application/json; charset=utf-8' }
  const sent = [
    await raw('chat.postMessage', {}, { body: multipart }),
    await raw('chat.postMessage', {}, { body: jsonBody, headers: charset }),
    await raw('users.info', { user: 'U0ANAWEBER' }, { verb: 'GET' }),
  ]
  expect(sent.map(({ body }) => [body.ok, body.warning])).toEqual(times3([true, undefined]))
})

const times3 = <Item>(item: Item): Item[] => [item, item, item]

test('JSON without a charset is taken with a warning', async () => {
  const { raw } = await sandboxFor()
  const { body } = await raw('auth.test', {}, { body: '{}', headers: json })
  expect(body).toMatchObject({
    ok: true,
    warning: 'missing_charset',
    response_metadata: { warnings: ['missing_charset'] },
  })
})

test('team_id is accepted everywhere and any other unknown argument is written down', async () => {
  const { call, violations } = await sandboxFor()
  await call('auth.test', { team_id: 'T0ALPENGLOW' })
  expect(await violations()).toEqual([])
  expect((await call('auth.test', { colour: 'green' })).ok).toBe(true)
  expect(await violations()).toEqual(['unknown_argument'])
})

test('a missing argument is named', async () => {
  const { call } = await sandboxFor()
  expect(await call('chat.update', {})).toEqual({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: {
      messages: ['[ERROR] missing required field: channel', '[ERROR] missing required field: ts'],
    },
  })
})

test('the table of methods is exactly what answers: each is known, its neighbour is not', async () => {
  const { call } = await sandboxFor()
  const expected = [
    'apps.connections.open',
    'auth.revoke',
    'auth.test',
    'blocks.validate',
    'bots.info',
    'chat.delete',
    'chat.getPermalink',
    'chat.postEphemeral',
    'chat.postMessage',
    'chat.update',
    'conversations.history',
    'conversations.info',
    'conversations.list',
    'conversations.members',
    'conversations.open',
    'conversations.replies',
    'files.completeUploadExternal',
    'files.getUploadURLExternal',
    'files.info',
    'team.info',
    'usergroups.list',
    'usergroups.users.list',
    'users.conversations',
    'users.info',
    'users.list',
    'users.lookupByEmail',
    'views.open',
    'views.publish',
    'views.push',
    'views.update',
  ]
  expect(Object.keys(METHODS).sort()).toEqual(expected)
  for (const method of expected) {
    // A test of auth.revoke leaves the token alone.
    expect([method, (await call(method, { test: 'true' })).error]).not.toEqual([method, 'unknown_method'])
    expect((await call(`${method}s`)).error).toBe('unknown_method')
  }
  expect((await call('reminders.add')).error).toBe('unknown_method')
  expect((await call('constructor')).error).toBe('unknown_method')
})
