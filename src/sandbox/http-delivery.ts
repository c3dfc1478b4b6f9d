import type { Attempt, Tried } from './attempts.ts'
import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Delivery } from './deliver.ts'
import type { Way } from './delivery-faults.ts'
import { rateLimited } from './event-wrapper.ts'
import { VERIFICATION_TOKEN } from './interactions.ts'
import { LIMITS } from './limits.ts'
import { type Answered, ask, type Sent } from './signed-request.ts'

const FORM = 'application/x-www-form-urlencoded'

/** One signed request to the app, and what it answered. */
export async function byHttp(sandbox: Sandbox, delivery: Delivery, now: Attempt, way: Way): Promise<Tried> {
  const began = sandbox.wall.elapsed()
  const { type, payload } = delivery
  const url = sandbox.manifest.requestUrl
  const entry = { envelope_id: way.envelopeId, type, payload, url, retry_attempt: now.number }
  sandbox.journal.record({ kind: 'delivery', over: 'http', ...entry })
  const outcome =
    url !== null && (await isVerified(sandbox, url))
      ? await ask(sandbox, { url, ...bodyOf(delivery), headers: retryHeaders(now), way })
      : { error: 'no address that echoed the challenge' }
  const ms = Math.round(sandbox.wall.elapsed() - began)
  const { isFinal, reason, ...ack } = triedFrom(sandbox, delivery, outcome, ms)
  if (type === 'events_api') await mindFailures(sandbox, ack.error !== undefined)
  sandbox.journal.record({ kind: 'ack', type, id: way.envelopeId, ...ack })
  return { ...ack, ...(isFinal ? { isFinal } : {}), ...(reason ? { reason } : {}) }
}

const HOUR = 3_600_000

/** Whom almost nothing reaches, Slack stops telling, and says so once. */
async function mindFailures(sandbox: Sandbox, hasFailed: boolean): Promise<void> {
  const { wire, wall, manifest } = sandbox
  const { tries } = wire
  if (wall.now() - tries.since > HOUR) Object.assign(tries, { since: wall.now(), all: 0, failed: 0 })
  tries.all += 1
  if (hasFailed) tries.failed += 1
  const isFailing = tries.all >= LIMITS.failingTries && tries.failed / tries.all > LIMITS.failingShare
  if (!isFailing || wire.areEventsOff || manifest.requestUrl === null) return
  wire.areEventsOff = true
  const text = JSON.stringify(rateLimited(sandbox))
  const way = { envelopeId: wire.sockets.newEnvelopeId() }
  await ask(sandbox, { url: manifest.requestUrl, type: 'application/json', text, headers: {}, way })
}

/** Slack sends to an address only after it has echoed a word. */
export async function isVerified(sandbox: Sandbox, url: string): Promise<boolean> {
  const { wire } = sandbox
  if (wire.verifiedUrl === url) return true
  if (wire.verifying?.url !== url) wire.verifying = { url, isEchoed: echoes(sandbox, url) }
  const isEchoed = await wire.verifying.isEchoed
  delete wire.verifying
  if (isEchoed) wire.verifiedUrl = url
  return isEchoed
}

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

/** The challenge as Slack sends it: echoed as it is, as a form, or in JSON. */
async function echoes(sandbox: Sandbox, url: string): Promise<boolean> {
  const envelopeId = sandbox.wire.sockets.newEnvelopeId()
  const challenge = envelopeId.replaceAll('-', '')
  const text = JSON.stringify({ token: VERIFICATION_TOKEN, challenge, type: 'url_verification' })
  const outcome = await ask(sandbox, {
    url,
    type: 'application/json',
    text,
    headers: {},
    way: { envelopeId },
  })
  const isEchoed =
    !('error' in outcome) &&
    outcome.status === 200 &&
    (outcome.text.trim() === challenge ||
      outcome.text.trim() === `challenge=${challenge}` ||
      payloadOf(outcome.text)?.challenge === challenge)
  sandbox.journal.record({ kind: 'verification', url, isEchoed })
  return isEchoed
}
