import { expect, test } from 'vitest'
import { sandboxFor, TOKEN, times } from './support.ts'

const post = { channel: 'C0GENERAL1', text: 'x' }

test.each([
  [{ do: 'ratelimited', retryAfter: 7 }, 429, '7', 'ratelimited'],
  [{ do: 'ratelimited' }, 429, '1', 'ratelimited'],
  [{ do: 'ratelimited', retryAfter: null }, 429, null, 'ratelimited'],
  [{ do: 'ratelimited_ok' }, 200, null, 'ratelimited'],
  [{ do: 'status', status: 500 }, 500, null, 'internal_error'],
  [{ do: 'status', status: 502 }, 502, null, 'internal_error'],
  [{ do: 'status', status: 503, when: 'before' }, 503, null, 'internal_error'],
  [{ do: 'error', error: 'user_disabled' }, 200, null, 'user_disabled'],
])('%j answers %i and the post is not made', async (rule, status, retryAfter, error) => {
  const { raw, control } = await sandboxFor()
  expect(await control('POST', 'faults', { ...rule, times: 1 })).toEqual([{ ...rule, times: 1 }])
  const reply = await raw('chat.postMessage', post)
  expect([reply.status, reply.headers.get('retry-after'), reply.body.error]).toEqual([
    status,
    retryAfter,
    error,
  ])
  expect(await control('GET', 'messages?channel=general')).toEqual([])
  expect((await raw('chat.postMessage', post)).body.ok).toBe(true)
})

test('a status after executing makes the post and hides it', async () => {
  const { raw, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'status', status: 503, when: 'after' })
  expect((await raw('chat.postMessage', post)).status).toBe(503)
  expect(await control('GET', 'messages?channel=general')).toHaveLength(1)
})

test.each([
  ['drop', 'before', 0],
  ['drop', 'after', 1],
])('%s %s executing leaves %i posts and no answer', async (effect, when, posts) => {
  const { raw, control } = await sandboxFor()
  await control('POST', 'faults', { do: effect, when, times: 1 })
  await expect(raw('chat.postMessage', post)).rejects.toThrow('fetch failed')
  expect(await control('GET', 'messages?channel=general')).toHaveLength(posts)
  expect(await control('GET', 'journal')).toMatchObject([
    { method: 'chat.postMessage', status: null, fault: 'drop' },
  ])
})

test('silence never answers, and the sandbox can still be stopped', async () => {
  const { url, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'silence', when: 'after' })
  const waiting = fetch(`${url}/api/chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: new URLSearchParams(post),
    signal: AbortSignal.timeout(300),
  })
  await expect(waiting).rejects.toThrow('timeout')
  expect(await control('GET', 'messages?channel=general')).toHaveLength(1)
})

test.each([
  ['html', '<!DOCTYPE html>'],
  ['truncate', '{"ok":true'],
])('%s makes the post and answers what is no JSON', async (effect, begins) => {
  const { url, control } = await sandboxFor()
  await control('POST', 'faults', { do: effect })
  const reply = await fetch(`${url}/api/chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: new URLSearchParams(post),
  })
  const text = await reply.text()
  expect(reply.status).toBe(200)
  expect(text.startsWith(begins)).toBe(true)
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
  expect(await control('GET', 'messages?channel=general')).toHaveLength(1)
})

test.each(['before', 'after'])('a delay %s executing holds the answer back', async (when) => {
  const { raw, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'delay', ms: 120, when })
  await raw('chat.postMessage', post)
  expect((await control('GET', 'journal'))[0].ms).toBeGreaterThanOrEqual(119)
})

test('a rule strikes its method, channel and user alone', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', [
    { do: 'error', error: 'a', method: 'auth.test' },
    { do: 'error', error: 'b', channel: 'security' },
    { do: 'error', error: 'c', user: 'ana' },
  ])
  const errors = [
    await call('auth.test'),
    await call('chat.postMessage', { ...post, channel: 'security' }),
    await call('conversations.info', { channel: 'C0SECURITY' }),
    await call('users.info', { user: 'U0ANAWEBER' }),
    await call('conversations.open', { users: 'U0LEOBRAND,U0ANAWEBER' }),
    await call('chat.postMessage', { ...post, channel: 'U0ANAWEBER' }),
    await call('chat.postMessage', post),
  ].map((reply) => reply.error)
  expect(errors).toEqual(['a', 'b', 'b', 'c', 'c', 'c', undefined])
})

