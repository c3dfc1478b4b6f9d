import { deliverOnce } from './attempts.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { rateLimited, wrapped } from './event-wrapper.ts'
import { type FaultRule, isAtOnce } from './fault-rules.ts'
import type { DisconnectReason } from './socket.ts'

/** Carries out those rules that do something now and are not kept. */
export function strikeNow(sandbox: Sandbox, rules: FaultRule[]): void {
  for (const rule of rules) if (isAtOnce(rule)) strike(sandbox, rule)
}

function strike(sandbox: Sandbox, rule: FaultRule): void {
  const { sockets } = sandbox.wire
  if (rule.do === 'terminate') for (const { socket } of sockets.live()) socket.terminate()
  if (rule.do === 'close') for (const { socket } of sockets.live()) socket.close(rule.code)
  if (rule.do === 'disconnect') sockets.disconnect(rule.reason as DisconnectReason)
  if (rule.do === 'frame') sendFrame(sandbox, rule.frame)
}

/** What the app must live through: frames that are none, and payloads that lack what is expected. */
function sendFrame(sandbox: Sandbox, frame: string): void {
  if (frame === 'binary') sandbox.wire.sockets.sendRaw(Buffer.from([0, 1, 2, 3]))
  else if (frame === 'not_json') sandbox.wire.sockets.sendRaw('this is no JSON')
  else
    void deliverOnce(sandbox, {
      type: 'events_api',
      payload: payloadOf(sandbox, frame),
      acceptsAnswer: false,
      person: null,
    })
}

function payloadOf(sandbox: Sandbox, frame: string): Json {
  if (frame === 'app_rate_limited') return rateLimited(sandbox)
  return wrapped(sandbox, { type: frame === 'unknown_event' ? 'sandbox_surprise' : 'message' }, {})
}
