import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { DEFAULT_MANIFEST } from '../../src/sandbox/default-manifest.ts'
import { SIGNING_SECRET } from '../../src/sandbox/wire.ts'
import { workspaceOf } from '../support/workspace-client.ts'
import { movableWall } from './movable-wall.ts'
import { APP_TOKEN, type Reply, sandboxFor, times } from './support.ts'

const QUICK = { quietMs: 10, firstCallMs: 10, ackMs: 250, httpRetryMs: [0, 1, 1] }

type Request = { path: string; headers: IncomingHttpHeaders; text: string }
type Answer = { status?: number; headers?: Record<string, string>; text?: string } | 'silence'

/** An app over HTTP: it echoes the challenge, keeps every other request and answers as it is told. */
async function withApp(answer: (request: Request, count: number) => Answer = () => ({}), more: Reply = {}) {
  const requests: Request[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const request = { path: incoming.url ?? '', headers: incoming.headers, text }
    if (text.includes('"url_verification"') && more.echoes !== false)
      return outgoing.end(JSON.stringify({ challenge: JSON.parse(text).challenge }))
    requests.push(request)
    const said = answer(request, requests.length)
    if (said === 'silence') return undefined
    outgoing.writeHead(said.status ?? 200, said.headers)
    return outgoing.end(said.text ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  const wall = movableWall()
  const sandbox = await sandboxFor({
    timing: { ...QUICK, ...more.timing },
    wall,
    ...(more.isByManifest ? { manifest: byManifest(url) } : { requestUrl: url }),
  })
  return { url, sandbox, wall, requests, workspace: workspaceOf(sandbox.url) }
}

function byManifest(request_url: string): Reply {
  const { settings } = DEFAULT_MANIFEST
  const event_subscriptions = { ...settings.event_subscriptions, request_url }
  return { ...DEFAULT_MANIFEST, settings: { ...settings, event_subscriptions, socket_mode_enabled: false } }
}

const signed = ({ headers, text }: Request, secret = SIGNING_SECRET) =>
  `v0=${createHmac('sha256', secret).update(`v0:${headers['x-slack-request-timestamp']}:${text}`).digest('hex')}`

test.each([true, false])(
  'an event is a signed JSON body at the request URL (of the manifest: %s)',
  async (isByManifest) => {
    const { requests, workspace, wall } = await withApp(undefined, { isByManifest })
    await workspace.as('ana').say('app', 'hällo')
    expect(requests).toHaveLength(1)
    const [request] = requests as [Request]
    expect(request.path).toBe('/slack/events')
    expect(request.headers['content-type']).toBe('application/json')
    expect(request.headers['user-agent']).toBe('Slackbot 1.0 (+https://api.slack.com/robots)')
    expect(Number(request.headers['x-slack-request-timestamp'])).toBe(Math.floor(wall.now() / 1000))
    expect(request.headers['x-slack-signature']).toBe(signed(request))
    expect(request.headers).not.toHaveProperty('x-slack-retry-num')
    expect(JSON.parse(request.text)).toMatchObject({ type: 'event_callback', event: { text: 'hällo' } })
  },
)

test('a command is a form, a press is a form with one field, and neither type names a charset', async () => {
  const { sandbox, requests, workspace } = await withApp()
  await workspace.as('ana').command('/policy show A&B')
  const blocks = [
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
    },
  ]
  const where = await sandbox.call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x', blocks })
  await workspace.as('ana').click(where, 'go')
  const [command, press] = requests as [Request, Request]
  for (const { headers } of requests)
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.fromEntries(new URLSearchParams(command.text))).toMatchObject({
    command: '/policy',
    text: 'show A&amp;B',
    is_enterprise_install: 'false',
  })
  expect([...new URLSearchParams(press.text).keys()]).toEqual(['payload'])
  expect(JSON.parse(new URLSearchParams(press.text).get('payload')!)).toMatchObject({ type: 'block_actions' })
})

test.each([
  ['text/plain', 'Just words', { text: 'Just words', ephemeralFor: 'U0ANAWEBER' }],
  ['application/json', '{"text":"x","response_type":"in_channel"}', { text: 'x' }],
])('a command answered with %s %s says it', async (type, text, message) => {
  const { workspace } = await withApp(() => ({ headers: { 'content-type': type }, text }))
  const { messages } = await workspace.as('ana').command('/policy list')
  expect(messages).toMatchObject([message])
})

test('what the answer to an event says is nothing to anybody, and to a press it is a violation', async () => {
  const { sandbox, workspace } = await withApp(() => ({ text: '{"text":"x"}' }))
  expect((await workspace.as('ana').say('app', 'x')).violations).toEqual([])
  const blocks = [
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
    },
  ]
  const where = await sandbox.call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x', blocks })
  const { violations, messages } = await workspace.as('ana').click(where, 'go')
  expect(violations.map(({ kind }) => kind)).toEqual(['ack_payload_ignored'])
  expect(messages).toEqual([])
})

const lastAttempt = (requests: Request[], count: number) => () => requests.length === count

test.each([
  ['an error', { status: 500 } as Answer, 'http_error'],
  ['no answer in three seconds', 'silence' as Answer, 'http_timeout'],
])('after %s an event is sent again three times, and says which try it is', async (_what, answer, reason) => {
  const { requests, workspace } = await withApp(() => answer, { timing: { ackMs: 60 } })
  await workspace.as('ana').say('app', 'x')
  await workspace.waitFor(lastAttempt(requests, 4))
  const tries = requests.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])
  expect(tries).toEqual([
    [undefined, undefined],
    ['1', reason],
    ['2', reason],
    ['3', reason],
  ])
  expect(new Set(requests.map(({ text }) => JSON.parse(text).event_id)).size).toBe(1)
})

