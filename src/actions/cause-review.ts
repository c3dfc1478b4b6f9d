import { allCauses } from '../../db/causes.ts'
import { unconcludedReviews } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { earlierDay } from '../rules/calendar.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { moveReview } from './change-policy.ts'
import { openReview } from './review-cycle.ts'
import { tellReviewers } from './tell-reviewers.ts'

/**
 * A significant event has a policy reviewed out of cycle: by a review of its own, or by the one that is not submitted
 * yet, which is then due by the earliest of its causes. Who holds the review hears of it at once.
 */
export async function causeReview(act: Act, policy: PolicyRow, event: string, dueOn: Day): Promise<string> {
  const open = await unsubmittedReview(act, policy.id)
  if (open) {
    await joinReview(act, open, event, dueOn)
    return open.id
  }
  const opening = { scope: 'whole policy' as const, openedOn: act.today, dueOn }
  const review = await openReview(act, policy, { kind: 'out of cycle', ...opening })
  await act.insert('reviewCauses', { review, event, dueOn })
  await tellReviewers(act, review, 'review opened')
  return review
}

/** The one review out of cycle of a policy that is not submitted yet. */
export async function unsubmittedReview(act: Act, policy: string): Promise<ReviewRow | undefined> {
  return (await unconcludedReviews(act.trx, act.workspace, policy)).find(
    ({ kind, state }) => kind === 'out of cycle' && state !== 'submitted',
  )
}

async function joinReview(act: Act, review: ReviewRow, event: string, dueOn: Day): Promise<void> {
  const { id, openedOn } = review
  if ((review.waivedUntil ?? review.dueOn) > dueOn) {
    // What was waived before this was known defers it no further than it allows itself.
    const waivedUntil = review.waivedUntil && earlierDay(review.waivedUntil, dueOn)
    await moveReview(act, { ...review, waivedUntil }, { openedOn, dueOn: earlierDay(review.dueOn, dueOn) })
  }
  const isKnown = (await allCauses(act.trx, act.workspace, id)).some((cause) => cause.event === event)
  if (isKnown) await act.write('reviewCauses', { review: id, event }, { dueOn })
  else await act.insert('reviewCauses', { review: id, event, dueOn })
  await tellReviewers(act, id, 'review changed')
}
