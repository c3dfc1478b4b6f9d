import { awaitingSubmission, reviewById } from '../../db/reviews.ts'
import type { PolicyRow, SubmissionRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Action } from './perform.ts'
import { requirePolicy } from './policy-fields.ts'
import { reopenReview } from './review-cycle.ts'
import { rolesOf } from './roles.ts'
import { endSubmission } from './submission.ts'

export type RecallSubmission = { policy: string; reason: string | null }
type Loaded = { policy: PolicyRow; submission: SubmissionRow }

/** Takes back what awaits endorsement; what was given for it is void, and the review goes on. */
export const recallSubmission: Action<RecallSubmission, Loaded, { submission: string }> = {
  name: 'recall-submission',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    const submission = await awaitingSubmission(act.trx, act.workspace, policy.id)
    return { policy, submission: submission ?? refuse('not_awaiting', { code: policy.code }) }
  },
  roles: (act, { policy }) => rolesOf(act, policy),
  async carryOut(act, { policy, submission }, request) {
    await endSubmission(act, submission, 'recalled', request.reason)
    if (submission.kind === 'version' && submission.version) {
      await act.write('versions', { id: submission.version }, { state: 'draft' })
    }
    if (submission.review) {
      const review = await reviewById(act.trx, act.workspace, submission.review)
      if (review) await reopenReview(act, policy, review, false)
    }
    act.note(policy.id)
    return { submission: submission.id }
  },
}
