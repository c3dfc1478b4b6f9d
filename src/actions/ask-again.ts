import { policyById, versionById } from '../../db/policies.ts'
import { reviewById } from '../../db/reviews.ts'
import type { PolicyRow, SubmissionRow } from '../../db/schema.ts'
import type { Act } from './act.ts'
import { askAwaited } from './asked.ts'
import { authorshipOf, findEligible } from './eligible.ts'
import { finish } from './finish-submission.ts'
import { openObligationOf } from './obligations.ts'
import { managersOf } from './roles.ts'
import { standingOf } from './standing.ts'

/**
 * Who is asked follows who may decide: after an approver left, others were named, or a deputy was. What
 * is endorsed by all who remain is endorsed; where nobody remains, the policy managers are told.
 */
export async function askAgain(act: Act, submission: SubmissionRow): Promise<void> {
  const policy = await policyById(act.trx, act.workspace, submission.policy)
  const obligation = await openObligationOf(act, 'endorse', submission.id)
  if (!policy || !obligation) return
  const version = submission.version
    ? ((await versionById(act.trx, act.workspace, submission.version)) ?? null)
    : null
  const { may, isSingle } = await findEligible(act, policy, authorshipOf(submission, version))
  const { isEndorsed, awaited, decisions } = await standingOf(act, { submission, policy, version, may })
  if (isEndorsed) {
    const review = submission.review
      ? ((await reviewById(act.trx, act.workspace, submission.review)) ?? null)
      : null
    await finish(act, { submission, policy, version, review, may, isSingle })
    return
  }
  const acting = await askAwaited(act, submission, obligation, awaited, decisions)
  if (acting.length === 0) await tellNobodyMay(act, policy, submission)
}

/** Everything that awaits endorsement, after the workspace's own approvers or its rule changed. */
export async function askAgainEverywhere(act: Act): Promise<void> {
  const awaiting = await act.trx
    .selectFrom('submissions')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('state', '=', 'awaiting')
    .orderBy('submittedAt')
    .orderBy('id')
    .execute()
  for (const submission of awaiting) await askAgain(act, submission)
}

async function tellNobodyMay(act: Act, policy: PolicyRow, submission: SubmissionRow): Promise<void> {
  const sentence = `Nobody may endorse what was submitted of "${policy.code}" any more. Name another approver of it.`
  for (const { id } of await managersOf(act)) {
    await act.notify({
      id: `nobody may endorse:${submission.id}:${id}`,
      to: { id, isChannel: false },
      kind: 'trouble',
      lane: 'urgent',
      items: [{ obligation: 'trouble', subject: sentence, as: 'holder' }],
    })
  }
}
