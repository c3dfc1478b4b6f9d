import { expect, test } from 'vitest'
import WebSocket from 'ws'
import { workspaceOf } from '../support/workspace-client.ts'
import { acknowledging, connect, isCommand, isEvent, isGoodbye, type TestSocket } from './socket-support.ts'
import { APP_TOKEN, type Reply, sandboxFor } from './support.ts'

const QUICK = {
  ackMs: 300,
  quietMs: 20,
  firstCallMs: 20,
  openEveryMs: 0,
  closingMs: 20,
  holdMs: 60,
  socketRetryMs: [1, 1, 1],
}

async function withApp(connections = 1, timing = {}) {
  const sandbox = await sandboxFor({ timing: { ...QUICK, ...timing } })
  const apps: TestSocket[] = []
  for (let count = 0; count < connections; count += 1) apps.push(acknowledging(await connect(sandbox)))
  const workspace = workspaceOf(sandbox.url)
  const fault = (rule: Reply) => workspace.control('POST', 'faults', rule)
  const events = (): Reply[] => apps.flatMap(({ frames }) => frames.filter(isEvent))
  return { sandbox, app: apps[0]!, apps, workspace, fault, events }
}

test.each([
  ['envelope', { envelopes: 1, events: 1 }],
  ['event', { envelopes: 2, events: 1 }],
  ['content', { envelopes: 2, events: 2 }],
])('an event comes twice, as the same %s', async (as, distinct) => {
  const { workspace, app, fault, events } = await withApp()
  await fault({ surface: 'events_api', do: 'twice', as })
  await workspace.as('ana').say('app', 'x')
  await app.frame(isEvent, 1)
  const [one, two] = events()
  expect(new Set([one.envelope_id, two.envelope_id]).size).toBe(distinct.envelopes)
  expect(new Set([one.payload.event_id, two.payload.event_id]).size).toBe(distinct.events)
  expect(one.payload.event).toEqual(two.payload.event)
  // Both acks are right.
  expect(await workspace.violations()).toEqual([])
})

test('a command comes twice with one trigger', async () => {
  const { workspace, app, fault } = await withApp()
  await fault({ surface: 'slash_commands', do: 'twice' })
  await workspace.as('ana').command('/policy list')
  const [one, two] = app.frames.filter(isCommand)
  expect(one.payload.trigger_id).toBe(two.payload.trigger_id)
})

test('an event that is held back comes after the next one, or after a while', async () => {
  const { workspace, app, fault, events } = await withApp()
  await fault({ surface: 'events_api', do: 'hold', times: 1 })
  const first = workspace.as('ana').say('app', 'one')
  await workspace.waitFor((journal) => journal.some(({ kind }) => kind === 'act'))
  await workspace.as('ana').say('app', 'two')
  await first
  await app.frame(isEvent, 1)
  expect(events().map(({ payload }) => payload.event.text)).toEqual(['two', 'one'])
  await fault({ surface: 'events_api', do: 'hold', times: 1 })
  await workspace.as('ana').say('app', 'three')
  expect((await app.frame(isEvent, 2)).payload.event.text).toBe('three')
})

test('an acknowledged event comes again as a retry, over another connection', async () => {
  const { workspace, apps, fault, events } = await withApp(2)
  await fault({ surface: 'events_api', do: 'again' })
  await workspace.as('ana').say('app', 'x')
  expect(apps.map(({ frames }) => frames.filter(isEvent).length)).toEqual([1, 1])
  const [retry] = events().filter(({ retry_attempt }) => retry_attempt === 1)
  expect(retry).toMatchObject({ retry_reason: 'timeout', payload: { event: { text: 'x' } } })
})

test('a delivery is late, never comes, or comes without a team; a rule may be about one person', async () => {
  const { workspace, app, fault } = await withApp()
  await fault([
    { surface: 'slash_commands', do: 'delay', ms: 60, times: 1 },
    { surface: 'slash_commands', do: 'null_team', after: 1, user: 'leo' },
    { surface: 'delivery', do: 'silence', user: 'priya' },
  ])
  const began = performance.now()
  await workspace.as('ana').command('/policy one')
  expect(performance.now() - began).toBeGreaterThanOrEqual(60)
  expect((await workspace.as('priya').command('/policy two')).ack).toEqual({ ms: 300, error: 'timeout' })
  await workspace.as('leo').command('/policy three')
  await workspace.as('leo').command('/policy four')
  const heard = app.frames.filter(isCommand).map(({ payload }: Reply) => [payload.text, payload.team])
  expect(heard).toEqual([
    ['one', undefined],
    ['three', undefined],
    ['four', null],
  ])
})

test.each(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets'])(
  'a connection is asked to leave because of %s',
  async (reason) => {
    const { app, fault } = await withApp(1, { warningMs: 30 })
    await fault({ surface: 'socket', do: 'disconnect', reason })
    expect((await app.frame(isGoodbye)).reason).toBe(reason)
    expect(await app.closed()).toBe(1000)
  },
)

