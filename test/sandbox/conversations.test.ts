import { expect, test } from 'vitest'
import { type Reply, sandboxFor, times } from './support.ts'

const GENERAL = 'C0GENERAL1'

test('opening a DM twice gives the same one and says that nothing was done', async () => {
  const { call } = await sandboxFor()
  expect(await call('conversations.open', { users: 'U0ANAWEBER' })).toEqual({
    ok: true,
    channel: { id: 'D0ANAWEBER' },
  })
  expect(await call('conversations.open', { users: 'U0ANAWEBER' })).toEqual({
    ok: true,
    no_op: true,
    already_open: true,
    channel: { id: 'D0ANAWEBER' },
  })
  const whole = await call('conversations.open', { channel: 'D0ANAWEBER', return_im: 'true' })
  expect(whole.channel).toMatchObject({ is_im: true, user: 'U0ANAWEBER', is_open: true })
})

test.each([
  ['nobody', {}, 'users_list_not_supplied'],
  ['an empty list', { users: ' , ' }, 'not_enough_users'],
  ['a deactivated person', { users: 'U0JOKELLER' }, 'user_disabled'],
  ['somebody unknown', { users: 'U0NOBODY00' }, 'user_not_found'],
  ['the app itself', { users: 'U0PERENNIAL' }, 'cannot_dm_bot'],
  ['a person of another organisation', { users: 'U0VERAVEND' }, 'invalid_user_combination'],
  ['an unknown channel', { channel: 'D0NOBODY00' }, 'channel_not_found'],
  ['a channel that is no DM', { channel: GENERAL }, 'method_not_supported_for_channel_type'],
  ['a DM that must exist already', { users: 'U0LEOBRAND', prevent_creation: 'true' }, 'channel_not_found'],
])('opening %s is refused', async (_, given, error) => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'token', scopes: ['im:write', 'mpim:write'] })
  expect(await call('conversations.open', given)).toMatchObject({ ok: false, error })
})

test('a person of another organisation can be written to once a shared channel has both', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'act', { do: 'invite', channel: 'vendor', people: ['perennial'] })
  expect((await call('conversations.open', { users: 'U0VERAVEND' })).ok).toBe(true)
})

test('a group DM takes eight people and not nine, and the same eight are the same DM', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'token', scopes: ['mpim:write'] })
  const people = times(9, (index) => ({ id: `U0MANY0000${index}`, name: `Person ${index}` }))
  await control('POST', 'people', { people })
  const users = (count: number) => people.slice(0, count).map((person) => person.id)
  expect((await call('conversations.open', { users: users(9).join() })).error).toBe('too_many_users')
  const opened = await call('conversations.open', { users: users(8).join() })
  const again = await call('conversations.open', { users: users(8).reverse().join() })
  expect([opened.ok, again.already_open, again.channel.id]).toEqual([true, true, opened.channel.id])
})

test('info tells of a public channel, of a private one only to members, and never of a stranger to it', async () => {
  const { call, control } = await sandboxFor()
  const general = await call('conversations.info', { channel: GENERAL, include_num_members: 'true' })
  expect(general.channel).toMatchObject({
    name: 'general',
    is_member: true,
    is_private: false,
    num_members: 11,
  })
  expect((await call('conversations.info', { channel: 'C0LEADERS1' })).channel.is_private).toBe(true)
  expect((await call('conversations.info', { channel: 'C0ANNOUNCE' })).channel.is_read_only).toBe(true)
  expect((await call('conversations.info', { channel: 'C0VENDOR01' })).channel).toMatchObject({
    is_ext_shared: true,
    is_member: false,
    shared_team_ids: ['T0ALPENGLOW', 'T0NORTHLIGHT'],
  })
  await control('POST', 'act', { as: 'perennial', do: 'leave', channel: 'leadership' })
  expect((await call('conversations.info', { channel: 'C0LEADERS1' })).error).toBe('channel_not_found')
})

test('members are all members, deactivated people and bots among them', async () => {
  const { call } = await sandboxFor()
  const { members } = await call('conversations.members', { channel: 'C0SECURITY', limit: '3' })
  const all = await everything(
    call,
    'conversations.members',
    { channel: 'C0SECURITY', limit: '3' },
    'members',
  )
  expect(members.length).toBeLessThanOrEqual(3)
  expect(all).toHaveLength(7)
  expect(all).toEqual(expect.arrayContaining(['U0PERENNIAL', 'U0JOKELLER', 'U0SAMGUEST']))
})

test('list gives the asked types, private ones only where the app is, and leaves archived ones out when told', async () => {
  const { call, control } = await sandboxFor()
  const names = async (given: object) =>
    (await everything(call, 'conversations.list', given, 'channels')).map((one: Reply) => one.name)
  expect(await names({})).toEqual(['general', 'security', 'old-policies', 'announcements', 'vendor'])
  expect(await names({ exclude_archived: 'true' })).not.toContain('old-policies')
  expect(await names({ types: 'private_channel' })).toEqual(['leadership'])
  await control('POST', 'act', { as: 'perennial', do: 'leave', channel: 'leadership' })
  expect(await names({ types: 'private_channel' })).toEqual([])
  expect((await call('conversations.list', { types: 'secret' })).error).toBe('invalid_types')
})

