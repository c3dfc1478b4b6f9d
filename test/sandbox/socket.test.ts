import { expect, test } from 'vitest'
import WebSocket from 'ws'
import { workspaceOf } from '../support/workspace-client.ts'
import { movableWall } from './movable-wall.ts'
import {
  acknowledging,
  connect,
  connectTo,
  isCommand,
  isEvent,
  isGoodbye,
  isHello,
} from './socket-support.ts'
import { APP_TOKEN, type Reply, sandboxFor, TOKEN } from './support.ts'

/** Short waits: what takes seconds at Slack takes milliseconds here. */
const QUICK = { ackMs: 150, slowAckMs: 100, quietMs: 20, firstCallMs: 40, openEveryMs: 0 }

/** The HTTP status with which an upgrade was turned down. */
function refusedWith(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url)
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.once('open', () => reject(new Error('it was taken')))
    socket.once('error', () => undefined)
  })
}

test.each([
  ['the bot token', TOKEN, 'not_allowed_token_type'],
  ['no token', null, 'not_authed'],
  ['an unknown token', 'xapp-1-wrong', 'invalid_auth'],
])('a connection is not opened with %s', async (_which, token, error) => {
  const { raw } = await sandboxFor()
  expect((await raw('apps.connections.open', {}, { token })).body).toEqual({ ok: false, error })
})

test('the app-level token opens a connection and nothing else, and only from the header', async () => {
  const { raw } = await sandboxFor()
  const inBody = await raw('apps.connections.open', { token: APP_TOKEN }, { token: null })
  expect(inBody.body.error).toBe('not_allowed_token_type')
  expect((await raw('auth.test', {}, { token: APP_TOKEN })).body.error).toBe('not_allowed_token_type')
  const { body } = await raw('apps.connections.open', {}, { token: APP_TOKEN })
  expect(body.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=[0-9a-f]+&app_id=A0PERENNIAL$/)
  const byGet = await raw('apps.connections.open', {}, { token: APP_TOKEN, verb: 'GET' })
  expect(byGet.body.error).toBe('insecure_request')
})

test('the first frame is a hello that counts the connections', async () => {
  const sandbox = await sandboxFor({ timing: QUICK })
  const [one, other] = [await connect(sandbox), await connect(sandbox)]
  expect(await one.frame(isHello)).toEqual({
    type: 'hello',
    num_connections: 1,
    debug_info: { host: 'sandbox-1', build_number: 1, approximate_connection_time: 18060 },
    connection_info: { app_id: 'A0PERENNIAL' },
  })
  expect((await other.frame(isHello)).num_connections).toBe(2)
})

test('a ticket is good once, for thirty seconds, and none is invented', async () => {
  const wall = movableWall()
  const sandbox = await sandboxFor({ wall, timing: QUICK })
  const open = async (): Promise<string> =>
    (await sandbox.raw('apps.connections.open', {}, { token: APP_TOKEN })).body.url
  const url = await open()
  await connectTo(url)
  expect(await refusedWith(url)).toBe(408)
  const [inTime, late] = [await open(), await open()]
  wall.move(30_000)
  await connectTo(inTime)
  wall.move(1)
  expect(await refusedWith(late)).toBe(408)
  expect(await refusedWith(url.replace(/ticket=\w+/, 'ticket=made-up'))).toBe(408)
  expect(await refusedWith((await open()).replace('/link/', '/elsewhere/'))).toBe(408)
})

test('another name for this machine is turned away from the socket too', async () => {
  const sandbox = await sandboxFor()
  const { url } = (await sandbox.raw('apps.connections.open', {}, { token: APP_TOKEN })).body
  const socket = new WebSocket(url, { headers: { host: 'evil.example' } })
  const status = await new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.once('error', () => undefined)
  })
  expect(status).toBe(408)
})

test('a ping is answered with its own text, and the sandbox pings too', async () => {
  const sandbox = await sandboxFor({ timing: { ...QUICK, pingMs: 20 } })
  const connection = await connect(sandbox)
  connection.socket.ping('Ping from client (1)')
  expect(await connection.pong()).toBe('Ping from client (1)')
  expect(await connection.ping()).toMatch(/^sandbox /)
})

