import { allCauses } from '../../db/causes.ts'
import { reviewById } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { earlierDay } from '../rules/calendar.ts'
import { answerBy } from '../rules/schedule.ts'
import type { Act } from './act.ts'
import { unsubmittedReview } from './cause-review.ts'
import { moveReview } from './change-policy.ts'
import { reopenReview } from './review-cycle.ts'

/** What was submitted came back: its review goes on, or goes over into the one that was opened meanwhile. */
export async function resumeReview(
  act: Act,
  policy: PolicyRow,
  review: ReviewRow,
  isTold: boolean,
): Promise<void> {
  const other = review.kind === 'out of cycle' ? await unsubmittedReview(act, policy.id) : undefined
  if (other) await foldReview(act, review, other)
  else await reopenReview(act, policy, review, isTold)
}

/**
 * A review out of cycle that came back while another is open goes on in that one, since a policy has one of them at a
 * time that is not submitted: its causes go over, and the earliest deadline counts. Who has a text to change has the
 * days that a send-back gives.
 */
async function foldReview(act: Act, from: ReviewRow, into: ReviewRow): Promise<void> {
  const { trx, workspace } = act
  const known = new Set((await allCauses(trx, workspace, into.id)).map(({ event }) => event))
  for (const { event, dueOn } of await allCauses(trx, workspace, from.id))
    if (!known.has(event)) await act.insert('reviewCauses', { review: into.id, event, dueOn })
  const voidReason = 'it goes on in the review because of a later event'
  await act.write(
    'reviews',
    { id: from.id },
    { state: 'void', voidReason, concludedWith: into.id, revision: from.revision + 1 },
  )
  const dueOn = earlierDay(from.dueOn, into.dueOn)
  const notBefore = answerBy(act.calendar, act.today, dueOn, 'resubmit')
  await moveReview(act, into, { openedOn: into.openedOn, dueOn, notBefore })
  await begin(act, into.id)
}

/** Where there is a text already, the review is begun. */
export async function begin(act: Act, id: string): Promise<void> {
  const review = await reviewById(act.trx, act.workspace, id)
  if (review?.state !== 'open') return
  const revision = review.revision + 1
  await act.write('reviews', { id }, { state: 'in progress', startedAt: act.now, revision })
}
