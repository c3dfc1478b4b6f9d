import { settleOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'
import { type LoadedWaiver, requireOpenWaiver } from './waivers.ts'

export type WithdrawWaiver = { waiver: string }

/** Who asked takes it back before it is decided; nobody is asked any more. */
export const withdrawWaiver: Action<WithdrawWaiver, LoadedWaiver, { waiver: string }> = {
  name: 'withdraw-waiver',
  load: (act, request) => requireOpenWaiver(act, request.waiver),
  async roles(act, { waiver, policy }) {
    const roles = await rolesOf(act, policy)
    const isAsker = act.actor.kind === 'person' && act.actor.id === waiver.askedBy
    return isAsker && roles.length > 0 ? [...roles, 'asker'] : roles
  },
  async carryOut(act, { waiver, policy }) {
    await act.write('waivers', { id: waiver.id }, { state: 'withdrawn', endedAt: act.now })
    await settleOf(act, 'decide', waiver.id, 'void', 'withdrawn')
    act.note(policy.id)
    return { waiver: waiver.id }
  },
}
