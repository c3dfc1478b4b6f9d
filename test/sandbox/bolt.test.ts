import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { SIGNING_SECRET } from '../../src/sandbox/wire.ts'
import { workspaceOf } from '../support/workspace-client.ts'
import { APP_TOKEN, type Reply, sandboxFor, type TestSandbox, TOKEN } from './support.ts'

/** The real library, as the program uses it, against the sandbox. */

const QUICK = { quietMs: 60, firstCallMs: 150, openEveryMs: 0, closingMs: 200 }
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}
const blocks = [
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } },
    ],
  },
]

/** Says back what it hears: a command by ack, respond and post, a press by replacing, an event by a reply. */
function listen(app: App): Reply[] {
  const heard: Reply[] = []
  app.command('/policy', async ({ ack, command, respond, client }) => {
    heard.push({ ...command, respond })
    await ack(command.text === 'ack' ? { text: 'acknowledged' } : undefined)
    if (command.text === 'respond') await respond({ text: 'responded', blocks })
    if (command.text === 'post')
      await client.chat.postMessage({ channel: command.user_id, text: 'posted', blocks })
  })
  app.action('go', async ({ ack, body, respond }) => {
    heard.push(body)
    await ack()
    await respond({ text: 'pressed', replace_original: true })
  })
  app.event('message', async ({ event, say }) => {
    heard.push(event)
    await say('heard')
  })
  app.shortcut('report', async ({ ack, shortcut, client }) => {
    heard.push(shortcut)
    await ack()
    await client.chat.postMessage({ channel: shortcut.user.id, text: 'reported' })
  })
  app.error(async (error) => {
    heard.push({ failed: error.message })
  })
  return heard
}

function options({ url }: TestSandbox) {
  return { slackApiUrl: `${url}/api/`, retryConfig: { retries: 0 } }
}

const manifest = {
  features: {
    app_home: { messages_tab_enabled: true },
    slash_commands: [{ command: '/policy' }],
    shortcuts: [{ type: 'global', name: 'Report', callback_id: 'report' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'im:history', 'im:write'] } },
  settings: {
    event_subscriptions: { bot_events: ['message.im'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
}

async function bySocket() {
  const sandbox = await sandboxFor({ timing: QUICK, manifest })
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    logger: quiet,
    // The library waits so long before it connects again.
    clientPingTimeout: 400,
    installerOptions: { clientOptions: options(sandbox) },
  })
  const app = appWith(sandbox, receiver)
  const heard = listen(app)
  await app.start()
  onTestFinished(async () => void (await app.stop()))
  return { sandbox, heard, workspace: workspaceOf(sandbox.url) }
}

async function byHttp() {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logger: quiet })
  const server = createServer(receiver.requestListener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const requestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  const sandbox = await sandboxFor({ timing: QUICK, manifest, requestUrl })
  const heard = listen(appWith(sandbox, receiver))
  return { sandbox, heard, workspace: workspaceOf(sandbox.url) }
}

function appWith(sandbox: TestSandbox, receiver: Receiver): App {
  return new App({ token: TOKEN, receiver, logger: quiet, clientOptions: options(sandbox) })
}

test('the shortest way to start the library works unchanged', async () => {
  const sandbox = await sandboxFor({ timing: QUICK, manifest })
  const clientOptions = options(sandbox)
  const app = new App({ token: TOKEN, appToken: APP_TOKEN, socketMode: true, logger: quiet, clientOptions })
  const heard = listen(app)
  await app.start()
  const { ack } = await workspaceOf(sandbox.url).as('ana').command('/policy list')
  await app.stop()
  expect([ack?.error, heard.length]).toEqual([undefined, 1])
})

