import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { METHODS } from '../../src/sandbox/methods.ts'
import { fullReplies } from './full-replies.ts'
import type { Reply } from './support.ts'

/** Keys and types of everything given; a list has the shape of all its items together. */
function shapeOf(value: Reply): Reply {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.map(shapeOf).reduce(together)]
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

function together(one: Reply, other: Reply): Reply {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length > 0 && other.length > 0 ? [together(one[0], other[0])] : [...one, ...other]
  }
  if (typeof one !== 'object' || typeof other !== 'object') {
    if (one !== other) throw new Error(`two types for one key: ${JSON.stringify([one, other])}`)
    return one
  }
  const shared = Object.keys(one).filter((key) => Object.hasOwn(other, key))
  return {
    ...one,
    ...other,
    ...Object.fromEntries(shared.map((key) => [key, together(one[key], other[key])])),
  }
}

test('the replies of every method have exactly the keys and types written down', async () => {
  const { replies } = await fullReplies()
  const written = JSON.parse(readFileSync(new URL('./shapes.json', import.meta.url), 'utf8'))
  expect(Object.keys(written).sort()).toEqual(Object.keys(METHODS).sort())
  for (const [method, given] of Object.entries(replies)) {
    expect({ [method]: given.map(shapeOf).reduce(together) }).toEqual({ [method]: written[method] })
  }
})

test('whatever is asked, a refusal is ok false with an error, and nothing but what goes with it', async () => {
  const { sandbox } = await fullReplies()
  for (const method of Object.keys(METHODS)) {
    const refused = await sandbox.raw(
      method,
      { channel: 'C0NOWHERE', user: 'U0NOBODY' },
      { token: 'xoxb-wrong' },
    )
    expect(refused.body).toEqual({ ok: false, error: 'invalid_auth' })
  }
})
