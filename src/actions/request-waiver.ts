import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { openWaiverOf } from '../../db/waivers.ts'
import { parseDay, sayDay } from '../rules/calendar.ts'
import type { Candidate } from '../rules/endorsement.ts'
import { refuse } from '../rules/refusal.ts'
import { dueInBusinessDays } from '../rules/schedule.ts'
import type { Day } from '../rules/terms.ts'
import { checkUntil } from '../rules/waiver.ts'
import type { Act } from './act.ts'
import { openObligation } from './obligations.ts'
import type { Action } from './perform.ts'
import { requirePolicy, requireText } from './policy-fields.ts'
import { requireOpenReview } from './reviewing.ts'
import { personActing, rolesOf } from './roles.ts'
import {
  actingOnWaiver,
  type Benefit,
  mayDecideWaiver,
  requestDecision,
  whoBenefits,
} from './waiver-deciders.ts'

/** `review` is left out where the policy stands for the one that is open. */
export type RequestWaiver = { policy: string; review?: string; until: Day; reason: string }
type Loaded = { policy: PolicyRow; review: ReviewRow }

/** Asks that a review may be later than it is due, for a reason. Until it is decided nothing moves. */
export const requestWaiver: Action<RequestWaiver, Loaded, { waiver: string; decideBy: Day }> = {
  name: 'request-waiver',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    const review = await requireOpenReview(act, policy, request.review)
    if (!parseDay(request.until)) refuse('bad_day', { came: request.until }, 'until')
    requireText(request.reason, 'reason', 'reason')
    return { policy, review }
  },
  roles: (act, { policy }) => rolesOf(act, policy),
  async carryOut(act, { policy, review }, { until, reason }) {
    const askedBy = personActing(act)
    await refuseAsked(act, policy, review)
    checkUntil({ ...review, code: policy.code }, until, act.today)
    const benefit = await whoBenefits(act, policy, { review: review.id, askedBy })
    const may = await requireDeciders(act, policy, benefit)
    const waiver = act.id()
    await act.insert('waivers', {
      id: waiver,
      review: review.id,
      askedBy,
      reason,
      until,
      askedAt: act.now,
      state: 'open',
      endedAt: null,
      decidedBy: null,
      onBehalfOf: null,
      grantedUntil: null,
      comment: null,
      voidReason: null,
    })
    const acting = await actingOnWaiver(act, may, benefit)
    const decideBy = dueInBusinessDays(act.calendar, 'decide', act.today)
    const obligation = await openObligation(act, {
      kind: 'decide',
      policy: policy.id,
      subject: waiver,
      openedOn: act.today,
      dueOn: decideBy,
      holders: acting,
      isTold: true,
    })
    for (const { id } of acting) await requestDecision(act, obligation, id)
    act.note(policy.id)
    return { waiver, decideBy }
  },
}

export async function refuseAsked(act: Act, policy: PolicyRow, review: ReviewRow): Promise<void> {
  const open = await openWaiverOf(act.trx, act.workspace, review.id)
  if (open) refuse('waiver_open', { code: policy.code, until: sayDay(open.until, act.today) })
}

/** Refused with the remedy where nobody remains who does not benefit. */
export async function requireDeciders(act: Act, policy: PolicyRow, benefit: Benefit): Promise<Candidate[]> {
  const may = await mayDecideWaiver(act, policy, benefit)
  return may.length > 0 ? may : refuse('waiver_undecidable', { code: policy.code })
}
