import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { type AnswerPlace, answerWith } from './answer-message.ts'
import { isObject } from './blocks/check.ts'
import type { Reply } from './call.ts'
import type { Sandbox } from './context.ts'
import { carryOut, send } from './faulty-reply.ts'
import { newId } from './populate.ts'
import { Refusal } from './refusal.ts'

type Bindings = { Bindings: HttpBindings }
export type ResponseUrls = Map<string, { place: AnswerPlace; madeAt: number; uses: number }>

const USES = 5

/** An address to which the app may answer without a token: five times within half an hour. */
export function newResponseUrl(sandbox: Sandbox, place: AnswerPlace): string {
  const id = newId(sandbox.workspace, 'R')
  sandbox.wire.responseUrls.set(id, { place, madeAt: sandbox.wall.now(), uses: 0 })
  return `${sandbox.url}/response/${place.ts === undefined ? 'commands' : 'actions'}/${id}`
}

/** `POST /response/{kind}/{id}`; fault rules call it `response_url`. */
export function serveResponseUrls(app: Hono<Bindings>, sandbox: Sandbox): void {
  app.post('/response/:kind/:id', async (context) => {
    const began = sandbox.wall.elapsed()
    const id = context.req.param('id')
    const text = await context.req.text()
    const place = sandbox.wire.responseUrls.get(id)?.place
    const about = { channels: place ? [place.channel] : [], users: place ? [place.user] : [] }
    const rules = sandbox.faults.strike({ method: 'response_url', ...about })
    const outcome = await carryOut(sandbox, rules, () => answerTo(sandbox, id, text))
    const { status, body } = outcome.reply
    sandbox.journal.record({
      kind: 'response_url',
      id,
      body: parsed(text) ?? text,
      status: outcome.lost ? null : status,
      ms: Math.round(sandbox.wall.elapsed() - began),
      ...(typeof body.error === 'string' ? { error: body.error } : {}),
      ...(rules.length > 0 ? { fault: rules.map((rule) => rule.do).join(', ') } : {}),
    })
    return send(context, outcome)
  })
}

function answerTo(sandbox: Sandbox, id: string, text: string): Reply {
  const known = sandbox.wire.responseUrls.get(id)
  if (!known || sandbox.wall.now() - known.madeAt > sandbox.timing.responseUrlMs)
    return no(404, 'expired_url')
  if (known.uses >= USES) return no(404, 'used_url')
  const given = parsed(text)
  if (!isObject(given)) return no(400, 'invalid_payload')
  known.uses += 1
  try {
    answerWith(sandbox, known.place, given)
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: { ok: true },
      text: 'ok',
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return no(error.error === 'message_not_found' ? 404 : 400, error.error, error.details)
  }
}

function no(status: 400 | 404, error: string, details: Record<string, unknown> = {}): Reply {
  return { status, headers: {}, body: { ok: false, error, ...details } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
