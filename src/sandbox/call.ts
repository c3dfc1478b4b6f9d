import type { Body } from './body.ts'
import { CHOICES } from './choices.ts'
import type { Sandbox } from './context.ts'
import { type Method, methodCalled, placeOf } from './methods.ts'
import { BOT_TOKEN } from './populate.ts'
import { invalidArguments, Refusal } from './refusal.ts'
import type { Token } from './workspace.ts'

export type Incoming = {
  verb: string
  method: string
  body: Body
  bearer: string | undefined
  tokenInUrl: boolean
}
export type Reply = {
  status: number
  headers: Record<string, string>
  body: Record<string, unknown>
  /** Plain words in place of the body. */
  text?: string
}

/** Accepted on every method: clients add them by themselves. */
const ALWAYS_ACCEPTED = new Set(['token', 'team_id'])

/** Everything but faults, in Slack's order: the first check that fails answers. */
export function answer(sandbox: Sandbox, incoming: Incoming): Reply {
  const method = methodCalled(incoming.method)
  let token: Token | undefined
  try {
    checkVerb(incoming, method)
    checkBody(incoming, method)
    token = checkToken(sandbox, incoming, method)
    if (!method) {
      sandbox.journal.violate('unknown_method', incoming.method)
      throw new Refusal('unknown_method')
    }
    checkScopes(sandbox, incoming, method, token)
    const wait = takeRate(sandbox, incoming, method)
    if (wait > 0) return ratelimited(wait)
    checkArguments(sandbox, incoming, method)
    const call = { sandbox, method: incoming.method, token, arguments: incoming.body.arguments }
    return reply(sandbox, token, method, { ok: true, ...method.run(call), ...charsetWarning(incoming) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return reply(sandbox, token, method, { ok: false, error: error.error, ...error.details })
  }
}

export function ratelimited(seconds: number | null): Reply {
  const headers: Record<string, string> = seconds === null ? {} : { 'retry-after': String(seconds) }
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } }
}

function checkVerb(incoming: Incoming, method: Method | undefined): void {
  if (incoming.verb === 'GET' && method && !method.get) throw new Refusal(CHOICES.getOfPostMethodError)
}

function checkBody({ body }: Incoming, method: Method | undefined): void {
  if (body.kind === 'json' && method && !method.json) throw new Refusal('invalid_post_type')
  if (body.error) throw new Refusal(body.error)
}

function checkToken(sandbox: Sandbox, incoming: Incoming, method: Method | undefined): Token {
  if (incoming.tokenInUrl) sandbox.journal.violate('token_in_url', incoming.method)
  const inBody = incoming.body.arguments.token
  const text = incoming.bearer ?? (typeof inBody === 'string' && inBody !== '' ? inBody : undefined)
  if (text === undefined) throw new Refusal('not_authed')
  const token = Object.hasOwn(sandbox.workspace.tokens, text) ? sandbox.workspace.tokens[text] : undefined
  if (!token) throw new Refusal('invalid_auth')
  if (token.status === 'expired') throw new Refusal('token_expired')
  if (token.status === 'revoked') {
    // Asking auth.test is how a program finds out that it is back.
    if (token.toldGone && incoming.method !== 'auth.test') {
      sandbox.journal.violate('call_after_account_inactive', incoming.method)
    }
    token.toldGone = true
    throw new Refusal('account_inactive')
  }
  token.toldGone = false
  const isForApp = method?.token === 'app'
  if ((token.kind === 'app') !== isForApp || (isForApp && incoming.bearer === undefined))
    throw new Refusal('not_allowed_token_type')
  return token
}

function checkScopes(sandbox: Sandbox, incoming: Incoming, method: Method, token: Token): void {
  const needed = method.scopes(sandbox.workspace, incoming.body.arguments, token.scopes)
  const missing = needed.filter((scope) => !token.scopes.includes(scope))
  if (missing.length === 0) return
  throw new Refusal('missing_scope', { needed: missing.join(','), provided: token.scopes.join(',') })
}

function takeRate(sandbox: Sandbox, incoming: Incoming, method: Method): number {
  return sandbox.rates.take(incoming.method, method.tier, placeOf(sandbox, incoming.body.arguments))
}

function checkArguments(sandbox: Sandbox, incoming: Incoming, method: Method): void {
  const given = incoming.body.arguments
  const missing = method.required.filter((name) => given[name] === undefined || given[name] === '')
  if (missing.length > 0) throw invalidArguments(...missing.map((name) => `missing required field: ${name}`))
  for (const name of Object.keys(given)) {
    if (method.required.includes(name) || method.optional.includes(name) || ALWAYS_ACCEPTED.has(name))
      continue
    sandbox.journal.violate('unknown_argument', `${incoming.method}: ${name}`)
  }
}

function charsetWarning({ body }: Incoming): Record<string, unknown> {
  if (body.kind !== 'json' || body.hasCharset) return {}
  return { warning: 'missing_charset', response_metadata: { warnings: ['missing_charset'] } }
}

function reply(
  sandbox: Sandbox,
  token: Token | undefined,
  method: Method | undefined,
  body: Record<string, unknown>,
): Reply {
  const accepted = method?.scopes(sandbox.workspace, {}, []) ?? []
  return {
    status: 200,
    headers: {
      ...(token ? { 'x-oauth-scopes': token.scopes.join(',') } : {}),
      ...(accepted.length > 0 ? { 'x-accepted-oauth-scopes': accepted.join(',') } : {}),
    },
    body,
  }
}

/** The token that fault rules revoke and de-scope. */
export function botToken(sandbox: Sandbox): Token {
  return sandbox.workspace.tokens[BOT_TOKEN]!
}
