import { type Around, aroundPolicies } from '../../db/register.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { named } from '../rules/message-facts.ts'
import type { Reader } from './reader.ts'
import type { PolicyRowFacts } from './views/policy-row.ts'

/** What a list says of some policies, read for all of them at once. */
export async function rowsOf({ act }: Reader, policies: readonly PolicyRow[]): Promise<PolicyRowFacts[]> {
  const around = await aroundPolicies(act.trx, act.engine, act.workspace, policies)
  return policies.map((policy) => rowOf(policy, around))
}

export function rowOf(policy: PolicyRow, { people, versions, reviews }: Around): PolicyRowFacts {
  const owner = people.get(policy.owner ?? '')
  const own = versions.filter((version) => version.policy === policy.id)
  const waiting = own.find(({ state }) => state === 'endorsed')
  const open = reviews.filter((review) => review.policy === policy.id)
  const outOfCycle = open.find(({ kind }) => kind === 'out of cycle')
  const scheduled = open.find(({ kind }) => kind === 'scheduled')
  return {
    policy: policy.id,
    code: policy.code,
    title: policy.title,
    status: policy.status,
    owner: owner ? { ...named(owner), hasLeft: owner.deactivatedAt !== null } : null,
    statedOwner: policy.statedOwner,
    inForce: own.find(({ state }) => state === 'in force')?.number ?? null,
    waiting: waiting ? { number: waiting.number, effectiveOn: waiting.effectiveOn } : null,
    review: scheduled
      ? { dueOn: scheduled.dueOn, state: scheduled.state, waivedUntil: scheduled.waivedUntil }
      : null,
    outOfCycle: outOfCycle ? { dueOn: outOfCycle.dueOn, waivedUntil: outOfCycle.waivedUntil } : null,
  }
}
