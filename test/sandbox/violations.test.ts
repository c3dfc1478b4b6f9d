import { expect, test } from 'vitest'
import { sandboxFor } from './support.ts'

const GENERAL = 'C0GENERAL1'
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const rich = (element: object) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [element] }],
})
const long = 'x'.repeat(2_500)

test.each([
  ['text_missing', 'blocks without text', { blocks: [section('x')] }],
  ['live_mention', '<!channel> in the text', { text: 'Hi <!channel>' }],
  ['live_mention', '<!here> with a label', { text: '<!here|here>' }],
  ['live_mention', '<!everyone> in a block', { text: 'x', blocks: [section('<!everyone>')] }],
  ['live_mention', 'a live group', { text: 'x', blocks: [section('<!subteam^S0ENGINEER>')] }],
  [
    'live_mention',
    'a broadcast in rich text',
    { text: 'x', blocks: [rich({ type: 'broadcast', range: 'here' })] },
  ],
  [
    'live_mention',
    'a group in rich text',
    { text: 'x', blocks: [rich({ type: 'usergroup', usergroup_id: 'S1' })] },
  ],
  ['live_mention', 'a mention in markdown', { markdown_text: 'Hi <!channel>' }],
  ['too_long_to_read', 'over 10,000 characters of text', { text: 'x'.repeat(10_001) }],
  [
    'too_long_to_read',
    'over 10,000 characters of blocks',
    { text: 'x', blocks: [long, long, long, long, 'x'].map(section) },
  ],
  ['channel_name_for_id', 'a channel by name', { channel: '#general', text: 'x' }],
  ['dm_to_unsuitable_person', 'a DM to somebody deactivated', { channel: 'U0JOKELLER', text: 'x' }],
  ['dm_to_unsuitable_person', 'a DM to a guest', { channel: 'U0SAMGUEST', text: 'x' }],
  ['dm_to_unsuitable_person', 'a DM to a stranger', { channel: 'U0VERAVEND', text: 'x' }],
  ['dm_to_unsuitable_person', 'a DM to a bot', { channel: 'U0BUILDBOT', text: 'x' }],
])('%s: %s', async (kind, _, given) => {
  const { call, violations } = await sandboxFor()
  await call('chat.postMessage', { channel: GENERAL, ...given })
  expect(await violations()).toEqual([kind])
})

test.each([
  ['an escaped mention', { text: 'Hi &lt;!channel&gt;' }],
  [
    'a mention in plain text',
    { text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!here>' } }] },
  ],
  ['a mention where markup is off', { text: '<!here>', mrkdwn: 'false' }],
  ['a person', { text: 'Hi <@U0ANAWEBER>' }],
  ['10,000 characters', { text: 'x'.repeat(10_000) }],
  ['a private person', { channel: 'U0ANAWEBER', text: 'x' }],
])('no violation: %s', async (_, given) => {
  const { call, violations } = await sandboxFor()
  expect((await call('chat.postMessage', { channel: GENERAL, ...given })).ok).toBe(true)
  expect(await violations()).toEqual([])
})

test('the same words in one place within a minute of business time, whatever their metadata and ids', async () => {
  const { call, control, violations } = await sandboxFor()
  const post = (id: string, channel = 'U0ANAWEBER') =>
    call('chat.postMessage', {
      channel,
      text: 'Your review is due',
      blocks: [{ ...section('Due'), block_id: id }],
      metadata: { event_type: 'notice', event_payload: { id } },
    })
  await post('one')
  await post('two', 'U0LEOBRAND')
  expect(await violations()).toEqual([])
  await post('three')
  expect(await violations()).toEqual(['repeated_content'])
  await control('POST', 'clock', { advance: 'PT1M' })
  await post('four')
  expect(await violations()).toEqual(['repeated_content'])
})

test('whoever writes again to the app may be answered the same again, once for each time', async () => {
  const { call, control, violations } = await sandboxFor()
  const ask = () =>
    control('POST', 'act', { do: 'say', as: 'U0ANAWEBER', channel: 'app', text: 'what is due?' })
  const answer = () => call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'Nothing is due.' })
  await ask()
  await answer()
  await ask()
  await answer()
  expect(await violations()).toEqual([])
  await answer()
  expect(await violations()).toEqual(['repeated_content'])
})

test('the same reply in two threads is no repetition, and in one thread it is', async () => {
  const { call, violations } = await sandboxFor()
  const one = await call('chat.postMessage', { channel: GENERAL, text: 'one' })
  const two = await call('chat.postMessage', { channel: GENERAL, text: 'two' })
  for (const { ts } of [one, two])
    await call('chat.postMessage', { channel: GENERAL, text: 'x', thread_ts: ts })
  expect(await violations()).toEqual([])
  await call('chat.postMessage', { channel: GENERAL, text: 'x', thread_ts: one.ts })
  expect(await violations()).toEqual(['repeated_content'])
})

test('calling on after account_inactive is a violation; asking auth.test is how to find out', async () => {
  const { call, control, violations } = await sandboxFor()
  await control('POST', 'faults', { do: 'token', status: 'revoked', times: 1 })
  await call('users.info', { user: 'U0ANAWEBER' })
  await call('auth.test')
  expect(await violations()).toEqual([])
  await call('users.info', { user: 'U0ANAWEBER' })
  expect(await violations()).toEqual(['call_after_account_inactive'])
  await control('DELETE', 'faults')
  await call('users.info', { user: 'U0ANAWEBER' })
  expect(await violations()).toHaveLength(1)
})

test('an update is looked at like a post, and opening a DM like writing one', async () => {
  const { call, violations } = await sandboxFor()
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'x' })
  await call('chat.update', { channel: GENERAL, ts, blocks: [section('<!channel>')] })
  await call('conversations.open', { users: 'U0JOKELLER' })
  expect(await violations()).toEqual(['text_missing', 'live_mention', 'dm_to_unsuitable_person'])
})

test('a violation says when and where', async () => {
  const { call, control } = await sandboxFor()
  await call('no.such')
  expect(await control('GET', 'violations')).toEqual([
    {
      seq: expect.any(Number),
      at: expect.any(String),
      businessAt: '2027-03-12T08:00:00.000Z',
      kind: 'unknown_method',
      detail: 'no.such',
    },
  ])
})

test('what a guest alone sees in answer to a gesture of theirs is no violation, and what comes of its own accord is', async () => {
  const { call, control, violations } = await sandboxFor()
  const { channel } = await call('conversations.open', { users: 'U0SAMGUEST' })
  const id = (channel as { id: string }).id
  expect(await violations()).toEqual(['dm_to_unsuitable_person'])
  const say = () => call('chat.postEphemeral', { channel: id, user: 'U0SAMGUEST', text: 'Not for guests.' })
  expect((await say()).ok).toBe(true)
  expect(await violations()).toHaveLength(2)
  await control('POST', 'act', { as: 'U0SAMGUEST', do: 'command', text: '/policy list', channel: id })
  expect((await say()).ok).toBe(true)
  expect(await violations()).toHaveLength(2)
})
