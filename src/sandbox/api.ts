import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { type Body, readBody } from './body.ts'
import { answer, type Incoming } from './call.ts'
import type { Sandbox } from './context.ts'
import { carryOut, send } from './faulty-reply.ts'
import { subjectsOf } from './methods.ts'

type Bindings = { Bindings: HttpBindings }

/** `POST|GET /api/{method}`: the fault rules first, then the checks, then the journal. */
export function serveApi(app: Hono<Bindings>, sandbox: Sandbox): void {
  app.on(['GET', 'POST'], '/api/:method', async (context) => {
    const began = sandbox.wall.elapsed()
    const at = new Date(sandbox.wall.now()).toISOString()
    const method = context.req.param('method')
    const body = await readBody(context.req.raw)
    const rules = sandbox.faults.strike({ method, ...subjectsOf(sandbox, body.arguments) })
    const outcome = await carryOut(sandbox, rules, () => answer(sandbox, incomingOf(context, method, body)))
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
