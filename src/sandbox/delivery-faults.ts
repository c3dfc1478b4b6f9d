import { setTimeout as wait } from 'node:timers/promises'
import type { Attempt, Tried } from './attempts.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Delivery } from './deliver.ts'
import { newEventId } from './event-wrapper.ts'
import type { FaultRule } from './fault-rules.ts'
import { byHttp } from './http-delivery.ts'
import { overSocket } from './over-socket.ts'

/** How one try goes out. */
export type Way = {
  envelopeId: string
  /** Over another connection than the last one, where there is one. */
  isElsewhere?: boolean
  /** Signed so many seconds ago. */
  staleSeconds?: number
  /** Signed with another secret. */
  isForged?: boolean
}
type Rule<Kind extends FaultRule['do']> = FaultRule & { do: Kind }

/** One try, with everything the fault rules do to it. */
export async function sendWithFaults(sandbox: Sandbox, delivery: Delivery, now: Attempt): Promise<Tried> {
  const rules = sandbox.faults.strikeOn(delivery.type, subjectsOf(delivery))
  if (ruled(rules, 'silence')) return neverSent(sandbox)
  const delay = ruled(rules, 'delay')
  if (delay) await wait(delay.ms)
  if (ruled(rules, 'hold')) await nextSent(sandbox)
  const way = wayOf(sandbox, rules)
  const changed = ruled(rules, 'null_team')
    ? { ...delivery, payload: { ...delivery.payload, team: null } }
    : delivery
  const sent = send(sandbox, changed, now, way)
  const twice = ruled(rules, 'twice')
  if (twice) void sendTwin(sandbox, changed, now, { way, as: twice.as ?? 'envelope' })
  const tried = await sent
  if (ruled(rules, 'again') && tried.error === undefined) {
    const retry: Attempt = { number: now.number + 1, reason: 'timeout' }
    const elsewhere = { ...way, envelopeId: sandbox.wire.sockets.newEnvelopeId(), isElsewhere: true }
    await send(sandbox, changed, retry, elsewhere)
  }
  return tried
}

function send(sandbox: Sandbox, delivery: Delivery, now: Attempt, way: Way): Promise<Tried> {
  const sent = (sandbox.manifest.socketMode ? overSocket : byHttp)(sandbox, delivery, now, way)
  for (const release of [...sandbox.wire.held]) release()
  return sent
}

function wayOf(sandbox: Sandbox, rules: FaultRule[]): Way {
  const stale = ruled(rules, 'stale')
  return {
    envelopeId: sandbox.wire.sockets.newEnvelopeId(),
    ...(stale ? { staleSeconds: stale.seconds } : {}),
    ...(ruled(rules, 'forge') ? { isForged: true } : {}),
  }
}

type Twin = { way: Way; as: 'envelope' | 'event' | 'content' }

function sendTwin(sandbox: Sandbox, delivery: Delivery, now: Attempt, { way, as }: Twin): Promise<Tried> {
  if (as === 'envelope') return send(sandbox, delivery, now, way)
  const payload: Json =
    as === 'content' ? { ...delivery.payload, event_id: newEventId(sandbox) } : delivery.payload
  const other = { ...way, envelopeId: sandbox.wire.sockets.newEnvelopeId() }
  return send(sandbox, { ...delivery, payload }, now, other)
}

/** Nothing arrives; whoever waits sees a timeout. */
async function neverSent({ timing, wire }: Sandbox): Promise<Tried> {
  await wait(timing.ackMs, undefined, { signal: wire.stopping.signal, ref: false }).catch(() => undefined)
  return { ms: timing.ackMs, error: 'timeout' }
}

/** Until another delivery has gone out, or nothing came for a while. */
function nextSent({ wire, timing }: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    const release = () => {
      clearTimeout(timer)
      wire.held.delete(release)
      resolve()
    }
    const timer = setTimeout(release, timing.holdMs)
    timer.unref()
    wire.held.add(release)
  })
}

function subjectsOf({ payload, person }: Delivery): { channels: string[]; users: string[] } {
  const event = (payload.event ?? {}) as Json
  const container = (payload.container ?? {}) as Json
  const channels = [payload.channel_id, container.channel_id, event.channel].filter(
    (one): one is string => typeof one === 'string',
  )
  return { channels, users: person === null ? [] : [person] }
}

function ruled<Kind extends FaultRule['do']>(rules: FaultRule[], kind: Kind): Rule<Kind> | undefined {
  return rules.find((rule): rule is Rule<Kind> => rule.do === kind)
}
