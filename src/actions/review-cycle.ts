import { personById } from '../../db/people.ts'
import { peopleInRole, policyById } from '../../db/policies.ts'
import { unconcludedReviews } from '../../db/reviews.ts'
import type { ObligationRow, PolicyRow, ReviewRow } from '../../db/schema.ts'
import { answerBy, dueInBusinessDays, nextReviewDue, submitBy } from '../rules/schedule.ts'
import { holderOf } from '../rules/standing-in.ts'
import type { Day, ReviewKind, ReviewOutcome, ReviewScope } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { addHolder, holdersOf, openObligation, openObligationOf, settle, settleOf } from './obligations.ts'
import { managersOf, possible } from './roles.ts'

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
  await owe(act, policy, id, { openedOn: review.openedOn, dueOn, isTold: false })
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
  const dueOn = answerBy(act.calendar, act.today, review.waivedUntil ?? review.dueOn)
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

export async function whoHolds(
  act: Act,
  policy: PolicyRow,
): Promise<{ holder: string; isStandIn: boolean } | null> {
  const owner = policy.owner === null ? undefined : await personById(act.trx, act.workspace, policy.owner)
  const deputies = await peopleInRole(act.trx, act.workspace, policy.id, 'deputy')
  const managers = await managersOf(act)
  return holderOf(owner && possible(owner), deputies.map(possible), managers.map(possible))
}

/** A policy without an owner who can act is for the policy managers to fill: one list, not one message each. */
export async function openVacancy(act: Act, policy: PolicyRow): Promise<void> {
  if (await openObligationOf(act, 'fill', policy.id)) return
  const managers = await managersOf(act)
  const obligation = await openObligation(act, {
    kind: 'fill',
    policy: policy.id,
    subject: policy.id,
    openedOn: act.today,
    dueOn: dueInBusinessDays(act.calendar, 'fill', act.today),
    holders: managers.map((manager) => ({ id: manager.id })),
    isTold: true,
  })
  for (const manager of managers) {
    await act.notify({
      id: `vacancies:${obligation}:${manager.id}`,
      to: { id: manager.id, isChannel: false },
      kind: 'vacancies',
      lane: 'urgent',
      items: [{ obligation: 'fill', subject: obligation, as: 'holder' }],
    })
  }
}

/** After the policy managers changed, or at going live: vacancies are theirs, and nothing stays without a holder. */
export async function assignManagers(act: Act): Promise<void> {
  const managers = (await managersOf(act)).map((manager) => manager.id)
  for (const obligation of await openOfKind(act, 'fill')) {
    const present = (await holdersOf(act, obligation.id))
      .filter((row) => row.as === 'holder')
      .map((row) => row.holder)
    for (const holder of present) {
      if (!managers.includes(holder))
        await act.remove('obligationHolders', { obligation: obligation.id, holder, as: 'holder' })
    }
    for (const manager of managers) {
      if (!present.includes(manager))
        await addHolder(act, obligation, manager, { standInFor: null, isTold: false })
    }
  }
  for (const obligation of await openOfKind(act, 'review', 'without a holder')) {
    const policy = obligation.policy && (await policyById(act.trx, act.workspace, obligation.policy))
    const held = policy ? await whoHolds(act, policy) : null
    if (policy && held)
      await addHolder(act, obligation, held.holder, {
        standInFor: held.isStandIn ? policy.owner : null,
        isTold: false,
      })
  }
}

async function openOfKind(
  act: Act,
  kind: 'fill' | 'review',
  which: 'all' | 'without a holder' = 'all',
): Promise<ObligationRow[]> {
  let query = act.trx
    .selectFrom('obligations as o')
    .selectAll('o')
    .where('o.workspace', '=', act.workspace)
    .where('o.kind', '=', kind)
    .where('o.state', '=', 'open')
  if (which === 'without a holder') {
    query = query.where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('obligationHolders as h')
            .select('h.holder')
            .whereRef('h.workspace', '=', 'o.workspace')
            .whereRef('h.obligation', '=', 'o.id')
            .where('h.as', '=', 'holder'),
        ),
      ),
    )
  }
  return await query.execute()
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
  await act.write(
    'reviews',
    { id: review.id },
    { state: 'void', voidReason: reason, revision: review.revision + 1 },
  )
}
