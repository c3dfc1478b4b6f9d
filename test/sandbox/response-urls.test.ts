import { expect, test } from 'vitest'
import { workspaceOf } from '../support/workspace-client.ts'
import { movableWall } from './movable-wall.ts'
import { acknowledging, connect, isCommand, isGesture } from './socket-support.ts'
import { sandboxFor } from './support.ts'

const QUICK = { quietMs: 10, firstCallMs: 10 }
const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }
const blocks = [{ type: 'actions', elements: [button] }]

async function withApp() {
  const wall = movableWall()
  const sandbox = await sandboxFor({ timing: QUICK, wall })
  const app = acknowledging(await connect(sandbox))
  const workspace = workspaceOf(sandbox.url)
  const answer = async (url: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url, { method: 'POST', body: text })
    const said = await response.text()
    return [response.status, said.startsWith('{') ? JSON.parse(said).error : said]
  }
  return {
    sandbox,
    wall,
    workspace,
    answer,
    async urlOfCommand(channel = 'general'): Promise<string> {
      await workspace.as('ana').command('/policy list', channel)
      return app.frames.filter(isCommand).at(-1).payload.response_url
    },
    async urlOfPress(where: { channel: string; ts: string }): Promise<string> {
      await workspace.as('ana').click(where, 'go')
      return app.frames.filter(isGesture).at(-1).payload.response_url
    },
    async post(more = {}): Promise<{ channel: string; ts: string }> {
      const { channel, ts } = await sandbox.call('chat.postMessage', {
        channel: 'C0GENERAL1',
        text: 'old',
        blocks,
        ...more,
      })
      return { channel, ts }
    },
  }
}

test.each([
  [{ text: 'x' }, { text: 'x', ephemeralFor: 'U0ANAWEBER' }],
  [
    { text: 'x', response_type: 'ephemeral' },
    { text: 'x', ephemeralFor: 'U0ANAWEBER' },
  ],
  [
    { text: 'x', response_type: 'in_channel', blocks },
    { text: 'x', blocks: [{ type: 'actions' }] },
  ],
])('%j to a command is a new message, as the app and without a token', async (body, message) => {
  const { workspace, answer, urlOfCommand } = await withApp()
  // The app is no member there.
  const url = await urlOfCommand('vendor')
  expect(await answer(url, body)).toEqual([200, 'ok'])
  const [said] = await workspace.messagesIn('vendor')
  expect(said).toMatchObject({ user: 'U0PERENNIAL', ...message })
  expect(said?.ephemeralFor).toBe((message as { ephemeralFor?: string }).ephemeralFor)
})

test('an address works five times within thirty minutes, and an unknown one never', async () => {
  const { sandbox, wall, answer, urlOfCommand } = await withApp()
  const [url, late] = [await urlOfCommand(), await urlOfCommand()]
  for (const text of ['1', '2', '3', '4', '5']) expect(await answer(url, { text })).toEqual([200, 'ok'])
  expect(await answer(url, { text: '6' })).toEqual([404, 'used_url'])
  wall.move(30 * 60_000)
  expect(await answer(late, { text: 'in time' })).toEqual([200, 'ok'])
  wall.move(1)
  expect(await answer(late, { text: 'late' })).toEqual([404, 'expired_url'])
  expect(await answer(`${sandbox.url}/response/commands/R1`, { text: 'x' })).toEqual([404, 'expired_url'])
})

test.each([
  [{ text: 'x', blocks: [{ type: 'nonsense' }] }, [400, 'invalid_blocks']],
  [{}, [400, 'no_text']],
  ['no JSON', [400, 'invalid_payload']],
  ['[]', [400, 'invalid_payload']],
])('%j is refused, and nothing is written', async (body, refusal) => {
  const { workspace, answer, urlOfCommand } = await withApp()
  expect(await answer(await urlOfCommand(), body)).toEqual(refusal)
  expect(await workspace.messagesIn('general')).toEqual([])
})

