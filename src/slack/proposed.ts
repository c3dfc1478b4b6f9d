import { policiesMeant, taggedPolicies } from '../../db/routing.ts'
import type { EventRow } from '../../db/schema.ts'
import type { Act } from '../actions/act.ts'
import { fittingRules, type Proposal, proposedByRules, proposedByTags, wantedBy } from '../rules/routing.ts'

/** The policies that are proposed for a report: by the rules that fit; where they propose none, by its tags. */
export async function proposedFor(
  { trx, workspace, settings }: Act,
  { category, tags: json }: EventRow,
): Promise<Proposal[]> {
  const tags = JSON.parse(json) as string[]
  const fitting = fittingRules(settings.routingRules, { category, tags })
  const byRules = proposedByRules(fitting, await policiesMeant(trx, workspace, wantedBy(fitting)))
  if (byRules.length > 0 || tags.length === 0) return byRules
  return proposedByTags(tags, await taggedPolicies(trx, workspace))
}