test.each([
  ['by socket', bySocket],
  ['by HTTP', byHttp],
])('commands, answers, presses, events and shortcuts go through the library %s', async (_how, start) => {
  const { sandbox, heard, workspace } = await start()
  const ana = workspace.as('ana')
  expect((await ana.command('/policy ack')).messages).toMatchObject([
    { text: 'acknowledged', ephemeralFor: 'U0ANAWEBER' },
  ])
  const responded = await ana.command('/policy respond')
  expect(responded.messages).toMatchObject([{ text: 'responded', ephemeralFor: 'U0ANAWEBER' }])
  await ana.click(responded.messages[0]!, 'go')
  expect((await ana.messages()).map(({ text }) => text)).toEqual(['acknowledged', 'pressed'])
  const posted = await ana.command('/policy post')
  expect(posted.messages).toMatchObject([{ channel: 'D0ANAWEBER', text: 'posted' }])
  await ana.click(posted.messages[0]!, 'go')
  expect((await ana.messages()).at(-1)).toMatchObject({ text: 'pressed', edited: { user: 'U0PERENNIAL' } })
  expect((await ana.say('app', 'hello')).messages.map(({ text }) => text)).toEqual(['hello', 'heard'])
  expect((await ana.shortcut('report')).messages).toMatchObject([{ text: 'reported' }])
  expect(heard.filter(({ failed }) => failed)).toEqual([])
  expect(await sandbox.violations()).toEqual([])
})

test.each(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets'])(
  'after a disconnect because of %s the library connects again and goes on',
  async (reason) => {
    const { workspace } = await bySocket()
    await workspace.control('POST', 'faults', { surface: 'socket', do: 'disconnect', reason })
    await workspace.waitFor((journal) => journal.filter(({ what }) => what === 'opened').length === 2)
    expect((await workspace.as('ana').command('/policy ack')).messages).toMatchObject([
      { text: 'acknowledged' },
    ])
  },
)

test.each([{ do: 'terminate' }, { do: 'close', code: 1000 }])('after %j too', async (rule) => {
  const { workspace } = await bySocket()
  await workspace.control('POST', 'faults', { surface: 'socket', ...rule })
  await workspace.waitFor((journal) => journal.filter(({ what }) => what === 'opened').length === 2)
  expect((await workspace.as('ana').command('/policy ack')).messages).toMatchObject([
    { text: 'acknowledged' },
  ])
})

test('an event of the time between two connections arrives after all', async () => {
  const { workspace, heard } = await bySocket()
  await workspace.control('POST', 'faults', { surface: 'socket', do: 'terminate' })
  await workspace.as('ana').say('app', 'meanwhile')
  await workspace.waitFor(() => heard.length > 0)
  expect(heard).toMatchObject([{ text: 'meanwhile' }])
})

test('when our pongs stop the library notices, and connects again', async () => {
  const { workspace } = await bySocket()
  await workspace.control('POST', 'faults', { surface: 'socket', do: 'no_pong' })
  await workspace.waitFor((journal) => journal.some(({ what }) => String(what).startsWith('closed')))
  await workspace.control('DELETE', 'faults')
  await workspace.waitFor((journal) => journal.filter(({ what }) => what === 'opened').length >= 2)
  expect((await workspace.as('ana').command('/policy ack')).ack?.error).toBeUndefined()
})

test.each([
  ['stale', { do: 'stale', seconds: 600 }],
  ['wrong', { do: 'forge' }],
])('the library turns a %s signature away, and the person sees that it failed', async (_what, rule) => {
  const { workspace, heard } = await byHttp()
  await workspace.control('POST', 'faults', { surface: 'slash_commands', ...rule, times: 1 })
  expect((await workspace.as('ana').command('/policy ack')).ack?.error).toBe('dispatch failed')
  expect(heard).toEqual([])
  expect((await workspace.as('ana').command('/policy ack')).ack?.error).toBeUndefined()
})

test('an answer after the fifth is an error of the library with its status', async () => {
  const { sandbox, heard, workspace } = await bySocket()
  await workspace.as('ana').command('/policy list')
  const { respond } = heard[0]
  for (const text of ['1', '2', '3', '4', '5']) await respond({ text })
  await expect(respond({ text: '6' })).rejects.toMatchObject({ statusCode: 404 })
  expect(await sandbox.violations()).toEqual([])
})