test('a rule for a person strikes their DM by its id too', async () => {
  const { call, control } = await sandboxFor()
  await call('conversations.open', { users: 'U0ANAWEBER' })
  await control('POST', 'faults', { do: 'error', error: 'user_disabled', user: 'U0ANAWEBER' })
  expect((await call('chat.postMessage', { ...post, channel: 'D0ANAWEBER' })).error).toBe('user_disabled')
})

test('after lets calls pass first, times ends it, and DELETE ends all', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'error', error: 'x', after: 2, times: 1 })
  const ask = async () => (await call('auth.test')).ok
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([true, true, false, true])
  await control('POST', 'faults', { do: 'error', error: 'x' })
  expect(await ask()).toBe(false)
  expect(await control('DELETE', 'faults')).toEqual([])
  expect(await ask()).toBe(true)
})

test('chance with the same seed strikes the same calls', async () => {
  const struck = async (seed: number) => {
    const { call, control } = await sandboxFor()
    await control('POST', 'faults', { do: 'error', error: 'x', probability: 0.5, seed })
    const asked: boolean[] = []
    for (const _ of times(40, String)) asked.push((await call('auth.test')).ok)
    return asked
  }
  const [one, again, other] = [await struck(7), await struck(7), await struck(8)]
  expect(one).toEqual(again)
  expect(one).not.toEqual(other)
  expect(one.filter(Boolean).length).toBeGreaterThan(8)
  expect(one.filter(Boolean).length).toBeLessThan(32)
})

test('a token can be revoked after some calls, and comes back when the faults end', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', { do: 'token', status: 'revoked', method: 'chat.postMessage', after: 1 })
  const answers = times(3, (index) => ({ ...post, text: `${index}` }))
  const errors: unknown[] = []
  for (const given of answers) errors.push((await call('chat.postMessage', given)).error)
  expect(errors).toEqual([undefined, 'account_inactive', 'account_inactive'])
  await control('DELETE', 'faults')
  expect((await call('chat.postMessage', post)).ok).toBe(true)
})

test('a delay and another effect may strike together', async () => {
  const { call, control } = await sandboxFor()
  await control('POST', 'faults', [
    { do: 'delay', ms: 60 },
    { do: 'error', error: 'fatal_error' },
  ])
  expect((await call('auth.test')).error).toBe('fatal_error')
  expect((await control('GET', 'journal'))[0]).toMatchObject({ fault: 'delay, error' })
})

test.each([
  [{}, 'expected "do" to be one of ratelimited'],
  [{ do: 'explode' }, 'expected "do" to be one of ratelimited'],
  [{ do: 'error' }, 'expected "error": the name of an error'],
  [{ do: 'delay' }, 'expected "ms": how long'],
  [{ do: 'status' }, 'expected "status": 500, 502 or 503'],
  [{ do: 'status', status: 404 }, 'expected another value for "status" than 404'],
  [{ do: 'status', status: 'revoked' }, 'expected "status": 500, 502 or 503'],
  [{ do: 'token', status: 500 }, 'expected "status": "active", "revoked" or "expired"'],
  [{ do: 'drop', when: 'during' }, 'expected another value for "when" than "during"'],
  [{ do: 'drop', probability: 2 }, 'expected another value for "probability" than 2'],
  [{ do: 'drop', methods: 'x' }, 'expected no field "methods" in a rule'],
  ['drop', 'expected a rule'],
])('the rule %j is refused with what was expected', async (rule, error) => {
  const { control } = await sandboxFor()
  expect((await control('POST', 'faults', rule)).error).toContain(error)
})

test('one rule ends, and the others stay in force', async () => {
  const { raw, control } = await sandboxFor()
  const [busy, failing] = [{ do: 'ratelimited_ok' }, { do: 'status', status: 503 }]
  await control('POST', 'faults', [busy, failing])
  expect(await control('DELETE', 'faults/0')).toEqual([failing])
  expect((await raw('auth.test')).status).toBe(503)
  expect((await control('DELETE', 'faults/1')).error).toMatch(/one of the 1 rules/)
  expect((await control('DELETE', 'faults/one')).error).toMatch(/whole number/)
  expect(await control('DELETE', 'faults/0')).toEqual([])
  expect((await raw('auth.test')).body.ok).toBe(true)
})
