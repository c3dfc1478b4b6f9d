import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { botToken, type Reply, ratelimited } from './call.ts'
import type { Sandbox } from './context.ts'
import type { FaultRule } from './fault-rules.ts'

type Bindings = { Bindings: HttpBindings }
type Rule<Kind extends FaultRule['do']> = FaultRule & { do: Kind }

export type Outcome = { reply: Reply; lost?: 'drop' | 'silence'; damage?: 'html' | 'truncate' }

const NOTHING: Reply = { status: 200, headers: {}, body: {} }

/** What `run` answers, with everything the fault rules do to it. */
export async function carryOut(sandbox: Sandbox, rules: FaultRule[], run: () => Reply): Promise<Outcome> {
  for (const rule of rules.filter((one): one is Rule<'token'> => one.do === 'token')) {
    const token = botToken(sandbox)
    if (rule.status) token.status = rule.status
    if (rule.scopes) token.scopes = [...rule.scopes]
    sandbox.announce({ kind: 'token' })
  }
  const delays = rules.filter((rule): rule is Rule<'delay'> => rule.do === 'delay')
  await pause(delays.filter((rule) => rule.when !== 'after'))
  const fault = rules.find((rule) => rule.do !== 'token' && rule.do !== 'delay')
  const outcome = outcomeOf(fault, run)
  await pause(delays.filter((rule) => rule.when === 'after'))
  return outcome
}

function outcomeOf(fault: FaultRule | undefined, run: () => Reply): Outcome {
  switch (fault?.do) {
    case 'ratelimited':
      return { reply: ratelimited(fault.retryAfter === undefined ? 1 : fault.retryAfter) }
    case 'ratelimited_ok':
      return { reply: { ...ratelimited(null), status: 200 } }
    case 'error':
      return { reply: { ...NOTHING, body: { ok: false, error: fault.error } } }
    case 'status':
      if (fault.when === 'after') run()
      return { reply: { ...NOTHING, status: fault.status, body: { ok: false, error: 'internal_error' } } }
    case 'drop':
    case 'silence':
      return { reply: fault.when === 'after' ? run() : NOTHING, lost: fault.do }
    case 'html':
    case 'truncate':
      return { reply: fault.when === 'before' ? NOTHING : run(), damage: fault.do }
    default:
      return { reply: run() }
  }
}

async function pause(delays: Rule<'delay'>[]): Promise<void> {
  const ms = delays.reduce((sum, rule) => sum + rule.ms, 0)
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
}

export function send(
  context: Context<Bindings>,
  { reply, lost, damage }: Outcome,
): Response | Promise<Response> {
  if (lost === 'drop') {
    context.env.incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
  if (lost === 'silence') return RESPONSE_ALREADY_SENT
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-slack-req-id': randomUUID().replaceAll('-', ''),
    'x-slack-unique-id': randomUUID(),
    vary: 'Accept-Encoding',
    ...reply.headers,
  }
  if (damage === 'html') {
    const page = '<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>'
    return new Response(page, { status: reply.status, headers: { ...headers, 'content-type': 'text/html' } })
  }
  const text = reply.text ?? JSON.stringify(reply.body)
  const sent = damage === 'truncate' ? text.slice(0, Math.ceil(text.length / 2)) : text
  return new Response(sent, { status: reply.status, headers })
}
