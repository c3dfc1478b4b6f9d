import { expect, test } from 'vitest'
import { makeSender } from '../../src/slack/send-notice.ts'
import { notice, workspace } from './support.ts'

const words = (text: string) => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }],
})

async function sent() {
  const slack = await workspace()
  const sender = makeSender(slack.client({ timeoutMilliseconds: 500 }))
  const to = { kind: 'person', slackId: 'U0MAREKNOV', knownChannel: null } as const
  const posted = await sender.post(to, notice('n-1'))
  if (posted.outcome !== 'sent') throw new Error(`Expected it to be sent, got ${posted.outcome}`)
  return { slack, sender, to, at: { channel: posted.channel, ts: posted.ts } }
}

test('other words and blocks stand in the place of a message, and it is found by its notice as before', async () => {
  const { slack, sender, to, at } = await sent()
  expect(await sender.update(at, words('Done'))).toEqual({ outcome: 'drawn' })
  expect(await slack.messages('as=U0MAREKNOV')).toMatchObject([
    { text: 'Done', blocks: words('Done').blocks },
  ])
  expect(await sender.lookUp(to, 'n-1', 0)).toMatchObject({ found: 'sent', ts: at.ts })
  expect(await slack.violations()).toEqual([])
})

test.each([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
  'channel_not_found',
])('what Slack refuses with %s can be drawn no more', async (error) => {
  const { slack, sender, at } = await sent()
  await slack.faults({ do: 'error', error, method: 'chat.update' })
  expect(await sender.update(at, words('Done'))).toEqual({ outcome: 'never', reason: error })
})

test('a message that is not there can be drawn no more', async () => {
  const { sender, at } = await sent()
  const outcome = await sender.update({ ...at, ts: '1.000100' }, words('Done'))
  expect(outcome).toEqual({ outcome: 'never', reason: 'message_not_found' })
})

test.each([
  [
    { do: 'ratelimited', retryAfter: 7 },
    { outcome: 'later', afterMilliseconds: 7_000, holds: true },
  ],
  [{ do: 'drop' }, { outcome: 'later', holds: false }],
  [
    { do: 'error', error: 'internal_error' },
    { outcome: 'later', holds: false },
  ],
  [
    { do: 'error', error: 'token_revoked' },
    { outcome: 'stopped', reason: 'token_revoked' },
  ],
])('after %j it is %j', async (fault, outcome) => {
  const { slack, sender, at } = await sent()
  await slack.faults({ ...fault, method: 'chat.update' })
  expect(await sender.update(at, words('Done'))).toMatchObject(outcome)
})

test('a text that Slack would refuse is not sent', async () => {
  const { slack, sender, at } = await sent()
  const outcome = await sender.update(at, { ...words('Done'), text: 'x'.repeat(4_001) })
  expect(outcome).toMatchObject({ outcome: 'never', reason: expect.stringContaining('4001 characters') })
  expect(await slack.calls('chat.update')).toEqual([])
})
