import { versionsOf } from '../../db/policies.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { sha256 } from '../rules/digest.ts'
import { retirementStatement } from './conclude-review.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy, requireText } from './policy-fields.ts'
import { personActing, rolesOf } from './roles.ts'
import { refuseAwaiting, submit } from './submission.ts'
import { inForce } from './versions.ts'

export type RetirePolicy = { policy: string; reason: string; replacement: string | null }

/** Proposes to retire a policy outside a review. It is endorsed like a version, bound to its statement. */
export const retirePolicy: Action<RetirePolicy, PolicyRow, { submission: string }> = {
  name: 'retire-policy',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    refuseRetired(policy)
    await refuseAwaiting(act, policy)
    requireText(request.reason, 'reason', 'reason')
    return policy
  },
  roles: (act, policy) => rolesOf(act, policy),
  async carryOut(act, policy, request) {
    const statement = retirementStatement(policy, request.reason, request.replacement)
    const version = inForce(await versionsOf(act.trx, act.workspace, policy.id)) ?? null
    const submission = await submit(act, policy, {
      kind: 'retirement',
      review: null,
      version,
      sha256: sha256(statement),
      scope: 'whole policy',
      statement,
      content: null,
      considered: [],
      submittedBy: personActing(act),
    })
    act.note(policy.id)
    return { submission }
  },
}
