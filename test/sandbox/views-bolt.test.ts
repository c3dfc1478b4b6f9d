import { App, webApi } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { workspaceOf } from '../support/workspace-client.ts'
import { modal, section, typed, words } from './http-app.ts'
import { APP_TOKEN, type Reply, sandboxFor, type TestSandbox, TOKEN } from './support.ts'

const button = { type: 'button', action_id: 'more', text: words('More') }
const form = modal([typed(), { type: 'actions', elements: [button] }], {
  callback_id: 'form',
  notify_on_close: true,
})
const home = { type: 'home', blocks: [{ type: 'actions', elements: [{ ...button, action_id: 'begin' }] }] }

/** A connection that ends with its test is nothing to speak of. */
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => webApi.LogLevel.ERROR,
  setName() {},
}

/** The real Bolt over Socket Mode, in a workspace of its own. */
async function bolt() {
  const sandbox = await sandboxFor({ timing: { quietMs: 20, firstCallMs: 60 } })
  await sandbox.control('POST', 'faults', {
    do: 'token',
    scopes: ['files:write', 'files:read', 'chat:write'],
  })
  await sandbox.call('auth.test')
  const app = new App({
    token: TOKEN,
    appToken: APP_TOKEN,
    socketMode: true,
    logger: silent,
    clientOptions: { slackApiUrl: `${sandbox.url}/api/`, retryConfig: { retries: 0 } },
  })
  onTestFinished(async () => {
    await app.stop()
  })
  const { as } = workspaceOf(sandbox.url)
  return { app, sandbox, ana: as('ana'), leo: as('leo') }
}

test('Bolt publishes Home, opens, pushes, updates and closes modals, and answers what is submitted', async () => {
  const { app, sandbox, ana } = await bolt()
  const heard: Reply[] = []
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: home as Reply })
  })
  app.action('begin', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({ trigger_id: (body as Reply).trigger_id, view: form as Reply })
  })
  app.action('more', async ({ ack, body, client }) => {
    await ack()
    const pushed = await client.views.push({ trigger_id: (body as Reply).trigger_id, view: form as Reply })
    const { id, hash } = pushed.view!
    await client.views.update({
      view_id: id!,
      hash: hash!,
      view: { ...form, title: words('Updated') } as Reply,
    })
  })
  app.view('form', async ({ ack, view }) => {
    const { value } = view.state.values.field!.value!
    if (value === 'wrong') return ack({ response_action: 'errors', errors: { field: 'Another, please.' } })
    if (value === 'update') return ack({ response_action: 'update', view: modal([section('Done')]) as Reply })
    if (value === 'all') return ack({ response_action: 'clear' })
    return ack()
  })
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
    heard.push(body)
    await ack()
  })
  await app.start()
  const begun = await ana.openHome()
  const opened = await ana.click(begun.views!.home!, 'begin')
  const [first] = opened.views!.modals
  const pushed = await ana.click(first!, 'more')
  expect(pushed.views!.modals.map((view) => view.title.text)).toEqual(['Title', 'Updated'])
  const second = pushed.views!.modals[1]!
  const submit = (value: string) => ana.submit(second, { field: { value } })
  expect((await submit('wrong')).views!.modals[1]!.errors).toEqual({ field: 'Another, please.' })
  expect((await submit('update')).views!.modals[1]!.blocks).toMatchObject([{ text: { text: 'Done' } }])
  expect((await ana.close(second)).views!.modals).toHaveLength(1)
  expect(heard).toEqual([])
  expect((await ana.close(first!)).views!.modals).toEqual([])
  expect(heard).toMatchObject([{ type: 'view_closed', is_cleared: false, view: { id: first!.id } }])
  const again = await ana.click(begun.views!.home!, 'begin')
  expect((await ana.submit(again.views!.modals[0]!, { field: { value: 'all' } })).views!.modals).toEqual([])
  expect(await sandbox.violations()).toEqual([])
})

test('Bolt fills a list with what is typed', async () => {
  const { app, ana, sandbox } = await bolt()
  const element = { type: 'external_select', action_id: 'value', min_query_length: 1 }
  app.command('/policy', async ({ ack, body, client }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: modal([{ ...typed(), element }]) as Reply })
  })
  app.options('value', async ({ ack, payload }) => {
    await ack({ options: [{ text: { type: 'plain_text', text: payload.value }, value: payload.value }] })
  })
  await app.start()
  const opened = await ana.command('/policy')
  const view = opened.views!.modals[0]!.id
  const workspace = workspaceOf(sandbox.url)
  const done = await workspace.act({ as: 'ana', do: 'suggest', view, actionId: 'value', value: 'P1' })
  expect(done.ack?.payload).toMatchObject({ options: [{ value: 'P1' }] })
  expect(await sandbox.violations()).toEqual([])
})

/** Scopes change with the next call. */
async function allow(sandbox: TestSandbox, ...scopes: string[]): Promise<void> {
  await sandbox.control('POST', 'faults', { do: 'token', scopes })
  await sandbox.call('auth.test')
}

test('filesUploadV2 of the real client posts one message with all its files', async () => {
  const sandbox = await sandboxFor()
  await allow(sandbox, 'files:write', 'files:read')
  const client = new webApi.WebClient(TOKEN, { slackApiUrl: `${sandbox.url}/api/`, logger: silent })
  await client.filesUploadV2({
    channel_id: 'C0SECURITY',
    initial_comment: 'Both',
    file_uploads: [
      { file: Buffer.from([0, 1, 255]), filename: 'logo.png', alt_text: 'The logo' },
      { content: 'Grüße', filename: 'note.txt', title: 'A note' },
    ],
  })
  const messages = () => workspaceOf(sandbox.url).messagesIn('C0SECURITY')
  await expect.poll(messages).toHaveLength(1)
  const [message] = await messages()
  expect(message).toMatchObject({
    text: 'Both',
    files: [
      { name: 'logo.png', size: 3, alt_txt: 'The logo' },
      { title: 'A note', size: 7 },
    ],
  })
  const { file } = (await client.files.info({ file: message!.files![0].id })) as Reply
  const reply = await fetch(file.url_private, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect([...new Uint8Array(await reply.arrayBuffer())]).toEqual([0, 1, 255])
  expect(await sandbox.violations()).toEqual([])
})
