import { policyById } from '../../db/policies.ts'
import { reviewById } from '../../db/reviews.ts'
import type { HolderRow, ObligationRow, PolicyRow, ReviewRow, WaiverRow } from '../../db/schema.ts'
import { openWaiverOf, waiverById } from '../../db/waivers.ts'
import { addDays, dayIn, laterDay } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day } from '../rules/terms.ts'
import { ladderAfter, waivedSubmitBy } from '../rules/waiver.ts'
import type { Act } from './act.ts'
import { holdersOf, openObligationOf, planEscalation, settleOf, zoneOf } from './obligations.ts'

/** What comes of a waiver for its review. */

export type LoadedWaiver = { waiver: WaiverRow; review: ReviewRow; policy: PolicyRow }

export async function loadWaiver(act: Act, id: string): Promise<LoadedWaiver> {
  const waiver = await waiverById(act.trx, act.workspace, id)
  const review = waiver && (await reviewById(act.trx, act.workspace, waiver.review))
  const policy = review && (await policyById(act.trx, act.workspace, review.policy))
  if (!waiver || !review || !policy) return refuse('waiver_ended', { state: 'void' })
  return { waiver, review, policy }
}

/** One that awaits its decision. */
export async function requireOpenWaiver(act: Act, id: string): Promise<LoadedWaiver> {
  const loaded = await loadWaiver(act, id)
  refuseEnded(loaded)
  return loaded
}

export function refuseEnded({ waiver: { state } }: LoadedWaiver): void {
  if (state !== 'open') refuse('waiver_ended', { state })
}

/** The review was submitted, concluded or void meanwhile: there is nothing left to decide on. */
export async function voidWaiver(act: Act, review: string, reason: string): Promise<void> {
  const open = await openWaiverOf(act.trx, act.workspace, review)
  if (!open) return
  await act.write('waivers', { id: open.id }, { state: 'void', endedAt: act.now, voidReason: reason })
  await settleOf(act, 'decide', open.id, 'void', reason)
}

/**
 * From now on what is owed for the review counts from this day; its due date stays. A new ladder starts, and of
 * reminders and escalations nothing goes that is dated before the decision.
 */
export async function waive(act: Act, review: ReviewRow, until: Day): Promise<void> {
  await act.write('reviews', { id: review.id }, { waivedUntil: until })
  const obligation = await openObligationOf(act, 'review', review.id)
  if (!obligation) return
  const opened = { reviewOn: review.openedOn, dueOn: obligation.dueOn }
  const dueOn = waivedSubmitBy(act.calendar, opened, until)
  await act.write('obligations', { id: obligation.id }, { dueOn })
  if (act.liveAt === null) return
  const dayBefore = addDays(act.today, -1)
  const escalatedOn = laterDay(obligation.escalatedOn ?? dayBefore, dayBefore)
  await act.write('obligations', { id: obligation.id }, { escalatedOn })
  for (const row of await holdersOf(act, obligation.id)) await startAnew(act, { ...obligation, dueOn }, row)
  await planEscalation(act, obligation.id)
}

/** Who holds it is told of the decision: that message stands for the rungs up to today. */
async function startAnew(act: Act, obligation: ObligationRow, row: HolderRow): Promise<void> {
  const key = { obligation: row.obligation, holder: row.holder, as: row.as }
  if (row.as === 'escalation') return await act.write('obligationHolders', key, { nextReminderAt: null })
  const zone = await zoneOf(act, row.holder)
  const today = dayIn(zone, act.now)
  const ladder = ladderAfter(act.calendar, obligation, zone, { on: today, at: act.now })
  await act.write('obligationHolders', key, {
    ...ladder,
    snoozedUntil: null,
    toldOn: row.toldOn ?? today,
  })
}

/** Who asked, the owner and who holds the review hear what was decided; who decided knows. */
export async function tellDecision(act: Act, { waiver, policy }: LoadedWaiver, by: string): Promise<void> {
  const obligation = await openObligationOf(act, 'review', waiver.review)
  const holders = obligation ? await holdersOf(act, obligation.id) : []
  const held = holders.filter(({ as }) => as === 'holder').map(({ holder }) => holder)
  const hear = new Set([waiver.askedBy, policy.owner, ...held].filter((id) => id !== null && id !== by))
  for (const id of hear) {
    await act.notify({
      id: `waiver outcome:${waiver.id}:${id}`,
      to: { id: id as string, isChannel: false },
      kind: 'waiver outcome',
      lane: 'urgent',
      items: [{ obligation: 'waiver', subject: waiver.id, as: 'holder' }],
    })
  }
}
