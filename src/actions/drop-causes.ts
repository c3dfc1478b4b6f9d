import { type Caused, reviewsCausedBy, standingCauses } from '../../db/causes.ts'
import { policyById } from '../../db/policies.ts'
import type { EventRow } from '../../db/schema.ts'
import { dueOfCauses } from '../rules/events.ts'
import type { Act } from './act.ts'
import { moveReview } from './change-policy.ts'
import { voidReview } from './review-cycle.ts'
import { whoHolds } from './succession.ts'
import { tellReviewers } from './tell-reviewers.ts'

/**
 * An event that is significant no more, which the caller has written, holds no review any more. One that nothing else
 * holds is void, one that others hold is due by the earliest of these, and one that was submitted stays.
 */
export async function dropCauses(act: Act, event: EventRow, why: string): Promise<void> {
  for (const caused of await reviewsCausedBy(act.trx, act.workspace, event.id))
    await drop(act, event, caused, why)
}

async function drop(act: Act, event: EventRow, { review }: Caused, why: string): Promise<void> {
  if (review.state === 'void') return
  if (review.state === 'submitted' || review.state === 'concluded')
    return await tellOwner(act, event.id, review.policy)
  const left = await standingCauses(act.trx, act.workspace, review.id)
  if (left.length === 0) {
    await voidReview(act, review, why)
    return await tellOwner(act, event.id, review.policy)
  }
  const dueOn = dueOfCauses(left) ?? review.dueOn
  if (dueOn !== review.dueOn) await moveReview(act, review, { openedOn: review.openedOn, dueOn })
  await tellReviewers(act, review.id, 'review changed', event.id)
}

/** Where no review is owed because of it any more, whoever would hold one hears what became of the event. */
async function tellOwner(act: Act, event: string, id: string): Promise<void> {
  const policy = await policyById(act.trx, act.workspace, id)
  const held = policy && policy.status !== 'retired' ? await whoHolds(act, policy) : null
  if (!held) return
  await act.notify({
    id: `review changed:${event}:${held.holder}:${act.id()}`,
    to: { id: held.holder, isChannel: false },
    kind: 'review changed',
    lane: 'urgent',
    items: [{ obligation: 'report', subject: event, as: 'holder' }],
  })
}
