import { policyById, versionById } from '../../db/policies.ts'
import { awaitingSubmission, reviewById } from '../../db/reviews.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import { putVersionInForce } from './in-force.ts'
import type { Action } from './perform.ts'
import { resumeReview } from './resume-review.ts'
import { rolesOf } from './roles.ts'
import { endSubmission, tellOutcome } from './submission.ts'

export type PutInForce = { version: string }
type Loaded = { policy: PolicyRow; version: VersionRow }

/** The effective date of a waiting version has begun in the workspace's zone. */
export const putInForce: Action<PutInForce, Loaded, { version: string }> = {
  name: 'put-in-force',
  async load(act, request) {
    const version = await versionById(act.trx, act.workspace, request.version)
    const policy = version && (await policyById(act.trx, act.workspace, version.policy))
    if (!version || !policy) return refuse('unknown_policy', { code: request.version })
    if (version.state !== 'endorsed' || (version.effectiveOn !== null && version.effectiveOn > act.today)) {
      const remedy = 'It comes into force on its effective date.'
      refuse('wrong_state', {
        what: `Version ${version.number}`,
        state: version.state,
        wanted: 'put in force',
        remedy,
      })
    }
    return { policy, version }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { policy, version }) {
    await putVersionInForce(act, policy, version)
    await sendBackReaffirmation(act, policy, version)
    act.note(policy.id)
    return { version: version.id }
  },
}

/** What awaits endorsement as reaffirmed is the text before: nobody can reaffirm it any more. */
async function sendBackReaffirmation(act: Act, policy: PolicyRow, { number }: VersionRow): Promise<void> {
  const awaiting = await awaitingSubmission(act.trx, act.workspace, policy.id)
  if (awaiting?.kind !== 'reaffirmation') return
  const reason = `Version ${number} has come into force meanwhile. Review that one.`
  await endSubmission(act, awaiting, 'sent back', reason)
  const review = awaiting.review && (await reviewById(act.trx, act.workspace, awaiting.review))
  if (review) await resumeReview(act, policy, review, true)
  await tellOutcome(act, policy, awaiting, 'sent back')
}
