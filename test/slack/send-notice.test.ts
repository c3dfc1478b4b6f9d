import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Destination } from '../../src/rules/delivery.ts'
import { makeClient } from '../../src/slack/client.ts'
import { makeSender } from '../../src/slack/send-notice.ts'
import { compose } from '../../src/slack/views/compose.ts'
import { notice, workspace } from './support.ts'
import { endorse, facts, review } from './views/facts.ts'

const person = (slackId: string, knownChannel: string | null = null): Destination => ({
  kind: 'person',
  slackId,
  knownChannel,
})
const channel = (id: string): Destination => ({ kind: 'channel', channel: id })
const marek = person('U0MAREKNOV')

describe('A notice to a person', () => {
  test('opens the conversation, arrives with its blocks and can be found again by its id', async () => {
    const slack = await workspace()
    const sender = makeSender(slack.client())
    const message = compose(facts('reminder', review(), endorse()))
    const outcome = await sender.post(marek, { ...message, noticeId: 'n-1' })

    const [arrived] = await slack.messages('as=U0MAREKNOV')
    expect(outcome).toEqual({ outcome: 'sent', channel: 'D0MAREKNOV', ts: arrived!.ts })
    expect(arrived!.text).toBe(message.text)
    expect(arrived!.blocks).toMatchObject(message.blocks as object[])
    expect(await sender.lookUp(marek, 'n-1', 0)).toEqual({
      found: 'sent',
      channel: 'D0MAREKNOV',
      ts: arrived!.ts,
    })
    expect(await slack.violations()).toEqual([])
  })

  test('goes straight to a conversation that is known', async () => {
    const slack = await workspace()
    const sender = makeSender(slack.client())
    await sender.post(marek, notice('n-1'))
    const again = await sender.post(person('U0MAREKNOV', 'D0MAREKNOV'), notice('n-2', { text: 'Again' }))
    expect(again).toMatchObject({ outcome: 'sent', channel: 'D0MAREKNOV' })
    expect(await slack.calls('conversations.open')).toHaveLength(1)
  })

  test('opens a remembered conversation anew, once, where Slack does not know it', async () => {
    const slack = await workspace()
    const sender = makeSender(slack.client())
    const outcome = await sender.post(person('U0MAREKNOV', 'D0FORGOTTEN'), notice('n-1'))
    expect(outcome).toMatchObject({ outcome: 'sent', channel: 'D0MAREKNOV' })

    await slack.faults({ do: 'error', error: 'channel_not_found', method: 'chat.postMessage' })
    const lost = await sender.post(person('U0MAREKNOV', 'D0FORGOTTEN'), notice('n-2'))
    expect(lost).toEqual({ outcome: 'never', reason: 'channel_not_found', lost: null })
    expect(await slack.calls('conversations.open')).toHaveLength(2)
  })

  test.each([
    ['who has left', 'U0JOKELLER', 'user_disabled'],
    ['who does not exist', 'U0NOBODY', 'user_not_found'],
    ['who is a bot', 'U0BUILDBOT', 'cannot_dm_bot'],
    ['of another organisation', 'U0VERAVEND', 'invalid_user_combination'],
  ])('%s is never sent, and the person is lost', async (_, slackId, reason) => {
    const slack = await workspace()
    const outcome = await makeSender(slack.client()).post(person(slackId), notice('n-1'))
    expect(outcome).toEqual({ outcome: 'never', reason, lost: 'person' })
  })

  test('carries the same client id in every attempt, and another one for another notice', async () => {
    const slack = await workspace()
    const sender = makeSender(slack.client())
    for (const id of ['n-1', 'n-1', 'n-2']) await sender.post(marek, notice(id))
    const [first, second, third] = (await slack.calls('chat.postMessage')).map(
      (call) => call.arguments.client_msg_id,
    )
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })
})

describe('A notice to a channel', () => {
  test.each([
    ['that is archived', 'C0OLDPOLIC', 'not_in_channel'],
    ['that is read only', 'C0ANNOUNCE', 'restricted_action_read_only_channel'],
    ['that the app is not in', 'C0VENDOR01', 'not_in_channel'],
    ['that does not exist', 'C0NOWHERE', 'channel_not_found'],
  ])('%s is never sent, and the channel is lost', async (_, id, reason) => {
    const slack = await workspace()
    const outcome = await makeSender(slack.client()).post(channel(id), notice('n-1'))
    expect(outcome).toEqual({ outcome: 'never', reason, lost: 'channel' })
  })

  test('arrives', async () => {
    const slack = await workspace()
    const outcome = await makeSender(slack.client()).post(channel('C0SECURITY'), notice('n-1'))
    expect(outcome).toMatchObject({ outcome: 'sent', channel: 'C0SECURITY' })
  })
})

