import { eventsThatCaused } from '../../db/events.ts'
import { versionsOf } from '../../db/policies.ts'
import { unconcludedReviews } from '../../db/reviews.ts'
import { greaterChange } from '../rules/acknowledgment.ts'
import type { Act } from './act.ts'
import type { Decided } from './deciding.ts'
import { putVersionInForce, voidRequests, withdrawWaiting } from './in-force.ts'
import { settle, settleOf } from './obligations.ts'
import { tellReportersOf } from './reports.ts'
import { concludeReview, openNextReview, voidReview } from './review-cycle.ts'
import { tellOutcome } from './submission.ts'
import { inForce, inTheMaking, waiting } from './versions.ts'

/** The last endorsement: the review concludes, and the version is in force or waits for its day. */
export async function finish(act: Act, decided: Decided): Promise<void> {
  const { submission, policy } = decided
  await act.write('submissions', { id: submission.id }, { state: 'endorsed', endedAt: act.now })
  await settleOf(act, 'endorse', submission.id, 'met')
  if (submission.kind === 'version') await finishVersion(act, decided)
  if (submission.kind === 'reaffirmation') await finishReaffirmation(act, decided)
  await concludeWith(act, decided)
  if (submission.kind === 'retirement') await retire(act, decided)
  await tellOutcome(act, policy, submission, 'outcome')
}

async function finishVersion(act: Act, { policy, version }: Decided): Promise<void> {
  if (!version) return
  const other = waiting(await versionsOf(act.trx, act.workspace, policy.id))
  if (other) await withdrawWaiting(act, policy, `version ${version.number} takes its place`)
  // Nobody has read what it takes the place of: that change comes to people with this one.
  const changeKind = other ? greaterChange(other.changeKind, version.changeKind) : version.changeKind
  const endorsed = { state: 'endorsed' as const, endorsedAt: act.now, changeKind }
  await act.write('versions', { id: version.id }, endorsed)
  if (version.effectiveOn === null || version.effectiveOn <= act.today)
    await putVersionInForce(act, policy, { ...version, changeKind })
}

/**
 * A text attached where none was held becomes that version's, once: the only exception to immutability. One
 * that came in by a register is endorsed from now on, and no register replaces it.
 */
async function finishReaffirmation(act: Act, { submission, version }: Decided): Promise<void> {
  if (!version) return
  const { content, sha256, submittedBy } = submission
  // Who brings a text answers for it like its author, and endorses it in no later year either.
  const attached = content === null ? {} : { content, sha256, author: version.author ?? submittedBy }
  const isFirst = version.endorsedAt === null || submission.content !== null
  if (isFirst) await act.write('versions', { id: version.id }, { ...attached, endorsedAt: act.now })
}

async function concludeWith(act: Act, { submission, policy, version, review }: Decided): Promise<void> {
  const isFirst = policy.status === 'draft' && submission.kind === 'version'
  if (isFirst) await act.write('policies', { id: policy.id }, { status: 'active', activeOn: act.today })
  if (isFirst && !review) await openNextReview(act, policy)
  if (!review) return
  const outcome = { version: 'revised', reaffirmation: 'reaffirmed', retirement: 'retired' } as const
  await concludeReview(act, policy, review, {
    outcome: outcome[submission.kind],
    scope: isFirst ? 'whole policy' : submission.scope,
    version: version?.id ?? null,
    note: submission.statement,
    considered: submission.considered,
  })
}

const retiredReason = 'retired'

/**
 * What is in force is superseded, what is in the making is withdrawn, and nothing is owed any more. What was reported
 * stands, and who reported it hears that the policy it led to is retired.
 */
async function retire(act: Act, { policy, review }: Decided): Promise<void> {
  await act.write('policies', { id: policy.id }, { status: 'retired', retiredOn: act.today })
  const versions = await versionsOf(act.trx, act.workspace, policy.id)
  const current = inForce(versions)
  if (current) {
    await act.write(
      'versions',
      { id: current.id },
      { state: 'superseded', endedAt: act.now, endReason: retiredReason },
    )
    await voidRequests(act, current.id, retiredReason)
  }
  for (const version of [inTheMaking(versions), waiting(versions)]) {
    if (version)
      await act.write(
        'versions',
        { id: version.id },
        { state: 'withdrawn', endedAt: act.now, endReason: retiredReason },
      )
  }
  const reviews = await unconcludedReviews(act.trx, act.workspace, policy.id)
  for (const review of reviews) await voidReview(act, review, retiredReason)
  await voidOpenObligations(act, policy.id)
  const ended = [...reviews.map(({ id }) => id), ...(review ? [review.id] : [])]
  await tellReportersOf(act, await eventsThatCaused(act.trx, act.workspace, ended))
}

async function voidOpenObligations(act: Act, policy: string): Promise<void> {
  const open = await act.trx
    .selectFrom('obligations')
    .select('id')
    .where('workspace', '=', act.workspace)
    .where('policy', '=', policy)
    .where('state', '=', 'open')
    .execute()
  for (const { id } of open) await settle(act, id, 'void', retiredReason)
}
