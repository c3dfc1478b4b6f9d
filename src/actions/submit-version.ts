import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy, requireText } from './policy-fields.ts'
import { openReviewOf } from './reviewing.ts'
import { personActing, rolesOf } from './roles.ts'
import { refuseAwaiting, submit } from './submission.ts'
import { makeSubmitted, type VersionText } from './versions.ts'

export type SubmitVersion = {
  policy: string
  version: VersionText
  note: string | null
  considered: string[]
}
type Loaded = { policy: PolicyRow; review: ReviewRow | null }

/**
 * A new text awaits endorsement. Without a review only the first version of a draft policy, or an
 * editorial one, which moves no date; anything else concludes the review that is open, with its sentence.
 */
export const submitVersion: Action<SubmitVersion, Loaded, { submission: string; version: string }> = {
  name: 'submit-version',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    refuseRetired(policy)
    await refuseAwaiting(act, policy)
    if (policy.status === 'draft' || request.version.changeKind === 'editorial')
      return { policy, review: null }
    const review = (await openReviewOf(act, policy)) ?? null
    if (review === null) return refuse('review_needed', { code: policy.code }, 'changeKind')
    requireText(request.note ?? '', 'note', 'outcome in a sentence')
    return { policy, review }
  },
  roles: (act, { policy }) => rolesOf(act, policy),
  async carryOut(act, { policy, review }, request) {
    const submittedBy = personActing(act)
    const version = await makeSubmitted(act, policy, request.version, submittedBy, review?.id ?? null)
    const submission = await submit(act, policy, {
      kind: 'version',
      review,
      version,
      sha256: version.sha256,
      scope: review?.kind === 'out of cycle' ? review.scope : 'whole policy',
      statement: request.note,
      content: null,
      considered: request.considered,
      submittedBy,
    })
    act.note(policy.id)
    return { submission, version: version.id }
  },
}
