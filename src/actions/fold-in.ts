import { standingCauses } from '../../db/causes.ts'
import { awaitingSubmission } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow, SubmissionRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import { unsubmittedReview } from './cause-review.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy } from './policy-fields.ts'
import { takeBack } from './recall-submission.ts'
import { begin } from './resume-review.ts'
import { rolesOf } from './roles.ts'

export type FoldIn = { policy: string }
type Loaded = { policy: PolicyRow; submission: SubmissionRow; into: ReviewRow }

/**
 * Something happened after the submission: what awaits endorsement is taken back, and its version moves to the review
 * that was opened for that, in one step.
 */
export const foldIn: Action<FoldIn, Loaded, { review: string }> = {
  name: 'fold-in',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    refuseRetired(policy)
    const submission = await awaitingSubmission(act.trx, act.workspace, policy.id)
    if (!submission) return refuse('not_awaiting', { code: policy.code })
    const into = await unsubmittedReview(act, policy.id)
    return { policy, submission, into: into ?? refuse('nothing_to_fold', { code: policy.code }) }
  },
  roles: (act, { policy }) => rolesOf(act, policy),
  async carryOut(act, { policy, submission, into }) {
    const events = await standingCauses(act.trx, act.workspace, into.id)
    const codes = events.map(({ number }) => `E-${number}`).join(', ')
    await takeBack(act, policy, submission, `to fold in ${codes}`)
    await begin(act, into.id)
    act.note(policy.id)
    return { review: into.id }
  },
}
