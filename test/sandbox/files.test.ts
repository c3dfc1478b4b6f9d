import { expect, test } from 'vitest'
import { appFor, field, modal, section } from './http-app.ts'
import { type Reply, type TestSandbox, TOKEN, times } from './support.ts'

const channel = 'C0SECURITY'
const bearer = { headers: { authorization: `Bearer ${TOKEN}` } }

async function uploaded(sandbox: TestSandbox, text: string, name = 'plan.md'): Promise<string> {
  const { upload_url, file_id } = await sandbox.call('files.getUploadURLExternal', {
    filename: name,
    length: String(Buffer.byteLength(text)),
  })
  const reply = await fetch(upload_url, { method: 'POST', body: text })
  if (reply.status !== 200) throw new Error(await reply.text())
  return file_id
}

/** The message comes after the reply; so this asks until it is there. */
async function messageWithFile(sandbox: TestSandbox): Promise<Reply> {
  for (;;) {
    const messages = await sandbox.control('GET', `messages?channel=${channel}`)
    if (messages.length > 0) return messages.at(-1)
  }
}

test('a file goes up in three steps, and its message comes after the reply', async () => {
  const { sandbox, seen } = await appFor()
  const id = await uploaded(sandbox, 'Grüße')
  const reply = await sandbox.call('files.completeUploadExternal', {
    files: [{ id, title: 'The plan' }],
    channel_id: channel,
    initial_comment: 'Here',
  })
  expect(reply).toMatchObject({
    ok: true,
    files: [{ id, title: 'The plan', size: 7, shares: {}, channels: [] }],
  })
  expect(await sandbox.control('GET', `messages?channel=${channel}`)).toEqual([])
  const message = await messageWithFile(sandbox)
  expect(message).toMatchObject({
    user: 'U0PERENNIAL',
    bot_id: 'B0PERENNIAL',
    text: 'Here',
    files: [{ id, name: 'plan.md', title: 'The plan', mimetype: 'text/markdown', filetype: 'markdown' }],
  })
  const { file } = await sandbox.call('files.info', { file: id })
  expect(file.channels).toEqual([channel])
  expect(file.shares.public[channel][0].ts).toBe(message.ts)
  await expect
    .poll(() => seen.map(({ event }) => event))
    .toMatchObject([
      { type: 'file_shared', file_id: id, channel_id: channel, user_id: 'U0PERENNIAL', file: { id } },
    ])
  expect(await sandbox.violations()).toEqual([])
})

test('a file may come with blocks, which are passed over where there is a comment', async () => {
  const { sandbox } = await appFor()
  const blocks = [section('In blocks')]
  const share = async (given: Reply) =>
    sandbox.call('files.completeUploadExternal', {
      files: [{ id: await uploaded(sandbox, 'abc') }],
      channel_id: channel,
      blocks,
      ...given,
    })
  await share({})
  expect(await messageWithFile(sandbox)).toMatchObject({
    text: '',
    blocks: [{ text: { text: 'In blocks' } }],
  })
  await share({ initial_comment: 'Said' })
  await expect.poll(async () => (await messageWithFile(sandbox)).text).toBe('Said')
  expect(await messageWithFile(sandbox)).not.toHaveProperty('blocks')
})

test('what was uploaded comes down again, byte for byte, to a token that may read files', async () => {
  const { sandbox } = await appFor()
  const id = await uploaded(sandbox, 'Grüße', 'the plan.md')
  await sandbox.call('files.completeUploadExternal', { files: [{ id }] })
  const { file } = await sandbox.call('files.info', { file: id })
  for (const url of [file.url_private, file.url_private_download]) {
    const reply = await fetch(url, bearer)
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/markdown'])
    expect(await reply.text()).toBe('Grüße')
  }
})