test('ten connections are taken; the eleventh gets a hello and is asked to leave', async () => {
  const sandbox = await sandboxFor({ timing: { ...QUICK, closingMs: 20 } })
  const ten = []
  for (let count = 0; count < 10; count += 1) ten.push(await connect(sandbox))
  const eleventh = await connect(sandbox)
  expect((await eleventh.frame(isHello)).num_connections).toBe(11)
  expect(await eleventh.frame(isGoodbye)).toMatchObject({
    reason: 'too_many_websockets',
    num_connections: 11,
    connection_info: { app_id: 'A0PERENNIAL' },
  })
  expect(await eleventh.closed()).toBe(1000)
  expect(ten.flatMap(({ frames }) => frames.filter(isGoodbye))).toEqual([])
})

test('a close is answered with a close', async () => {
  const connection = await connect(await sandboxFor())
  connection.socket.close(1000)
  expect(await connection.closed()).toBe(1000)
})

test('the same seed gives each envelope to the same one of several connections', async () => {
  const drawn = async (seed: number) => {
    const sandbox = await sandboxFor({ seed, timing: QUICK })
    const connections = [await connect(sandbox), await connect(sandbox), await connect(sandbox)]
    for (const connection of connections) acknowledging(connection)
    const { as, journal } = workspaceOf(sandbox.url)
    for (let count = 0; count < 12; count += 1) await as('ana').command(`/policy ${count}`)
    return (await journal()).filter(({ kind }) => kind === 'delivery').map((entry) => entry.connection)
  }
  const first = await drawn(7)
  expect(new Set(first).size).toBe(3)
  expect(await drawn(7)).toEqual(first)
  expect(await drawn(8)).not.toEqual(first)
})

test('an ack within three seconds is the answer; an empty payload is none', async () => {
  const sandbox = await sandboxFor({ timing: QUICK })
  const connection = await connect(sandbox)
  const { as } = workspaceOf(sandbox.url)
  for (const payload of [undefined, {}]) {
    const acting = as('ana').command('/policy list')
    const seen = connection.frames.filter(isCommand).length
    const frame = await connection.frame(isCommand, seen)
    connection.ack(frame, payload)
    const { ack, violations } = await acting
    expect(Object.keys(ack ?? {})).toEqual(['ms'])
    expect(violations).toEqual([])
  }
})

test('a gesture without a connection fails at once, and without an ack after three seconds; it is not sent again', async () => {
  const sandbox = await sandboxFor({ timing: { ...QUICK, socketRetryMs: [1, 1, 1] } })
  const { as, violations } = workspaceOf(sandbox.url)
  expect((await as('ana').command('/policy list')).ack).toEqual({ ms: 0, error: 'dispatch failed' })
  const connection = await connect(sandbox)
  const acted = await as('ana').command('/policy list')
  expect(acted.ack).toEqual({ ms: 150, error: 'timeout' })
  expect(acted.violations.map(({ kind }) => kind)).toEqual(['ack_missing'])
  expect(connection.frames.filter(isCommand)).toHaveLength(1)
  connection.ack(connection.frames.find(isCommand))
  await workspaceOf(sandbox.url).waitFor((journal) =>
    journal.findLast(({ kind, error }) => kind === 'ack' && !error),
  )
  expect((await violations()).map(({ kind }) => kind)).toEqual(['ack_missing', 'ack_late'])
})

test('a slow ack, a second one, an unknown one, a payload nobody takes and an unreadable frame are violations', async () => {
  const sandbox = await sandboxFor({ timing: { ...QUICK, ackMs: 2_000, slowAckMs: -1 } })
  const connection = await connect(sandbox)
  const { as, waitFor, violations } = workspaceOf(sandbox.url)
  const saying = as('ana').say('app', 'hello')
  const frame = await connection.frame(isEvent)
  connection.ack(frame, { text: 'thank you' })
  await saying
  connection.ack(frame)
  connection.send({ envelope_id: 'never sent' })
  connection.send('no JSON')
  connection.send('[]')
  connection.socket.send(Buffer.from([1, 2]))
  connection.ack(frame)
  await waitFor((journal) => journal.filter(({ kind }) => kind === 'ack').length === 3)
  expect((await violations()).map(({ kind }) => kind)).toEqual([
    'ack_slow',
    'ack_payload_ignored',
    'ack_twice',
    'ack_unknown',
    'frame_unreadable',
    'frame_unreadable',
    'frame_unreadable',
    'ack_twice',
  ])
})

