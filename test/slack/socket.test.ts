import { App } from '@slack/bolt'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sleep as reallySleep } from '../../src/clock.ts'
import { keepSocket, type SocketOptions } from '../../src/slack/socket.ts'
import { type ScriptedSlack, scriptedSlack } from './scripted-slack.ts'

const hello = 15_000
const lingering = 5_000

/** A kept socket whose time stands in the test's hand: waits are noted, and over at once. */
function kept(slack: ScriptedSlack, change: Partial<SocketOptions> & { endless?: number[] } = {}) {
  const at = { now: 0 }
  const waits: number[] = []
  const refusals: (string | null)[] = []
  const delivered: unknown[] = []
  const lines: string[] = []
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: 'xoxb-test' }),
  })
  app.processEvent = async ({ body, ack }) => {
    delivered.push(body)
    await ack()
    slack.happened()
  }
  const line = (_: object, message: string) => {
    lines.push(message)
    slack.happened()
  }
  const socket = keepSocket({
    app,
    appToken: 'xapp-test',
    apiUrl: slack.apiUrl,
    log: { debug: () => {}, info: line, warn: line, error: line },
    monotonic: () => at.now,
    sleep: async (milliseconds, signal) => {
      if ((change.endless ?? [hello, lingering]).includes(milliseconds)) return reallySleep(1e6, signal)
      waits.push(milliseconds)
      await reallySleep(1, signal)
    },
    random: () => 0,
    scale: 1,
    refused: async (reason) => {
      refusals.push(reason)
      slack.happened()
    },
    ...change,
  })
  onTestFinished(() => socket.stop())
  const connected = (times: number) =>
    slack.until(() => lines.filter((one) => one === 'connected to Slack by its socket').length >= times)
  return { socket, at, waits, refusals, delivered, connected, lines }
}

const sound = 10_000

describe('Where Slack says that a connection will end, the next is opened while it still works', () => {
  for (const reason of ['warning', 'refresh_requested'])
    test(`Slack says "${reason}"`, async () => {
      const slack = await scriptedSlack()
      const { connected, at, waits, delivered, socket } = kept(slack)
      await connected(1)
      at.now += sound
      slack.say({ type: 'disconnect', reason })
      await connected(2)
      expect(waits).toEqual([0])
      expect(slack.sockets.map(({ readyState }) => readyState)).toEqual([1, 1])
      slack.sockets[0]?.send(
        JSON.stringify({ type: 'slash_commands', envelope_id: 'old', payload: { command: '/policy' } }),
      )
      slack.say({ type: 'slash_commands', envelope_id: 'new', payload: { command: '/policy' } })
      await slack.until(() => slack.acks.length === 2)
      expect(delivered).toHaveLength(2)
      expect(socket.health()).toMatchObject({ name: 'socket', ok: true })
    })

  test('the old one is closed after a moment', async () => {
    const slack = await scriptedSlack()
    const { connected, at } = kept(slack, { endless: [hello] })
    await connected(1)
    at.now += sound
    slack.say({ type: 'disconnect', reason: 'warning' })
    await slack.until(() => slack.sockets[0]?.readyState === 3)
    expect(slack.sockets[1]?.readyState).toBe(1)
  })
})

describe('What ends is opened again', () => {
  for (const [how, end] of [
    ['closes it in order', (slack: ScriptedSlack) => slack.sockets.at(-1)?.close(1000)],
    ['closes it with a code', (slack: ScriptedSlack) => slack.sockets.at(-1)?.close(1011)],
    ['breaks it off', (slack: ScriptedSlack) => slack.sockets.at(-1)?.terminate()],
  ] as const)
    test(`at once where Slack ${how} after a while`, async () => {
      const slack = await scriptedSlack()
      const { connected, at, waits } = kept(slack)
      await connected(1)
      at.now += sound
      end(slack)
      await connected(2)
      expect(waits).toEqual([0])
    })

  test('ever more rarely where it never holds, up to a minute, and at once again after one that held', async () => {
    const slack = await scriptedSlack()
    const { connected, at, waits } = kept(slack)
    for (let times = 1; times <= 9; times++) {
      await connected(times)
      slack.sockets.at(-1)?.close()
    }
    await connected(10)
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
    at.now += sound
    slack.sockets.at(-1)?.close()
    await connected(11)
    expect(waits.at(-1)).toBe(0)
  })

  test('a little by chance, so that many do not come at once', async () => {
    const slack = await scriptedSlack()
    const { connected, waits } = kept(slack, { random: () => 0.5 })
    await connected(1)
    slack.sockets.at(-1)?.close()
    await connected(2)
    expect(waits).toEqual([750])
  })

  test('not at once where Slack has too many of ours already', async () => {
    const slack = await scriptedSlack()
    const { connected, at, waits } = kept(slack)
    await connected(1)
    at.now += sound
    slack.say({ type: 'disconnect', reason: 'too_many_websockets' })
    await connected(2)
    expect(waits).toEqual([500])
  })

  test('not before Slack allows it', async () => {
    const slack = await scriptedSlack([{ status: 429, headers: { 'retry-after': '70' } }, 'address'])
    const { connected, waits } = kept(slack)
    await connected(1)
    expect(waits).toEqual([70_000])
  })

  test('also where Slack accepts it and never says hello', async () => {
    const slack = await scriptedSlack(['address'], { greets: false })
    const { socket, waits } = kept(slack, { endless: [] })
    await slack.until(() => slack.opened.length === 2)
    expect(waits.slice(0, 2)).toEqual([hello, 500])
    expect(socket.health()).toMatchObject({
      ok: false,
      detail: 'not connected: Slack did not say hello in time',
    })
  })

  test('also where Slack cannot be reached, or answers with an error of its own', async () => {
    const slack = await scriptedSlack([{ status: 503 }, { error: 'internal_error' }, 'address'])
    const { connected, waits, refusals } = kept(slack)
    await connected(1)
    expect(waits).toEqual([500, 1000])
    expect(refusals).toEqual([null])
  })
})

