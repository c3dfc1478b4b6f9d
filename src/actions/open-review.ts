import { unconcludedReviews } from '../../db/reviews.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import { outOfCycleDue } from '../rules/schedule.ts'
import type { Day, EventCategory } from '../rules/terms.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy, requireText } from './policy-fields.ts'
import { openReview as openReviewRow } from './review-cycle.ts'
import { personActing, rolesOf } from './roles.ts'

export type OpenReview = {
  policy: string
  category: EventCategory
  happenedOn: Day
  what: string
  reason: string
  /** An earlier due date than 30 days from now, where the triager shortens it. */
  dueOn: Day | null
}

/** A policy manager records a significant event and has the policy reviewed out of cycle because of it. */
export const openReview: Action<OpenReview, PolicyRow, { review: string; event: string }> = {
  name: 'open-review',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    refuseRetired(policy)
    requireText(request.what, 'what', 'event')
    requireText(request.reason, 'reason', 'reason')
    const open = await unconcludedReviews(act.trx, act.workspace, policy.id)
    if (open.some((r) => r.kind === 'out of cycle' && r.state !== 'submitted'))
      refuse('review_open', { code: policy.code })
    return policy
  },
  roles: (act, policy) => rolesOf(act, policy),
  async carryOut(act, policy, request) {
    const person = personActing(act)
    const event = act.id()
    await act.insert('events', {
      id: event,
      number: await nextNumber(act),
      category: request.category,
      state: 'significant',
      happenedOn: request.happenedOn,
      what: request.what,
      tags: '[]',
      link: null,
      reporter: person,
      reportedAt: act.now,
      decidedBy: person,
      decidedAt: act.now,
      reason: request.reason,
    })
    const dueOn = outOfCycleDue(act.today, request.dueOn)
    const review = await openReviewRow(act, policy, {
      kind: 'out of cycle',
      scope: 'whole policy',
      openedOn: act.today,
      dueOn,
    })
    await act.insert('reviewCauses', { review, event })
    act.note(policy.id)
    return { review, event }
  },
}

async function nextNumber(act: Parameters<typeof personActing>[0]): Promise<number> {
  const row = await act.trx
    .selectFrom('events')
    .select((e) => e.fn.max<number>('number').as('highest'))
    .where('workspace', '=', act.workspace)
    .executeTakeFirstOrThrow()
  return Number(row.highest ?? 0) + 1
}
