import { expect, test } from 'vitest'
import { sandboxFor, times } from './support.ts'

const GENERAL = 'C0GENERAL1'
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })

test('a post comes back with its blocks, their generated ids and the business time', async () => {
  const { call } = await sandboxFor()
  const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } }
  const blocks = [section('*hi*'), { type: 'actions', elements: [button] }]
  const reply = await call('chat.postMessage', { channel: GENERAL, text: 'hi', blocks })
  expect(reply).toMatchObject({ ok: true, channel: GENERAL, ts: '1804838400.000000' })
  expect(reply.message).toMatchObject({
    type: 'message',
    user: 'U0PERENNIAL',
    bot_id: 'B0PERENNIAL',
    text: 'hi',
  })
  expect(reply.message.blocks.map((block: { block_id: string }) => block.block_id)).toEqual([
    expect.stringMatching(/^\w+$/),
    expect.stringMatching(/^\w+$/),
  ])
  expect(reply.message.blocks[1].elements[0].action_id).toMatch(/^\w+$/)
})

test('ts rises strictly in a channel while the clock stands still', async () => {
  const { call } = await sandboxFor()
  const posts = await Promise.all(
    times(5, (index) => call('chat.postMessage', { channel: GENERAL, text: `${index}` })),
  )
  const sent = posts.map((post) => post.ts)
  expect(new Set(sent).size).toBe(5)
  expect(sent.sort()[4]).toBe('1804838400.000004')
})

test.each([
  ['nothing to say', { channel: GENERAL }, 'no_text'],
  ['an unknown channel', { channel: 'C0NOWHERE', text: 'x' }, 'channel_not_found'],
  ['a private channel it is not in', { channel: 'C0SECRET00', text: 'x' }, 'channel_not_found'],
  ['a public channel it is not in', { channel: 'C0VENDOR01', text: 'x' }, 'not_in_channel'],
  ['an archived channel', { channel: 'C0CLOSED00', text: 'x' }, 'is_archived'],
  ['a read-only channel', { channel: 'C0ANNOUNCE', text: 'x' }, 'restricted_action_read_only_channel'],
  ['the app itself', { channel: 'U0PERENNIAL', text: 'x' }, 'cannot_dm_bot'],
  ['another bot', { channel: 'U0BUILDBOT', text: 'x' }, 'cannot_dm_bot'],
  ['an unknown thread', { channel: GENERAL, text: 'x', thread_ts: '1.000000' }, 'cannot_reply_to_message'],
  [
    'words and markdown at once',
    { channel: GENERAL, text: 'x', markdown_text: 'y' },
    'markdown_text_conflict',
  ],
  [
    'blocks and markdown at once',
    { channel: GENERAL, blocks: [section('x')], markdown_text: 'y' },
    'markdown_text_conflict',
  ],
  ['metadata that are no JSON', { channel: GENERAL, text: 'x', metadata: '{' }, 'invalid_metadata_format'],
  ['metadata that are a list', { channel: GENERAL, text: 'x', metadata: [] }, 'invalid_metadata_format'],
  [
    'metadata without a type',
    { channel: GENERAL, text: 'x', metadata: { event_payload: {} } },
    'invalid_metadata_schema',
  ],
  [
    'metadata with more',
    { channel: GENERAL, text: 'x', metadata: { event_type: 'a', event_payload: {}, b: 1 } },
    'invalid_metadata_schema',
  ],
  ['attachments that are no list', { channel: GENERAL, attachments: '{}' }, 'invalid_attachments'],
])('posting %s is refused', async (_, given, error) => {
  const { call, control } = await sandboxFor()
  await control('POST', 'people', {
    channels: [
      { id: 'C0SECRET00', name: 'secret', is_private: true, members: ['Ana Weber'] },
      { id: 'C0CLOSED00', name: 'closed', is_archived: true },
    ],
  })
  expect(await call('chat.postMessage', given)).toMatchObject({ ok: false, error })
})

