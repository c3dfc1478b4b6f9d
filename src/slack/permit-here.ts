import { personById } from '../../db/people.ts'
import type { PolicyRow } from '../../db/schema.ts'
import type { Act } from '../actions/act.ts'
import { managersOf, rolesOf } from '../actions/roles.ts'
import { type ActionName, type Known, permit, whomToAsk } from '../rules/permission.ts'

/** Refused with the name of somebody who may: the policy's owner where that helps, else a policy manager. */
export async function permitHere(act: Act, action: ActionName, policy: PolicyRow | null): Promise<void> {
  permit(action, await rolesOf(act, policy), await knownHere(act, policy))
}

/** The sentence that names somebody who may what the owner and policy managers may. */
export async function askInstead(act: Act, policy: PolicyRow): Promise<string> {
  return whomToAsk(['owner', 'manager'], await knownHere(act, policy))
}

async function knownHere(act: Act, policy: PolicyRow | null): Promise<Known> {
  const { trx, workspace } = act
  const owner = policy?.owner ? await personById(trx, workspace, policy.owner) : undefined
  const [manager] = await managersOf(act)
  return {
    ...(owner && owner.deactivatedAt === null ? { owner: owner.name } : {}),
    ...(manager ? { manager: manager.name } : {}),
  }
}