test('an app that says no retry is not told again, and one that answers later is told until it does', async () => {
  const refusing = await withApp(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }))
  await refusing.workspace.as('ana').say('app', 'x')
  await refusing.workspace.as('ana').command('/policy list')
  expect(refusing.requests).toHaveLength(2)
  const recovering = await withApp((_request, count) => ({ status: count < 2 ? 503 : 200 }))
  await recovering.workspace.as('ana').say('app', 'x')
  await recovering.workspace.waitFor(lastAttempt(recovering.requests, 2))
  await recovering.workspace.as('ana').command('/policy list')
  expect(recovering.requests).toHaveLength(3)
})

test.each([
  ['an error', { status: 500 } as Answer, 'dispatch failed'],
  ['no answer in three seconds', 'silence' as Answer, 'timeout'],
])('after %s a command is not sent again, and the person is told', async (_what, answer, error) => {
  const { requests, workspace } = await withApp(() => answer, { timing: { ackMs: 60 } })
  expect((await workspace.as('ana').command('/policy list')).ack?.error).toBe(error)
  expect(requests).toHaveLength(1)
})

test('nobody at the address is a failed dispatch', async () => {
  const sandbox = await sandboxFor({ timing: QUICK, requestUrl: 'http://127.0.0.1:1/slack/events' })
  const { ack } = await workspaceOf(sandbox.url).as('ana').command('/policy list')
  expect(ack?.error).toBe('dispatch failed')
})

test('two redirects are followed with the whole request, and a third is not', async () => {
  const redirecting = (hops: number) =>
    withApp(({ path }) => {
      const hop = Number(/hop=(\d)/.exec(path)?.[1] ?? 0)
      return hop < hops ? { status: 307, headers: { location: `/slack/events?hop=${hop + 1}` } } : {}
    })
  const two = await redirecting(2)
  expect((await two.workspace.as('ana').command('/policy list')).ack?.error).toBeUndefined()
  expect(two.requests.map(({ text }) => text === two.requests[0]!.text)).toEqual([true, true, true])
  const three = await redirecting(3)
  expect((await three.workspace.as('ana').command('/policy list')).ack?.error).toBe('dispatch failed')
})

test('nothing is sent to an address that does not echo the challenge', async () => {
  const { requests, workspace } = await withApp(() => ({ text: 'something else' }), { echoes: false })
  expect((await workspace.as('ana').command('/policy list')).ack?.error).toBe('dispatch failed')
  expect(requests.map(({ text }) => JSON.parse(text).type)).toEqual(['url_verification'])
})

test.each(['plain', 'form', 'json'])('a challenge echoed as %s is taken', async (how) => {
  const echo = (text: string) => {
    const challenge = JSON.parse(text).challenge
    if (how === 'plain') return challenge
    return how === 'form' ? `challenge=${challenge}` : JSON.stringify({ challenge })
  }
  const { workspace } = await withApp(
    ({ text }) => ({ text: text.includes('url_verification') ? echo(text) : '' }),
    { echoes: false },
  )
  expect((await workspace.as('ana').command('/policy list')).ack?.error).toBeUndefined()
})

test('a manifest with another address is taken only when that echoes, and the app has no Socket Mode then', async () => {
  const { sandbox, url, workspace, requests } = await withApp()
  const wrong = byManifest('http://127.0.0.1:1/slack/events')
  await expect(workspace.control('POST', 'manifest', wrong)).rejects.toThrow('to echo the challenge')
  await workspace.control('POST', 'manifest', byManifest(`${url}?again`))
  await workspace.as('ana').command('/policy list')
  expect(requests.map(({ path }) => path)).toEqual(['/slack/events?again'])
  const opened = await sandbox.raw('apps.connections.open', {}, { token: APP_TOKEN })
  expect(opened.body.error).toBe('forbidden_team')
})

test('faults make a signature stale or wrong', async () => {
  const { requests, workspace, wall } = await withApp()
  await workspace.control('POST', 'faults', [
    { surface: 'slash_commands', do: 'stale', seconds: 600, times: 1 },
    { surface: 'slash_commands', do: 'forge', after: 1 },
  ])
  await workspace.as('ana').command('/policy list')
  await workspace.as('ana').command('/policy list')
  const [stale, forged] = requests as [Request, Request]
  expect(Number(stale.headers['x-slack-request-timestamp'])).toBe(Math.floor(wall.now() / 1000) - 600)
  expect(stale.headers['x-slack-signature']).toBe(signed(stale))
  expect(forged.headers['x-slack-signature']).not.toBe(signed(forged))
})

test('an app that almost nothing reaches is told no more, and hears that once', async () => {
  const failing = { status: 500, headers: { 'x-slack-no-retry': '1' } }
  const { requests, workspace } = await withApp(() => failing, { timing: { ackMs: 10_000 } })
  const people = (count: number, name: string) => times(count, (index) => ({ name: `${name} ${index}` }))
  await workspace.act({ do: 'add', people: people(999, 'Early') })
  await workspace.waitFor(lastAttempt(requests, 999))
  await workspace.act({ do: 'add', people: people(1, 'Last') })
  await workspace.waitFor(lastAttempt(requests, 1001))
  await workspace.act({ do: 'add', people: people(1, 'Unheard') })
  expect(requests.slice(999).map(({ text }) => JSON.parse(text))).toMatchObject([
    { event: { type: 'team_join' } },
    { type: 'app_rate_limited', team_id: 'T0ALPENGLOW', api_app_id: 'A0PERENNIAL' },
  ])
  expect(requests).toHaveLength(1001)
})
