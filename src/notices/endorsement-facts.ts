import { endorsersOf } from '../../db/endorsements.ts'
import {
  causesOf,
  eventsSince,
  openObligationFacts,
  openObligationOn,
  type SubmissionFacts,
  submissionFacts,
} from '../../db/facts.ts'
import { peopleById } from '../../db/people.ts'
import { versionsOf } from '../../db/policies.ts'
import { reviewById, submissionsOfReview, unconcludedReviews } from '../../db/reviews.ts'
import type { NoticeItemRow, ReviewRow, SubmissionRow, VersionRow } from '../../db/schema.ts'
import { dayIn, daysBetween } from '../rules/calendar.ts'
import { difference } from '../rules/difference.ts'
import { causesFor } from '../rules/disclosure.ts'
import { type EndorseItem, type Named, named, type OutcomeItem } from '../rules/message-facts.ts'
import type { Day } from '../rules/terms.ts'
import { deciderOf, submittedBy } from './decision-facts.ts'
import type { Reading } from './facts.ts'
import { isStill } from './review-facts.ts'

export async function endorseItem(reading: Reading, item: NoticeItemRow): Promise<EndorseItem | null> {
  const { db, workspace, recipient } = reading
  const facts = await openObligationFacts(db, workspace, item.subject)
  if (!facts || !isStill(facts.holders, recipient, item.as)) return null
  const about = await submissionFacts(db, workspace, facts.obligation.subject)
  if (!about) return null
  const { submission, policy, version, review } = about
  const held = facts.holders.filter((holder) => holder.as === 'holder')
  const absentId = held.find((holder) => holder.holder === recipient)?.standInFor ?? null
  const authors = version ? [...new Set([version.author, ...(JSON.parse(version.editors) as string[])])] : []
  const people = await peopleById(db, workspace, [submission.submittedBy, absentId, ...authors])
  const name = (id: string | null): Named[] => {
    const person = id === null ? undefined : people.get(id)
    return person ? [named(person)] : []
  }
  return {
    is: 'endorse',
    as: item.as,
    obligation: facts.obligation.id,
    subject: submission.id,
    policy: policy.id,
    code: policy.code,
    title: policy.title,
    kind: submission.kind,
    dueOn: facts.obligation.dueOn,
    number: version?.number ?? null,
    changeKind: submission.kind === 'version' ? (version?.changeKind ?? null) : null,
    effectiveOn: submission.kind === 'version' ? (version?.effectiveOn ?? null) : null,
    scope: submission.scope,
    summary: submission.kind === 'version' ? (version?.summary ?? null) : null,
    statement: submission.statement,
    considered: JSON.parse(submission.considered) as string[],
    causes: review ? causesFor(recipient, await causesOf(db, workspace, review.id)) : [],
    late: review && lateOf(review, dayIn(reading.zone, submission.submittedAt)),
    writtenBy: submission.kind === 'version' ? authors.flatMap(name) : [],
    submittedBy: name(submission.submittedBy)[0] ?? { name: 'unknown', slackId: null },
    submittedAt: submission.submittedAt,
    awaited: held.flatMap((holder) => (holder.person ? [named(holder.person)] : [])),
    standInFor: name(absentId)[0] ?? null,
    sha256: submission.sha256,
    ...(await textsOf(reading, submission, version)),
    eventsSince: await eventsSince(db, workspace, policy.id, submission.submittedAt),
  }
}

function lateOf({ dueOn, waivedUntil }: ReviewRow, submittedOn: Day): EndorseItem['late'] {
  const days = Math.max(0, daysBetween(dueOn, submittedOn))
  return days === 0 && waivedUntil === null ? null : { dueOn, waivedUntil, days }
}

/** Which text is decided on, and how it differs from the one in force. */
async function textsOf(
  { db, workspace }: Reading,
  submission: SubmissionRow,
  version: VersionRow | null,
): Promise<Pick<EndorseItem, 'text' | 'canCompare' | 'difference'>> {
  const text = version?.content ? version.id : null
  const isNew = submission.kind === 'version' && version?.content
  const versions = isNew ? await versionsOf(db, workspace, version.policy) : []
  const current = versions.find((other) => other.state === 'in force')
  if (!isNew || !current?.content) return { text, canCompare: false, difference: null }
  return { text, canCompare: true, difference: difference(current.content, version.content ?? '') }
}

export async function outcomeItem(reading: Reading, item: NoticeItemRow): Promise<OutcomeItem | null> {
  const { db, workspace } = reading
  const facts = await submissionFacts(db, workspace, item.subject)
  if (!facts || (facts.submission.state !== 'endorsed' && facts.submission.state !== 'sent back')) return null
  const { submission, policy, version } = facts
  const isEndorsed = submission.state === 'endorsed'
  const deciders = (await endorsersOf(db, workspace, submission.id)).filter(
    (d) => (d.decision === 'endorsed') === isEndorsed,
  )
  const open = await unconcludedReviews(db, workspace, policy.id)
  const next = open.find((review) => review.kind === 'scheduled')
  return {
    is: 'outcome',
    policy: policy.id,
    code: policy.code,
    title: policy.title,
    kind: submission.kind,
    result: isEndorsed ? 'endorsed' : 'sent back',
    number: version?.number ?? null,
    by: deciders.map(deciderOf),
    reason: submission.reason,
    // What is said in sending back is the reason.
    comment: isEndorsed ? (deciders.find(({ comment }) => comment !== null)?.comment ?? null) : null,
    inForceOn: isEndorsed && submission.kind === 'version' ? inForceOn(reading, version) : null,
    nextReviewDueOn: isEndorsed && next ? next.dueOn : null,
    subject: submission.id,
    ...(isEndorsed
      ? { submitAgainBy: null, submitAgainWith: [], review: null, again: null }
      : await afterSendingBack(reading, facts)),
  }
}

function inForceOn({ zone }: Reading, version: VersionRow | null): string | null {
  if (!version) return null
  return version.inForceAt === null ? version.effectiveOn : dayIn(zone, version.inForceAt)
}

/** What was sent back is due anew, or was submitted again since. */
async function afterSendingBack(
  reading: Reading,
  { submission }: SubmissionFacts,
): Promise<Pick<OutcomeItem, 'submitAgainBy' | 'submitAgainWith' | 'review' | 'again'>> {
  const { db, workspace, recipient } = reading
  const none = { submitAgainBy: null, submitAgainWith: [], review: null, again: null }
  if (submission.review === null) return none
  const review = await goesOnIn(reading, submission.review)
  const open = await openObligationOn(db, workspace, 'review', review)
  if (open) {
    const submitAgainBy = open.obligation.dueOn
    if (isStill(open.holders, recipient, 'holder')) return { ...none, submitAgainBy, review }
    const held = open.holders.filter(({ as }) => as === 'holder')
    return {
      ...none,
      submitAgainBy,
      submitAgainWith: held.flatMap(({ person }) => (person ? [named(person)] : [])),
    }
  }
  const later = await submissionsOfReview(db, workspace, review)
  const again = later.findLast(
    (one) => one.id !== submission.id && one.submittedAt >= (submission.endedAt ?? ''),
  )
  return { ...none, again: again ? await submittedBy(reading, again) : null }
}

/** A review out of cycle that came back goes on in the one that was opened meanwhile. */
async function goesOnIn({ db, workspace }: Reading, id: string): Promise<string> {
  const review = await reviewById(db, workspace, id)
  return review?.state === 'void' && review.concludedWith !== null ? review.concludedWith : id
}
