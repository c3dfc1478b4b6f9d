import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { BOT_SCOPES } from '../../src/sandbox/populate.ts'
import type { SandboxOptions } from '../../src/sandbox/start.ts'
import { type Reply, sandboxFor, type TestSandbox, times } from './support.ts'

type Answer = (payload: Reply) => Reply | Promise<Reply>

type More = {
  features?: Reply
  events?: string[]
  interactivity?: boolean
  options?: Partial<SandboxOptions>
}

/** An app by HTTP that does nothing but note what it is sent, and say what a test tells it to. */
export async function appFor(more: More = {}) {
  const seen: Reply[] = []
  let answer: Answer = () => undefined
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const payload = payloadIn(Buffer.concat(chunks).toString('utf8'))
    const isChallenge = payload.type === 'url_verification'
    if (!isChallenge) seen.push(payload)
    const said = isChallenge ? { challenge: payload.challenge } : await answer(payload)
    response.setHeader('content-type', 'application/json')
    response.end(said === undefined ? '' : JSON.stringify(said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const request_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  const sandbox = await sandboxFor({
    timing: { quietMs: 2, firstCallMs: 2, ackMs: 400 },
    ...more.options,
    manifest: {
      features: {
        app_home: { home_tab_enabled: true, messages_tab_enabled: true },
        slash_commands: [{ command: '/policy', description: '', usage_hint: '' }],
        ...more.features,
      },
      oauth_config: { scopes: { bot: [...BOT_SCOPES, 'files:read'] } },
      settings: {
        event_subscriptions: { request_url, bot_events: more.events ?? ['app_home_opened', 'file_shared'] },
        interactivity: { is_enabled: more.interactivity ?? true, request_url },
        socket_mode_enabled: false,
      },
    },
  })
  const act = (deed: Reply): Promise<Reply> => sandbox.control('POST', 'act', { as: 'ana', ...deed })
  return {
    sandbox,
    seen,
    act,
    answers: (next: Answer) => {
      answer = next
    },
    last: (type: string): Reply => seen.findLast((payload) => payload.type === type),
    trigger: (as = 'ana') => triggerOf(sandbox, as, seen),
    views: (as = 'ana'): Promise<Reply> => sandbox.control('GET', `views?as=${as}`),
    /** Opens a modal for Ana, and answers the view. */
    async open(view: Reply): Promise<Reply> {
      const trigger_id = await triggerOf(sandbox, 'ana', seen)
      const reply = await sandbox.call('views.open', { trigger_id, view })
      if (!reply.ok) throw new Error(JSON.stringify(reply))
      return reply.view
    },
  }
}

async function triggerOf(sandbox: TestSandbox, as: string, seen: Reply[]): Promise<string> {
  await sandbox.control('POST', 'act', { as, do: 'command', text: '/policy', channel: 'app' })
  return seen.findLast((payload) => payload.command === '/policy').trigger_id
}

function payloadIn(text: string): Reply {
  if (text.startsWith('{')) return JSON.parse(text)
  const form = Object.fromEntries(new URLSearchParams(text))
  return form.payload === undefined ? form : JSON.parse(form.payload)
}

export const words = (text: string) => ({ type: 'plain_text', text })
export const section = (text = 'x') => ({ type: 'section', text: { type: 'mrkdwn', text } })
export const field = (element: Reply, more: Reply = {}) => ({
  type: 'input',
  block_id: 'field',
  label: words('Field'),
  element: { action_id: 'value', ...element },
  ...more,
})
export const typed = (more: Reply = {}) => field({ type: 'plain_text_input', ...more })
export const modal = (blocks: Reply[] = [section()], more: Reply = {}) => ({
  type: 'modal',
  title: words('Title'),
  submit: words('Send'),
  blocks,
  ...more,
})

/** An open modal that is updated again and again. */
export async function updating() {
  const app = await appFor()
  const { id } = await app.open(modal())
  return (view: Reply): Promise<Reply> => app.sandbox.call('views.update', { view_id: id, view })
}

export const pointersOf = (reply: Reply): string[] =>
  reply.response_metadata.messages.map(
    (line: string) => /^\[ERROR\] .+ \[json-pointer:(\S+)\]$/.exec(line)?.[1],
  )
export const option = (value: string) => ({ text: words(value), value })
export const options = (count: number) => times(count, (index) => option(`o${index}`))
