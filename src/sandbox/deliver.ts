import { deliverOnce, deliverUntilAcked } from './attempts.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'

export type DeliveryType = 'slash_commands' | 'interactive' | 'events_api'

export type Delivery = {
  type: DeliveryType
  payload: Json
  /** Whether what the ack says is taken: commands, submissions and option lists alone. */
  acceptsAnswer: boolean
  /** Who did it; null where nobody in particular did. */
  person: string | null
}

/** `payload` is absent where the app had nothing to say. */
export type Ack = { ms: number; payload?: Json; error?: 'dispatch failed' | 'timeout' | 'trouble connecting' }

/**
 * Brings one happening to the app, over its socket or by HTTP as the manifest says. A gesture is tried once; an event
 * waits for a connection and is tried again, so its answer may take minutes.
 */
export function deliver(sandbox: Sandbox, delivery: Delivery): Promise<Ack> {
  return delivery.type === 'events_api'
    ? deliverUntilAcked(sandbox, delivery)
    : deliverOnce(sandbox, delivery)
}
