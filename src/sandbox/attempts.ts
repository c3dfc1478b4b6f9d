import { setTimeout as wait } from 'node:timers/promises'
import type { Sandbox } from './context.ts'
import type { Ack, Delivery } from './deliver.ts'
import { byHttp } from './http-delivery.ts'
import { overSocket } from './over-socket.ts'

/** One try to bring a delivery to the app. `attempt` counts from zero. */
export type Attempt = { number: number; reason: '' | 'timeout' | 'http_error' | 'connection_failed' }
/** `isFinal`: the app asked not to be told again. */
export type Tried = Ack & { isFinal?: boolean; reason?: Attempt['reason'] }

const FIRST: Attempt = { number: 0, reason: '' }

/** Tried once: the person waits. */
export async function deliverGesture(sandbox: Sandbox, delivery: Delivery): Promise<Ack> {
  const { isFinal: _, reason: __, ...ack } = await attempt(sandbox, delivery, FIRST)
  if (ack.error === undefined && ack.payload === undefined) sandbox.wire.activity.expectCall()
  return ack
}

/** Tried until it is acknowledged, four times at most. */
export async function deliverEvent(sandbox: Sandbox, delivery: Delivery): Promise<Ack> {
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
  const ended = sandbox.wire.activity.begin()
  try {
    return await (sandbox.manifest.socketMode ? overSocket : byHttp)(sandbox, delivery, now)
  } finally {
    ended()
  }
}
