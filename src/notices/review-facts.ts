import { causesOf, openObligationFacts } from '../../db/facts.ts'
import { peopleById } from '../../db/people.ts'
import { awaitingSubmission, reviewById } from '../../db/reviews.ts'
import type { HolderRow, NoticeItemRow, ObligationRow, PersonRow, ReviewRow } from '../../db/schema.ts'
import { openWaiverOf } from '../../db/waivers.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import { addMilliseconds, dayIn } from '../rules/calendar.ts'
import { causesFor } from '../rules/disclosure.ts'
import { nextToHear } from '../rules/escalation.ts'
import { type FillItem, type Named, named, type ReviewItem } from '../rules/message-facts.ts'
import { isWaivable } from '../rules/waiver.ts'
import type { Reading } from './facts.ts'

/** Whether the receiver still is what the item speaks to them as. */
export function isStill(
  holders: readonly Pick<HolderRow, 'holder' | 'as'>[],
  recipient: string,
  as: NoticeItemRow['as'],
): boolean {
  return holders.some((holder) => holder.holder === recipient && holder.as === as)
}

export async function reviewItem(reading: Reading, item: NoticeItemRow): Promise<ReviewItem | null> {
  const { db, workspace, recipient } = reading
  const facts = await openObligationFacts(db, workspace, item.subject)
  if (!facts || !isStill(facts.holders, recipient, item.as)) return null
  const { obligation, policy, holders } = facts
  const review = await reviewById(db, workspace, obligation.subject)
  if (!review) return null
  const held = holders.filter((holder) => holder.as === 'holder')
  const standInFor = held.find((holder) => holder.holder === recipient)?.standInFor ?? null
  const absent = (await peopleById(db, workspace, [standInFor])).get(standInFor ?? '')
  const waiver = await openWaiverOf(db, workspace, review.id)
  return {
    is: 'review',
    as: item.as,
    obligation: obligation.id,
    subject: review.id,
    policy: policy.id,
    code: policy.code,
    title: policy.title,
    kind: review.kind,
    cadenceMonths: policy.cadenceMonths,
    dueOn: obligation.dueOn,
    reviewDueOn: review.dueOn,
    waivedUntil: review.waivedUntil,
    lastReviewedOn: policy.lastReviewedOn,
    causes: causesFor(recipient, await causesOf(db, workspace, review.id)),
    isAfterSubmission:
      review.kind === 'out of cycle' && (await awaitingSubmission(db, workspace, policy.id)) !== undefined,
    holders: held.flatMap((holder) => (holder.person ? [named(holder.person)] : [])),
    standInFor: absent ? named(absent) : null,
    isStarted: review.state !== 'open',
    snoozedUntil: held.find((holder) => holder.holder === recipient)?.snoozedUntil ?? null,
    waiver: waiver ? { waiver: waiver.id, until: waiver.until, isOwn: waiver.askedBy === recipient } : null,
    mayWaive: waiver === undefined && item.as === 'holder' && isWaivable(review, reading.today),
    mayHandOver: policy.owner === recipient || reading.managers.includes(recipient),
    nextToHear:
      item.as === 'holder' && review.state === 'open' ? await hearsNext(reading, obligation, review) : null,
  }
}

/** Escalation is prepared in the earliest zone, 14 hours before midnight UTC of its day. */
const preparedMilliseconds = 14 * 3_600_000

/** Who is told next while nothing is started: the deputies, or the policy managers, where it is their turn. */
async function hearsNext(
  reading: Reading,
  obligation: ObligationRow,
  review: ReviewRow,
): Promise<ReviewItem['nextToHear']> {
  const { db, workspace, zone, managers, recipient, times } = reading
  if (obligation.escalateAt === null) return null
  const liveAt = (await workspaceOf(db, workspace))?.liveAt ?? null
  const { state: reviewState, dueOn: reviewDueOn, waivedUntil } = review
  const row = { ...obligation, reviewState, reviewDueOn, waivedUntil }
  const to = nextToHear({ liveAt, calendar: { zone, times } }, row)
  const deputies = to.includes('deputies') ? await activeOf(reading, await deputiesOf(reading, review)) : []
  const hearing =
    deputies.length === 0 && to.includes('managers') ? await activeOf(reading, managers) : deputies
  const people = hearing.filter(({ id }) => id !== recipient)
  if (people.length === 0) return null
  const on = dayIn('UTC', addMilliseconds(obligation.escalateAt, preparedMilliseconds))
  return { people: people.map(named), on }
}

async function deputiesOf({ db, workspace }: Reading, { policy }: ReviewRow): Promise<string[]> {
  const rows = await db
    .selectFrom('policyRoles')
    .select('person')
    .where('workspace', '=', workspace)
    .where('policy', '=', policy)
    .where('role', '=', 'deputy')
    .orderBy('position')
    .execute()
  return rows.map((row) => row.person)
}

async function activeOf({ db, workspace }: Reading, ids: readonly string[]): Promise<PersonRow[]> {
  const people = await peopleById(db, workspace, ids)
  return ids.flatMap((id) => people.get(id) ?? []).filter((person) => person.deactivatedAt === null)
}

export async function fillItem(reading: Reading, item: NoticeItemRow): Promise<FillItem | null> {
  const { db, workspace, recipient, zone } = reading
  const facts = await openObligationFacts(db, workspace, item.subject)
  if (!facts || !isStill(facts.holders, recipient, item.as)) return null
  const { obligation, policy } = facts
  const left = (await peopleById(db, workspace, [policy.owner])).get(policy.owner ?? '')
  return {
    is: 'fill',
    as: item.as,
    policy: policy.id,
    code: policy.code,
    title: policy.title,
    dueOn: obligation.dueOn,
    left: left ? named(left) : null,
    leftOn: left?.deactivatedAt ? dayIn(zone, left.deactivatedAt) : null,
    statedOwner: policy.statedOwner,
    standIn: await standInOf(reading, policy.id),
  }
}

async function standInOf({ db, workspace }: Reading, policy: string): Promise<Named | null> {
  const row = await db
    .selectFrom('obligationHolders as h')
    .innerJoin('obligations as o', (join) =>
      join.onRef('o.workspace', '=', 'h.workspace').onRef('o.id', '=', 'h.obligation'),
    )
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace', '=', 'h.workspace').onRef('p.id', '=', 'h.holder'),
    )
    .selectAll('p')
    .where('h.workspace', '=', workspace)
    .where('o.policy', '=', policy)
    .where('o.kind', '=', 'review')
    .where('o.state', '=', 'open')
    .where('h.as', '=', 'holder')
    .executeTakeFirst()
  return row ? named(row) : null
}
