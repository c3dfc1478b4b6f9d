import { policyById, versionById, versionsOf } from '../../../db/policies.ts'
import { awaitingSubmission, reviewById, submissionById } from '../../../db/reviews.ts'
import type { PolicyRow, ReviewRow, SubmissionRow, VersionRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { requirePolicy } from '../../actions/policy-fields.ts'
import { requireOpenReview } from '../../actions/reviewing.ts'
import type { About } from '../../rules/message-facts.ts'
import { refuse } from '../../rules/refusal.ts'

/** What a window is about: by its own id, as buttons name it, or by a policy, as commands do. */

export function aboutOf({ id, code, title }: PolicyRow): About {
  return { policy: id, code, title }
}

export async function reviewOf(act: Act, subject: string): Promise<{ policy: PolicyRow; review: ReviewRow }> {
  const review = await reviewById(act.trx, act.workspace, subject)
  if (review) return { policy: await policyOf(act, review.policy), review }
  const policy = await requirePolicy(act, subject)
  return { policy, review: await requireOpenReview(act, policy) }
}

export async function submissionOf(
  act: Act,
  subject: string,
): Promise<{ policy: PolicyRow; submission: SubmissionRow }> {
  const named = await submissionById(act.trx, act.workspace, subject)
  if (named) return { policy: await policyOf(act, named.policy), submission: named }
  const policy = await requirePolicy(act, subject)
  const awaiting = await awaitingSubmission(act.trx, act.workspace, policy.id)
  return { policy, submission: awaiting ?? refuse('not_awaiting', { code: policy.code }) }
}

/** By its id; of a policy, the version in force. */
export async function versionOf(
  act: Act,
  subject: string,
): Promise<{ policy: PolicyRow; version: VersionRow }> {
  const named = await versionById(act.trx, act.workspace, subject)
  if (named) return { policy: await policyOf(act, named.policy), version: named }
  const policy = await requirePolicy(act, subject)
  const versions = await versionsOf(act.trx, act.workspace, policy.id)
  const current = versions.find(({ state }) => state === 'in force')
  return {
    policy,
    version:
      current ??
      refuse('wrong_state', {
        what: `"${policy.code}"`,
        state: 'without a version in force',
        wanted: 'read',
        remedy: 'Submit its first version, and have it endorsed.',
      }),
  }
}

async function policyOf(act: Act, id: string): Promise<PolicyRow> {
  return (await policyById(act.trx, act.workspace, id)) ?? refuse('unknown_policy', { code: id })
}

/** The version in force; of that one itself, or one before it, the version that it followed. */
export async function comparedWith(
  { trx, workspace }: Act,
  version: VersionRow,
): Promise<VersionRow | undefined> {
  const versions = await versionsOf(trx, workspace, version.policy)
  const current = versions.find(({ state }) => state === 'in force')
  if (version.inForceAt === null) return current
  const since = version.inForceAt
  return versions.findLast((other) => other.inForceAt !== null && other.inForceAt < since)
}
