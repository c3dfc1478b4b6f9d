import { knownComponents, policiesMeant } from '../../db/routing.ts'
import { checkTags } from '../rules/events.ts'
import { refuse } from '../rules/refusal.ts'
import { fittingRules, isMeant, type RoutingRule, sayRule, wantedBy } from '../rules/routing.ts'
import { nearest } from '../rules/settings.ts'
import type { EventCategory } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { refuseRetired, requirePolicy } from './policy-fields.ts'

/**
 * Rules with their policies by id. What is new in them must exist; what stood there before may have been retired since,
 * and must not keep anybody from changing another rule.
 */
export async function resolveRules(act: Act, rules: readonly RoutingRule[]): Promise<RoutingRule[]> {
  const before = act.settings.routingRules
  const isNew = (list: 'policies' | 'components' | 'tags') => {
    const stood = new Set(before.flatMap((rule) => rule[list]))
    return (one: string) => !stood.has(one)
  }
  checkTags(
    rules.flatMap(({ tags }) => tags.filter(isNew('tags'))),
    act.settings.tags,
  )
  await requireComponents(
    act,
    rules.flatMap(({ components }) => components.filter(isNew('components'))),
  )
  const resolved: RoutingRule[] = []
  for (const rule of rules)
    resolved.push({ ...rule, policies: await idsOf(act, rule.policies, isNew('policies')) })
  return resolved
}

async function requireComponents(act: Act, components: readonly string[]): Promise<void> {
  if (components.length === 0) return
  const known = await knownComponents(act.trx, act.workspace)
  for (const component of components)
    if (!known.includes(component))
      refuse('unknown_component', { component, nearest: nearest(component, known) }, 'components')
}

async function idsOf(act: Act, codes: readonly string[], isNew: (id: string) => boolean): Promise<string[]> {
  const ids = new Set<string>()
  for (const code of codes) {
    const policy = await requirePolicy(act, code)
    if (isNew(policy.id)) refuseRetired(policy)
    ids.add(policy.id)
  }
  return [...ids]
}

/** The rules that take a report as significant without triage, and the active policies that they have reviewed. */
export async function acceptedBy(
  act: Act,
  reported: { category: EventCategory; tags: readonly string[] },
): Promise<{ rule: string; policies: string[] } | null> {
  const rules = fittingRules(act.settings.routingRules, reported).filter(({ withoutTriage }) => withoutTriage)
  const meant = await policiesMeant(act.trx, act.workspace, wantedBy(rules))
  const active = meant.filter(({ status }) => status === 'active')
  const taking = rules.filter((rule) => active.some((policy) => isMeant(rule, policy)))
  if (taking.length === 0) return null
  const policies = active.filter((policy) => taking.some((rule) => isMeant(rule, policy)))
  return { rule: taking.map(sayRule).join('; '), policies: policies.map(({ id }) => id) }
}
