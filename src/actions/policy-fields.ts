import { policyByCode, policyById } from '../../db/policies.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { longestText } from '../rules/limits.ts'
import { keyOf } from '../rules/name-key.ts'
import { refuse } from '../rules/refusal.ts'
import type { ApprovalRule } from '../rules/terms.ts'
import type { Act } from './act.ts'

export async function requirePolicy(act: Act, id: string): Promise<PolicyRow> {
  const policy =
    (await policyById(act.trx, act.workspace, id)) ?? (await policyByCode(act.trx, act.workspace, keyOf(id)))
  return policy ?? refuse('unknown_policy', { code: id })
}

export function refuseRetired(policy: PolicyRow): void {
  if (policy.status === 'retired') refuse('retired', { code: policy.code })
}

export function approvalRuleOf(act: Act, policy: PolicyRow): ApprovalRule {
  if (policy.approvalRule) return JSON.parse(policy.approvalRule) as ApprovalRule
  return { quorum: act.settings.quorum, inOrder: act.settings.approveInOrder }
}

/** What a person must say in words: neither nothing nor more than is kept. */
export function requireText(text: string, field: string, name: string): void {
  if (text.trim() !== '' && text.length <= longestText) return
  refuse('bad_text', { field: name, longest: longestText, came: text.trim() === '' ? 0 : text.length }, field)
}
