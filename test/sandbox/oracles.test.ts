import { expect, test } from 'vitest'
import { METHODS } from '../../src/sandbox/methods.ts'
import { fullReplies } from './full-replies.ts'
import { hasRecordings, recordingOf, strangers } from './oracle.ts'

/** Documented by Slack and not among the recordings, each with its page. */
const DOCUMENTED = new Set([
  // https://docs.slack.dev/reference/methods/auth.revoke
  'auth.revoke.revoked',
  // https://docs.slack.dev/reference/events/message/thread_broadcast
  'conversations.replies.messages[].subtype',
  // https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
  ...['open', 'push', 'update', 'publish'].map((name) => `views.${name}.view.state.values`),
  // By the id of the channel: https://docs.slack.dev/reference/objects/file-object
  'files.info.file.shares.public.C0SECURITY',
])
/** Nobody recorded one. */
const UNRECORDED = 'blocks.validate'

/** The four that show a view answer alike, and were recorded once. */
const recordedAs = (method: string) => (method.startsWith('views.') ? 'views.open' : method)

test.skipIf(!hasRecordings)(
  'every reply of every method has only keys and types that Slack was recorded with',
  async () => {
    const { replies } = await fullReplies()
    expect(Object.keys(replies).sort()).toEqual(Object.keys(METHODS).sort())
    const recordedOnes = Object.entries(replies).filter(([method]) => method !== UNRECORDED)
    const found = recordedOnes.flatMap(([method, given]) => {
      const recorded = recordingOf(`api/${recordedAs(method)}`)
      return given.flatMap((reply) => strangers(reply, recorded, method))
    })
    expect([...new Set(found)].filter((one) => !DOCUMENTED.has(one.split(':')[0]!))).toEqual([])
  },
)

test('the comparison reports a key that was not recorded and a type that differs', () => {
  const recorded = { ok: false, list: [{ id: '' }] }
  expect(strangers({ ok: true, list: [{ id: 'x' }] }, recorded, 'm')).toEqual([])
  expect(strangers({ ok: 'yes', list: [{ id: 'x', extra: 1 }], more: null }, recorded, 'm')).toEqual([
    'm.ok: string for boolean',
    'm.list[].extra: not recorded',
    'm.more: not recorded',
  ])
})
