import { unconcludedReviews } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'

/** The review that a person speaks of: the one named, else the out-of-cycle one, else the scheduled one. */
export async function requireOpenReview(act: Act, policy: PolicyRow, named?: string): Promise<ReviewRow> {
  const review = await openReviewOf(act, policy, named)
  return review ?? refuse('no_open_review', { code: policy.code })
}

export async function openReviewOf(
  act: Act,
  policy: PolicyRow,
  named?: string,
): Promise<ReviewRow | undefined> {
  const open = (await unconcludedReviews(act.trx, act.workspace, policy.id)).filter(
    (r) => r.state !== 'submitted',
  )
  if (named !== undefined) return open.find((review) => review.id === named)
  return open.find((review) => review.kind === 'out of cycle') ?? open[0]
}

/** Refuses who saw the review in another state than it is in now. */
export function refuseStale(policy: PolicyRow, review: ReviewRow, seen: number | undefined): void {
  if (seen === undefined || seen === review.revision) return
  refuse('stale', { what: `the review of "${policy.code}"` })
}
