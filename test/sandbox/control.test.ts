import { expect, test } from 'vitest'
import { type Reply, sandboxFor, TOKEN } from './support.ts'

test('the demo has twelve people in five zones, six channels and two groups, with the same ids every time', async () => {
  const [one, other] = [await sandboxFor({ seed: 1 }), await sandboxFor({ seed: 1 })]
  const people = await one.control('GET', 'people')
  expect(people.filter((person: Reply) => person.id !== 'U0PERENNIAL')).toHaveLength(12)
  expect(people).toEqual(await other.control('GET', 'people'))
  const channels = await one.control('GET', 'channels')
  expect(channels.map((channel: Reply) => channel.name).sort()).toEqual([
    'announcements',
    'general',
    'leadership',
    'old-policies',
    'security',
    'vendor',
  ])
  const withApp = channels.filter((channel: Reply) => channel.members.includes('U0PERENNIAL'))
  expect(withApp.map((channel: Reply) => channel.name)).toEqual([
    'general',
    'security',
    'leadership',
    'announcements',
  ])
})

test('people, channels and groups can be added, and those already known are changed', async () => {
  const { control } = await sandboxFor()
  const answer = await control('POST', 'people', {
    people: [
      { name: 'Kim Sato', email: 'kim@x.example', tz: 'Asia/Tokyo' },
      { id: 'U0ANAWEBER', name: 'Ana Weber', deleted: true },
    ],
    channels: [{ name: 'risk', is_private: true, members: ['Kim Sato', 'perennial', 'leo'] }],
    groups: [{ handle: 'risk', users: ['kim.sato'] }],
  })
  const kim = answer.people.find((person: Reply) => person.name === 'kim.sato')
  expect(kim).toMatchObject({ real_name: 'Kim Sato', tz: 'Asia/Tokyo', profile: { email: 'kim@x.example' } })
  expect(answer.people.find((person: Reply) => person.id === 'U0ANAWEBER').deleted).toBe(true)
  const risk = answer.channels.find((channel: Reply) => channel.name === 'risk')
  expect(risk).toMatchObject({ is_private: true, members: [kim.id, 'U0PERENNIAL', 'U0LEOBRAND'] })
  expect(answer.groups.at(-1)).toMatchObject({ handle: 'risk', users: [kim.id] })
})

test('replacing leaves the app and what was given, and nothing else', async () => {
  const { control } = await sandboxFor()
  const answer = await control('POST', 'people', {
    replace: true,
    people: [{ id: 'U0SOLO0000', name: 'Solo' }],
    channels: [{ name: 'general', is_general: true }],
  })
  expect(answer.people.map((person: Reply) => person.id)).toEqual(['U0PERENNIAL', 'U0SOLO0000'])
  expect(answer.channels).toMatchObject([{ name: 'general', members: ['U0PERENNIAL', 'U0SOLO0000'] }])
  expect(answer.groups).toEqual([])
})

test.each([
  [{ person: [] }, 'expected people, channels, groups or replace, got "person"'],
  [{ people: {} }, 'expected "people" to be a list'],
  [{ people: ['Ana'] }, 'expected people[0] to be an object'],
  [{ people: [{}] }, 'expected people[0].name'],
  [{ people: [{ name: 'A', age: 3 }] }, 'expected no field people[0].age'],
  [{ people: [{ name: 'A', deleted: 'yes' }] }, 'expected people[0].deleted to be true or false'],
  [
    { people: [{ name: 'A', tz: 'Mars/Base' }] },
    'expected people[0].tz to be an IANA time zone such as "Europe/Vienna", got "Mars/Base"',
  ],
  [
    { channels: [{ name: 'c', members: ['Nobody'] }] },
    'expected a member that is known or among "people", got "Nobody"',
  ],
  [
    { channels: [{ name: 'c', members: 'ana' }] },
    'expected channels[0].members to be a list of ids or names',
  ],
  [{ groups: [{ handle: 'g' }] }, 'expected groups[0].users'],
  [{ replace: 'yes' }, 'expected "replace" to be true or false'],
  [{ replace: true, channels: [{ name: 'c', members: ['ana'] }] }, 'got "ana"'],
])('people %j is refused with what was expected, and changes nothing', async (body, error) => {
  const { control } = await sandboxFor()
  const before = await control('GET', 'people')
  expect((await control('POST', 'people', body)).error).toContain(error)
  expect(await control('GET', 'people')).toEqual(before)
})

test('a person says something in a channel, in a thread and to the app', async () => {
  const { control, call } = await sandboxFor()
  const said = await control('POST', 'act', { as: 'ana', do: 'say', channel: '#general', text: 'Hello' })
  expect(said).toEqual({
    ack: null,
    messages: [{ channel: 'C0GENERAL1', ts: '1804838400.000000', user: 'U0ANAWEBER', text: 'Hello' }],
    views: { home: null, modals: [] },
    violations: [],
  })
  const { ts } = said.messages[0]
  await control('POST', 'act', { as: 'Leo Brandt', do: 'say', channel: 'general', text: 'Hi', thread_ts: ts })
  await control('POST', 'act', { as: 'U0ANAWEBER', do: 'say', channel: 'app', text: 'help' })
  expect((await call('conversations.replies', { channel: 'C0GENERAL1', ts })).messages).toHaveLength(2)
  expect((await call('conversations.history', { channel: 'D0ANAWEBER' })).messages).toMatchObject([
    { text: 'help' },
  ])
})

