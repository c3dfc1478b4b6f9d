import { personById } from '../../db/people.ts'
import { policyById, versionById } from '../../db/policies.ts'
import { delegationsOn, reviewById, submissionById } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow, SubmissionRow, VersionRow } from '../../db/schema.ts'
import { barOf, type Candidate } from '../rules/endorsement.ts'
import { refuse } from '../rules/refusal.ts'
import type { Role } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { deputyFor } from './asked.ts'
import { authorshipOf, candidateOf, involvedIn, requireEligible } from './eligible.ts'
import { approversOf, personActing, rolesOf } from './roles.ts'
import { standingOf } from './standing.ts'

/** What a decision on a submission stands on, for endorsing and for sending back. */
export type Decided = {
  submission: SubmissionRow
  policy: PolicyRow
  version: VersionRow | null
  review: ReviewRow | null
  may: Candidate[]
  isSingle: boolean
}

export async function loadDecided(act: Act, id: string, shown: string | null): Promise<Decided> {
  const submission = await submissionById(act.trx, act.workspace, id)
  const policy = submission && (await policyById(act.trx, act.workspace, submission.policy))
  if (!submission || !policy) return refuse('not_awaiting', { code: id })
  if (submission.state !== 'awaiting') refuse('not_awaiting', { code: policy.code })
  if (submission.sha256 !== shown)
    refuse('hash_changed', { shown: shown ?? 'none', found: submission.sha256 ?? 'none' })
  const version = submission.version
    ? ((await versionById(act.trx, act.workspace, submission.version)) ?? null)
    : null
  const review = submission.review
    ? ((await reviewById(act.trx, act.workspace, submission.review)) ?? null)
    : null
  return {
    submission,
    policy,
    version,
    review,
    ...(await requireEligible(act, policy, authorshipOf(submission, version))),
  }
}

/** An approver of the policy, or who acts for one today, counts as approver; whether they may decide is asked next. */
export async function deciderRoles(act: Act, decided: Decided): Promise<Role[]> {
  const roles = await rolesOf(act, decided.policy)
  if (roles.length === 0 || act.actor.kind !== 'person') return roles
  const person = act.actor.id
  const asked = [
    ...(await approversOf(act, decided.policy.id)).map((row) => row.id),
    ...decided.may.map((c) => c.id),
  ]
  const delegations = await delegationsOn(act.trx, act.workspace, act.today)
  for (const approver of asked)
    if (approver === person || (await deputyFor(act, approver, delegations)) === person)
      return [...roles, 'approver']
  return roles
}

/**
 * For whom the actor decides: themselves, or the absent approver they are the deputy of. Refused for who
 * wrote, edited or submitted it, in whatever way they come.
 */
export async function requireFree(
  act: Act,
  decided: Decided,
): Promise<{ approver: string; onBehalfOf: string | null }> {
  const approver = personActing(act)
  const { submission, version, isSingle } = decided
  const by = authorshipOf(submission, version)
  const me = await personById(act.trx, act.workspace, approver)
  const why = me ? barOf(candidateOf(me), by, await involvedIn(act, by)) : 'you are not known here'
  if (why !== null && !isSingle) refuse('barred', { why })
  const { awaited, decisions } = await standingOf(act, decided)
  if (decisions.some((row) => row.approver === approver)) refuse('already_decided')
  if (awaited.some((person) => person.id === approver)) return { approver, onBehalfOf: null }
  const delegations = await delegationsOn(act.trx, act.workspace, act.today)
  for (const absent of awaited)
    if ((await deputyFor(act, absent.id, delegations)) === approver)
      return { approver, onBehalfOf: absent.id }
  if (decisions.some((row) => row.onBehalfOf === approver)) refuse('already_decided')
  if (decided.may.some((person) => person.id === approver)) refuse('barred', { why: 'another decides first' })
  return refuse('barred', { why: 'who you would act for may not decide on this' })
}
