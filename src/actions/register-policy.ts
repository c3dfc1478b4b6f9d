import { policyByCode } from '../../db/policies.ts'
import { longestCode, longestTitle } from '../rules/limits.ts'
import { keyOf } from '../rules/name-key.ts'
import { refuse } from '../rules/refusal.ts'
import { longestCadence } from '../rules/schedule.ts'
import type { Audience } from '../rules/terms.ts'
import type { Act } from './act.ts'
import type { Action } from './perform.ts'
import { requireHolders, requireReachable, rolesOf } from './roles.ts'

export type RegisterPolicy = {
  code: string
  title: string
  owner: string
  deputies: string[]
  approvers: string[]
  cadenceMonths: number
  preferredMonth: number | null
  audience: Audience
  tags: string[]
  components: string[]
}

/** A new policy begins as a draft: no clock runs until its first version is endorsed. */
export const registerPolicy: Action<RegisterPolicy, null, { policy: string }> = {
  name: 'register-policy',
  async load(act, request) {
    checkCode(request.code)
    checkTitle(request.title)
    checkCadence(request.cadenceMonths)
    const taken = await policyByCode(act.trx, act.workspace, keyOf(request.code))
    if (taken) refuse('code_taken', { code: taken.code, title: taken.title }, 'code')
    await requireHolders(act, [request.owner], 'owner')
    await requireHolders(act, request.deputies, 'deputy')
    await requireHolders(act, request.approvers, 'approver')
    await requireReachable(act, request.audience, null)
    return null
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, _, request) {
    const policy = act.id()
    await act.insert('policies', {
      id: policy,
      code: request.code,
      codeKey: keyOf(request.code),
      title: request.title,
      titleKey: keyOf(request.title),
      status: 'draft',
      owner: request.owner,
      statedOwner: null,
      cadenceMonths: request.cadenceMonths,
      statedCadence: null,
      preferredMonth: request.preferredMonth,
      approvalRule: null,
      audience: JSON.stringify(request.audience),
      tags: JSON.stringify(request.tags),
      components: JSON.stringify(request.components),
      lastReviewedOn: null,
      activeOn: null,
      retiredOn: null,
      importedRow: null,
      revision: 1,
      createdAt: act.now,
    })
    await setPeople(act, policy, 'deputy', request.deputies)
    await setPeople(act, policy, 'approver', request.approvers)
    act.note(policy)
    return { policy }
  },
}

function checkCode(code: string): void {
  if (code.trim().length < 1 || code.length > longestCode)
    refuse('bad_text', { field: 'code', longest: longestCode, came: code.length }, 'code')
}

export function checkTitle(title: string): void {
  if (title.trim().length < 1 || title.length > longestTitle) {
    refuse('bad_text', { field: 'title', longest: longestTitle, came: title.length }, 'title')
  }
}

export function checkCadence(months: number): void {
  const isFit = Number.isInteger(months) && months >= 1 && months <= longestCadence
  if (!isFit) refuse('bad_cadence', { came: months }, 'cadence')
}

/** The people of a role, in order: what is no longer listed is removed, what is new is added. */
export async function setPeople(
  act: Act,
  policy: string,
  role: 'deputy' | 'approver',
  people: readonly string[],
): Promise<void> {
  const present = await act.trx
    .selectFrom('policyRoles')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('policy', '=', policy)
    .where('role', '=', role)
    .execute()
  for (const row of present) {
    if (!people.includes(row.person)) await act.remove('policyRoles', { policy, person: row.person, role })
  }
  for (const [position, person] of [...new Set(people)].entries()) {
    const known = present.some((row) => row.person === person)
    if (known) await act.write('policyRoles', { policy, person, role }, { position })
    else await act.insert('policyRoles', { policy, person, role, position })
  }
}
