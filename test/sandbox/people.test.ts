import { expect, test } from 'vitest'
import { type Reply, sandboxFor, times } from './support.ts'

test('auth.test says which workspace and which bot', async () => {
  const { call, url } = await sandboxFor()
  expect(await call('auth.test')).toEqual({
    ok: true,
    url: `${url}/`,
    team: 'Alpenglow',
    user: 'perennial',
    team_id: 'T0ALPENGLOW',
    user_id: 'U0PERENNIAL',
    bot_id: 'B0PERENNIAL',
    is_enterprise_install: false,
  })
})

test.each([
  ['U0ANAWEBER', { deleted: false, is_bot: false, is_admin: true, tz: 'Europe/Vienna', tz_offset: 3600 }],
  ['U0GRACECHE', { tz: 'America/Los_Angeles', tz_offset: -28800 }],
  ['U0PRIYARAO', { tz: 'Asia/Kolkata', tz_offset: 19800 }],
  ['U0JOKELLER', { deleted: true }],
  ['U0SAMGUEST', { is_restricted: true, is_ultra_restricted: true }],
  ['U0VERAVEND', { is_stranger: true, team_id: 'T0NORTHLIGHT' }],
  ['U0BUILDBOT', { is_bot: true }],
  ['U0PERENNIAL', { is_bot: true, profile: expect.objectContaining({ bot_id: 'B0PERENNIAL' }) }],
])('users.info tells who %s is', async (user, expected) => {
  const { call } = await sandboxFor()
  expect((await call('users.info', { user })).user).toMatchObject(expected)
})

test('the offset of a zone follows the business clock over the change of the clocks', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'clock', { set: '2027-07-01T00:00:00Z' })
  const { user } = await call('users.info', { user: 'U0ANAWEBER' })
  expect([user.tz_offset, user.tz_label]).toEqual([7200, 'Central European Summer Time'])
})

test('an e-mail is shown only to those who may read it, and a stranger never shows theirs', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'people', {
    people: [{ id: 'U0STRANGER', name: 'Ola Berg', email: 'ola@else.example', is_stranger: true }],
  })
  const email = async (user: string) => (await call('users.info', { user })).user.profile.email
  expect(await email('U0ANAWEBER')).toBe('ana.weber@alpenglow.example')
  expect(await email('U0STRANGER')).toBeUndefined()
  await control('POST', 'faults', { do: 'token', scopes: ['users:read'] })
  expect(await email('U0ANAWEBER')).toBeUndefined()
})

test('users.list has everybody, the deactivated and the bots too', async () => {
  const { call } = await sandboxFor()
  const people: Reply[] = []
  let cursor = ''
  do {
    const page = await call('users.list', { limit: '5', ...(cursor ? { cursor } : {}) })
    people.push(...page.members)
    cursor = page.response_metadata.next_cursor
  } while (cursor)
  expect(people).toHaveLength(13)
  expect(people.filter((one) => one.deleted).map((one) => one.id)).toEqual(['U0JOKELLER'])
  expect(new Set(people.map((one) => one.tz)).size).toBe(5)
})

test('users.list asks for a limit above 1,000 people', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'people', { people: times(987, (index) => ({ name: `Person ${index}` })) })
  expect((await call('users.list')).ok).toBe(true)
  await control('POST', 'people', { people: [{ name: 'One More' }] })
  expect((await call('users.list')).error).toBe('limit_required')
  expect((await call('users.list', { limit: '200' })).ok).toBe(true)
})

test.each([
  ['Ana.Weber@Alpenglow.example', 'U0ANAWEBER'],
  ['sam.porter@contractors.example', 'U0SAMGUEST'],
])('%s is found by e-mail whatever its case', async (email, id) => {
  const { call } = await sandboxFor()
  expect((await call('users.lookupByEmail', { email })).user.id).toBe(id)
})

test.each(['jo.keller@alpenglow.example', 'nobody@alpenglow.example'])('%s is not found', async (email) => {
  const { call } = await sandboxFor()
  expect((await call('users.lookupByEmail', { email })).error).toBe('users_not_found')
})

test('groups list their people when asked, and disabled ones only when asked', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'act', { do: 'change', group: '@leadership', set: { disabled: true } })
  const list = async (given: Record<string, unknown>) => (await call('usergroups.list', given)).usergroups
  expect(await list({})).toMatchObject([{ handle: 'engineering', date_delete: 0 }])
  expect((await list({}))[0].users).toBeUndefined()
  const [engineering, leadership] = await list({
    include_users: 'true',
    include_disabled: 'true',
    include_count: 'true',
  })
  expect(engineering).toMatchObject({ user_count: 4, users: expect.arrayContaining(['U0PRIYARAO']) })
  expect(leadership.date_delete).toBeGreaterThan(0)
  const users = (given: Record<string, unknown>) => call('usergroups.users.list', given)
  expect((await users({ usergroup: 'S0ENGINEER' })).users).toHaveLength(4)
  expect((await users({ usergroup: 'S0LEADERSH' })).error).toBe('no_such_subteam')
  expect((await users({ usergroup: 'S0LEADERSH', include_disabled: '1' })).users).toHaveLength(3)
  expect((await users({ usergroup: 'S0NOTHING0' })).error).toBe('no_such_subteam')
})

test('bots and the team are told to those who may ask', async () => {
  const { call, control } = await sandboxFor()
  expect((await call('bots.info', { bot: 'B0PERENNIAL' })).bot.user_id).toBe('U0PERENNIAL')
  expect((await call('bots.info', { bot: 'B0NOTHING0' })).error).toBe('bot_not_found')
  expect((await call('bots.info')).error).toBe('bot_not_found')
  await control('POST', 'faults', { do: 'token', scopes: ['team:read'] })
  expect((await call('team.info')).team).toMatchObject({ id: 'T0ALPENGLOW', domain: 'alpenglow' })
  expect((await call('team.info', { team: 'T0OTHER000' })).error).toBe('team_not_found')
})

test('an unknown person is user_not_found', async () => {
  const { call } = await sandboxFor()
  expect((await call('users.info', { user: 'U0NOBODY00' })).error).toBe('user_not_found')
})