test('chat:write.public lets it post to a public channel it is not in', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'token', scopes: ['chat:write', 'chat:write.public'] })
  expect((await call('chat.postMessage', { channel: 'C0VENDOR01', text: 'x' })).ok).toBe(true)
})

test.each([
  [
    'metadata',
    8000,
    'metadata_too_large',
    (size: number) => ({
      text: 'x',
      metadata: { event_type: 'a', event_payload: { b: 'x'.repeat(size - 43) } },
    }),
  ],
  ['markdown_text', 12000, 'msg_too_long', (size: number) => ({ markdown_text: 'x'.repeat(size) })],
  [
    'attachments',
    100,
    'too_many_attachments',
    (size: number) => ({ attachments: times(size, () => ({ text: 'x' })) }),
  ],
])('%s: %i is taken and one more is refused', async (_, limit, error, make) => {
  const { call } = await sandboxFor()
  expect((await call('chat.postMessage', { channel: GENERAL, ...make(limit) })).ok).toBe(true)
  expect((await call('chat.postMessage', { channel: GENERAL, ...make(limit + 1) })).error).toBe(error)
})

test('text is cut at 40,000', async () => {
  const { call } = await sandboxFor()
  const { message } = await call('chat.postMessage', { channel: GENERAL, text: 'x'.repeat(40_001) })
  expect(message.text).toHaveLength(40_000)
})

test('a post to a person opens their DM, also to somebody deactivated', async () => {
  const { call } = await sandboxFor()
  expect((await call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'x' })).channel).toBe('D0ANAWEBER')
  expect((await call('chat.postMessage', { channel: 'U0JOKELLER', text: 'x' })).ok).toBe(true)
})

test('a reply in a thread hangs on its parent, and a reply to a reply too', async () => {
  const { call } = await sandboxFor()
  const parent = await call('chat.postMessage', { channel: GENERAL, text: 'parent' })
  const first = await call('chat.postMessage', { channel: GENERAL, text: 'a', thread_ts: parent.ts })
  const second = await call('chat.postMessage', {
    channel: GENERAL,
    text: 'b',
    thread_ts: first.ts,
    reply_broadcast: 'true',
  })
  expect([first.message.thread_ts, second.message.thread_ts]).toEqual([parent.ts, parent.ts])
  expect(second.message.subtype).toBe('thread_broadcast')
})

test('client_msg_id is accepted and kept', async () => {
  const { call, violations } = await sandboxFor()
  await call('chat.postMessage', { channel: GENERAL, text: 'x', client_msg_id: 'id-1' })
  expect((await call('conversations.history', { channel: GENERAL })).messages[0].client_msg_id).toBe('id-1')
  expect(await violations()).toEqual([])
})

test('an update replaces the words, drops old blocks, keeps metadata and says that it was edited', async () => {
  const { call } = await sandboxFor()
  const metadata = { event_type: 'notice', event_payload: { id: 'N1' } }
  const { ts } = await call('chat.postMessage', {
    channel: GENERAL,
    text: 'old',
    blocks: [section('old')],
    metadata,
  })
  const updated = await call('chat.update', { channel: GENERAL, ts, text: 'new' })
  expect(updated).toMatchObject({ ok: true, channel: GENERAL, ts, text: 'new' })
  expect(updated.message.edited).toEqual({ user: 'U0PERENNIAL', ts: expect.any(String) })
  expect(updated.message.blocks).toBeUndefined()
  const { messages } = await call('conversations.history', { channel: GENERAL, include_all_metadata: 'true' })
  expect(messages).toHaveLength(1)
  expect(messages[0]).toMatchObject({ text: 'new', metadata })
  await call('chat.update', { channel: GENERAL, ts, text: 'bare', metadata: '{}' })
  const bare = await call('conversations.history', { channel: GENERAL, include_all_metadata: 'true' })
  expect(bare.messages[0].metadata).toBeUndefined()
})

