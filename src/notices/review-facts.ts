import { causesOf, openObligationFacts, peopleOf } from '../../db/facts.ts'
import { reviewById } from '../../db/reviews.ts'
import type { HolderRow, NoticeItemRow, PersonRow } from '../../db/schema.ts'
import { addMilliseconds, dayIn } from '../rules/calendar.ts'
import type { FillItem, Named, ReviewItem } from '../rules/message-facts.ts'
import type { Reading } from './facts.ts'

export function named(person: PersonRow): Named {
  return { name: person.name, slackId: person.slackId }
}

/** Whether the receiver still is what the item speaks to them as. */
export function isStill(holders: readonly HolderRow[], recipient: string, as: NoticeItemRow['as']): boolean {
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
  const absent = (await peopleOf(db, workspace, [standInFor])).get(standInFor ?? '')
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
    causes: await causesOf(db, workspace, review.id),
    holders: held.flatMap((holder) => (holder.person ? [named(holder.person)] : [])),
    standInFor: absent ? named(absent) : null,
    isStarted: review.state !== 'open',
    snoozedUntil: held.find((holder) => holder.holder === recipient)?.snoozedUntil ?? null,
    mayHandOver: policy.owner === recipient || reading.managers.includes(recipient),
    nextToHear:
      item.as === 'holder' && review.state === 'open'
        ? await nextToHear(reading, policy.id, obligation.escalateAt)
        : null,
  }
}

/** Escalation is prepared in the earliest zone, 14 hours before midnight UTC of its day. */
const preparedMilliseconds = 14 * 3_600_000

async function nextToHear(
  { db, workspace }: Reading,
  policy: string,
  escalateAt: string | null,
): Promise<ReviewItem['nextToHear']> {
  if (escalateAt === null) return null
  const deputies = await db
    .selectFrom('policyRoles')
    .select('person')
    .where('workspace', '=', workspace)
    .where('policy', '=', policy)
    .where('role', '=', 'deputy')
    .orderBy('position')
    .execute()
  const people = await peopleOf(
    db,
    workspace,
    deputies.map((row) => row.person),
  )
  const active = deputies
    .flatMap((row) => people.get(row.person) ?? [])
    .filter((person) => person.deactivatedAt === null)
  if (active.length === 0) return null
  return { people: active.map(named), on: dayIn('UTC', addMilliseconds(escalateAt, preparedMilliseconds)) }
}

export async function fillItem(reading: Reading, item: NoticeItemRow): Promise<FillItem | null> {
  const { db, workspace, recipient, zone } = reading
  const facts = await openObligationFacts(db, workspace, item.subject)
  if (!facts || !isStill(facts.holders, recipient, item.as)) return null
  const { obligation, policy } = facts
  const left = (await peopleOf(db, workspace, [policy.owner])).get(policy.owner ?? '')
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