test('an event that is not acknowledged is sent again in a new envelope with the same event id, three times at most', async () => {
  const sandbox = await sandboxFor({ timing: { ...QUICK, ackMs: 20, socketRetryMs: [1, 1, 1] } })
  const connection = await connect(sandbox)
  const { as } = workspaceOf(sandbox.url)
  await as('ana').say('app', 'hello')
  await connection.frame(isEvent, 3)
  const events = connection.frames.filter(isEvent)
  expect(events.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
    [0, ''],
    [1, 'timeout'],
    [2, 'timeout'],
    [3, 'timeout'],
  ])
  expect(new Set(events.map(({ payload }) => payload.event_id)).size).toBe(1)
  expect(new Set(events.map(({ envelope_id }) => envelope_id)).size).toBe(4)
})

test('an acknowledged event is not sent again', async () => {
  const sandbox = await sandboxFor({ timing: { ...QUICK, socketRetryMs: [1, 1, 1] } })
  const connection = acknowledging(await connect(sandbox))
  const { as } = workspaceOf(sandbox.url)
  await as('ana').say('app', 'hello')
  await as('ana').command('/policy list')
  expect(connection.frames.filter(isEvent)).toHaveLength(1)
})

test('an event waits for a connection, and is lost when none comes in time', async () => {
  const waiting = await sandboxFor({ timing: QUICK })
  await workspaceOf(waiting.url).as('ana').say('app', 'early')
  const connection = await connect(waiting)
  expect((await connection.frame(isEvent)).payload.event.text).toBe('early')

  const losing = await sandboxFor({ timing: { ...QUICK, eventWaitMs: 0 } })
  await workspaceOf(losing.url).as('ana').say('app', 'lost')
  const late = acknowledging(await connect(losing))
  await workspaceOf(losing.url).as('ana').say('app', 'heard')
  expect(late.frames.filter(isEvent).map(({ payload }: Reply) => payload.event.text)).toEqual(['heard'])
})

test('what is refreshed is warned, goes on for a moment, and is then closed', async () => {
  const sandbox = await sandboxFor({
    timing: { ...QUICK, connectionMs: 20, warningMs: 150, closingMs: 20 },
  })
  const connection = acknowledging(await connect(sandbox))
  expect((await connection.frame(isGoodbye)).reason).toBe('warning')
  expect((await workspaceOf(sandbox.url).as('ana').command('/policy list')).ack?.error).toBeUndefined()
  expect((await connection.frame(isGoodbye, 1)).reason).toBe('refresh_requested')
  expect((await workspaceOf(sandbox.url).as('ana').command('/policy list')).ack?.error).toBe(
    'dispatch failed',
  )
  expect(await connection.closed()).toBe(1000)
})

test('Socket Mode switched off says link_disabled, and no further connection is opened', async () => {
  const sandbox = await sandboxFor({ timing: { ...QUICK, closingMs: 20 } })
  const connection = await connect(sandbox)
  await workspaceOf(sandbox.url).control('POST', 'manifest', { settings: { socket_mode_enabled: false } })
  expect((await connection.frame(isGoodbye)).reason).toBe('link_disabled')
  expect(await connection.closed()).toBe(1000)
  const again = await sandbox.raw('apps.connections.open', {}, { token: APP_TOKEN })
  expect(again.body).toEqual({ ok: false, error: 'forbidden_team' })
})

test('two connections asked for within five seconds are a violation', async () => {
  const wall = movableWall()
  const sandbox = await sandboxFor({ wall })
  const open = () => sandbox.raw('apps.connections.open', {}, { token: APP_TOKEN })
  await open()
  wall.move(5_000)
  await open()
  expect(await sandbox.violations()).toEqual([])
  wall.move(4_999)
  await open()
  expect(await sandbox.violations()).toEqual(['connections_opened_often'])
})
