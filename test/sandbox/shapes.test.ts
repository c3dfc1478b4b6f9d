import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { METHODS } from '../../src/sandbox/methods.ts'
import { fullReplies } from './full-replies.ts'
import { shapeOf, together } from './shape.ts'

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
