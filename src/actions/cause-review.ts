import { unconcludedReviews } from '../../db/reviews.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { earlierDay } from '../rules/calendar.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { moveReview } from './change-policy.ts'
import { openReview } from './review-cycle.ts'

/**
 * A significant event has a policy reviewed out of cycle: by a review of its own, or by the one that is not submitted
 * yet, which is then due by the earliest of its causes.
 */
export async function causeReview(act: Act, policy: PolicyRow, event: string, dueOn: Day): Promise<string> {
  const open = (await unconcludedReviews(act.trx, act.workspace, policy.id)).find(
    ({ kind, state }) => kind === 'out of cycle' && state !== 'submitted',
  )
  if (open && open.dueOn > dueOn) {
    const { openedOn } = open
    await moveReview(act, open, { openedOn, dueOn: earlierDay(open.dueOn, dueOn) })
  }
  const review =
    open?.id ??
    (await openReview(act, policy, {
      kind: 'out of cycle',
      scope: 'whole policy',
      openedOn: act.today,
      dueOn,
    }))
  await act.insert('reviewCauses', { review, event, dueOn })
  return review
}
