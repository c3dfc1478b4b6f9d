import { peopleByIds } from '../../db/people.ts'
import { awaitingSubmission, delegationsOn, standingEndorsements } from '../../db/reviews.ts'
import type { PersonRow, PolicyRow, ReviewRow, SubmissionRow, VersionRow } from '../../db/schema.ts'
import { type Authorship, type Candidate, deputyOn, eligible, standing } from '../rules/endorsement.ts'
import { refuse } from '../rules/refusal.ts'
import { answerBy } from '../rules/schedule.ts'
import type { ReviewScope, SubmissionKind } from '../rules/terms.ts'
import type { Act } from './act.ts'
import {
  addHolder,
  holdersOf,
  openObligation,
  openObligationOf,
  planEscalation,
  settleOf,
} from './obligations.ts'
import { approvalRuleOf } from './policy-fields.ts'
import { approversOf, managersOf } from './roles.ts'

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

export function authorshipOf(submission: SubmissionRow, version: VersionRow | null): Authorship {
  const isReaffirmation = submission.kind !== 'version'
  return {
    author: isReaffirmation ? null : (version?.author ?? null),
    editors: isReaffirmation || !version ? [] : (JSON.parse(version.editors) as string[]),
    submittedBy: submission.submittedBy,
  }
}

/** The approvers who may decide; refused with the remedy where nobody remains. */
export async function requireEligible(
  act: Act,
  policy: PolicyRow,
  by: Authorship,
): Promise<{ may: Candidate[]; isSingle: boolean }> {
  const approvers = await approversOf(act, policy.id)
  if (approvers.length === 0) refuse('no_approver', { code: policy.code })
  const involved = await peopleByIds(
    act.trx,
    act.workspace,
    [by.author, ...by.editors, by.submittedBy].filter((id) => id !== null),
  )
  const candidates = approvers.map(candidateOf)
  const { may, barred } = eligible(candidates, by, involved.map(candidateOf))
  if (may.length > 0) return { may, isSingle: false }
  const managers = (await managersOf(act)).map(candidateOf)
  const instead = barred.every(({ why }) => why === 'no longer active')
    ? eligible(managers, by, involved.map(candidateOf)).may
    : []
  if (instead.length > 0) return { may: instead.slice(0, 1), isSingle: false }
  const active = candidates.filter((person) => person.isActive)
  if (act.settings.singleApprover && active.length > 0) return { may: active, isSingle: true }
  const names = barred.map(({ person, why }) => `${approvers.find((a) => a.id === person.id)?.name}: ${why}`)
  return refuse('all_barred', { code: policy.code, why: names.join('; ') })
}

export function candidateOf(person: PersonRow): Candidate {
  return {
    id: person.id,
    email: person.email,
    isActive: person.deactivatedAt === null && !person.isBot && !person.isOutsider,
  }
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
    dueOn: answerBy(act.calendar, act.today, reviewDue),
    holders: acting,
    isTold: true,
  })
  for (const { id } of acting) await requestEndorsement(act, submission.id, obligation, id)
}

/** Who is asked for each approver today: their deputy, unless the deputy may not decide on this. */
export async function actingFor(
  act: Act,
  awaited: readonly Candidate[],
  submission: SubmissionRow,
): Promise<{ id: string; standInFor: string | null }[]> {
  const delegations = await delegationsOn(act.trx, act.workspace, act.today)
  return awaited.map((person) => {
    const deputy = deputyOn(person.id, delegations, act.today)
    const isFree = deputy !== null && deputy !== submission.submittedBy
    return isFree && deputy !== person.id
      ? { id: deputy, standInFor: person.id }
      : { id: person.id, standInFor: null }
  })
}

export async function requestEndorsement(
  act: Act,
  submission: string,
  obligation: string,
  person: string,
): Promise<void> {
  await act.notify({
    key: `endorsement request:${submission}:${person}`,
    to: { id: person, isChannel: false },
    kind: 'endorsement request',
    lane: 'urgent',
    when: 'at once',
    items: [{ obligation: 'endorse', subject: obligation, as: 'holder' }],
  })
}

/** After a decision: who has decided is no longer reminded, and who is next in order is asked. */
export async function askNext(
  act: Act,
  submission: SubmissionRow,
  decidedBy: string,
  awaited: readonly Candidate[],
): Promise<void> {
  const open = await openObligationOf(act, 'endorse', submission.id)
  if (!open) return
  await act.remove('obligationHolders', { obligation: open.id, holder: decidedBy, as: 'holder' })
  const present = (await holdersOf(act, open.id)).map((row) => row.holder)
  for (const { id, standInFor } of await actingFor(act, awaited, submission)) {
    if (present.includes(id)) continue
    await addHolder(act, open, id, { standInFor, isTold: true })
    await requestEndorsement(act, submission.id, open.id, id)
  }
  await planEscalation(act, open.id)
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

/** Tells the submitter and the owner at once what became of it. */
export async function tellOutcome(
  act: Act,
  policy: PolicyRow,
  submission: SubmissionRow,
  kind: 'outcome' | 'sent back',
): Promise<void> {
  const people = new Set([submission.submittedBy, policy.owner].filter((id) => id !== null))
  for (const id of people) {
    await act.notify({
      key: `${kind}:${submission.id}:${id}`,
      to: { id, isChannel: false },
      kind,
      lane: 'urgent',
      when: 'at once',
      items: [{ obligation: 'outcome', subject: submission.id, as: 'holder' }],
    })
  }
}