test('an answer to a press replaces the message, which is marked as edited, or leaves it and adds another', async () => {
  const { workspace, answer, post, urlOfPress } = await withApp()
  const where = await post()
  const url = await urlOfPress(where)
  await answer(url, { text: 'new', replace_original: true })
  const [replaced] = await workspace.messagesIn('general')
  expect(replaced).toMatchObject({ ts: where.ts, text: 'new', edited: { user: 'U0PERENNIAL' } })
  expect(replaced).not.toHaveProperty('blocks')
  await answer(url, { text: 'beside', replace_original: false })
  expect(
    (await workspace.messagesIn('general')).map(({ text, ephemeralFor }) => [text, ephemeralFor]),
  ).toEqual([
    ['new', undefined],
    ['beside', 'U0ANAWEBER'],
  ])
})

test('an answer to a press that does not say whether it replaces does replace', async () => {
  const { workspace, answer, post, urlOfPress } = await withApp()
  await answer(await urlOfPress(await post()), { text: 'new' })
  expect((await workspace.messagesIn('general')).map(({ text }) => text)).toEqual(['new'])
})

test('an answer deletes what was pressed, and then there is nothing to replace', async () => {
  const { workspace, answer, post, urlOfPress } = await withApp()
  const url = await urlOfPress(await post())
  expect(await answer(url, { delete_original: true })).toEqual([200, 'ok'])
  expect(await workspace.messagesIn('general')).toEqual([])
  expect(await answer(url, { text: 'x', replace_original: true })).toEqual([404, 'message_not_found'])
  expect(await answer(url, { delete_original: true })).toEqual([404, 'message_not_found'])
})

test('a message for one person alone is replaced in its place, and stays theirs', async () => {
  const { sandbox, workspace, answer, urlOfPress } = await withApp()
  const channel = 'C0GENERAL1'
  const { message_ts: ts } = await sandbox.call('chat.postEphemeral', {
    channel,
    user: 'U0ANAWEBER',
    text: 'x',
    blocks,
  })
  await answer(await urlOfPress({ channel, ts }), { text: 'new', replace_original: true })
  const [message, ...others] = await workspace.messagesIn('general')
  expect(message).toEqual({
    channel,
    ts,
    user: 'U0PERENNIAL',
    bot_id: 'B0PERENNIAL',
    text: 'new',
    ephemeralFor: 'U0ANAWEBER',
  })
  expect(others).toEqual([])
})

test('an answer can go into a thread', async () => {
  const { workspace, answer, post, urlOfPress } = await withApp()
  const where = await post()
  await answer(await urlOfPress(where), {
    text: 'x',
    response_type: 'in_channel',
    replace_original: false,
    thread_ts: where.ts,
  })
  expect((await workspace.messagesIn('general')).at(-1)).toMatchObject({ text: 'x', thread_ts: where.ts })
})

test('what an answer says is looked at as closely as a post', async () => {
  const { workspace, answer, urlOfCommand } = await withApp()
  await answer(await urlOfCommand(), { text: 'Hello <!channel>' })
  expect((await workspace.violations()).map(({ kind }) => kind)).toEqual(['live_mention'])
})

test('the journal has every use of an address with its status', async () => {
  const { workspace, answer, urlOfCommand } = await withApp()
  const url = await urlOfCommand()
  await answer(url, { text: 'x' })
  await answer(url, {})
  const uses = (await workspace.journal()).filter(({ kind }) => kind === 'response_url')
  expect(uses).toMatchObject([
    { status: 200, body: { text: 'x' } },
    { status: 400, error: 'no_text' },
  ])
})

test('fault rules are about an address too, before or after the message is written', async () => {
  const { workspace, answer, urlOfCommand } = await withApp()
  const url = await urlOfCommand()
  const rule = { do: 'status', method: 'response_url', status: 503, times: 1 }
  await workspace.control('POST', 'faults', rule)
  expect((await answer(url, { text: 'lost' }))[0]).toBe(503)
  await workspace.control('POST', 'faults', { ...rule, when: 'after' })
  expect((await answer(url, { text: 'written' }))[0]).toBe(503)
  expect((await workspace.messagesIn('general')).map(({ text }) => text)).toEqual(['written'])
  await workspace.control('POST', 'faults', { do: 'drop', method: 'response_url' })
  await expect(answer(url, { text: 'dropped' })).rejects.toThrow()
})