test('a message that breaks a limit is not even tried', async () => {
  const slack = await workspace()
  const outcome = await makeSender(slack.client()).post(marek, notice('n-1', { text: 'x'.repeat(4_001) }))
  expect(outcome).toEqual({
    outcome: 'never',
    reason: 'the message breaks a limit of Slack: text: 4001 characters, at most 4000',
    lost: null,
  })
  expect(await slack.calls('conversations.open')).toEqual([])
})

describe('A post that Slack does not take', () => {
  const asked = (milliseconds: number) => ({
    outcome: 'later',
    afterMilliseconds: milliseconds,
    holds: 'channel',
    reason: 'Slack asked to wait',
  })
  const notReached = { outcome: 'later', afterMilliseconds: 30_000, holds: 'workspace' }
  const inDoubt = { outcome: 'in doubt', channel: 'C0SECURITY' }
  const error = (name: string) => ({ do: 'error', error: name })

  test.each([
    ['for as long as a 429 says', { do: 'ratelimited', retryAfter: 7 }, asked(7_000)],
    [
      'for 30 seconds where a 429 does not say how long',
      { do: 'ratelimited', retryAfter: null },
      asked(30_000),
    ],
    ['for 30 seconds where only the body says so', { do: 'ratelimited_ok' }, asked(30_000)],
    [
      'where the service is not available',
      error('service_unavailable'),
      { ...notReached, reason: 'service_unavailable' },
    ],
  ])('waits %s', async (_, fault, outcome) => {
    const slack = await workspace()
    await slack.faults({ ...fault, method: 'chat.postMessage' })
    expect(await makeSender(slack.client()).post(channel('C0SECURITY'), notice('n-1'))).toEqual(outcome)
    expect(await slack.calls('chat.postMessage')).toHaveLength(1)
  })

  test.each([
    ['a status of 500 before it was carried out', { do: 'status', status: 500, when: 'before' }, 0],
    ['a status of 503 after it was carried out', { do: 'status', status: 503, when: 'after' }, 1],
    ['a connection that is cut before', { do: 'drop', when: 'before' }, 0],
    ['a connection that is cut after', { do: 'drop', when: 'after' }, 1],
    ['no answer at all', { do: 'silence', when: 'after' }, 1],
    ['a page in place of an answer', { do: 'html', when: 'after' }, 1],
    ['half an answer', { do: 'truncate', when: 'after' }, 1],
    ['an internal_error', error('internal_error'), 0],
    ['a fatal_error', error('fatal_error'), 0],
    ['a request_timeout', error('request_timeout'), 0],
  ])('is in doubt after %s, is not repeated, and is then looked up', async (_, fault, arrived) => {
    const slack = await workspace()
    await slack.faults({ ...fault, method: 'chat.postMessage' })
    const sender = makeSender(slack.client({ timeoutMilliseconds: 300 }))
    expect(await sender.post(channel('C0SECURITY'), notice('n-1'))).toMatchObject(inDoubt)
    expect(await slack.messages('channel=C0SECURITY')).toHaveLength(arrived)
    const found = arrived === 1 ? 'sent' : 'absent'
    expect(await sender.lookUp(channel('C0SECURITY'), 'n-1', 0)).toMatchObject({ found })
  })

  test.each([
    ['invalid_auth'],
    ['account_inactive'],
    ['token_revoked'],
    ['not_allowed_token_type'],
    ['org_login_required'],
    ['team_added_to_org'],
  ])('stops all sending on %s', async (name) => {
    const slack = await workspace()
    await slack.faults(error(name))
    expect(await makeSender(slack.client()).post(marek, notice('n-1'))).toEqual({
      outcome: 'stopped',
      reason: name,
    })
  })

  test('stops all sending once the token is revoked, and names a scope that is missing', async () => {
    const slack = await workspace()
    const sender = makeSender(slack.client())
    await slack.faults({ do: 'token', scopes: ['im:write'], method: 'conversations.open' })
    expect(await sender.post(marek, notice('n-1'))).toEqual({
      outcome: 'stopped',
      reason: 'missing_scope: chat:write',
    })
    await slack.faults({ do: 'token', status: 'revoked', method: 'conversations.open' })
    expect(await sender.post(marek, notice('n-1'))).toEqual({
      outcome: 'stopped',
      reason: 'account_inactive',
    })
  })

  test.each([
    ['invalid_blocks', null],
    ['msg_too_long', null],
    ['metadata_too_large', null],
    ['messages_tab_disabled', null],
    ['an_error_of_tomorrow', null],
    ['is_archived', 'channel'],
    ['restricted_action', 'channel'],
  ])('is never tried again on %s', async (name, lost) => {
    const slack = await workspace()
    await slack.faults(error(name))
    const outcome = await makeSender(slack.client()).post(channel('C0SECURITY'), notice('n-1'))
    expect(outcome).toEqual({ outcome: 'never', reason: name, lost })
  })

  test('waits where nobody listens, since nothing can have arrived', async () => {
    const slack = await workspace()
    const sender = makeSender(slack.client())
    await slack.stop()
    expect(await sender.post(channel('C0SECURITY'), notice('n-1'))).toEqual({
      ...notReached,
      reason: 'Slack could not be reached: ECONNREFUSED',
    })
  })

  test.each([
    [403, 'later'],
    [413, 'later'],
    [408, 'in doubt'],
    [502, 'in doubt'],
  ])('with a status of %i, which Slack itself never gives, is "%s"', async (status, outcome) => {
    const gateway = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
    await new Promise((resolve) => gateway.once('listening', resolve))
    onTestFinished(() => void gateway.close())
    const client = makeClient({
      token: 'x',
      apiUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`,
    })
    expect(await makeSender(client).post(channel('C1'), notice('n-1'))).toMatchObject({ outcome })
  })
})

describe('A conversation that cannot be opened now', () => {
  test.each([
    ['fails', { do: 'status', status: 500 }, { outcome: 'later', holds: 'workspace' }],
    ['does not answer', { do: 'silence' }, { outcome: 'later', holds: 'workspace' }],
    ['is limited', { do: 'ratelimited', retryAfter: 9 }, { outcome: 'later', afterMilliseconds: 9_000 }],
  ])('leaves no doubt about the post where opening %s', async (_, fault, outcome) => {
    const slack = await workspace()
    await slack.faults({ ...fault, method: 'conversations.open' })
    const sender = makeSender(slack.client({ timeoutMilliseconds: 300 }))
    expect(await sender.post(marek, notice('n-1'))).toMatchObject(outcome)
  })
})

test('a limit holds its own channel, and the workspace once a second channel meets it with nothing sent between', async () => {
  const slack = await workspace()
  const sender = makeSender(slack.client())
  const holds = async (id: string) => {
    await slack.faults({ do: 'ratelimited', method: 'chat.postMessage', channel: id, times: 1 })
    const outcome = await sender.post(channel(id), notice('n-1'))
    return outcome.outcome === 'later' ? outcome.holds : outcome.outcome
  }
  expect(await holds('C0SECURITY')).toBe('channel')
  expect(await holds('C0SECURITY')).toBe('channel')
  expect(await holds('C0GENERAL1')).toBe('workspace')
  expect(await sender.post(channel('C0GENERAL1'), notice('n-2'))).toMatchObject({ outcome: 'sent' })
  expect(await holds('C0SECURITY')).toBe('channel')
})

describe('Looking a notice up', () => {
  test('follows every page, and looks no further back than it is told', async () => {
    const slack = await workspace({ now: '2027-02-22T08:00:00Z', ticking: false })
    const sender = makeSender(slack.client())
    const to = channel('C0SECURITY')
    const first = await sender.post(to, notice('n-first'))
    for (let number = 0; number < 12; number += 1)
      await sender.post(to, notice(`n-${number}`, { text: `${number}` }))
    expect(await sender.lookUp(to, 'n-first', 0)).toMatchObject({
      found: 'sent',
      ts: first.outcome === 'sent' ? first.ts : '',
    })
    expect((await slack.calls('conversations.history')).length).toBeGreaterThan(1)
    expect(await sender.lookUp(to, 'n-first', Date.parse('2027-02-22T08:00:05Z') / 1000)).toEqual({
      found: 'absent',
    })
    expect(await sender.lookUp(to, 'n-other', 0)).toEqual({ found: 'absent' })
  })

  test.each([
    ['is not in the channel', 'C0VENDOR01', { do: 'delay', ms: 0 }, 'not_in_channel'],
    ['is asked to wait', 'C0SECURITY', { do: 'ratelimited' }, 'Slack asked to wait'],
    ['gets no answer', 'C0SECURITY', { do: 'drop' }, expect.stringContaining('could not be reached')],
  ])('says that it does not know where the app %s', async (_, id, fault, reason) => {
    const slack = await workspace()
    await slack.faults({ ...fault, method: 'conversations.history' })
    const found = await makeSender(slack.client()).lookUp(channel(id), 'n-1', 0)
    expect(found).toEqual({ found: 'unknown', reason })
  })

  test('does not know about a person whose conversation cannot be opened', async () => {
    const slack = await workspace()
    const found = await makeSender(slack.client()).lookUp(person('U0JOKELLER'), 'n-1', 0)
    expect(found).toEqual({ found: 'unknown', reason: 'user_disabled' })
  })
})

test('the warnings of the client carry no token', async () => {
  const lines: string[] = []
  const token = 'xoxb-12345-secret'
  const echo = createServer((_, response) => {
    const messages = [`[ERROR] no such token: ${token}`]
    response.end(JSON.stringify({ ok: false, error: 'invalid_auth', response_metadata: { messages } }))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => echo.once('listening', resolve))
  onTestFinished(() => void echo.close())
  const apiUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}/`
  const client = makeClient({ token, apiUrl, warn: (line) => lines.push(line) })
  await makeSender(client).post(channel('C1'), notice('n-1'))
  expect(lines).toEqual(['no such token: [token]'])
})
