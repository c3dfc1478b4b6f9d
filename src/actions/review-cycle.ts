import { unconcludedReviews } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { answerBy, nextReviewDue, submitBy } from '../rules/schedule.ts'
import type { Day, ReviewKind, ReviewOutcome, ReviewScope } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { openObligation, openObligationOf, settle, settleOf } from './obligations.ts'
import { openVacancy, whoHolds } from './succession.ts'
import { voidWaiver } from './waivers.ts'

/** The reviews of a policy and the obligations that they open, one after the other. */

export async function openReview(
  act: Act,
  policy: PolicyRow,
  review: { kind: ReviewKind; scope: ReviewScope; openedOn: Day; dueOn: Day },
): Promise<string> {
  const id = act.id()
  await act.insert('reviews', {
    id,
    policy: policy.id,
    ...review,
    state: 'open',
    outcome: null,
    waivedUntil: null,
    startedAt: null,
    submittedAt: null,
    concludedAt: null,
    concludedOn: null,
    version: null,
    concludedWith: null,
    considered: '[]',
    note: null,
    voidReason: null,
    revision: 1,
  })
  const dueOn = submitBy(act.calendar, review.openedOn, review.dueOn)
  // Who holds one out of cycle is told of it by a message of its own.
  const isTold = review.kind === 'out of cycle'
  await owe(act, policy, id, { openedOn: review.openedOn, dueOn, isTold })
  return id
}

/** After a send-back or a recall the owner has 5 business days, within the bounds of the review. */
export async function reopenReview(
  act: Act,
  policy: PolicyRow,
  review: ReviewRow,
  isTold: boolean,
): Promise<void> {
  await act.write(
    'reviews',
    { id: review.id },
    { state: 'in progress', submittedAt: null, revision: review.revision + 1 },
  )
  const dueOn = answerBy(act.calendar, act.today, review.waivedUntil ?? review.dueOn, 'resubmit')
  await owe(act, policy, review.id, { openedOn: act.today, dueOn, isTold })
}

async function owe(
  act: Act,
  policy: PolicyRow,
  review: string,
  when: { openedOn: Day; dueOn: Day; isTold: boolean },
): Promise<void> {
  const held = await whoHolds(act, policy)
  const holders = held ? [{ id: held.holder, standInFor: held.isStandIn ? policy.owner : null }] : []
  await openObligation(act, { kind: 'review', policy: policy.id, subject: review, ...when, holders })
  if (!held || held.isStandIn) await openVacancy(act, policy)
}

export async function scheduledReview(act: Act, policy: string): Promise<ReviewRow | undefined> {
  const open = await unconcludedReviews(act.trx, act.workspace, policy)
  return open.find((review) => review.kind === 'scheduled')
}

export type Conclusion = {
  outcome: ReviewOutcome
  scope: ReviewScope
  version: string | null
  note: string | null
  considered: string
}

/**
 * Concludes a review today. A whole conclusion sets the next due date from today; one that was out of
 * cycle concludes the scheduled review too. A limited one moves no date.
 */
export async function concludeReview(
  act: Act,
  policy: PolicyRow,
  review: ReviewRow,
  how: Conclusion,
): Promise<void> {
  await markConcluded(act, review, how, null)
  if (how.scope === 'limited' || how.outcome === 'retired') return
  if (review.kind === 'out of cycle') {
    const scheduled = await scheduledReview(act, policy.id)
    if (scheduled) await markConcluded(act, scheduled, how, review.id)
  }
  await openNextReview(act, policy)
}

/** A whole review was concluded today: the next is due a cadence from now. */
export async function openNextReview(act: Act, policy: PolicyRow): Promise<void> {
  await act.write('policies', { id: policy.id }, { lastReviewedOn: act.today })
  const dueOn = nextReviewDue(act.today, policy.cadenceMonths, policy.preferredMonth)
  await openReview(act, policy, { kind: 'scheduled', scope: 'whole policy', openedOn: act.today, dueOn })
}

async function markConcluded(
  act: Act,
  review: ReviewRow,
  how: Conclusion,
  concludedWith: string | null,
): Promise<void> {
  const open = await openObligationOf(act, 'review', review.id)
  if (open) await settle(act, open.id, 'met')
  await voidWaiver(act, review.id, 'concluded')
  await act.write(
    'reviews',
    { id: review.id },
    {
      state: 'concluded',
      outcome: how.outcome,
      scope: review.kind === 'scheduled' ? 'whole policy' : how.scope,
      concludedAt: act.now,
      concludedOn: act.today,
      version: how.version,
      note: how.note,
      considered: how.considered,
      concludedWith,
      revision: review.revision + 1,
    },
  )
}

export async function voidReview(act: Act, review: ReviewRow, reason: string): Promise<void> {
  await settleOf(act, 'review', review.id, 'void', reason)
  await voidWaiver(act, review.id, reason)
  await act.write(
    'reviews',
    { id: review.id },
    { state: 'void', voidReason: reason, revision: review.revision + 1 },
  )
}
