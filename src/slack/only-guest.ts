import type { Reads } from '../../db/engine.ts'
import { hasPart } from '../../db/holders.ts'
import type { PersonRow } from '../../db/schema.ts'
import type { Act } from '../actions/act.ts'

/** Whether somebody is a guest and nothing else: not named as owner, deputy, approver, policy manager or auditor. */
export async function isOnlyGuest(
  { trx, workspace, settings, today }: Pick<Act, 'workspace' | 'settings' | 'today'> & { trx: Reads },
  { id, isGuest }: Pick<PersonRow, 'id' | 'isGuest'>,
): Promise<boolean> {
  if (isGuest === 0) return false
  if ([...settings.policyManagers, ...settings.approvers, ...settings.auditors].includes(id)) return false
  return !(await hasPart(trx, workspace, id, today))
}