test('people are deactivated, changed, moved and invited, and channels archived', async () => {
  const { control, call } = await sandboxFor()
  await control('POST', 'clock', { advance: 'PT1H' })
  await control('POST', 'act', { as: 'priya', do: 'deactivate' })
  await control('POST', 'act', { do: 'change', as: 'grace', set: { tz: 'Asia/Tokyo', is_restricted: true } })
  await control('POST', 'act', { do: 'change', as: 'jo', set: { deleted: false, is_stranger: true } })
  await control('POST', 'act', { do: 'change', group: 'engineering', set: { users: ['ana'] } })
  await control('POST', 'act', { do: 'change', channel: 'general', set: { name: 'everybody' } })
  await control('POST', 'act', { as: 'ana', do: 'leave', channel: 'security' })
  await control('POST', 'act', { as: 'leo', do: 'join', channel: 'security' })
  await control('POST', 'act', { do: 'invite', channel: 'security', people: ['nora', 'perennial'] })
  await control('POST', 'act', { do: 'archive', channel: 'announcements' })
  await control('POST', 'act', { do: 'change', channel: 'vendor', set: { is_ext_shared: false } })
  expect((await call('users.info', { user: 'U0PRIYARAO' })).user).toMatchObject({
    deleted: true,
    updated: 1804842000,
  })
  expect((await call('users.info', { user: 'U0GRACECHE' })).user).toMatchObject({
    tz_offset: 32400,
    is_restricted: true,
  })
  expect((await call('users.info', { user: 'U0JOKELLER' })).user).toMatchObject({
    deleted: false,
    is_stranger: true,
    team_id: 'T0NORTHLIGHT',
  })
  expect((await call('usergroups.users.list', { usergroup: 'S0ENGINEER' })).users).toEqual(['U0ANAWEBER'])
  const channels = await control('GET', 'channels')
  const find = (id: string) => channels.find((channel: Reply) => channel.id === id)
  expect(find('C0GENERAL1').name).toBe('everybody')
  expect(find('C0SECURITY').members).not.toContain('U0ANAWEBER')
  expect(find('C0SECURITY').members).toEqual(expect.arrayContaining(['U0LEOBRAND', 'U0NORAFISC']))
  expect(find('C0ANNOUNCE').is_archived).toBe(true)
  expect(find('C0VENDOR01')).toMatchObject({ is_ext_shared: false, members: ['U0ANAWEBER', 'U0GRACECHE'] })
})

test.each([
  [{ do: 'dance' }, 'expected "do" to be one of say, edit_message, delete_message, react, command, click'],
  [{ do: 'constructor' }, 'expected "do" to be one of say'],
  [
    { do: 'say', as: 'nobody', channel: 'general', text: 'x' },
    'expected "as" to be a person by id or name, got "nobody"',
  ],
  [
    { do: 'say', as: 'jo', channel: 'security', text: 'x' },
    'expected somebody active: Jo Keller is deactivated',
  ],
  [
    { do: 'say', as: 'ana', channel: 'nowhere', text: 'x' },
    'expected "channel" by id or name, got "nowhere"',
  ],
  [{ do: 'say', as: 'leo', channel: 'security', text: 'x' }, 'expected Leo Brandt to be in the channel'],
  [{ do: 'say', as: 'ana', channel: 'old-policies', text: 'x' }, 'expected a channel that is not archived'],
  [{ do: 'say', as: 'ana', channel: 'general' }, 'expected "text"'],
  [{ do: 'say', as: 'ana', channel: 'general', text: 'x', thread_ts: '1.0' }, 'expected "thread_ts"'],
  [{ do: 'join', as: 'leo', channel: 'old-policies' }, 'expected a channel that is not archived'],
  [{ do: 'change', as: 'ana' }, 'expected "set": the fields to change'],
  [{ do: 'change', set: {} }, 'expected "as", "channel" or "group": what to change'],
  [{ do: 'change', as: 'ana', set: { id: 'U1' } }, 'expected no field set.id; known are real_name'],
  [{ do: 'change', as: 'ana', set: { tz: 'Mars/Base' } }, 'expected set.tz to be an IANA time zone'],
  [
    { do: 'change', channel: 'general', set: { is_archived: 1 } },
    'expected set.is_archived to be true or false, got 1',
  ],
  [{ do: 'change', group: 'nothing', set: {} }, 'expected a group, got "nothing"'],
  [{ do: 'invite', channel: 'general', people: 'ana' }, 'expected a list of people'],
])('the act %j is refused with what was expected', async (body, error) => {
  const { control } = await sandboxFor()
  expect((await control('POST', 'act', body)).error).toContain(error)
})

