import { onTestFinished } from 'vitest'
import type { Posted } from '../../src/rules/delivery.ts'
import { type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts'
import { makeClient } from '../../src/slack/client.ts'

type Fault = Record<string, unknown> & { do: string }
type Call = { method: string; arguments: Record<string, unknown> }
type Shown = { text: string; ts: string; blocks?: unknown[] }

/** A local workspace for one test, with the real client, and what a test says to it behind Slack's back. */
export async function workspace(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({ port: 0, rate: 'off', ...options })
  onTestFinished(() => sandbox.stop())

  const control = async (verb: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${sandbox.url}/__sandbox/${path}`, {
      method: verb,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }

  return {
    url: sandbox.url,
    client: (more: { timeoutMilliseconds?: number; warn?: (line: string) => void } = {}) =>
      makeClient({ token: 'xoxb-sandbox-perennial', apiUrl: `${sandbox.url}/api/`, ...more }),
    stop: () => sandbox.stop(),
    faults: (...faults: Fault[]) => control('POST', 'faults', faults),
    act: (body: object) => control('POST', 'act', body),
    people: (body: object) => control('POST', 'people', body),
    messages: (query: string) => control('GET', `messages?${query}`) as Promise<Shown[]>,
    violations: () => control('GET', 'violations') as Promise<unknown[]>,
    calls: async (method: string) => {
      const entries = (await control('GET', 'journal')) as Call[]
      return entries.filter((one) => one.method === method)
    },
  }
}

export const notice = (noticeId: string, more: Partial<Posted> = {}): Posted => ({
  noticeId,
  text: 'Hello',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Hello', verbatim: true } }],
  ...more,
})
