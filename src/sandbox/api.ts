import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, Hono } from 'hono'
import { type Body, readBody } from './body.ts'
import { answer, botToken, type Incoming, type Reply, ratelimited } from './call.ts'
import type { Sandbox } from './context.ts'
import type { FaultRule } from './fault-rules.ts'
import { subjectsOf } from './methods.ts'

type Bindings = { Bindings: HttpBindings }
type Rule<Kind extends FaultRule['do']> = FaultRule & { do: Kind }

/** `POST|GET /api/{method}`: the fault rules first, then the checks, then the journal. */
export function serveApi(app: Hono<Bindings>, sandbox: Sandbox): void {
  app.on(['GET', 'POST'], '/api/:method', async (context) => {
    const began = sandbox.wall.elapsed()
    const at = new Date(sandbox.wall.now()).toISOString()
    const method = context.req.param('method')
    const body = await readBody(context.req.raw)
    const rules = sandbox.faults.strike({ method, ...subjectsOf(sandbox, body.arguments) })
    const outcome = await carryOut(sandbox, incomingOf(context, method, body), rules)
    const { token: _, ...withoutToken } = body.arguments
    sandbox.journal.record({
      kind: 'request',
      at,
      method,
      arguments: withoutToken,
      status: outcome.lost ? null : outcome.reply.status,
      ok: outcome.lost ? null : outcome.reply.body.ok === true,
      ...(typeof outcome.reply.body.error === 'string' ? { error: outcome.reply.body.error } : {}),
      ms: Math.round(sandbox.wall.elapsed() - began),
      ...(rules.length > 0 ? { fault: rules.map((rule) => rule.do).join(', ') } : {}),
    })
    return send(context, outcome)
  })
}

function incomingOf(context: Context<Bindings>, method: string, body: Body): Incoming {
  const bearer = /^Bearer\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  return {
    verb: context.req.method,
    method,
    body,
    bearer,
    tokenInUrl: context.req.query('token') !== undefined,
  }
}

type Outcome = { reply: Reply; lost?: 'drop' | 'silence'; damage?: 'html' | 'truncate' }

const NOTHING: Reply = { status: 200, headers: {}, body: {} }

async function carryOut(sandbox: Sandbox, incoming: Incoming, rules: FaultRule[]): Promise<Outcome> {
  for (const rule of rules.filter((one): one is Rule<'token'> => one.do === 'token')) {
    const token = botToken(sandbox)
    if (rule.status) token.status = rule.status
    if (rule.scopes) token.scopes = [...rule.scopes]
    sandbox.announce({ kind: 'token' })
  }
  const delays = rules.filter((rule): rule is Rule<'delay'> => rule.do === 'delay')
  await pause(delays.filter((rule) => rule.when !== 'after'))
  const fault = rules.find((rule) => rule.do !== 'token' && rule.do !== 'delay')
  const outcome = outcomeOf(fault, () => answer(sandbox, incoming))
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

function send(context: Context<Bindings>, { reply, lost, damage }: Outcome): Response | Promise<Response> {
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
  const text = JSON.stringify(reply.body)
  const sent = damage === 'truncate' ? text.slice(0, Math.ceil(text.length / 2)) : text
  return new Response(sent, { status: reply.status, headers })
}
