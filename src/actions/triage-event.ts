import { mergedInto } from '../../db/events.ts'
import type { EventRow, PolicyRow } from '../../db/schema.ts'
import { reviewDue } from '../rules/events.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { causeReview } from './cause-review.ts'
import { settleOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy, requireText } from './policy-fields.ts'
import { requireEvent, tellReporter } from './reports.ts'
import { personActing, rolesOf } from './roles.ts'

export type TriageEvent = {
  event: string
  reason: string
  decision:
    | { is: 'significant'; policies: string[]; effectiveOn: Day | null; dueOn: Day | null }
    | { is: 'not significant' }
    /** Of the same thing: the other report stands for both. */
    | { is: 'merged'; into: string }
}
type Loaded = { event: EventRow; policies: PolicyRow[]; into: EventRow | null }

/** A person decides what a report means, always with a reason: each chosen policy is reviewed because of it. */
export const triageEvent: Action<TriageEvent, Loaded, { reviews: string[] }> = {
  name: 'triage-event',
  async load(act, { event: id, reason, decision }) {
    const event = await requireEvent(act, id)
    if (event.state !== 'reported') refuse('event_decided', { number: event.number, state: event.state })
    requireText(reason, 'reason', 'reason')
    const into = decision.is === 'merged' ? await requireEvent(act, decision.into) : null
    if (into && (into.id === event.id || into.state === 'merged'))
      refuse('unknown_event', { number: `E-${into.number} to merge with` }, 'into')
    const policies = decision.is === 'significant' ? await reviewable(act, decision.policies) : []
    return { event, policies, into }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { event, policies, into }, { reason, decision }) {
    const effectiveOn = decision.is === 'significant' ? decision.effectiveOn : null
    await act.write(
      'events',
      { id: event.id },
      {
        state: decision.is,
        reason,
        effectiveOn,
        decidedBy: personActing(act),
        decidedByRule: null,
        decidedAt: act.now,
        mergedInto: into?.id ?? null,
      },
    )
    await settleOf(act, 'triage', event.id, 'met')
    const reviews: string[] = []
    if (decision.is === 'significant') {
      const { category } = event
      const deadline = { category, decidedOn: act.today, effectiveOn }
      const dueOn = reviewDue(act.calendar, deadline, act.settings, decision.dueOn)
      for (const policy of policies) reviews.push(await causeReview(act, policy, event.id, dueOn))
    }
    const merged = await mergedInto(act.trx, act.workspace, event.id)
    // Who stands for others goes over to the one that stands for it, and they with it.
    if (into) for (const { id } of merged) await act.write('events', { id }, { mergedInto: into.id })
    for (const one of [event, ...merged]) await tellReporter(act, one)
    act.note(event.id)
    return { reviews }
  },
}

async function reviewable(act: Act, ids: readonly string[]): Promise<PolicyRow[]> {
  if (ids.length === 0) refuse('no_policy_chosen', {}, 'policies')
  const policies: PolicyRow[] = []
  for (const id of ids) {
    const policy = await requirePolicy(act, id)
    refuseRetired(policy)
    policies.push(policy)
  }
  return policies
}
