import type { EventReaders } from '../src/rules/terms.ts'
import type { Reads } from './engine.ts'
import { withReaders } from './event-readers.ts'
import { peopleById } from './people.ts'
import type {
  AcknowledgmentRow,
  EventRow,
  HolderRow,
  ObligationRow,
  PersonRow,
  PolicyRow,
  ReviewRow,
  SubmissionRow,
  VersionRow,
} from './schema.ts'

/** Reads for what a message says at the moment of sending. */

export type ObligationFacts = {
  obligation: ObligationRow
  policy: PolicyRow
  holders: (HolderRow & { person: PersonRow | null })[]
}

/** An open obligation with its policy and those who hold it; undefined once it is settled. */
export async function openObligationFacts(
  db: Reads,
  workspace: string,
  id: string,
): Promise<ObligationFacts | undefined> {
  const facts = await obligationFacts(db, workspace, id)
  return facts?.obligation.state === 'open' ? facts : undefined
}

/** The same of what is open about a subject. */
export async function openObligationOn(
  db: Reads,
  workspace: string,
  kind: ObligationRow['kind'],
  subject: string,
): Promise<ObligationFacts | undefined> {
  const open = await db
    .selectFrom('obligations')
    .select('id')
    .where('workspace', '=', workspace)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return open && (await obligationFacts(db, workspace, open.id))
}

/** An obligation of whatever state, with its policy and those who hold it, or held it last. */
export async function obligationFacts(
  db: Reads,
  workspace: string,
  id: string,
): Promise<ObligationFacts | undefined> {
  const obligation = await db
    .selectFrom('obligations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!obligation?.policy) return undefined
  const policy = await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', obligation.policy)
    .executeTakeFirst()
  if (!policy) return undefined
  return { obligation, policy, holders: await holdersWithPeople(db, workspace, id) }
}

async function holdersWithPeople(
  db: Reads,
  workspace: string,
  obligation: string,
): Promise<ObligationFacts['holders']> {
  const holders = await db
    .selectFrom('obligationHolders')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('obligation', '=', obligation)
    .orderBy('holder')
    .execute()
  const people = await peopleById(
    db,
    workspace,
    holders.map((holder) => holder.holder),
  )
  return holders.map((holder) => ({ ...holder, person: people.get(holder.holder) ?? null }))
}

export type CauseRow = Pick<EventRow, 'category' | 'what'> & { readers: EventReaders }

/** What people reported that caused a review, in the order reported, and who reads it. */
export async function causesOf(db: Reads, workspace: string, review: string): Promise<CauseRow[]> {
  const rows = await db
    .selectFrom('reviewCauses')
    .innerJoin('events', (join) =>
      join
        .onRef('events.workspace', '=', 'reviewCauses.workspace')
        .onRef('events.id', '=', 'reviewCauses.event'),
    )
    .select(['events.id as event', 'events.category', 'events.what'])
    .where('reviewCauses.workspace', '=', workspace)
    .where('reviewCauses.review', '=', review)
    .where('events.state', '=', 'significant')
    .orderBy('events.number')
    .execute()
  return await withReaders(db, workspace, rows)
}

export type SubmissionFacts = {
  submission: SubmissionRow
  policy: PolicyRow
  version: VersionRow | null
  review: ReviewRow | null
}

export async function submissionFacts(
  db: Reads,
  workspace: string,
  id: string,
): Promise<SubmissionFacts | undefined> {
  const submission = await db
    .selectFrom('submissions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!submission) return undefined
  const policy = await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', submission.policy)
    .executeTakeFirstOrThrow()
  const version = submission.version
    ? await db
        .selectFrom('versions')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('id', '=', submission.version)
        .executeTakeFirst()
    : undefined
  const review = submission.review
    ? await db
        .selectFrom('reviews')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('id', '=', submission.review)
        .executeTakeFirst()
    : undefined
  return { submission, policy, version: version ?? null, review: review ?? null }
}

/** Events that were found significant for a policy since an instant, beside those that caused its review. */
export async function eventsSince(
  db: Reads,
  workspace: string,
  policy: string,
  since: string,
): Promise<number> {
  const row = await db
    .selectFrom('reviewCauses as c')
    .innerJoin('reviews as r', (join) =>
      join.onRef('r.workspace', '=', 'c.workspace').onRef('r.id', '=', 'c.review'),
    )
    .innerJoin('events as e', (join) =>
      join.onRef('e.workspace', '=', 'c.workspace').onRef('e.id', '=', 'c.event'),
    )
    .select((e) => e.fn.count<number>('e.id').distinct().as('count'))
    .where('c.workspace', '=', workspace)
    .where('r.policy', '=', policy)
    .where('e.state', '=', 'significant')
    .where('e.decidedAt', '>', since)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export type RequestFacts = { policy: PolicyRow; version: VersionRow; row: AcknowledgmentRow | null }

/** What a person owes for the version of a policy that is in force now. */
export async function requestInForce(
  db: Reads,
  workspace: string,
  policy: string,
  person: string,
): Promise<RequestFacts | undefined> {
  const policyRow = await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', policy)
    .executeTakeFirst()
  const version = await db
    .selectFrom('versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('policy', '=', policy)
    .where('state', '=', 'in force')
    .executeTakeFirst()
  if (!policyRow || !version) return undefined
  const row = await db
    .selectFrom('acknowledgments')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('version', '=', version.id)
    .where('person', '=', person)
    .executeTakeFirst()
  return { policy: policyRow, version, row: row ?? null }
}

/** Those who have not acknowledged a version, by name, at most a few. */
export async function missingPeople(
  db: Reads,
  workspace: string,
  version: string,
  limit: number,
): Promise<PersonRow[]> {
  return await db
    .selectFrom('acknowledgments as a')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'a.workspace').onRef('p.id', '=', 'a.person'),
    )
    .selectAll('p')
    .where('a.workspace', '=', workspace)
    .where('a.version', '=', version)
    .where('a.state', '=', 'open')
    .orderBy('p.name')
    .limit(limit)
    .execute()
}