test.each([
  [{ do: 'terminate' }, 1006],
  [{ do: 'close', code: 1000 }, 1000],
  [{ do: 'close', code: 1011 }, 1011],
])('%j ends every connection with %i and is not kept', async (rule, code) => {
  const { apps, fault } = await withApp(2)
  expect(await fault({ surface: 'socket', ...rule })).toEqual([])
  expect(await Promise.all(apps.map((app) => app.closed()))).toEqual([code, code])
})

test('an upgrade is turned down as often as the rule says', async () => {
  const { sandbox, fault } = await withApp()
  await fault({ surface: 'socket', do: 'refuse', times: 1 })
  await expect(connect(sandbox)).rejects.toThrow('408')
  await connect(sandbox)
})

test('while pongs or pings stop, the other goes on', async () => {
  const { app, fault, workspace } = await withApp(1, { pingMs: 15 })
  await fault({ surface: 'socket', do: 'no_pong' })
  app.socket.ping('one')
  await app.ping()
  await workspace.as('ana').command('/policy list')
  expect(app.pongs).toEqual([])
  await workspace.control('DELETE', 'faults')
  await fault({ surface: 'socket', do: 'no_ping' })
  const before = app.pings.length
  app.socket.ping('two')
  expect(await app.pong()).toBe('two')
  await workspace.as('ana').command('/policy list')
  expect(app.pings.length - before).toBeLessThanOrEqual(1)
})

test('a half-open connection takes everything and says nothing', async () => {
  const { sandbox, app, fault, workspace } = await withApp(1, { pingMs: 15, ackMs: 60 })
  await fault({ surface: 'socket', do: 'half_open' })
  expect((await workspace.as('ana').command('/policy list')).ack?.error).toBe('timeout')
  expect(app.frames.filter(isCommand)).toEqual([])
  const { url } = (await sandbox.raw('apps.connections.open', {}, { token: APP_TOKEN })).body
  const silent = new WebSocket(url)
  const heard: string[] = []
  silent.on('message', (data) => heard.push(data.toString()))
  await new Promise((resolve) => silent.once('open', resolve))
  await workspace.as('ana').command('/policy list')
  silent.terminate()
  expect(heard).toEqual([])
})

test.each([
  ['app_rate_limited', { type: 'app_rate_limited', team_id: 'T0ALPENGLOW' }],
  ['unknown_event', { event: { type: 'sandbox_surprise' } }],
  ['missing_fields', { event: { type: 'message' } }],
])('the frame %s is an envelope', async (frame, payload) => {
  const { app, fault } = await withApp()
  await fault({ surface: 'socket', do: 'frame', frame })
  expect((await app.frame(isEvent)).payload).toMatchObject(payload)
})

test.each(['binary', 'not_json'])('the frame %s is none', async (frame) => {
  const sandbox = await sandboxFor({ timing: QUICK })
  const app = await connect(sandbox)
  await workspaceOf(sandbox.url).control('POST', 'faults', { surface: 'socket', do: 'frame', frame })
  expect((await app.frame(({ raw }) => raw !== undefined)).raw.length).toBeGreaterThan(0)
})

test.each([
  [{ do: 'twice' }, 'expected "do" to be one of ratelimited'],
  [{ surface: 'socket', do: 'twice' }, 'expected "do" to be one of half_open'],
  [{ surface: 'events_api', do: 'error' }, 'expected "do" to be one of silence'],
  [{ surface: 'everywhere', do: 'silence' }, 'expected another value for "surface" than "everywhere"'],
  [{ surface: 'socket', do: 'disconnect' }, 'expected "reason": warning, refresh_requested'],
  [{ surface: 'socket', do: 'close', code: 4 }, 'expected another value for "code" than 4'],
  [{ surface: 'socket', do: 'frame', frame: 'x' }, 'expected another value for "frame" than "x"'],
  [{ surface: 'events_api', do: 'stale' }, 'expected "seconds": how old the signature is'],
  [{ surface: 'events_api', do: 'twice', as: 'x' }, 'expected another value for "as" than "x"'],
])('the rule %j is refused with what was expected', async (rule, error) => {
  const { fault } = await withApp(0)
  await expect(fault(rule)).rejects.toThrow(error)
})

test('a rule about deliveries leaves calls alone, and a rule about calls leaves deliveries alone', async () => {
  const { sandbox, workspace, fault } = await withApp()
  await fault({ surface: 'delivery', do: 'silence', times: 0 })
  await fault([{ do: 'error', error: 'fatal_error', times: 1 }])
  expect((await workspace.as('ana').command('/policy list')).ack?.error).toBeUndefined()
  expect((await sandbox.call('auth.test')).error).toBe('fatal_error')
})
