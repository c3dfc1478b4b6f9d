import { peopleByIds } from '../../db/people.ts'
import type { PersonRow, PolicyRow, SubmissionRow, VersionRow } from '../../db/schema.ts'
import { type Authorship, type Candidate, eligible } from '../rules/endorsement.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import { approversOf, managersOf } from './roles.ts'

/** Who may decide on what awaits endorsement. */

/** Who is involved in a text: also a reaffirmation is of a text that somebody wrote. */
export function authorshipOf(submission: SubmissionRow, version: VersionRow | null): Authorship {
  const isOfText = submission.kind !== 'retirement' && version !== null
  return {
    author: isOfText ? version.author : null,
    editors: isOfText ? (JSON.parse(version.editors) as string[]) : [],
    submittedBy: submission.submittedBy,
  }
}

/** The approvers who may decide; refused with the remedy where nobody remains. */
export async function requireEligible(
  act: Act,
  policy: PolicyRow,
  by: Authorship,
): Promise<{ may: Candidate[]; isSingle: boolean }> {
  const { may, isSingle, why } = await findEligible(act, policy, by)
  if (may.length > 0) return { may, isSingle }
  return why === ''
    ? refuse('no_approver', { code: policy.code })
    : refuse('all_barred', { code: policy.code, why })
}

/** Who may decide, perhaps nobody. Where none remains because somebody left, the first manager who may. */
export async function findEligible(
  act: Act,
  policy: PolicyRow,
  by: Authorship,
): Promise<{ may: Candidate[]; isSingle: boolean; why: string }> {
  const approvers = await approversOf(act, policy.id)
  const involved = await involvedIn(act, by)
  const candidates = approvers.map(candidateOf)
  const { may, barred } = eligible(candidates, by, involved)
  if (may.length > 0) return { may, isSingle: false, why: '' }
  if (barred.some(({ why }) => why === 'no longer active')) {
    const managers = eligible((await managersOf(act)).map(candidateOf), by, involved).may
    if (managers.length > 0) return { may: managers.slice(0, 1), isSingle: false, why: '' }
  }
  const active = candidates.filter((person) => person.isActive)
  if (act.settings.singleApprover && active.length > 0) return { may: active, isSingle: true, why: '' }
  const names = barred.map(({ person, why }) => `${approvers.find((a) => a.id === person.id)?.name}: ${why}`)
  return { may: [], isSingle: false, why: names.join('; ') }
}

export async function involvedIn(act: Act, by: Authorship): Promise<Candidate[]> {
  const ids = [by.author, ...by.editors, by.submittedBy].filter((id) => id !== null)
  return (await peopleByIds(act.trx, act.workspace, ids)).map(candidateOf)
}

export function candidateOf(person: PersonRow): Candidate {
  return {
    id: person.id,
    email: person.email,
    isActive: person.deactivatedAt === null && !person.isBot && !person.isOutsider,
  }
}