test('an update keeps attachments that it does not name', async () => {
  const { call, control } = await sandboxFor()
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'x', attachments: [{ text: 'a' }] })
  await call('chat.update', { channel: GENERAL, ts, text: 'y' })
  expect((await control('GET', `messages?channel=${GENERAL}`))[0].attachments).toEqual([{ text: 'a' }])
})

test('an update takes 4,000 characters and not one more', async () => {
  const { call } = await sandboxFor()
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'x' })
  expect((await call('chat.update', { channel: GENERAL, ts, text: 'x'.repeat(4000) })).ok).toBe(true)
  expect((await call('chat.update', { channel: GENERAL, ts, text: 'x'.repeat(4001) })).error).toBe(
    'msg_too_long',
  )
})

test('only own messages can be changed or deleted', async () => {
  const { call, control } = await sandboxFor()
  const { messages } = await control('POST', 'act', {
    as: 'ana',
    do: 'say',
    channel: 'general',
    text: 'mine',
  })
  const given = { channel: GENERAL, ts: messages[0].ts }
  expect((await call('chat.update', { ...given, text: 'x' })).error).toBe('cant_update_message')
  expect((await call('chat.delete', given)).error).toBe('cant_delete_message')
})

test('a deleted message is gone, and cannot be changed or deleted again', async () => {
  const { call } = await sandboxFor()
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'x' })
  expect(await call('chat.delete', { channel: GENERAL, ts })).toEqual({ ok: true, channel: GENERAL, ts })
  expect((await call('chat.delete', { channel: GENERAL, ts })).error).toBe('message_not_found')
  expect((await call('chat.update', { channel: GENERAL, ts, text: 'y' })).error).toBe('message_not_found')
  expect((await call('conversations.history', { channel: GENERAL })).messages).toEqual([])
})

test('an edit in a channel that was archived since is refused', async () => {
  const { call, control } = await sandboxFor()
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'x' })
  await control('POST', 'act', { do: 'archive', channel: 'general' })
  expect((await call('chat.update', { channel: GENERAL, ts, text: 'y' })).error).toBe('is_inactive')
})

test('an ephemeral message is seen by its person only, and cannot be found again', async () => {
  const { call, control } = await sandboxFor()
  const given = { channel: GENERAL, text: 'psst' }
  const { ok, message_ts } = await call('chat.postEphemeral', { ...given, user: 'U0ANAWEBER' })
  expect(ok).toBe(true)
  expect((await control('GET', `messages?channel=${GENERAL}`))[0].ephemeralFor).toBe('U0ANAWEBER')
  expect((await call('conversations.history', { channel: GENERAL })).messages).toEqual([])
  expect((await call('chat.update', { channel: GENERAL, ts: message_ts, text: 'y' })).error).toBe(
    'message_not_found',
  )
  expect((await call('chat.postEphemeral', { ...given, user: 'U0SAMGUEST' })).error).toBe(
    'user_not_in_channel',
  )
})

test('a permalink of an answer names its thread', async () => {
  const { call, url } = await sandboxFor()
  const head = await call('chat.postMessage', { channel: GENERAL, text: 'x' })
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'y', thread_ts: head.ts })
  const permalinkOf = async (message_ts: unknown) =>
    (await call('chat.getPermalink', { channel: GENERAL, message_ts })).permalink
  const path = `/archives/${GENERAL}/p${String(ts).replace('.', '')}`
  expect(await permalinkOf(ts)).toBe(`${url}${path}?thread_ts=${head.ts}&cid=${GENERAL}`)
  expect(await permalinkOf(head.ts)).not.toContain('?')
})

test('a permalink leads to the page', async () => {
  const { call, url } = await sandboxFor()
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'x' })
  const { permalink, channel } = await call('chat.getPermalink', { channel: GENERAL, message_ts: ts })
  expect([permalink, channel]).toEqual([`${url}/archives/${GENERAL}/p1804838400000000`, GENERAL])
  expect((await fetch(permalink)).headers.get('content-type')).toContain('text/html')
  expect((await call('chat.getPermalink', { channel: GENERAL, message_ts: '1.000000' })).error).toBe(
    'message_not_found',
  )
})
