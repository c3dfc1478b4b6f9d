import { createHmac } from 'node:crypto'
import type { Attempt, Tried } from './attempts.ts'
import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Delivery } from './deliver.ts'

const REDIRECTS = 2
const AGENT = 'Slackbot 1.0 (+https://api.slack.com/robots)'
const FORM = 'application/x-www-form-urlencoded'

/** One signed request to the app, and what it answered. */
export async function byHttp(sandbox: Sandbox, delivery: Delivery, now: Attempt): Promise<Tried> {
  const began = sandbox.wall.elapsed()
  const id = sandbox.wire.sockets.newEnvelopeId()
  const { type, payload } = delivery
  const url = sandbox.manifest.requestUrl
  sandbox.journal.record({
    kind: 'delivery',
    over: 'http',
    type,
    envelope_id: id,
    payload,
    url,
    retry_attempt: now.number,
  })
  const outcome =
    url === null ? { error: 'no request URL' } : await ask(sandbox, url, bodyOf(delivery), retryHeaders(now))
  const ms = Math.round(sandbox.wall.elapsed() - began)
  const tried = triedFrom(sandbox, delivery, outcome, ms)
  const { isFinal: _, reason: __, ...ack } = tried
  sandbox.journal.record({ kind: 'ack', type, id, ...ack })
  return tried
}

type Answered = { status: number; text: string; isFinal: boolean } | { error: string }
type Sent = { type: string; text: string }

function triedFrom(sandbox: Sandbox, delivery: Delivery, outcome: Answered, ms: number): Tried {
  const { journal, timing } = sandbox
  if ('error' in outcome) {
    if (outcome.error !== 'timeout') return { ms, error: 'dispatch failed', reason: 'connection_failed' }
    journal.violate('ack_missing', `${delivery.type} over HTTP`)
    return { ms, error: 'timeout', reason: 'timeout' }
  }
  const { status, text, isFinal } = outcome
  if (status < 200 || status > 299) return { ms, error: 'dispatch failed', reason: 'http_error', isFinal }
  if (ms > timing.slowAckMs) journal.violate('ack_slow', `${delivery.type} after ${ms} ms`)
  const payload = payloadOf(text)
  if (!payload) return { ms }
  if (delivery.acceptsAnswer) return { ms, payload }
  if (delivery.type === 'interactive')
    journal.violate('ack_payload_ignored', `${delivery.type}: ${Object.keys(payload).join(', ')}`)
  return { ms }
}

/** Plain words answer a command as a message of these words. */
function payloadOf(text: string): Json | undefined {
  if (text.trim() === '') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) && Object.keys(value).length > 0 ? value : undefined
  } catch {
    return { text }
  }
}

/** Events as JSON, a command as form fields, other gestures as one form field. Bolt compares the form's type exactly. */
function bodyOf({ type, payload }: Delivery): Sent {
  if (type === 'events_api') return { type: 'application/json', text: JSON.stringify(payload) }
  const fields =
    type === 'slash_commands' ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) }
  return { type: FORM, text: new URLSearchParams(fields).toString() }
}

function retryHeaders({ number, reason }: Attempt): Record<string, string> {
  if (number === 0) return {}
  const word = reason === 'timeout' ? 'http_timeout' : reason
  return { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': word }
}

/** Slack's signature of a body, by the wall clock in whole seconds. */
export function signatureOf(secret: string, seconds: number, text: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${text}`).digest('hex')}`
}

async function ask(
  sandbox: Sandbox,
  url: string,
  { type, text }: Sent,
  more: Record<string, string>,
): Promise<Answered> {
  const seconds = Math.floor(sandbox.wall.now() / 1000)
  const request = {
    method: 'POST',
    headers: {
      'content-type': type,
      'user-agent': AGENT,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signatureOf(sandbox.wire.signingSecret, seconds, text),
      ...more,
    },
    // Bytes, because fetch would add a charset to the type of a text.
    body: new TextEncoder().encode(text),
    redirect: 'manual' as const,
    signal: AbortSignal.any([AbortSignal.timeout(sandbox.timing.ackMs), sandbox.wire.stopping.signal]),
  }
  try {
    let response = await fetch(url, request)
    for (let hops = 0; isRedirect(response) && hops < REDIRECTS; hops += 1)
      response = await fetch(new URL(response.headers.get('location') ?? '', url), request)
    return {
      status: response.status,
      text: await response.text(),
      isFinal: response.headers.get('x-slack-no-retry') === '1',
    }
  } catch (error) {
    return { error: (error as Error).name === 'TimeoutError' ? 'timeout' : 'connection failed' }
  }
}

function isRedirect({ status, headers }: Response): boolean {
  return [301, 302, 307, 308].includes(status) && headers.has('location')
}

/** Asks the app to echo a word, as Slack does before it takes an address. True when it did. */
export async function verifyUrl(sandbox: Sandbox): Promise<boolean> {
  const { requestUrl } = sandbox.manifest
  if (requestUrl === null) return false
  const challenge = sandbox.wire.sockets.newEnvelopeId().replaceAll('-', '')
  const payload = { token: 'sandbox-verification-token', challenge, type: 'url_verification' }
  const outcome = await ask(
    sandbox,
    requestUrl,
    { type: 'application/json', text: JSON.stringify(payload) },
    {},
  )
  if ('error' in outcome || outcome.status !== 200) return false
  return outcome.text.trim() === challenge || payloadOf(outcome.text)?.challenge === challenge
}
