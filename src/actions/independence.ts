import { partIn } from '../../db/holders.ts'
import { peopleById } from '../../db/people.ts'
import { refuse } from '../rules/refusal.ts'
import type { Settings } from '../rules/settings.ts'
import type { Act } from './act.ts'

/** An auditor has no part in what they audit: judged by the settings as they would be. */
export async function requireIndependence(act: Act, changed: Partial<Settings>): Promise<void> {
  const { auditors, policyManagers, approvers } = { ...act.settings, ...changed }
  const people = await peopleById(act.trx, act.workspace, auditors)
  for (const id of auditors) {
    const why = policyManagers.includes(id)
      ? 'they are a policy manager'
      : approvers.includes(id)
        ? 'they are an approver'
        : await partOf(act, id, changed)
    const field = (['auditors', 'policyManagers', 'approvers'] as const).find((key) => key in changed)
    if (why !== null) refuse('not_independent', { name: people.get(id)?.name ?? 'Somebody', why }, field)
  }
}

/** Read of those alone who are named now: whoever was named before is refused every part. */
async function partOf(
  act: Act,
  person: string,
  { auditors = [] }: Partial<Settings>,
): Promise<string | null> {
  if (!auditors.includes(person) || act.settings.auditors.includes(person)) return null
  const part = await partIn(act.trx, act.workspace, person, act.today)
  return part && `they have a part in ${part}`
}
