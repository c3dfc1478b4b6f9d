import { awaitingSubmission, reviewById } from '../../db/reviews.ts'
import type { PolicyRow, SubmissionRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import type { Action } from './perform.ts'
import { requirePolicy } from './policy-fields.ts'
import { resumeReview } from './resume-review.ts'
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
    await takeBack(act, policy, submission, request.reason)
    act.note(policy.id)
    return { submission: submission.id }
  },
}

/** What was submitted is a draft again, and its review goes on. */
export async function takeBack(
  act: Act,
  policy: PolicyRow,
  submission: SubmissionRow,
  reason: string | null,
): Promise<void> {
  await endSubmission(act, submission, 'recalled', reason)
  if (submission.kind === 'version' && submission.version) {
    await act.write('versions', { id: submission.version }, { state: 'draft' })
  }
  if (submission.review) {
    const review = await reviewById(act.trx, act.workspace, submission.review)
    if (review) await resumeReview(act, policy, review, false)
  }
}
