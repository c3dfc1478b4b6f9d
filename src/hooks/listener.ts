import type { IncomingMessage, ServerResponse } from 'node:http'
import { isBusy } from '../../db/engine.ts'
import { DatabaseRefused } from '../../db/refused.ts'
import { sourcesOf } from '../actions/change-sources.ts'
import type { World } from '../actions/world.ts'
import type { Log } from '../log.ts'
import { referenceOf } from '../rules/reference.ts'
import { Refusal, type RefusalCode, refuse } from '../rules/refusal.ts'
import { activeSources, generationsOf } from '../rules/sources.ts'
import { isSignedWith, keyOfSource } from './keys.ts'
import { makePace } from './pace.ts'
import { parseReport, reportSchema } from './parse-report.ts'
import { discardRest, readBody } from './read-body.ts'
import { takeReport } from './take-report.ts'

/** Where machines report: each report signed with the key of its source. */

export type HookOptions = {
  world: World
  /** Of which the keys are derived; without it nothing is taken. */
  secret: Uint8Array | null
  /** Seconds since 1970 by the machine's own clock. */
  seconds: () => number
  monotonic: () => number
  log: Log
  /** How long a body may take; shorter in tests. */
  patienceSeconds?: number
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void
type Hooks = HookOptions & { waitOf: (source: string) => number }
type Answer = { status: number; body: object; headers?: Record<string, string>; code?: string }

const longestBody = 64 * 1024
const farthest = 300
const mostInAMinute = 60

/** By path. */
export function makeHooks(options: HookOptions): Record<string, Listener> {
  const hooks = { ...options, waitOf: makePace(mostInAMinute, options.monotonic) }
  return {
    '/hooks/events': (request, response) => void answerReport(hooks, request, response),
    '/hooks/events/schema.json': (request, response) =>
      send(request, response, request.method === 'GET' ? schema : otherMethod(request, 'GET')),
  }
}

const schema: Answer = {
  status: 200,
  body: reportSchema,
  headers: { 'content-type': 'application/schema+json' },
}

async function answerReport(hooks: Hooks, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const source = headerOf(request, 'x-perennial-source')
  const answer = await reported(hooks, request).catch((error: unknown) => failed(hooks, source, error))
  if (answer === null) return
  const { status, code } = answer
  hooks.log.info({ source: source.slice(0, 40), status, ...(code ? { code } : {}) }, 'a report by webhook')
  send(request, response, answer)
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  const rest = request.complete ? {} : { connection: 'close' }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers, ...rest })
  response.end(JSON.stringify(body))
  discardRest(request)
}

/** Null where nobody waits for an answer any more. */
async function reported(hooks: Hooks, request: IncomingMessage): Promise<Answer | null> {
  if (request.method !== 'POST') return otherMethod(request, 'POST')
  const type = headerOf(request, 'content-type')
  if (!/^application\/json\s*(;|$)/i.test(type)) return otherType(type)
  const timestamp = headerOf(request, 'x-perennial-timestamp')
  checkTime(timestamp, hooks.seconds())
  const body = await readBody(request, { longest: longestBody, seconds: hooks.patienceSeconds ?? 10 })
  if (body === null) return null
  const signature = headerOf(request, 'x-perennial-signature')
  const source = await sourceOf(hooks, headerOf(request, 'x-perennial-source'), {
    timestamp,
    body,
    signature,
  })
  const wait = hooks.waitOf(source)
  if (wait > 0) return tooOften(wait)
  const { isNew, ...taken } = await takeReport(hooks.world, source, parseReport(body))
  return { status: isNew ? 201 : 200, body: taken }
}

function checkTime(timestamp: string, now: number): void {
  if (/^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= farthest) return
  refuse('report_stale', { came: timestamp === '' ? 'missing' : `"${timestamp.slice(0, 30)}"` })
}

/** Of a source that nobody knows a signature is made and compared too: the time it takes tells nothing. */
async function sourceOf(
  { world, secret }: Hooks,
  name: string,
  signed: Parameters<typeof isSignedWith>[1],
): Promise<string> {
  if (secret === null) return refuse('no_encryption_key')
  const { database, workspace, now } = world
  const sources = activeSources(await sourcesOf(database.kysely, workspace))
  const source = sources.find((one) => one.name === name)
  const generations = source ? generationsOf(source, now()) : [0]
  const isRight = generations
    .map((generation) => isSignedWith(keyOfSource(secret, { workspace, name, generation }), signed))
    .includes(true)
  return source && isRight ? source.name : refuse('report_unsigned')
}

function failed({ log }: Hooks, source: string, error: unknown): Answer {
  if (error instanceof Refusal) return refused(statuses[error.code] ?? 422, error)
  if (error instanceof DatabaseRefused || isBusy(error))
    return refused(503, new Refusal('database_busy'), { 'retry-after': '5' })
  const stack = (error as Error | undefined)?.stack ?? String(error)
  const reference = referenceOf(stack)
  log.error({ reference, source: source.slice(0, 40), error: stack }, 'a report by webhook failed')
  const message = `Something went wrong on our side (reference ${reference}). Send it again: under the same id it is taken once.`
  return { status: 500, code: 'fault', body: { error: { code: 'fault', message } } }
}

/** What else is refused is of the report itself. */
const statuses: Partial<Record<RefusalCode, number>> = {
  report_unsigned: 401,
  report_stale: 401,
  report_slow: 408,
  report_differs: 409,
  report_too_long: 413,
  no_encryption_key: 503,
}

function refused(status: number, { code, message }: Refusal, headers: Record<string, string> = {}): Answer {
  return { status, code, headers, body: { error: { code, message } } }
}

function otherMethod({ method }: IncomingMessage, expected: string): Answer {
  const refusal = new Refusal('bad_request', { expected: `the method ${expected}`, came: String(method) })
  return refused(405, refusal, { allow: expected })
}

function otherType(type: string): Answer {
  const came = type === '' ? 'none' : `"${type.slice(0, 60)}"`
  return refused(415, new Refusal('bad_request', { expected: 'the content type application/json', came }))
}

function tooOften(seconds: number): Answer {
  const refusal = new Refusal('too_many_reports', { most: mostInAMinute, seconds })
  return refused(429, refusal, { 'retry-after': String(seconds) })
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value.trim() : ''
}
