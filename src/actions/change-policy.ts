import { awaitingSubmission } from '../../db/reviews.ts'
import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { earlierDay, laterDay } from '../rules/calendar.ts'
import { keyOf } from '../rules/name-key.ts'
import { refuse } from '../rules/refusal.ts'
import { answerBy, nextReviewDue, submitBy } from '../rules/schedule.ts'
import type { ApprovalRule, Audience, Day } from '../rules/terms.ts'
import { waivedAfterMove } from '../rules/waiver.ts'
import type { Act } from './act.ts'
import { askAgain } from './ask-again.ts'
import { followAudience } from './follow-audience.ts'
import { followSuccession } from './follow-succession.ts'
import { nextReminder, openObligationOf, planEscalation, zoneOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy } from './policy-fields.ts'
import { checkCadence, checkTitle, setPeople } from './register-policy.ts'
import { scheduledReview } from './review-cycle.ts'
import { requireHolders, requireReachable, rolesOf } from './roles.ts'
import { followWaivers } from './waiver-deciders.ts'

export type PolicyChanges = {
  title?: string
  deputies?: string[]
  approvers?: string[]
  cadenceMonths?: number
  preferredMonth?: number | null
  audience?: Audience
  tags?: string[]
  components?: string[]
  approvalRule?: ApprovalRule | null
}
export type ChangePolicy = { policy: string; revision: number; changes: PolicyChanges }

/** Changes what a policy says of itself. Only another rhythm moves its due date. */
export const changePolicy: Action<ChangePolicy, PolicyRow, { revision: number }> = {
  name: 'change-policy',
  async load(act, { policy: id, revision, changes }) {
    const policy = await requirePolicy(act, id)
    refuseRetired(policy)
    if (policy.revision !== revision) {
      refuse('stale', { what: `"${policy.code}"` })
    }
    if (changes.title !== undefined) checkTitle(changes.title)
    if (changes.cadenceMonths !== undefined) checkCadence(changes.cadenceMonths)
    await requireHolders(act, changes.deputies ?? [], 'deputy')
    await requireHolders(act, changes.approvers ?? [], 'approver')
    if (changes.audience)
      await requireReachable(act, changes.audience, JSON.parse(policy.audience) as Audience)
    return policy
  },
  roles: (act, policy) => rolesOf(act, policy),
  async carryOut(act, policy, { changes }) {
    const revision = policy.revision + 1
    await act.write('policies', { id: policy.id }, { ...columnsOf(changes), revision })
    if (changes.deputies) await setPeople(act, policy.id, 'deputy', changes.deputies)
    if (changes.approvers) await setPeople(act, policy.id, 'approver', changes.approvers)
    const changed = await requirePolicy(act, policy.id)
    if (changed.audience !== policy.audience) await followAudience(act, changed)
    if (changes.deputies) await followSuccession(act, [changed])
    const isOtherRhythm =
      changed.cadenceMonths !== policy.cadenceMonths || changed.preferredMonth !== policy.preferredMonth
    if (isOtherRhythm) await moveDueDate(act, policy, changed)
    const awaiting = await awaitingSubmission(act.trx, act.workspace, policy.id)
    if (awaiting && (changes.approvers || changes.approvalRule !== undefined)) await askAgain(act, awaiting)
    if (changes.approvers) await followWaivers(act, [policy.id])
    act.note(policy.id)
    return { revision }
  },
}

function columnsOf(changes: PolicyChanges): Partial<PolicyRow> {
  const columns: Partial<PolicyRow> = {}
  if (changes.title !== undefined) {
    columns.title = changes.title
    columns.titleKey = keyOf(changes.title)
  }
  if (changes.cadenceMonths !== undefined) {
    columns.cadenceMonths = changes.cadenceMonths
    columns.statedCadence = null
  }
  if (changes.preferredMonth !== undefined) columns.preferredMonth = changes.preferredMonth
  if (changes.audience) columns.audience = JSON.stringify(changes.audience)
  if (changes.tags) columns.tags = JSON.stringify(changes.tags)
  if (changes.components) columns.components = JSON.stringify(changes.components)
  if (changes.approvalRule !== undefined) {
    columns.approvalRule = changes.approvalRule === null ? null : JSON.stringify(changes.approvalRule)
  }
  return columns
}

/**
 * An explicit change of schedule: the due date counts anew from the last whole review. A preferred month alone
 * may pull it earlier than it stands, and never moves it later.
 */
async function moveDueDate(act: Act, before: PolicyRow, policy: PolicyRow): Promise<void> {
  const review = await scheduledReview(act, policy.id)
  if (!review || policy.lastReviewedOn === null) return
  const computed = nextReviewDue(policy.lastReviewedOn, policy.cadenceMonths, policy.preferredMonth)
  const isMonthAlone = policy.cadenceMonths === before.cadenceMonths && policy.preferredMonth !== null
  const dueOn = isMonthAlone ? earlierDay(review.dueOn, computed) : computed
  await moveReview(act, review, { openedOn: review.openedOn, dueOn })
}

/** The owner's part moves with its review; one that was opened anew, by a send-back or a recall, keeps its own days. */
export async function moveReview(
  act: Act,
  review: ReviewRow,
  { openedOn, dueOn, notBefore = openedOn }: { openedOn: Day; dueOn: Day; notBefore?: Day },
): Promise<void> {
  const waivedUntil = waivedAfterMove(review.waivedUntil, dueOn)
  const revision = review.revision + 1
  await act.write('reviews', { id: review.id }, { openedOn, dueOn, waivedUntil, revision })
  const obligation = await openObligationOf(act, 'review', review.id)
  if (!obligation) return
  const reviewDue = waivedUntil ?? dueOn
  const isFirst = obligation.openedOn === review.openedOn
  const moved = isFirst
    ? { openedOn, dueOn: laterDay(submitBy(act.calendar, openedOn, reviewDue), notBefore) }
    : {
        openedOn: obligation.openedOn,
        dueOn: laterDay(answerBy(act.calendar, obligation.openedOn, reviewDue, 'resubmit'), notBefore),
      }
  await act.write('obligations', { id: obligation.id }, moved)
  await replan(act, { ...obligation, ...moved })
}

/** Plans the holders' next reminders anew; rungs told are not told again. */
async function replan(act: Act, obligation: Parameters<typeof nextReminder>[1]): Promise<void> {
  if (act.liveAt === null) return
  const holders = await act.trx
    .selectFrom('obligationHolders')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('obligation', '=', obligation.id)
    .where('as', '=', 'holder')
    .execute()
  for (const row of holders) {
    const next = nextReminder(act, obligation, await zoneOf(act, row.holder), row.rung)
    await act.write(
      'obligationHolders',
      { obligation: row.obligation, holder: row.holder, as: 'holder' },
      { nextReminderAt: next },
    )
  }
  await planEscalation(act, obligation.id)
}
