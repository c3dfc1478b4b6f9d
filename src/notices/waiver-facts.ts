import { acknowledgmentOf } from '../../db/acknowledgments.ts'
import { openObligationFacts, openObligationOn } from '../../db/facts.ts'
import { peopleById } from '../../db/people.ts'
import { policyById, versionById } from '../../db/policies.ts'
import type { NoticeItemRow } from '../../db/schema.ts'
import { waiverFacts } from '../../db/waivers.ts'
import { named } from '../rules/message-facts.ts'
import {
  type DecideItem,
  decideItemOf,
  decisionOfWaiver,
  type ExcusedItem,
  type WaiverDecision,
  type WaiverItem,
  waiverItemOf,
} from '../rules/waiver-facts.ts'
import type { Reading } from './facts.ts'
import { isStill } from './review-facts.ts'

/** What is said of a waiver to who decides on it, and to whose review it is; and to who is excused. */

export async function decideItem(reading: Reading, item: NoticeItemRow): Promise<DecideItem | null> {
  const { db, workspace, recipient } = reading
  const open = await openObligationFacts(db, workspace, item.subject)
  if (!open || !isStill(open.holders, recipient, item.as)) return null
  const held = open.holders.filter((holder) => holder.as === 'holder')
  const standInFor = held.find((holder) => holder.holder === recipient)?.standInFor ?? null
  const facts = await waiverFacts(db, workspace, open.obligation.subject, [standInFor])
  if (!facts) return null
  const awaited = held.flatMap(({ person }) => (person ? [named(person)] : []))
  return decideItemOf(facts, { as: item.as, dueOn: open.obligation.dueOn, awaited, standInFor })
}

/** How it ended; null while it awaits its decision. */
export async function waiverDecision(
  { db, workspace }: Reading,
  waiver: string,
): Promise<WaiverDecision | null> {
  const facts = await waiverFacts(db, workspace, waiver)
  return facts ? decisionOfWaiver(facts.waiver, facts.people) : null
}

export async function waiverItem(
  { db, workspace }: Reading,
  item: NoticeItemRow,
): Promise<WaiverItem | null> {
  const facts = await waiverFacts(db, workspace, item.subject)
  if (!facts) return null
  const open = await openObligationOn(db, workspace, 'review', facts.review.id)
  return waiverItemOf(facts, open?.obligation.dueOn ?? null)
}

/** Null for who has acknowledged it all the same. */
export async function excusedItem(
  { db, workspace, recipient }: Reading,
  item: NoticeItemRow,
): Promise<ExcusedItem | null> {
  const version = await versionById(db, workspace, item.subject)
  const policy = version && (await policyById(db, workspace, version.policy))
  const row = await acknowledgmentOf(db, workspace, item.subject, recipient)
  if (!version || !policy || row?.voidReason !== 'excused') return null
  const by = (await peopleById(db, workspace, [row.recordedBy])).get(row.recordedBy ?? '')
  return {
    is: 'excused',
    policy: policy.id,
    code: policy.code,
    title: policy.title,
    subject: version.id,
    number: version.number,
    by: by ? named(by) : null,
    reason: row.excuse,
  }
}