describe('What Slack refuses for good is told, and tried every five minutes', () => {
  for (const error of [
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'not_allowed_token_type',
    'token_revoked',
  ])
    test(`at the first opening: ${error}`, async () => {
      const slack = await scriptedSlack([{ error }, 'address'])
      const { connected, waits, refusals } = kept(slack)
      await connected(1)
      expect(waits).toEqual([300_000])
      expect(refusals).toEqual([error, null])
    })

  test('when it opens again', async () => {
    const slack = await scriptedSlack(['address', { error: 'invalid_auth' }])
    const { connected, at, refusals, socket } = kept(slack)
    await connected(1)
    at.now += sound
    slack.sockets.at(-1)?.close()
    await slack.until(() => refusals.includes('invalid_auth'))
    expect(socket.health()).toEqual({ name: 'socket', ok: false, detail: 'not connected: invalid_auth' })
  })

  test('though the telling fails, as where the database is busy', async () => {
    const slack = await scriptedSlack([{ error: 'invalid_auth' }, 'address'])
    const { connected, socket } = kept(slack, { refused: () => Promise.reject(new Error('busy')) })
    await connected(1)
    expect(socket.health().ok).toBe(true)
  })

  test('when Socket Mode is switched off', async () => {
    const slack = await scriptedSlack()
    const { connected, waits, refusals } = kept(slack)
    await connected(1)
    slack.say({ type: 'disconnect', reason: 'link_disabled' })
    await connected(2)
    expect(refusals).toEqual([null, 'Socket Mode is switched off for the app (link_disabled)', null])
    expect(waits).toEqual([300_000])
  })
})

describe('What would end the library is survived', () => {
  test("Slack's word that it limits deliveries, which has no event in it, is acknowledged", async () => {
    const slack = await scriptedSlack()
    const { connected, delivered } = kept(slack)
    await connected(1)
    const payload = { token: 't', type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1 }
    slack.say({ type: 'events_api', envelope_id: 'limited', payload })
    await slack.until(() => slack.acks.length === 1)
    expect(slack.acks).toEqual([{ envelope_id: 'limited', payload: {} }])
    expect(delivered).toEqual([{ ...payload, event: { type: 'app_rate_limited' } }])
  })

  for (const [what, data] of [
    ['no JSON', 'hello there'],
    ['no object', '17'],
    ['an envelope of nothing', '{"type":"events_api","envelope_id":"e"}'],
    ['an unknown kind', '{"type":"something_new","envelope_id":"e","payload":null}'],
  ] as const)
    test(`a frame with ${what}`, async () => {
      const slack = await scriptedSlack()
      const { connected, socket } = kept(slack)
      await connected(1)
      slack.sockets.at(-1)?.send(data)
      slack.say({ type: 'slash_commands', envelope_id: 'after', payload: { command: '/policy' } })
      await slack.until(() =>
        slack.acks.some((ack) => (ack as { envelope_id: string }).envelope_id === 'after'),
      )
      expect(slack.opened).toHaveLength(1)
      expect(socket.health().ok).toBe(true)
    })
})

describe('Health goes by signs of life, and never by what people do', () => {
  test('a quiet workspace whose server answers pings is healthy', async () => {
    const slack = await scriptedSlack()
    const { connected, at, socket } = kept(slack, { pingMilliseconds: 90 })
    await connected(1)
    at.now += 1_000
    expect(socket.health().ok).toBe(false)
    await expect
      .poll(() => socket.health())
      .toEqual({ name: 'socket', ok: true, detail: 'last sign 0 s ago' })
    expect(slack.opened).toHaveLength(1)
  })

  test('a server that answers no ping is left, also where it does not answer the close either', async () => {
    const slack = await scriptedSlack(['address'], { pongs: false })
    const { connected } = kept(slack, { pingMilliseconds: 90 })
    await connected(1)
    slack.sockets[0]?.pause()
    await connected(2)
  })
})

describe('At the end', () => {
  test('the connection is closed in order, and none is opened any more', async () => {
    const slack = await scriptedSlack()
    const { connected, socket } = kept(slack)
    await connected(1)
    const code = new Promise((resolve) => slack.sockets[0]?.once('close', resolve))
    await socket.stop()
    expect(await code).toBe(1000)
    expect(slack.opened).toHaveLength(1)
  })

  test('a stop while it waits to try again is at once', async () => {
    const slack = await scriptedSlack([{ error: 'invalid_auth' }])
    const { socket, refusals } = kept(slack, { endless: [300_000, hello] })
    await slack.until(() => refusals.length === 1)
    await socket.stop()
    expect(slack.opened).toHaveLength(1)
  })

  test('the app token alone goes to Slack, in the header of each opening', async () => {
    const slack = await scriptedSlack()
    const { connected, at } = kept(slack)
    await connected(1)
    at.now += sound
    slack.sockets.at(-1)?.close()
    await connected(2)
    expect(slack.opened).toEqual(Array(2).fill({ authorization: 'Bearer xapp-test' }))
  })
})
