import { isObject } from './blocks/check.ts'

type When = 'before' | 'after'

/** What a rule does to a call. `when` says whether it is carried out first: "after" makes a lost answer. */
type CallEffect =
  | { do: 'ratelimited'; retryAfter?: number | null }
  | { do: 'ratelimited_ok' }
  | { do: 'status'; status: number; when?: When }
  | { do: 'drop'; when?: When }
  | { do: 'silence'; when?: When }
  | { do: 'html'; when?: When }
  | { do: 'truncate'; when?: When }
  | { do: 'error'; error: string }
  | { do: 'delay'; ms: number; when?: When }
  | { do: 'token'; status?: 'active' | 'revoked' | 'expired'; scopes?: string[] }

/** What a rule does to a delivery. */
type DeliveryEffect =
  /** Again with the same envelope, in a new envelope, or as a new event of the same content. */
  | { do: 'twice'; as?: 'envelope' | 'event' | 'content' }
  /** Held back until the next one of its kind has gone out. */
  | { do: 'hold' }
  /** Sent again although it was acknowledged, over another connection where there is one. */
  | { do: 'again' }
  /** Signed so many seconds ago, or with another secret. */
  | { do: 'stale'; seconds: number }
  | { do: 'forge' }
  /** As an organisation's own places have none. */
  | { do: 'null_team' }

/** What a rule does to connections: the first three while it is in force, the rest at once. */
type SocketEffect =
  | { do: 'half_open' }
  | { do: 'no_pong' }
  | { do: 'no_ping' }
  | { do: 'refuse' }
  | { do: 'terminate' }
  | { do: 'close'; code: number }
  | { do: 'disconnect'; reason: string }
  | { do: 'frame'; frame: string }

export type Effect = CallEffect | DeliveryEffect | SocketEffect
/** Deliveries by type, all of them, or connections. A rule without a surface is about calls. */
export type Surface = 'events_api' | 'slash_commands' | 'interactive' | 'delivery' | 'socket'

export type FaultRule = Effect & {
  surface?: Surface
  /** Absent: every method. */
  method?: string
  channel?: string
  user?: string
  /** Lets so many matching calls pass first. */
  after?: number
  /** Strikes so often; absent: always. */
  times?: number
  probability?: number
  seed?: number
}

const CALL = [
  'ratelimited',
  'ratelimited_ok',
  'status',
  'drop',
  'silence',
  'html',
  'truncate',
  'error',
  'delay',
  'token',
]
const DELIVERY = ['silence', 'delay', 'twice', 'hold', 'again', 'stale', 'forge', 'null_team']
const SOCKET = ['half_open', 'no_pong', 'no_ping', 'refuse', 'terminate', 'close', 'disconnect', 'frame']
const AT_ONCE = ['terminate', 'close', 'disconnect', 'frame']
const SURFACES = ['events_api', 'slash_commands', 'interactive', 'delivery', 'socket']
const FRAMES = ['app_rate_limited', 'unknown_event', 'missing_fields', 'binary', 'not_json']
const REASONS = ['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets']

const FIELDS: Record<string, (value: unknown) => boolean> = {
  do: isText,
  surface: (value) => SURFACES.includes(value as string),
  method: isText,
  channel: isText,
  user: isText,
  after: isCount,
  times: isCount,
  probability: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  seed: isCount,
  retryAfter: (value) => value === null || isCount(value),
  status: (value) => [500, 502, 503, 'active', 'revoked', 'expired'].includes(value as never),
  when: (value) => value === 'before' || value === 'after',
  error: isText,
  ms: isCount,
  scopes: (value) => Array.isArray(value) && value.every(isText),
  as: (value) => ['envelope', 'event', 'content'].includes(value as string),
  seconds: isCount,
  code: (value) => value === 1000 || value === 1011,
  reason: (value) => REASONS.includes(value as string),
  frame: (value) => FRAMES.includes(value as string),
}

/** What an effect cannot be without. */
const NEEDED: Record<string, [field: string, expected: string]> = {
  error: ['error', 'the name of an error'],
  delay: ['ms', 'how long'],
  stale: ['seconds', 'how old the signature is'],
  close: ['code', '1000 or 1011'],
  disconnect: ['reason', REASONS.join(', ')],
  frame: ['frame', FRAMES.join(', ')],
}

/** What was expected of a rule; nothing when it is right. */
export function wrongWithRule(rule: unknown): string | undefined {
  if (!isObject(rule))
    return 'expected a rule {do, surface?, method?, channel?, user?, after?, times?, probability?, seed?}'
  const effects = effectsOf(rule.surface)
  const effect = String(rule.do)
  if (!effects.includes(effect)) return `expected "do" to be one of ${effects.join(', ')}`
  for (const [name, value] of Object.entries(rule)) {
    if (!Object.hasOwn(FIELDS, name)) return `expected no field "${name}" in a rule`
    if (!FIELDS[name]!(value)) return `expected another value for "${name}" than ${JSON.stringify(value)}`
  }
  const [field, expected] = NEEDED[effect] ?? []
  if (field !== undefined && rule[field] === undefined) return `expected "${field}": ${expected}`
  if (effect === 'status' && typeof rule.status !== 'number') return 'expected "status": 500, 502 or 503'
  if (effect === 'token' && typeof rule.status === 'number')
    return 'expected "status": "active", "revoked" or "expired"'
  return undefined
}

/** Done when the rule is given, and not kept. */
export function isAtOnce(rule: FaultRule): boolean {
  return rule.surface === 'socket' && AT_ONCE.includes(rule.do)
}

function effectsOf(surface: unknown): string[] {
  if (surface === undefined) return CALL
  return surface === 'socket' ? SOCKET : DELIVERY
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0
}
