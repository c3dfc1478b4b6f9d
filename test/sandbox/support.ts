import { onTestFinished } from 'vitest'
import { type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts'

export const TOKEN = 'xoxb-sandbox-perennial'
export const APP_TOKEN = 'xapp-sandbox-perennial'
export const START = '2027-03-12T08:00:00.000Z'

// biome-ignore lint/suspicious/noExplicitAny: replies are read as they came, that is what is tested.
export type Reply = any
export type Raw = { status: number; headers: Headers; body: Reply }
type Asked = {
  token?: string | null
  verb?: string
  headers?: Record<string, string>
  body?: BodyInit | null
}

/** A sandbox of its own for one test, spoken to by raw HTTP. Its clock stands still and nothing is rate limited. */
export async function sandboxFor(options: Partial<SandboxOptions> = {}) {
  const running = await startSandbox({ port: 0, rate: 'off', ticking: false, now: START, ...options })
  onTestFinished(() => running.stop())

  /** Arguments that are no text travel as JSON, as the real client sends them. */
  async function raw(method: string, given: Record<string, unknown> = {}, asked: Asked = {}): Promise<Raw> {
    const token = asked.token === undefined ? TOKEN : asked.token
    const form = new URLSearchParams(
      Object.entries(given).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    )
    const isGet = asked.verb === 'GET'
    const response = await fetch(`${running.url}/api/${method}${isGet ? `?${form}` : ''}`, {
      method: asked.verb ?? 'POST',
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...asked.headers },
      ...(isGet ? {} : { body: asked.body === undefined ? form : asked.body }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  async function control(verb: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Reply> {
    const response = await fetch(`${running.url}/__sandbox/${path}`, {
      method: verb,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return response.json()
  }

  return {
    ...running,
    raw,
    control,
    call: async (method: string, given?: Record<string, unknown>): Promise<Reply> =>
      (await raw(method, given)).body,
    violations: async (): Promise<string[]> =>
      (await control('GET', 'violations')).map((violation: Reply) => violation.kind),
  }
}

export type TestSandbox = Awaited<ReturnType<typeof sandboxFor>>

export const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
export const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
export const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))