test('the rate limits change at once; another word is refused', async () => {
  const { control, call } = await sandboxFor()
  const posts = async () => {
    const all = []
    for (let i = 0; i < 4; i += 1)
      all.push((await call('chat.postMessage', { channel: 'C0GENERAL1', text: `${i}` })).ok)
    return all
  }
  expect(await posts()).toEqual([true, true, true, true])
  expect(await control('POST', 'rates', { profile: 'harsh' })).toEqual({ profile: 'harsh' })
  expect(await posts()).toEqual([true, false, false, false])
  expect(await control('POST', 'rates', { profile: 'none' })).toEqual({
    error: 'expected "profile" to be one of off, slack, harsh',
  })
})

test('a file that was shared can be had from the page, and no other', async () => {
  const { control, url } = await sandboxFor()
  const files = [{ name: 'notes.md', contentBase64: Buffer.from('# Notes').toString('base64') }]
  await control('POST', 'act', { as: 'ana', do: 'say', channel: 'C0GENERAL1', text: 'Notes', files })
  const [message] = await control('GET', 'messages?channel=C0GENERAL1')
  const got = await fetch(`${url}/__sandbox/files/${message.files[0].id}`)
  expect([await got.text(), got.headers.get('content-disposition')]).toEqual([
    '# Notes',
    expect.stringContaining('attachment'),
  ])
  expect(await control('GET', 'files/F0NONE')).toEqual({
    error: 'expected the id of a file that was shared',
  })
})

test('reset brings the first people back, ends faults, empties the journal and leaves the clock', async () => {
  const { control, call } = await sandboxFor()
  await call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'x' })
  await call('no.such')
  await control('POST', 'act', { as: 'ana', do: 'deactivate' })
  await control('POST', 'clock', { advance: 'P1D' })
  await control('POST', 'faults', { do: 'token', status: 'revoked', scopes: [] })
  await call('auth.test')
  expect(await control('POST', 'reset', { seed: 5 })).toEqual({})
  expect((await call('users.info', { user: 'U0ANAWEBER' })).user.deleted).toBe(false)
  expect(await control('GET', 'messages?as=ana')).toEqual([])
  expect(await control('GET', 'violations')).toEqual([])
  expect(await control('GET', 'journal')).toHaveLength(1)
  expect((await control('GET', 'clock')).now).toBe('2027-03-13T08:00:00.000Z')
  expect((await control('POST', 'reset', { seed: 'x' })).error).toBe('expected "seed" to be an integer')
})

test('the journal has every request in order with its times, from a number on, and no token', async () => {
  const { control, call, raw } = await sandboxFor()
  await call('auth.test', { token: TOKEN })
  await raw('no.such')
  const entries = await control('GET', 'journal')
  expect(entries).toMatchObject([
    { kind: 'request', method: 'auth.test', status: 200, ok: true, businessAt: '2027-03-12T08:00:00.000Z' },
    { kind: 'request', method: 'no.such', status: 200, ok: false, error: 'unknown_method' },
  ])
  expect(entries.every((entry: Reply) => !Number.isNaN(Date.parse(entry.at)) && entry.ms >= 0)).toBe(true)
  expect(JSON.stringify(entries)).not.toContain(TOKEN)
  expect(await control('GET', `journal?since=${entries[0].seq}`)).toEqual([entries[1]])
  expect((await control('GET', 'journal?since=x')).error).toBe('expected "since" to be a whole number')
})

test('messages are those of a DM or a channel, oldest first; nobody and nowhere are refused', async () => {
  const { control, call } = await sandboxFor()
  for (const text of ['one', 'two']) await call('chat.postMessage', { channel: 'U0ANAWEBER', text })
  const texts = (await control('GET', 'messages?as=ana')).map((message: Reply) => message.text)
  expect(texts).toEqual(['one', 'two'])
  expect(await control('GET', 'messages?channel=general')).toEqual([])
  expect((await control('GET', 'messages?as=nobody')).error).toBe('expected ?as=PERSON or ?channel=CHANNEL')
  expect((await control('GET', 'messages?channel=nowhere')).error).toBe('expected a channel, got "nowhere"')
})

test('an unknown control call is answered 400 with those that exist, and broken JSON likewise', async () => {
  const { url } = await sandboxFor()
  const unknown = await fetch(`${url}/__sandbox/teleport`)
  expect([unknown.status, await unknown.json()]).toEqual([
    400,
    {
      error:
        'expected people, channels, messages, views, act, clock, clock/settled, faults, rates, files, journal, violations, manifest or reset',
    },
  ])
  const broken = await fetch(`${url}/__sandbox/clock`, { method: 'POST', body: '{' })
  expect([broken.status, await broken.json()]).toEqual([400, { error: 'expected JSON' }])
  const list = await fetch(`${url}/__sandbox/clock`, { method: 'POST', body: '[]' })
  expect([list.status, await list.json()]).toEqual([400, { error: 'expected a JSON object' }])
})
