import { createHmac } from 'node:crypto'
import type { Sandbox } from './context.ts'
import type { Way } from './delivery-faults.ts'

export type Answered = { status: number; text: string; isFinal: boolean } | { error: string }
export type Sent = { type: string; text: string }
type Asked = Sent & { url: string; headers: Record<string, string>; way: Way }

const REDIRECTS = 2
const AGENT = 'Slackbot 1.0 (+https://api.slack.com/robots)'

/** Slack's signature of a body, by the wall clock in whole seconds. */
function signatureOf(secret: string, seconds: number, text: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${text}`).digest('hex')}`
}

/** Posts to the app as Slack does, and waits three seconds at most. */
export async function ask(sandbox: Sandbox, { url, type, text, headers, way }: Asked): Promise<Answered> {
  const seconds = Math.floor(sandbox.wall.now() / 1000) - (way.staleSeconds ?? 0)
  const secret = way.isForged ? 'another secret' : sandbox.wire.signingSecret
  const request = {
    method: 'POST',
    headers: {
      'content-type': type,
      'user-agent': AGENT,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signatureOf(secret, seconds, text),
      ...headers,
    },
    // Bytes, because fetch would add a charset to the type of a text.
    body: new TextEncoder().encode(text),
    redirect: 'manual' as const,
    signal: AbortSignal.any([AbortSignal.timeout(sandbox.timing.ackMs), sandbox.wire.stopping.signal]),
  }
  try {
    const response = await follow(url, request, REDIRECTS)
    return {
      status: response.status,
      text: await response.text(),
      isFinal: response.headers.get('x-slack-no-retry') === '1',
    }
  } catch (error) {
    return { error: (error as Error).name === 'TimeoutError' ? 'timeout' : 'connection failed' }
  }
}

async function follow(url: string, request: RequestInit, hops: number): Promise<Response> {
  const response = await fetch(url, request)
  const location = response.headers.get('location')
  const isRedirect = [301, 302, 307, 308].includes(response.status) && location !== null
  if (!isRedirect || hops === 0) return response
  await response.body?.cancel()
  return follow(new URL(location, url).href, request, hops - 1)
}
