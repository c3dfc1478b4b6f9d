import type { lastEvents } from '../../../db/routing.ts'
import { fits, isMeant, type Routable, type RoutingRule } from '../../rules/routing.ts'
import { eventCategories } from '../../rules/terms.ts'
import { counted, listed } from '../../words.ts'
import { eventCode } from '../views/event.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { anyCategory } from '../views/modals/rules.ts'

/** What a rule would have done, before it is saved. */

export type Tried = { events: Awaited<ReturnType<typeof lastEvents>>; routable: readonly Routable[] }

const mostNamed = 10

export function previewOf({ events, routable }: Tried, filled: Filled): string {
  const rule = typed(filled)
  if (rule === null)
    return 'Choose a category: here stands then which of the last events it would have matched.'
  return `${matched(events, rule)} ${proposes(routable, rule)}`
}

function typed(filled: Filled): RoutingRule | null {
  const chosen = textIn(filled, 'category')
  const category = eventCategories.find((one) => one === chosen) ?? null
  if (category === null && chosen !== anyCategory) return null
  const [tags, policies, components] = ['tags', 'policies', 'components'].map((field) =>
    listIn(filled, field),
  )
  return {
    category,
    tags: tags ?? [],
    policies: policies ?? [],
    components: components ?? [],
    withoutTriage: listIn(filled, 'withoutTriage').length > 0,
  }
}

function matched(events: Tried['events'], rule: RoutingRule): string {
  if (events.length === 0) return 'No event was reported yet on which it could be tried.'
  const matching = events.filter(({ category, tags }) =>
    fits(rule, { category, tags: JSON.parse(tags) as string[] }),
  )
  const of = `of the last ${counted(events.length, 'event')}`
  if (matching.length === 0) return `This would have matched none ${of}.`
  const codes = matching.map(({ number }) => eventCode(number))
  return `This would have matched ${matching.length} ${of}: ${listed(codes, mostNamed)}.`
}

function proposes(routable: readonly Routable[], rule: RoutingRule): string {
  const meant = routable.filter((policy) => isMeant(rule, policy) && policy.status === 'active')
  if (meant.length > 0)
    return `Today it stands for ${counted(meant.length, 'active policy', 'active policies')}.`
  return rule.policies.length + rule.components.length === 0
    ? ''
    : 'No policy that it stands for is active, so it proposes nothing yet.'
}
