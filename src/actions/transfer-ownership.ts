import type { PolicyRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import { followSuccession } from './follow-succession.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy } from './policy-fields.ts'
import { requireHolders, rolesOf } from './roles.ts'

/** `revision` is the policy's, as the person saw it; left out where nothing was shown. */
export type TransferOwnership = { policy: string; to: string; revision?: number }

/** From now on the new owner holds what the old one held; rungs already told are not told again. */
export const transferOwnership: Action<TransferOwnership, PolicyRow, { owner: string }> = {
  name: 'transfer-ownership',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    refuseRetired(policy)
    if (request.revision !== undefined && request.revision !== policy.revision)
      refuse('stale', { what: `"${policy.code}"` })
    await requireHolders(act, [request.to], 'owner')
    return policy
  },
  roles: (act, policy) => rolesOf(act, policy),
  async carryOut(act, policy, { to }) {
    await handOverTo(act, policy, to)
    act.note(policy.id)
    return { owner: to }
  },
}

export async function handOverTo(act: Act, policy: PolicyRow, to: string): Promise<void> {
  await act.write(
    'policies',
    { id: policy.id },
    { owner: to, statedOwner: null, revision: policy.revision + 1 },
  )
  await followSuccession(act, [{ ...policy, owner: to }])
}
