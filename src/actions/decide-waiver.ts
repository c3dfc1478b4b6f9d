import { personById } from '../../db/people.ts'
import { delegationsOn } from '../../db/reviews.ts'
import { parseDay } from '../rules/calendar.ts'
import type { Candidate } from '../rules/endorsement.ts'
import { longestText } from '../rules/limits.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day, Role } from '../rules/terms.ts'
import { benefitOf, checkUntil } from '../rules/waiver.ts'
import type { Act } from './act.ts'
import { deputyFor } from './asked.ts'
import { candidateOf } from './eligible.ts'
import { settleOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { approversOf, personActing, rolesOf } from './roles.ts'
import { type Benefit, mayDecideWaiver, whoBenefits } from './waiver-deciders.ts'
import { type LoadedWaiver, requireOpenWaiver, tellDecision, waive } from './waivers.ts'

/** Who grants may shorten it, and need not say why; who refuses says why. */
export type DecideWaiver = {
  waiver: string
  decision: { is: 'granted'; until: Day; comment: string | null } | { is: 'refused'; reason: string }
}
type Loaded = LoadedWaiver & { benefit: Benefit; may: Candidate[] }

/** An approver who does not benefit from it decides. Granted, the review keeps its due date, and is owed later. */
export const decideWaiver: Action<DecideWaiver, Loaded, { until: Day | null }> = {
  name: 'decide-waiver',
  async load(act, { waiver: id, decision }) {
    const loaded = await requireOpenWaiver(act, id)
    if (decision.is === 'refused') requireText(decision.reason, 'reason', 'reason')
    else checkGrant(decision)
    const benefit = await whoBenefits(act, loaded.policy, loaded.waiver)
    return { ...loaded, benefit, may: await mayDecideWaiver(act, loaded.policy, benefit) }
  },
  roles: waiverRoles,
  async carryOut(act, loaded, { decision }) {
    const { waiver, review, policy } = loaded
    const by = await requireUnbenefited(act, loaded)
    const until = decision.is === 'granted' ? decision.until : null
    if (until !== null) checkUntil({ ...review, code: policy.code }, until, act.today, waiver.until)
    await act.write(
      'waivers',
      { id: waiver.id },
      {
        state: decision.is,
        endedAt: act.now,
        ...by,
        grantedUntil: until,
        comment: decision.is === 'granted' ? decision.comment : decision.reason,
      },
    )
    await settleOf(act, 'decide', waiver.id, 'met')
    if (until !== null) await waive(act, review, until)
    await tellDecision(act, loaded, by.decidedBy)
    act.note(policy.id)
    return { until }
  },
}

function checkGrant({ until, comment }: { until: Day; comment: string | null }): void {
  if (!parseDay(until)) refuse('bad_day', { came: until }, 'until')
  if (comment !== null && comment.length > longestText)
    refuse('bad_text', { field: 'comment', longest: longestText, came: comment.length }, 'comment')
}

/** An approver, whoever may decide in their place, and who acts for one of them today. */
export async function waiverRoles(
  act: Act,
  { policy, may }: Pick<Loaded, 'policy' | 'may'>,
): Promise<Role[]> {
  const roles = await rolesOf(act, policy)
  if (roles.length === 0 || act.actor.kind !== 'person') return roles
  const person = act.actor.id
  const deciding = [...(await approversOf(act, policy.id)), ...may].map(({ id }) => id)
  const delegations = await delegationsOn(act.trx, act.workspace, act.today)
  for (const id of deciding)
    if (id === person || (await deputyFor(act, id, delegations)) === person) return [...roles, 'approver']
  return roles
}

/** Who decides, and for whom. Refused for who benefits, in whatever way they come. */
async function requireUnbenefited(
  act: Act,
  { benefit, may }: Loaded,
): Promise<{ decidedBy: string; onBehalfOf: string | null }> {
  const decidedBy = personActing(act)
  const me = await personById(act.trx, act.workspace, decidedBy)
  const why = me ? benefitOf(candidateOf(me), benefit) : 'you are not known here'
  if (why !== null) refuse('waiver_benefits', { why })
  if (may.some(({ id }) => id === decidedBy)) return { decidedBy, onBehalfOf: null }
  const delegations = await delegationsOn(act.trx, act.workspace, act.today)
  for (const { id } of may)
    if ((await deputyFor(act, id, delegations)) === decidedBy) return { decidedBy, onBehalfOf: id }
  return refuse('waiver_benefits', { why: 'who you would act for may not decide on it' })
}
