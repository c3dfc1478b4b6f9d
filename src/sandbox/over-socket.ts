import type { Attempt, Tried } from './attempts.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Delivery } from './deliver.ts'

/** One envelope on one live connection, and its ack. Without a connection it fails at once. */
export async function overSocket(sandbox: Sandbox, delivery: Delivery, now: Attempt): Promise<Tried> {
  const { sockets } = sandbox.wire
  const envelope: Json = {
    envelope_id: sockets.newEnvelopeId(),
    payload: delivery.payload,
    type: delivery.type,
    accepts_response_payload: delivery.acceptsAnswer,
    ...(delivery.type === 'events_api' ? { retry_attempt: now.number, retry_reason: now.reason } : {}),
  }
  const acked = sockets.send(envelope)
  if (!acked) return { ms: 0, error: 'dispatch failed' }
  return acked
}
