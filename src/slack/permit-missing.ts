import type { PersonRow, PolicyRow } from '../../db/schema.ts'
import type { Act } from '../actions/act.ts'
import { approversOf, rolesOf } from '../actions/roles.ts'
import { refuse } from '../rules/refusal.ts'
import type { Role } from '../rules/terms.ts'
import { askInstead } from './permit-here.ts'

/** Who sees more of a policy than everybody does. */
export const readers: readonly Role[] = ['owner', 'deputy', 'holder', 'manager', 'auditor']

/** Who is missing is for those who look after the policy; others hear whom to ask. */
export async function permitMissing(act: Act, who: PersonRow, policy: PolicyRow): Promise<void> {
  const roles = await rolesOf(act, policy)
  if (roles.some((role) => readers.includes(role))) return
  if ((await approversOf(act, policy.id)).some(({ id }) => id === who.id)) return
  refuse('not_permitted', {
    who: 'the owner, a deputy, an approver, a policy manager or an auditor',
    what: 'see who is missing',
    ask: await askInstead(act, policy),
  })
}
