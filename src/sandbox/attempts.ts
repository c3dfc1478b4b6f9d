import { setTimeout as wait } from 'node:timers/promises'
import type { Sandbox } from './context.ts'
import type { Ack, Delivery } from './deliver.ts'
import { sendWithFaults } from './delivery-faults.ts'

/** One try to bring a delivery to the app. `number` counts from zero; `reason` says why there is another. */
export type Attempt = { number: number; reason: '' | 'timeout' | 'http_error' | 'connection_failed' }
/** `isFinal`: the app asked not to be told again. */
export type Tried = Ack & { isFinal?: boolean; reason?: Attempt['reason'] }

const FIRST: Attempt = { number: 0, reason: '' }

/** Tried once: the person waits. */
export async function deliverOnce(sandbox: Sandbox, delivery: Delivery): Promise<Ack> {
  const { isFinal: _, reason: __, ...ack } = await attempt(sandbox, delivery, FIRST)
  return ack
}

/** Tried until it is acknowledged, four times at most. */
export async function deliverUntilAcked(sandbox: Sandbox, delivery: Delivery): Promise<Ack> {
  const { signal } = sandbox.wire.stopping
  let now = FIRST
  for (;;) {
    if (sandbox.manifest.socketMode && !(await sandbox.wire.sockets.connected(sandbox.timing.eventWaitMs)))
      return { ms: 0, error: 'dispatch failed' }
    const { isFinal, reason, ...ack } = await attempt(sandbox, delivery, now)
    const { socketRetryMs, httpRetryMs } = sandbox.timing
    const pause = (sandbox.manifest.socketMode ? socketRetryMs : httpRetryMs)[now.number]
    if (ack.error === undefined || isFinal || pause === undefined) return ack
    const isStopped = await wait(pause, false, { signal, ref: false }).catch(() => true)
    if (isStopped) return ack
    now = { number: now.number + 1, reason: reason ?? 'timeout' }
  }
}

async function attempt(sandbox: Sandbox, delivery: Delivery, now: Attempt): Promise<Tried> {
  const { activity } = sandbox.wire
  const ended = activity.begin()
  try {
    const tried = await sendWithFaults(sandbox, delivery, now)
    ended()
    if (tried.error === undefined && tried.payload === undefined) activity.expectCall()
    return tried
  } finally {
    ended()
  }
}