test('without a token that may read files, Slack shows its page to sign in, and calls it 200', async () => {
  const { sandbox } = await appFor()
  const id = await uploaded(sandbox, 'secret')
  await sandbox.call('files.completeUploadExternal', { files: [{ id }] })
  const { file } = await sandbox.call('files.info', { file: id })
  const signIn = async (options: RequestInit = {}) => {
    const reply = await fetch(file.url_private, options)
    const text = await reply.text()
    expect(text).not.toContain('secret')
    return [reply.status, reply.headers.get('content-type'), /sign in/i.test(text)]
  }
  const page = [200, 'text/html; charset=utf-8', true]
  expect(await signIn()).toEqual(page)
  expect(await signIn({ headers: { authorization: 'Bearer xoxb-wrong' } })).toEqual(page)
  for (const change of [{ scopes: ['files:write'] }, { scopes: ['files:read'], status: 'revoked' }]) {
    await sandbox.control('POST', 'faults', { do: 'token', ...change })
    await sandbox.call('auth.test')
    expect(await signIn(bearer)).toEqual(page)
  }
})

test('the bytes come raw or as the part "body" of a form, once, and as many as were announced', async () => {
  const { sandbox } = await appFor()
  const ask = (length: number) =>
    sandbox.call('files.getUploadURLExternal', { filename: 'a.txt', length: String(length) })
  const send = async (url: string, body: RequestInit['body']) => {
    const reply = await fetch(url, { method: 'POST', body: body ?? null })
    return [reply.status, await reply.text()]
  }
  const raw = await ask(3)
  expect((await send(raw.upload_url, 'ab'))[0]).toBe(400)
  expect((await send(raw.upload_url, 'abcd'))[0]).toBe(400)
  expect(await send(raw.upload_url, 'abc')).toEqual([200, 'OK - 3'])
  expect((await send(raw.upload_url, 'abc'))[0]).toBe(404)
  const form = new FormData()
  form.append('body', new Blob(['abc']), 'Untitled')
  const second = await ask(3)
  expect(await send(second.upload_url, form)).toEqual([200, 'OK - 3'])
  const wrongPart = new FormData()
  wrongPart.append('file', new Blob(['abc']))
  expect((await send((await ask(3)).upload_url, wrongPart))[0]).toBe(400)
  expect((await send(`${sandbox.url}/upload/v1/F0NOWHERE`, 'abc'))[0]).toBe(404)
})

test('an upload that cannot be is refused with the word Slack has for it', async () => {
  const { sandbox } = await appFor()
  const ask = async (given: Reply) =>
    (await sandbox.call('files.getUploadURLExternal', { filename: 'a.txt', length: '1', ...given })).error
  expect(await ask({})).toBeUndefined()
  expect(await ask({ length: '0' })).toBe('missing_argument')
  expect(await ask({ length: '1.5' })).toBe('missing_argument')
  expect(await ask({ length: '' })).toBe('missing_argument')
  expect(await ask({ filename: '' })).toBe('invalid_arguments')
  expect(await ask({ snippet_type: 'text', length: '1000000' })).toBeUndefined()
  expect(await ask({ snippet_type: 'text', length: '1000001' })).toBe('snippet_too_large')
  expect(await ask({ alt_txt: 'x'.repeat(1000) })).toBeUndefined()
  expect(await ask({ alt_txt: 'x'.repeat(1001) })).toBe('alt_txt_too_large')
  const json = { body: '{"filename":"a","length":1}', headers: { 'content-type': 'application/json' } }
  const asJson = await sandbox.raw('files.getUploadURLExternal', {}, json)
  expect(asJson.body.error).toBe('invalid_post_type')
})

