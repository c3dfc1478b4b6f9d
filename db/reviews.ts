import type { Reads } from './engine.ts'
import type { DelegationRow, EndorsementRow, ReviewRow, SubmissionRow } from './schema.ts'

export async function reviewById(db: Reads, workspace: string, id: string): Promise<ReviewRow | undefined> {
  return await db
    .selectFrom('reviews')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Reviews of a policy that are neither concluded nor void. */
export async function unconcludedReviews(db: Reads, workspace: string, policy: string): Promise<ReviewRow[]> {
  return await db
    .selectFrom('reviews')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('policy', '=', policy)
    .where('state', 'in', ['open', 'in progress', 'submitted'])
    .orderBy('openedOn')
    .execute()
}

export async function reviewsOf(db: Reads, workspace: string, policy: string): Promise<ReviewRow[]> {
  return await db
    .selectFrom('reviews')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('policy', '=', policy)
    .orderBy('openedOn')
    .orderBy('id')
    .execute()
}

export async function submissionById(
  db: Reads,
  workspace: string,
  id: string,
): Promise<SubmissionRow | undefined> {
  return await db
    .selectFrom('submissions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Submissions of a review, the first first. */
export async function submissionsOfReview(
  db: Reads,
  workspace: string,
  review: string,
): Promise<SubmissionRow[]> {
  return await db
    .selectFrom('submissions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('review', '=', review)
    .orderBy('submittedAt')
    .execute()
}

export async function awaitingSubmission(
  db: Reads,
  workspace: string,
  policy: string,
): Promise<SubmissionRow | undefined> {
  return await db
    .selectFrom('submissions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('policy', '=', policy)
    .where('state', '=', 'awaiting')
    .executeTakeFirst()
}

/** Decisions on a submission that count: those voided by a change are left out. */
export async function standingEndorsements(
  db: Reads,
  workspace: string,
  submission: string,
): Promise<EndorsementRow[]> {
  return await db
    .selectFrom('endorsements')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('submission', '=', submission)
    .where('voidedAt', 'is', null)
    .orderBy('at')
    .execute()
}

/** Where periods of one person overlap, the one that was said last comes first: it corrects those before. */
export async function delegationsOn(db: Reads, workspace: string, day: string): Promise<DelegationRow[]> {
  const rows = await db
    .selectFrom('delegations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('fromOn', '<=', day)
    .where('untilOn', '>=', day)
    .execute()
  return rows.sort((a, b) => entryOf(b.id) - entryOf(a.id))
}

/** An id begins with the number of the entry that made it: as text, 100 would come before 99. */
const entryOf = (id: string): number => Number(id.split('.')[0])

export async function delegationById(
  db: Reads,
  workspace: string,
  id: string,
): Promise<DelegationRow | undefined> {
  return await db
    .selectFrom('delegations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Submissions of a version, the first first. */
export async function submissionsOfVersion(
  db: Reads,
  workspace: string,
  version: string,
): Promise<SubmissionRow[]> {
  return await db
    .selectFrom('submissions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('version', '=', version)
    .orderBy('submittedAt')
    .execute()
}
