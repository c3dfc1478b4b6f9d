import { webApi } from '@slack/bolt'
import { expect, test } from 'vitest'
import { sandboxFor, type TestSandbox, TOKEN } from './support.ts'

/** The client as the program uses it: it retries nothing and reports a limited call at once. */
function clientOf({ url }: TestSandbox, more: webApi.WebClientOptions = {}) {
  const logger = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    getLevel: () => webApi.LogLevel.ERROR,
    setName() {},
  }
  return new webApi.WebClient(TOKEN, {
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
    ...more,
  })
}

test('the real client posts, updates, reads, and finds its scopes', async () => {
  const sandbox = await sandboxFor()
  const client = clientOf(sandbox)
  const who = await client.auth.test()
  expect(who).toMatchObject({ ok: true, user_id: 'U0PERENNIAL' })
  expect(who.response_metadata?.scopes).toContain('chat:write')
  const { channel } = await client.conversations.open({ users: 'U0ANAWEBER' })
  const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*Hi*' } }]
  const metadata = { event_type: 'notice', event_payload: { id: 'N1' } }
  const posted = await client.chat.postMessage({ channel: channel!.id!, text: 'Hi', blocks, metadata })
  const updated = await client.chat.update({ channel: channel!.id!, ts: posted.ts!, text: 'Done' })
  expect(updated.message?.text).toBe('Done')
  const { messages } = await client.conversations.history({
    channel: channel!.id!,
    include_all_metadata: true,
  })
  expect(messages?.[0]).toMatchObject({ ts: posted.ts, metadata })
  expect((await client.users.lookupByEmail({ email: 'leo.brandt@alpenglow.example' })).user?.id).toBe(
    'U0LEOBRAND',
  )
  await client.chat.delete({ channel: channel!.id!, ts: posted.ts! })
  expect(await sandbox.violations()).toEqual([])
})

test('paginate goes through the short and the empty pages to the end', async () => {
  const sandbox = await sandboxFor()
  const people: string[] = []
  let pages = 0
  for await (const page of clientOf(sandbox).paginate('users.list', { limit: 5 })) {
    pages += 1
    people.push(...(page as webApi.UsersListResponse).members!.map(({ id }) => id!))
  }
  expect(new Set(people).size).toBe(13)
  expect(pages).toBeGreaterThan(3)
})

test('a refusal is a platform error that names itself', async () => {
  const client = clientOf(await sandboxFor())
  const posting = client.chat.postMessage({ channel: 'C0NOWHERE0', text: 'x' })
  await expect(posting).rejects.toMatchObject({
    code: webApi.ErrorCode.PlatformError,
    data: { ok: false, error: 'channel_not_found' },
  })
})

test('a limited call is rejected at once with the seconds to wait', async () => {
  const sandbox = await sandboxFor({ rate: 'slack' })
  const client = clientOf(sandbox)
  const post = (text: string) => client.chat.postMessage({ channel: 'U0ANAWEBER', text })
  for (const text of ['one', 'two', 'three']) await post(text)
  await expect(post('four')).rejects.toMatchObject({ code: webApi.ErrorCode.RateLimitedError, retryAfter: 1 })
  expect((await client.chat.postMessage({ channel: 'U0LEOBRAND', text: 'x' })).ok).toBe(true)
})

test('a 429 without a number of seconds, a 200 that says ratelimited and a 503 are three different errors', async () => {
  const sandbox = await sandboxFor()
  const errorAfter = async (rule: object) => {
    await sandbox.control('DELETE', 'faults')
    await sandbox.control('POST', 'faults', rule)
    return clientOf(sandbox)
      .users.info({ user: 'U0ANAWEBER' })
      .catch((error) => error.code as string | undefined)
  }
  expect(await errorAfter({ do: 'ratelimited', retryAfter: null })).toBeUndefined()
  expect(await errorAfter({ do: 'ratelimited_ok' })).toBe(webApi.ErrorCode.PlatformError)
  expect(await errorAfter({ do: 'status', status: 503 })).toBe(webApi.ErrorCode.HTTPError)
})

test('a client that retries posts twice when the first answer is lost', async () => {
  const sandbox = await sandboxFor()
  await sandbox.control('POST', 'faults', { do: 'drop', when: 'after', times: 1 })
  const retrying = clientOf(sandbox, { retryConfig: { retries: 1, minTimeout: 1, maxTimeout: 2 } })
  expect((await retrying.chat.postMessage({ channel: 'U0ANAWEBER', text: 'x' })).ok).toBe(true)
  expect(await sandbox.control('GET', 'messages?as=ana')).toHaveLength(2)
  expect(await sandbox.violations()).toEqual(['repeated_content'])
})

test('an answer that never comes ends with the timeout of the client', async () => {
  const sandbox = await sandboxFor()
  await sandbox.control('POST', 'faults', { do: 'silence' })
  const hurried = clientOf(sandbox, { timeout: 100 })
  await expect(hurried.auth.test()).rejects.toMatchObject({ code: webApi.ErrorCode.RequestError })
})

test('what is no JSON becomes an error, and never a success', async () => {
  const sandbox = await sandboxFor()
  await sandbox.control('POST', 'faults', [{ do: 'html', times: 1 }])
  await expect(clientOf(sandbox).auth.test()).rejects.toThrow('Something went wrong')
})
