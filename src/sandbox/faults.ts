import { type FaultRule, isAtOnce, type Surface, wrongWithRule } from './fault-rules.ts'
import { seededRandom } from './random.ts'

type Struck = { channels?: string[]; users?: string[] }

export type Faults = {
  rules(): FaultRule[]
  /** Undefined when added, else what was expected. */
  add(rules: unknown): string | undefined
  clear(): void
  /** Ends one of the rules, by its place among them. False where there is none. */
  end(index: number): boolean
  /** The rules that strike this call, in the order in which they were given. */
  strike(call: { method: string; channels: string[]; users: string[] }): FaultRule[]
  /** The same for a delivery or a connection; `effect` asks for one kind alone. */
  strikeOn(surface: Surface, about?: Struck & { effect?: FaultRule['do'] }): FaultRule[]
  /** True as long as there is such a rule about connections. */
  inForce(effect: FaultRule['do']): boolean
}

type Armed = { rule: FaultRule; seen: number; struck: number; random: () => number }

export function createFaults(): Faults {
  let armed: Armed[] = []

  function strikeAll(isMeant: (rule: FaultRule) => boolean, { channels = [], users = [] }: Struck) {
    const struck: FaultRule[] = []
    for (const one of armed) {
      const { rule } = one
      if (!isMeant(rule)) continue
      if (rule.channel !== undefined && !channels.includes(rule.channel)) continue
      if (rule.user !== undefined && !users.includes(rule.user)) continue
      one.seen += 1
      if (one.seen <= (rule.after ?? 0) || one.struck >= (rule.times ?? Number.POSITIVE_INFINITY)) continue
      if (rule.probability !== undefined && one.random() >= rule.probability) continue
      one.struck += 1
      struck.push(rule)
    }
    return struck
  }

  return {
    rules: () => armed.map(({ rule }) => rule),
    add(rules) {
      const given: unknown[] = Array.isArray(rules) ? rules : [rules]
      for (const rule of given) {
        const wrong = wrongWithRule(rule)
        if (wrong) return wrong
      }
      for (const rule of given as FaultRule[]) {
        if (isAtOnce(rule)) continue
        armed.push({ rule, seen: 0, struck: 0, random: seededRandom(rule.seed ?? 1) })
      }
      return undefined
    },
    clear() {
      armed = []
    },
    end: (index) => armed.splice(index, 1).length > 0,
    strike: ({ method, ...about }) =>
      strikeAll(
        (rule) => rule.surface === undefined && (rule.method === undefined || rule.method === method),
        about,
      ),
    strikeOn: (surface, { effect, ...about } = {}) =>
      strikeAll(
        (rule) =>
          (rule.surface === surface || (rule.surface === 'delivery' && surface !== 'socket')) &&
          (effect === undefined || rule.do === effect),
        about,
      ),
    inForce: (effect) => armed.some(({ rule }) => rule.surface === 'socket' && rule.do === effect),
  }
}
