import { awaitingSubmission, standingEndorsements } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow, SubmissionRow, VersionRow } from '../../db/schema.ts'
import { type Candidate, standing } from '../rules/endorsement.ts'
import { refuse } from '../rules/refusal.ts'
import { answerBy } from '../rules/schedule.ts'
import type { ReviewScope, SubmissionKind } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { actingFor, requestEndorsement } from './asked.ts'
import { authorshipOf, requireEligible } from './eligible.ts'
import { openObligation, settleOf } from './obligations.ts'
import { approvalRuleOf } from './policy-fields.ts'
import { whoHolds } from './succession.ts'
import { voidWaiver } from './waivers.ts'

/** What awaits endorsement: one submission of a policy at a time, and who is asked about it. */

export type NewSubmission = {
  kind: SubmissionKind
  review: ReviewRow | null
  version: VersionRow | null
  sha256: string | null
  scope: ReviewScope
  statement: string | null
  content: string | null
  considered: string[]
  submittedBy: string
}

export async function refuseAwaiting(act: Act, policy: PolicyRow): Promise<void> {
  const awaiting = await awaitingSubmission(act.trx, act.workspace, policy.id)
  if (awaiting) refuse('awaiting', { kind: awaiting.kind, code: policy.code })
}

export async function submit(act: Act, policy: PolicyRow, wanted: NewSubmission): Promise<string> {
  await refuseAwaiting(act, policy)
  const submission: SubmissionRow = {
    workspace: act.workspace,
    id: act.id(),
    policy: policy.id,
    review: wanted.review?.id ?? null,
    kind: wanted.kind,
    state: 'awaiting',
    version: wanted.version?.id ?? null,
    sha256: wanted.sha256,
    scope: wanted.scope,
    statement: wanted.statement,
    content: wanted.content,
    considered: JSON.stringify(wanted.considered),
    submittedBy: wanted.submittedBy,
    submittedAt: act.now,
    endedAt: null,
    reason: null,
  }
  const { may } = await requireEligible(act, policy, authorshipOf(submission, wanted.version))
  const { workspace: _, ...row } = submission
  await act.insert('submissions', row)
  if (wanted.review) {
    await settleOf(act, 'review', wanted.review.id, 'met')
    await voidWaiver(act, wanted.review.id, 'submitted')
    const revision = wanted.review.revision + 1
    await act.write(
      'reviews',
      { id: wanted.review.id },
      { state: 'submitted', submittedAt: act.now, revision },
    )
  }
  await ask(act, policy, submission, may, wanted.review)
  return submission.id
}

async function ask(
  act: Act,
  policy: PolicyRow,
  submission: SubmissionRow,
  may: Candidate[],
  review: ReviewRow | null,
): Promise<void> {
  const { awaited } = standing(approvalRuleOf(act, policy), may, [])
  const reviewDue = review ? (review.waivedUntil ?? review.dueOn) : null
  const acting = await actingFor(act, awaited, submission)
  const obligation = await openObligation(act, {
    kind: 'endorse',
    policy: policy.id,
    subject: submission.id,
    openedOn: act.today,
    dueOn: answerBy(act.calendar, act.today, reviewDue, 'endorse'),
    holders: acting,
    isTold: true,
  })
  for (const { id } of acting) await requestEndorsement(act, submission.id, obligation, id)
}

/** Ends a submission that was not endorsed; what was given for it is void. */
export async function endSubmission(
  act: Act,
  submission: SubmissionRow,
  state: 'sent back' | 'recalled' | 'void',
  reason: string | null,
): Promise<void> {
  await act.write('submissions', { id: submission.id }, { state, endedAt: act.now, reason })
  for (const given of await standingEndorsements(act.trx, act.workspace, submission.id)) {
    if (given.decision === 'endorsed')
      await act.write('endorsements', { id: given.id }, { voidedAt: act.now })
  }
  await settleOf(
    act,
    'endorse',
    submission.id,
    state === 'sent back' ? 'met' : 'void',
    state === 'sent back' ? null : state,
  )
}

/** Tells the submitter and the owner at once what became of it; of a send-back also who holds the review now. */
export async function tellOutcome(
  act: Act,
  policy: PolicyRow,
  submission: SubmissionRow,
  kind: 'outcome' | 'sent back',
): Promise<void> {
  const held = kind === 'sent back' ? await whoHolds(act, policy) : null
  const people = new Set([submission.submittedBy, policy.owner, held?.holder].filter((id) => id != null))
  for (const id of people) {
    await act.notify({
      id: `${kind}:${submission.id}:${id}`,
      to: { id, isChannel: false },
      kind,
      lane: 'urgent',
      items: [{ obligation: 'outcome', subject: submission.id, as: 'holder' }],
    })
  }
}
