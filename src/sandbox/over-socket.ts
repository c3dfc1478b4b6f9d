import type { Attempt, Tried } from './attempts.ts'
import type { Sandbox } from './context.ts'
import type { Delivery } from './deliver.ts'
import type { Way } from './delivery-faults.ts'

/** One envelope on one live connection, and its ack. Without a connection it fails at once. */
export async function overSocket(
  { wire }: Sandbox,
  delivery: Delivery,
  now: Attempt,
  way: Way,
): Promise<Tried> {
  const retry = delivery.type === 'events_api' ? { retry_attempt: now.number, retry_reason: now.reason } : {}
  const envelope = {
    envelope_id: way.envelopeId,
    payload: delivery.payload,
    type: delivery.type,
    accepts_response_payload: delivery.acceptsAnswer,
    ...retry,
  }
  return (await wire.sockets.send(envelope, way.isElsewhere)) ?? { ms: 0, error: 'dispatch failed' }
}
