import { type Decided, deciderRoles, loadDecided, requireFree } from './deciding.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { resumeReview } from './resume-review.ts'
import { endSubmission, tellOutcome } from './submission.ts'

export type SendBack = { submission: string; sha256: string | null; reason: string }

/** Returns the review to its owner with the reason; what was given before is void. */
export const sendBack: Action<SendBack, Decided, { submission: string }> = {
  name: 'send-back',
  async load(act, request) {
    requireText(request.reason, 'reason', 'reason')
    return await loadDecided(act, request.submission, request.sha256)
  },
  roles: deciderRoles,
  async carryOut(act, decided, request) {
    const { submission, policy, version, review } = decided
    const { approver, onBehalfOf } = await requireFree(act, decided)
    await act.insert('endorsements', {
      id: act.id(),
      submission: submission.id,
      approver,
      onBehalfOf,
      decision: 'sent back',
      sha256: submission.sha256,
      comment: request.reason,
      way: act.way,
      document: null,
      recordedBy: null,
      at: act.now,
      voidedAt: null,
    })
    await endSubmission(act, submission, 'sent back', request.reason)
    if (submission.kind === 'version' && version)
      await act.write('versions', { id: version.id }, { state: 'sent back' })
    if (review) await resumeReview(act, policy, review, true)
    await tellOutcome(act, policy, submission, 'sent back')
    act.note(policy.id)
    return { submission: submission.id }
  },
}
