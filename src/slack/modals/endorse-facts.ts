import { causesOf, eventsSince, openObligationOn } from '../../../db/facts.ts'
import { personById } from '../../../db/people.ts'
import { versionById } from '../../../db/policies.ts'
import type { PolicyRow, SubmissionRow, VersionRow } from '../../../db/schema.ts'
import { deciderRoles, loadDecided, requireFree } from '../../actions/deciding.ts'
import { authorshipOf, findEligible } from '../../actions/eligible.ts'
import { difference } from '../../rules/difference.ts'
import { causesFor } from '../../rules/disclosure.ts'
import { permit } from '../../rules/permission.ts'
import type { EndorseForm } from '../views/modals/endorse.ts'
import type { Ask, Stamp } from './modal.ts'
import { aboutOf, comparedWith, submissionOf } from './subjects.ts'

/** What an approver decides on, for endorsing and for sending back. */
export type EndorseFacts = EndorseForm & { policyRow: PolicyRow; row: SubmissionRow }

export async function readEndorse({ act, who, subject }: Ask): Promise<EndorseFacts> {
  const { trx, workspace } = act
  const { policy, submission } = await submissionOf(act, subject)
  const version = submission.version ? await versionById(trx, workspace, submission.version) : undefined
  const isVersion = submission.kind === 'version'
  const asked = await openObligationOn(trx, workspace, 'endorse', submission.id)
  const submitter = await personById(trx, workspace, submission.submittedBy)
  const { isSingle } = await findEligible(act, policy, authorshipOf(submission, version ?? null))
  return {
    ...aboutOf(policy),
    submission: submission.id,
    kind: submission.kind,
    number: version?.number ?? null,
    changeKind: isVersion ? (version?.changeKind ?? null) : null,
    scope: submission.scope,
    summary: isVersion ? (version?.summary ?? null) : null,
    statement: submission.statement,
    considered: JSON.parse(submission.considered) as string[],
    causes: submission.review ? causesFor(who.id, await causesOf(trx, workspace, submission.review)) : [],
    submittedBy: { name: submitter?.name ?? 'unknown', slackId: submitter?.slackId ?? null },
    submittedAt: submission.submittedAt,
    dueOn: asked?.obligation.dueOn ?? null,
    effectiveOn: isVersion ? (version?.effectiveOn ?? null) : null,
    sha256: submission.sha256,
    ...(await textsOf(act, submission, version)),
    eventsSince: await eventsSince(trx, workspace, policy.id, submission.submittedAt),
    isSingle,
    today: act.today,
    zone: act.calendar.zone,
    policyRow: policy,
    row: submission,
  }
}

async function textsOf(
  act: Ask['act'],
  submission: SubmissionRow,
  version: VersionRow | undefined,
): Promise<Pick<EndorseForm, 'text' | 'canCompare' | 'difference'>> {
  const attached = submission.content === null ? null : submission.id
  const text = version?.content ? version.id : attached
  if (submission.kind !== 'version' || !version?.content) return { text, canCompare: false, difference: null }
  const before = await comparedWith(act, version)
  if (!before?.content) return { text, canCompare: false, difference: null }
  return { text, canCompare: true, difference: difference(before.content, version.content) }
}

/** By the same judgement as the action's, so that nobody fills in a form for nothing. */
export async function requireDecider({ act }: Ask, { row }: EndorseFacts): Promise<void> {
  const decided = await loadDecided(act, row.id, row.sha256)
  permit('endorse', await deciderRoles(act, decided))
  await requireFree(act, decided)
}

/** The decision is bound to the SHA-256 that was shown. */
export function boundTo({ policyRow, row }: EndorseFacts): Stamp {
  return { about: policyRow.id, submission: row.id, sha256: row.sha256 }
}

export function shownIn(from: Stamp): { submission: string; sha256: string | null } {
  return { submission: String(from.submission), sha256: typeof from.sha256 === 'string' ? from.sha256 : null }
}
