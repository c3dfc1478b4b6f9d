import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { type AnswerPlace, answerWith } from './answer-message.ts'
import { isObject } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { newId } from './populate.ts'
import { Refusal } from './refusal.ts'

export type ResponseUrls = Map<string, { place: AnswerPlace; madeAt: number; uses: number }>

const USES = 5

/** An address to which the app may answer without a token: five times within half an hour. */
export function newResponseUrl(sandbox: Sandbox, place: AnswerPlace): string {
  const id = newId(sandbox.workspace, 'R')
  sandbox.wire.responseUrls.set(id, { place, madeAt: sandbox.wall.now(), uses: 0 })
  return `${sandbox.url}/response/${place.ts === undefined ? 'commands' : 'actions'}/${id}`
}

type Answered = { status: 200 | 400 | 404; body: string | Record<string, unknown> }

/** `POST /response/{kind}/{id}` */
export function serveResponseUrls(app: Hono<{ Bindings: HttpBindings }>, sandbox: Sandbox): void {
  app.post('/response/:kind/:id', async (context) => {
    const began = sandbox.wall.elapsed()
    const id = context.req.param('id')
    const text = await context.req.text()
    const { status, body } = answerTo(sandbox, id, text)
    sandbox.journal.record({
      kind: 'response_url',
      id,
      body: parsed(text) ?? text,
      status,
      ms: Math.round(sandbox.wall.elapsed() - began),
      ...(typeof body === 'string' ? {} : { error: String(body.error) }),
    })
    return typeof body === 'string' ? context.text(body, status) : context.json(body, status)
  })
}

function answerTo(sandbox: Sandbox, id: string, text: string): Answered {
  const known = sandbox.wire.responseUrls.get(id)
  if (!known || sandbox.wall.now() - known.madeAt > sandbox.timing.responseUrlMs)
    return no(404, 'expired_url')
  if (known.uses >= USES) return no(404, 'used_url')
  const given = parsed(text)
  if (!isObject(given)) return no(400, 'invalid_payload')
  known.uses += 1
  try {
    answerWith(sandbox, known.place, given)
    return { status: 200, body: 'ok' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { status: error.error === 'message_not_found' ? 404 : 400, body: body(error) }
  }
}

function no(status: 400 | 404, error: string): Answered {
  return { status, body: { ok: false, error } }
}

function body(refusal: Refusal): Record<string, unknown> {
  return { ok: false, error: refusal.error, ...refusal.details }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
