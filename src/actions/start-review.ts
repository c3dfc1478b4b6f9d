import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Action } from './perform.ts'
import { requirePolicy } from './policy-fields.ts'
import { refuseStale, requireOpenReview } from './reviewing.ts'
import { rolesOf } from './roles.ts'

export type StartReview = { policy: string; review?: string; revision?: number }

/** Says that the review is being worked on: who would only hear that nobody has started is spared. */
export const startReview: Action<StartReview, { policy: PolicyRow; review: ReviewRow }, { review: string }> =
  {
    name: 'start-review',
    async load(act, request) {
      const policy = await requirePolicy(act, request.policy)
      const review = await requireOpenReview(act, policy, request.review)
      refuseStale(policy, review, request.revision)
      return { policy, review }
    },
    roles: (act, { policy }) => rolesOf(act, policy),
    async carryOut(act, { policy, review }) {
      if (review.state === 'in progress') {
        refuse('wrong_state', {
          what: `The review of "${policy.code}"`,
          state: 'in progress',
          wanted: 'started',
          remedy: 'Go on with it.',
        })
      }
      await act.write(
        'reviews',
        { id: review.id },
        { state: 'in progress', startedAt: act.now, revision: review.revision + 1 },
      )
      act.note(policy.id)
      return { review: review.id }
    },
  }
