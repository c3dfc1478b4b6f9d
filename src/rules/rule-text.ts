import { isCategory, readJson } from './event-settings.ts'
import { type RoutingRule, sayRule } from './routing.ts'

/** Routing rules as texts. */

const mostRules = 100
const mostNamed = 100

/**
 * `security_event, customer data -> ISP-07, component: Privacy; without triage`, one a line; or a JSON list of
 * objects with these fields. `any` stands for every category.
 */
export function readRoutingRules(text: string): RoutingRule[] | undefined {
  const rules = /^\s*[[{]/.test(text)
    ? jsonRules(text)
    : text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(lineRule)
  if (!rules || rules.length === 0 || rules.length > mostRules) return undefined
  return rules.every((rule) => rule !== undefined && isSound(rule)) ? (rules as RoutingRule[]) : undefined
}

function isSound({ policies, components, category, tags, withoutTriage }: RoutingRule): boolean {
  const named = policies.length + components.length
  const isNarrow = category !== null || tags.length > 0
  return named > 0 && named <= mostNamed && isNarrow && !(withoutTriage && category === null)
}

function jsonRules(text: string): (RoutingRule | undefined)[] | undefined {
  const value = readJson(text)
  return Array.isArray(value) ? value.map(jsonRule) : undefined
}

function jsonRule(value: unknown): RoutingRule | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const {
    category = null,
    tags = [],
    policies = [],
    components = [],
    withoutTriage = false,
    ...other
  } = value as Record<string, unknown>
  const isOfCategory = category === null || (typeof category === 'string' && isCategory(category))
  const areWords = [tags, policies, components].every(isWords)
  if (!isOfCategory || !areWords || typeof withoutTriage !== 'boolean' || Object.keys(other).length > 0)
    return undefined
  return { category, tags, policies, components, withoutTriage } as RoutingRule
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && one.trim() !== '')

function lineRule(line: string): RoutingRule | undefined {
  const [when = '', then, ...more] = line.split('->')
  if (then === undefined || more.length > 0) return undefined
  const [first = '', ...tags] = wordsOf(when)
  const category = first.toLowerCase().replaceAll(' ', '_')
  if (category !== 'any' && !isCategory(category)) return undefined
  const [named = '', ending, ...rest] = then.split(';').map((part) => part.trim())
  if (rest.length > 0 || (ending !== undefined && ending.toLowerCase() !== 'without triage')) return undefined
  const meant = wordsOf(named).map((word) => /^component:\s*(.+)$/i.exec(word)?.[1] ?? [word])
  return {
    category: category === 'any' ? null : category,
    tags,
    policies: meant.flatMap((one) => (typeof one === 'string' ? [] : one)),
    components: meant.filter((one) => typeof one === 'string'),
    withoutTriage: ending !== undefined,
  }
}

const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((word) => word.replace(/\s+/g, ' ').trim())
      .filter((word) => word !== ''),
  ),
]

/** A rule as it is typed, its policies by their codes. */
export function writeRule(rule: RoutingRule): string {
  const meant = [...rule.policies, ...rule.components.map((one) => `component: ${one}`)]
  const when = rule.category === null ? sayRule(rule).replace('any event', 'any') : sayRule(rule)
  return `${when} -> ${meant.join(', ')}${rule.withoutTriage ? '; without triage' : ''}`
}

export const ruleExample = 'security_event, customer data -> ISP-07, component: Privacy; without triage'
