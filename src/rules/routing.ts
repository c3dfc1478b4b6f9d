import type { EventCategory } from './terms.ts'

/** Which policies a report concerns, by the workspace's routing rules; where none fits, by the tags they share. */

export type RoutingRule = {
  /** Null: of any category. */
  category: EventCategory | null
  /** A report must have all of them. */
  tags: string[]
  /** Ids; on the command line and in files their codes. */
  policies: string[]
  /** Each stands for the policies that have it. */
  components: string[]
  /** A report that fits is significant at once. */
  withoutTriage: boolean
}

type Reported = { category: EventCategory; tags: readonly string[] }
/** `tags` and `components` are JSON lists. */
export type Routable = {
  id: string
  code: string
  title: string
  status: string
  tags: string
  components: string
}
export type Proposal = Pick<Routable, 'id' | 'code' | 'title'> & { why: string }

export function fits({ category, tags }: RoutingRule, reported: Reported): boolean {
  if (category !== null && category !== reported.category) return false
  const has = new Set(reported.tags.map(plain))
  return tags.every((tag) => has.has(plain(tag)))
}

/** `security event, customer data`. */
export function sayRule({ category, tags }: Pick<RoutingRule, 'category' | 'tags'>): string {
  return [category?.replaceAll('_', ' ') ?? 'any event', ...tags].join(', ')
}

export type Wanted = { policies: string[]; components: string[] }

/** What is to be read to see what rules propose. */
export function wantedBy(rules: readonly RoutingRule[]): Wanted {
  return {
    policies: [...new Set(rules.flatMap(({ policies }) => policies))],
    components: [...new Set(rules.flatMap(({ components }) => components))],
  }
}

export function fittingRules(rules: readonly RoutingRule[], reported: Reported): RoutingRule[] {
  return rules.filter((rule) => fits(rule, reported))
}

/** What rules that fit propose: active policies, each by the first rule that names it or one of its components. */
export function proposedByRules(rules: readonly RoutingRule[], policies: readonly Routable[]): Proposal[] {
  return policies.flatMap((policy) => {
    if (policy.status !== 'active') return []
    const rule = rules.find((one) => isMeant(one, policy))
    return rule ? [proposal(policy, `rule: ${sayRule(rule)}`)] : []
  })
}

export function isMeant({ policies, components }: RoutingRule, policy: Routable): boolean {
  if (policies.includes(policy.id)) return true
  const own = JSON.parse(policy.components) as string[]
  return components.some((component) => own.includes(component))
}

/** Where no rule proposes anything: active policies that share a tag with the report. */
export function proposedByTags(tags: readonly string[], policies: readonly Routable[]): Proposal[] {
  const wanted = new Set(tags.map(plain))
  return policies.flatMap((policy) => {
    const shared = (JSON.parse(policy.tags) as string[]).filter((tag) => wanted.has(plain(tag)))
    if (policy.status !== 'active' || shared.length === 0) return []
    return [proposal(policy, `${shared.length === 1 ? 'tag' : 'tags'} ${shared.join(', ')}`)]
  })
}

const plain = (tag: string): string => tag.toLowerCase()

const proposal = ({ id, code, title }: Routable, why: string): Proposal => ({ id, code, title, why })
