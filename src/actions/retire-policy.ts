import { versionsOf } from '../../db/policies.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { sha256 } from '../rules/digest.ts'
import { retirementStatement } from './conclude-review.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy, requireText } from './policy-fields.ts'
import { openReviewOf } from './reviewing.ts'
import { personActing, rolesOf } from './roles.ts'
import { refuseAwaiting, submit } from './submission.ts'
import { inForce } from './versions.ts'

export type RetirePolicy = {
  policy: string
  reason: string
  replacement: string | null
  /** What was considered, as in any conclusion of a review. */
  considered?: string[]
}

/**
 * Proposes to retire a policy. It is endorsed like a version, bound to its statement; the review that is open is
 * submitted with it, so that nobody is reminded of it meanwhile.
 */
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
      review: (await openReviewOf(act, policy)) ?? null,
      version,
      sha256: sha256(statement),
      scope: 'whole policy',
      statement,
      content: null,
      considered: request.considered ?? [],
      submittedBy: personActing(act),
    })
    act.note(policy.id)
    return { submission }
  },
}
