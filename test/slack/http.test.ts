import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { told } from '../support/stories.ts'
import { openDesk } from './desk.ts'
import { command, event, press, userOf } from './envelopes.ts'

const secret = '0123456789abcdef0123456789abcdef'
const form = 'application/x-www-form-urlencoded'

/** The program listening over HTTP, and what it answers at the address of a gesture. */
async function listening() {
  const answers: { text: string }[] = []
  const answering = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    answers.push(JSON.parse(Buffer.concat(pieces).toString()))
    response.end('ok')
    answering.emit('answered')
  })
  answering.listen(0, '127.0.0.1')
  await once(answering, 'listening')
  const desk = await openDesk({ signingSecret: secret })
  onTestFinished(async () => {
    answering.close()
    await desk.close()
  })
  const response_url = `http://127.0.0.1:${(answering.address() as AddressInfo).port}/`
  const seconds = () => Math.floor(Date.now() / 1000)

  async function post(
    body: string,
    change: { type?: string; at?: number; key?: string; headers?: object } = {},
  ) {
    const at = change.at ?? seconds()
    const mac = createHmac('sha256', change.key ?? secret)
      .update(`v0:${at}:${body}`)
      .digest('hex')
    const answer = await fetch(`http://127.0.0.1:${desk.program.port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': change.type ?? form,
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': `v0=${mac}`,
        ...change.headers,
      },
      body,
    })
    return { status: answer.status, body: await answer.text() }
  }

  return {
    ...desk,
    story: told(desk.company),
    answers,
    seconds,
    post,
    heard: async (count: number) => {
      while (answers.length < count) await once(answering, 'answered')
      return answers.map(({ text }) => text)
    },
    commandBody: (who: string) =>
      new URLSearchParams({ ...(command(who, 'help') as Record<string, string>), response_url }).toString(),
    pressBody: (who: string) =>
      new URLSearchParams({
        payload: JSON.stringify({ ...press(who, 'show', 'p'), response_url }),
      }).toString(),
  }
}

describe('What is signed by Slack is taken', () => {
  test('a command, a press and an event, each acknowledged without words', async () => {
    const desk = await listening()
    expect(await desk.post(desk.commandBody('olga'))).toEqual({ status: 200, body: '' })
    expect(await desk.post(desk.pressBody('gus'))).toEqual({ status: 200, body: '' })
    const joined = JSON.stringify(event('team_join', { user: userOf('new') }))
    expect(await desk.post(joined, { type: 'application/json' })).toEqual({ status: 200, body: '' })
    await desk.heard(2)
    expect(await desk.story.rows('slackEvents')).toHaveLength(1)
  })

  test('also with a character set behind the kind of its body', async () => {
    const desk = await listening()
    expect((await desk.post(desk.commandBody('olga'), { type: `${form}; charset=utf-8` })).status).toBe(200)
    await desk.heard(1)
  })

  test("Slack's question whose address this is, and its look at the certificate, are answered", async () => {
    const desk = await listening()
    const question = JSON.stringify({ type: 'url_verification', token: 't', challenge: 'say this' })
    expect(await desk.post(question, { type: 'application/json' })).toEqual({
      status: 200,
      body: '{"challenge":"say this"}',
    })
    expect((await desk.post('ssl_check=1&token=t')).status).toBe(200)
  })

  test('its word that it limits deliveries, which has no event in it, is acknowledged at once', async () => {
    const desk = await listening()
    const limited = JSON.stringify({
      token: 't',
      type: 'app_rate_limited',
      team_id: 'T1',
      minute_rate_limited: 1,
    })
    expect(await desk.post(limited, { type: 'application/json' })).toEqual({ status: 200, body: '' })
  })

  test('the same delivery again, as Slack repeats it, is acknowledged and answered once', async () => {
    const desk = await listening()
    const body = desk.commandBody('olga')
    const again = { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } }
    expect((await desk.post(body)).status).toBe(200)
    expect((await desk.post(body, again)).status).toBe(200)
    await desk.post(desk.commandBody('dan'))
    await desk.heard(2)
    await desk.program.stop()
    expect(desk.answers).toHaveLength(2)
  })
})

describe('What is not signed by Slack is refused, and nothing is done', () => {
  for (const [what, change] of [
    ['signed with another secret', { key: 'another secret of the same kind!' }],
    ['without a signature', { headers: { 'x-slack-signature': '' } }],
    ['with a signature of another kind', { headers: { 'x-slack-signature': 'v1=00' } }],
    ['without a time', { headers: { 'x-slack-request-timestamp': '' } }],
    ['with a time that is none', { headers: { 'x-slack-request-timestamp': 'noon' } }],
  ] as const)
    test(what, async () => {
      const desk = await listening()
      expect(await desk.post(desk.commandBody('olga'), change)).toEqual({ status: 401, body: '' })
      await desk.program.stop()
      expect(desk.answers).toEqual([])
    })

  for (const [what, minutes] of [
    ['six minutes ago', -6],
    ['in an hour', 60],
  ] as const)
    test(`rightly signed, ${what}`, async () => {
      const desk = await listening()
      const at = desk.seconds() + minutes * 60
      expect(await desk.post(desk.commandBody('olga'), { at })).toEqual({ status: 401, body: '' })
      await desk.program.stop()
      expect(desk.answers).toEqual([])
    })

  test('a body that is none, and a method that is not POST', async () => {
    const desk = await listening()
    expect((await desk.post('{', { type: 'application/json' })).status).toBe(400)
    const got = await fetch(`http://127.0.0.1:${desk.program.port}/slack/events`, {
      headers: { 'x-slack-request-timestamp': String(desk.seconds()) },
    })
    expect(got.status).toBe(404)
  })
})

test('Where a signing secret is set, readiness says that events come over HTTP', async () => {
  const desk = await listening()
  const { checks } = (await (await fetch(`http://127.0.0.1:${desk.program.port}/readyz`)).json()) as {
    checks: object[]
  }
  expect(checks).toContainEqual({ name: 'socket', ok: true, detail: 'events come over HTTP' })
})