test('an upload is completed once, where the app may post, and with files that are there', async () => {
  const { sandbox } = await appFor()
  const complete = async (id: string, given: Reply = {}) =>
    (await sandbox.call('files.completeUploadExternal', { files: [{ id }], ...given })).error
  const id = await uploaded(sandbox, 'abc')
  const { file_id: awaited } = await sandbox.call('files.getUploadURLExternal', {
    filename: 'a',
    length: '1',
  })
  expect(await complete('F0NOWHERE')).toBe('file_not_found')
  expect(await complete(awaited)).toBe('file_not_found')
  expect(await complete(id, { files: [{ id }, { id }] })).toBe('invalid_arguments')
  expect(await complete(id, { files: [] })).toBe('invalid_arguments')
  expect(await complete(id, { files: '[' })).toBe('invalid_arguments')
  expect(await complete(id, { files: [{ title: 'x' }] })).toBe('invalid_arguments')
  expect(await complete(id, { channel_id: 'C0NOWHERE' })).toBe('channel_not_found')
  expect(await complete(id, { channel_id: 'C0VENDOR01' })).toBe('not_in_channel')
  expect(await complete(id, { channel_id: 'C0ANNOUNCE' })).toBe('posting_to_channel_denied')
  expect(await complete(id, { channels: times(101, () => channel).join(',') })).toBe(
    'channels_limit_exceeded',
  )
  expect(await complete(id, { channel_id: channel, thread_ts: '1.000001' })).toBe('cannot_reply_to_message')
  expect(await complete(id, { channel_id: channel, blocks: [{ type: 'input' }] })).toBe('invalid_blocks')
  await sandbox.control('POST', 'act', { do: 'archive', channel })
  expect(await complete(id, { channel_id: channel })).toBe('posting_to_channel_denied')
  expect(await complete(id)).toBeUndefined()
  expect(await complete(id)).toBe('file_not_found')
  await sandbox.control('POST', 'faults', { do: 'token', scopes: ['files:read'] })
  expect(await complete(id)).toBe('missing_scope')
})

test('the app sees its own files, those given to it and those of its channels, and no others', async () => {
  const { sandbox, act, open, seen } = await appFor()
  const error = async (file: string) => (await sandbox.call('files.info', { file })).error
  const files = [{ name: 'a.txt', content: 'abc' }]
  const inChannel = await act({ do: 'say', channel, text: 'see', files })
  expect(await error(inChannel.messages[0].files[0].id)).toBeUndefined()
  expect(seen).toHaveLength(1)
  const elsewhere = await act({ do: 'say', channel: 'C0VENDOR01', text: 'see', files })
  expect(seen).toHaveLength(1)
  const [hidden] = elsewhere.messages[0].files
  expect(await error(hidden.id)).toBe('file_not_found')
  expect((await fetch(hidden.url_private, bearer)).status).toBe(404)
  const view = await open(modal([field({ type: 'file_input' })]))
  await act({ do: 'submit', view: view.id, files: { field: { value: files } } })
  expect(await error(Object.values(await idsAfter(sandbox)).at(-1)!)).toBeUndefined()
  const { file_id } = await sandbox.call('files.getUploadURLExternal', { filename: 'a', length: '1' })
  expect(await error(file_id)).toBe('file_not_found')
})

async function idsAfter(sandbox: TestSandbox): Promise<string[]> {
  const journal = await sandbox.control('GET', 'journal')
  const { payload } = journal.findLast((entry: Reply) => entry.payload?.type === 'view_submission')
  return payload.view.state.values.field.value.files.map((file: Reply) => file.id)
}

test('files that somebody says something with come with the message, and the app hears of them', async () => {
  const app = await appFor({ events: ['message.channels', 'file_shared'] })
  await app.sandbox.control('POST', 'faults', { do: 'token', scopes: ['channels:history', 'files:read'] })
  await app.sandbox.call('auth.test')
  const contentBase64 = Buffer.from([0, 255, 128]).toString('base64')
  const files = [{ name: 'logo.png', contentBase64 }]
  const { messages } = await app.act({ do: 'say', channel, files })
  expect(messages).toMatchObject([
    { text: '', subtype: 'file_share', files: [{ name: 'logo.png', size: 3, user: 'U0ANAWEBER' }] },
  ])
  const types = app.seen.map(({ event }) => event.type).sort()
  expect(types).toEqual(['file_shared', 'message'])
  const reply = await fetch(messages[0].files[0].url_private_download, bearer)
  expect([...new Uint8Array(await reply.arrayBuffer())]).toEqual([0, 255, 128])
  for (const wrong of ['x', [{}], [{ name: 'a' }], [{ name: '', content: 'x' }], [{ name: 'a', content: 1 }]])
    expect((await app.act({ do: 'say', channel, text: 'x', files: wrong })).error).toMatch(/^expected/)
})
