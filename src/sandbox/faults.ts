import { isObject } from './blocks/check.ts'

type When = 'before' | 'after'

/** What a rule does. `when` says whether the call is carried out first: "after" makes a lost answer. */
export type Effect =
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

export type FaultRule = Effect & {
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

export type Faults = {
  rules(): FaultRule[]
  /** Undefined when added, else what was expected. */
  add(rules: unknown): string | undefined
  clear(): void
  /** The rules that strike this call, in the order in which they were given. */
  strike(call: { method: string; channels: string[]; users: string[] }): FaultRule[]
}

const EFFECTS = [
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
const FIELDS: Record<string, (value: unknown) => boolean> = {
  do: (value) => EFFECTS.includes(value as string),
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
}

export function createFaults(): Faults {
  let armed: { rule: FaultRule; seen: number; struck: number; random: () => number }[] = []

  return {
    rules: () => armed.map(({ rule }) => rule),
    add(rules) {
      const given: unknown[] = Array.isArray(rules) ? rules : [rules]
      for (const rule of given) {
        const wrong = wrongWith(rule)
        if (wrong) return wrong
      }
      for (const rule of given as FaultRule[]) {
        armed.push({ rule, seen: 0, struck: 0, random: seededRandom(rule.seed ?? 1) })
      }
      return undefined
    },
    clear() {
      armed = []
    },
    strike({ method, channels, users }) {
      const struck: FaultRule[] = []
      for (const one of armed) {
        const { rule } = one
        if (rule.method !== undefined && rule.method !== method) continue
        if (rule.channel !== undefined && !channels.includes(rule.channel)) continue
        if (rule.user !== undefined && !users.includes(rule.user)) continue
        one.seen += 1
        if (one.seen <= (rule.after ?? 0) || one.struck >= (rule.times ?? Number.POSITIVE_INFINITY)) continue
        if (rule.probability !== undefined && one.random() >= rule.probability) continue
        one.struck += 1
        struck.push(rule)
      }
      return struck
    },
  }
}

function wrongWith(rule: unknown): string | undefined {
  if (!isObject(rule))
    return 'expected a rule {do, method?, channel?, user?, after?, times?, probability?, seed?}'
  if (!EFFECTS.includes(rule.do as string)) return `expected "do" to be one of ${EFFECTS.join(', ')}`
  for (const [name, value] of Object.entries(rule)) {
    if (!Object.hasOwn(FIELDS, name)) return `expected no field "${name}" in a rule`
    if (!FIELDS[name]!(value)) return `expected another value for "${name}" than ${JSON.stringify(value)}`
  }
  if (rule.do === 'error' && rule.error === undefined) return 'expected "error": the name of an error'
  if (rule.do === 'delay' && rule.ms === undefined) return 'expected "ms": how long'
  if (rule.do === 'status' && typeof rule.status !== 'number') return 'expected "status": 500, 502 or 503'
  if (rule.do === 'token' && typeof rule.status === 'number') {
    return 'expected "status": "active", "revoked" or "expired"'
  }
  return undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0
}

/** mulberry32: small, and the same numbers for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
