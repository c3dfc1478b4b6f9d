import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { METHODS } from '../../src/sandbox/methods.ts'
import { fullReplies } from './full-replies.ts'
import type { Reply } from './support.ts'

const folder = fileURLToPath(new URL('../../../shared/slack-samples/api/', import.meta.url))
const present = existsSync(folder)
if (!present)
  console.warn(
    `NOT RUN: the recorded replies of Slack are not at ${folder}; test/sandbox/shapes.test.ts still holds the shapes.`,
  )

/** Keys below these are free. */
const FREE = /\.(event_payload|blocks|attachments|files)\b/

/** Documented by Slack and not among the recordings, each with its page. */
const DOCUMENTED = new Set([
  // https://docs.slack.dev/reference/methods/auth.revoke
  'auth.revoke.revoked',
  // https://docs.slack.dev/reference/events/message/thread_broadcast
  'conversations.replies.messages[].subtype',
])

/** Every key of ours that the recording has not, or has with another type. */
function strangers(ours: Reply, recorded: Reply, path: string): string[] {
  if (ours === null || FREE.test(path)) return []
  if (Array.isArray(ours)) {
    if (!Array.isArray(recorded)) return [`${path}: a list`]
    const sample = recorded.length > 0 ? recorded : undefined
    if (!sample) return []
    return ours.flatMap((item) => {
      const found: string[][] = sample.map((one: Reply) => strangers(item, one, `${path}[]`))
      return found.some((one) => one.length === 0) ? [] : found[0]!
    })
  }
  if (typeof ours === 'object') {
    if (typeof recorded !== 'object' || recorded === null) return [`${path}: an object`]
    return Object.entries(ours).flatMap(([key, value]) =>
      Object.hasOwn(recorded, key)
        ? strangers(value, recorded[key], `${path}.${key}`)
        : [`${path}.${key}: not recorded`],
    )
  }
  return typeof ours === typeof recorded ? [] : [`${path}: ${typeof ours} for ${typeof recorded}`]
}

test.skipIf(!present)(
  'every reply of every method has only keys and types that Slack was recorded with',
  async () => {
    const { replies } = await fullReplies()
    expect(Object.keys(replies).sort()).toEqual(Object.keys(METHODS).sort())
    const found = Object.entries(replies).flatMap(([method, given]) => {
      const recorded = JSON.parse(readFileSync(`${folder}${method}.json`, 'utf8'))
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