test('a DM in a list says whose it is and whether they are gone', async () => {
  const { call, control } = await sandboxFor()
  await call('conversations.open', { users: 'U0ANAWEBER' })
  await control('POST', 'act', { as: 'ana', do: 'deactivate' })
  await control('POST', 'faults', { do: 'token', scopes: ['im:read'] })
  const { channels } = await call('conversations.list', { types: 'im' })
  expect(channels).toMatchObject([{ id: 'D0ANAWEBER', user: 'U0ANAWEBER', is_user_deleted: true }])
})

test('users.conversations says where the app is, or where somebody is that the app can see', async () => {
  const { call } = await sandboxFor()
  const names = async (given: object) =>
    (await everything(call, 'users.conversations', given, 'channels')).map((one: Reply) => one.name)
  expect(await names({ types: 'public_channel,private_channel' })).toEqual([
    'general',
    'security',
    'leadership',
    'announcements',
  ])
  expect(await names({ user: 'U0SAMGUEST' })).toEqual(['security'])
  expect((await call('users.conversations', { user: 'U0NOBODY00' })).error).toBe('user_not_found')
})

test('history is newest first, without replies and ephemerals, within its range', async () => {
  const { call, control } = await sandboxFor()
  const sent: string[] = []
  for (const text of ['one', 'two', 'three']) {
    sent.push((await call('chat.postMessage', { channel: GENERAL, text })).ts)
    await control('POST', 'clock', { advance: 'PT1M' })
  }
  await call('chat.postMessage', { channel: GENERAL, text: 'reply', thread_ts: sent[0] })
  const texts = async (given: object) =>
    (await call('conversations.history', { channel: GENERAL, ...given })).messages.map(
      (one: Reply) => one.text,
    )
  expect(await texts({})).toEqual(['three', 'two', 'one'])
  expect(await texts({ oldest: sent[0] })).toEqual(['three', 'two'])
  expect(await texts({ oldest: sent[0], inclusive: 'true' })).toEqual(['three', 'two', 'one'])
  expect(await texts({ latest: sent[1] })).toEqual(['one'])
  const { messages } = await call('conversations.history', {
    channel: GENERAL,
    latest: sent[0],
    inclusive: '1',
  })
  expect(messages).toMatchObject([{ text: 'one', reply_count: 1, reply_users: ['U0PERENNIAL'] }])
})

test.each([
  ['oldest', 'yesterday', 'invalid_ts_oldest'],
  ['latest', '-1', 'invalid_ts_latest'],
  ['limit', '0', 'invalid_limit'],
  ['limit', '1000', 'invalid_limit'],
  ['limit', 'many', 'invalid_limit'],
  ['cursor', 'abc', 'invalid_cursor'],
])('history with %s %s is refused', async (name, value, error) => {
  const { call } = await sandboxFor()
  expect((await call('conversations.history', { channel: GENERAL, [name]: value })).error).toBe(error)
})

test('a page may be 999 long, and 1,000 for replies', async () => {
  const { call } = await sandboxFor()
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'x' })
  expect((await call('conversations.history', { channel: GENERAL, limit: '999' })).ok).toBe(true)
  expect((await call('conversations.replies', { channel: GENERAL, ts, limit: '1000' })).ok).toBe(true)
  expect((await call('conversations.replies', { channel: GENERAL, ts, limit: '1001' })).error).toBe(
    'invalid_limit',
  )
})

test('metadata are in the history only when asked for', async () => {
  const { call } = await sandboxFor()
  const metadata = { event_type: 'notice', event_payload: { id: 'N1' } }
  const posted = await call('chat.postMessage', { channel: GENERAL, text: 'x', metadata })
  expect(posted.message.metadata).toEqual(metadata)
  expect((await call('conversations.history', { channel: GENERAL })).messages[0].metadata).toBeUndefined()
  const asked = await call('conversations.history', { channel: GENERAL, include_all_metadata: 'true' })
  expect(asked.messages[0].metadata).toEqual(metadata)
})

test('replies are oldest first after their parent, whichever of them is asked for', async () => {
  const { call } = await sandboxFor()
  const parent = await call('chat.postMessage', { channel: GENERAL, text: 'parent' })
  const reply = await call('chat.postMessage', { channel: GENERAL, text: 'a', thread_ts: parent.ts })
  await call('chat.postMessage', { channel: GENERAL, text: 'elsewhere' })
  const texts = async (ts: string) =>
    (await call('conversations.replies', { channel: GENERAL, ts })).messages.map((one: Reply) => one.text)
  expect(await texts(parent.ts)).toEqual(['parent', 'a'])
  expect(await texts(reply.ts)).toEqual(['parent', 'a'])
  expect((await call('conversations.replies', { channel: GENERAL, ts: '1.000000' })).error).toBe(
    'thread_not_found',
  )
})

test('history is for members only', async () => {
  const { call } = await sandboxFor()
  expect((await call('conversations.history', { channel: 'C0VENDOR01' })).error).toBe('not_in_channel')
  expect((await call('conversations.history', { channel: 'C0NOWHERE0' })).error).toBe('channel_not_found')
})

async function everything(call: Reply, method: string, given: object, key: string): Promise<Reply[]> {
  const found: Reply[] = []
  let cursor = ''
  do {
    const page = await call(method, { ...given, ...(cursor ? { cursor } : {}) })
    expect(page.ok).toBe(true)
    found.push(...page[key])
    cursor = page.response_metadata.next_cursor
  } while (cursor)
  return found
}
