import { personById } from '../../db/people.ts'
import { peopleInRole } from '../../db/policies.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { dueInBusinessDays } from '../rules/schedule.ts'
import { holderOf } from '../rules/standing-in.ts'
import type { Act } from './act.ts'
import { openObligation, openObligationOf } from './obligations.ts'
import { managersOf, possible } from './roles.ts'

/** The line of succession of a policy: its owner, the deputies in order, the policy managers in order. */

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
