import { distributionById } from '../../db/acknowledgments.ts'
import { policyById, versionById } from '../../db/policies.ts'
import type { DistributionRow, PolicyRow, VersionRow } from '../../db/schema.ts'
import type { LeftOut } from '../rules/acknowledgment.ts'
import { addDays } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { openAcknowledgeObligation } from './missing-list.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

export type SealDistribution = { distribution: string; count: number; sha256: string; leftOut: LeftOut[] }
export type LoadedDistribution = { distribution: DistributionRow; policy: PolicyRow; version: VersionRow }

/**
 * The audience was read completely and its list stored; from here on the list stands by its count and
 * hash. Those left out are listed with the reason.
 */
export const sealDistribution: Action<SealDistribution, LoadedDistribution, { count: number }> = {
  name: 'seal-distribution',
  async load(act, request) {
    const loaded = await loadDistribution(act, request.distribution)
    if (loaded.distribution.state !== 'pending') {
      const remedy = 'It is asked once.'
      refuse('wrong_state', {
        what: 'The distribution',
        state: loaded.distribution.state,
        wanted: 'sealed',
        remedy,
      })
    }
    return loaded
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { distribution, policy, version }, request) {
    const days = distribution.isForJoiners ? 30 : 14
    await act.write(
      'distributions',
      { id: distribution.id },
      {
        state: 'asking',
        peopleCount: request.count,
        peopleSha256: request.sha256,
        leftOut: JSON.stringify(request.leftOut),
        trouble: null,
      },
    )
    if (distribution.asks === 'acknowledge' && version.state === 'in force' && request.count > 0) {
      await openAcknowledgeObligation(act, policy, version, addDays(act.today, days))
    }
    act.note(policy.id)
    return { count: request.count }
  },
}

export async function loadDistribution(
  act: Parameters<typeof rolesOf>[0],
  id: string,
): Promise<LoadedDistribution> {
  const distribution = await distributionById(act.trx, act.workspace, id)
  const policy = distribution && (await policyById(act.trx, act.workspace, distribution.policy))
  const version = distribution && (await versionById(act.trx, act.workspace, distribution.version))
  if (!distribution || !policy || !version) return refuse('unknown_policy', { code: id })
  return { distribution, policy, version }
}
