import { anyoneMissing } from '../../db/acknowledgments.ts'
import { versionsOf } from '../../db/policies.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { businessDayFrom } from '../rules/business-days.ts'
import { addDays, atHour, dayIn, daysBetween } from '../rules/calendar.ts'
import type { Day, Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { holdersOf, openObligation, openObligationOf, settleOf, zoneOf } from './obligations.ts'
import { whoHolds } from './succession.ts'
import { inForce } from './versions.ts'

/**
 * The obligation that a version be acknowledged: its holders are the people asked, and its owner gets the
 * list of who is missing every 7 days from coming into force, until nobody is.
 */
export async function openAcknowledgeObligation(
  act: Act,
  policy: PolicyRow,
  version: VersionRow,
  dueOn: Day,
): Promise<string> {
  const open = await openObligationOf(act, 'acknowledge', version.id)
  if (open) return open.id
  const inForceOn = dayIn(act.calendar.zone, version.inForceAt ?? act.now)
  const obligation = await openObligation(act, {
    kind: 'acknowledge',
    policy: policy.id,
    subject: version.id,
    openedOn: inForceOn,
    dueOn,
    holders: [],
    isTold: true,
  })
  const held = await whoHolds(act, policy)
  if (held) await addMissingList(act, obligation, held.holder, inForceOn)
  return obligation
}

async function addMissingList(act: Act, obligation: string, owner: string, inForceOn: Day): Promise<void> {
  const zone = await zoneOf(act, owner)
  await act.insert('obligationHolders', {
    obligation,
    holder: owner,
    as: 'escalation',
    isChannel: 0,
    standInFor: null,
    snoozedUntil: null,
    rung: null,
    toldOn: null,
    nextReminderAt: act.liveAt === null ? null : nextList(act, inForceOn, zone, dayIn(zone, act.now)),
  })
}

/** A row of the list carries no date of an escalation. */
export function isMissingList(row: { kind: string; as: string; rung: Day | null }): boolean {
  return row.kind === 'acknowledge' && row.as === 'escalation' && row.rung === null
}

/**
 * The owner's first hour of the next day that is a multiple of 7 after coming into force, moved to a business
 * day; after their own day.
 */
export function nextList(act: Pick<Act, 'calendar'>, inForceOn: Day, zone: string, after: Day): Instant {
  const weeks = Math.max(0, Math.floor(daysBetween(inForceOn, after) / 7)) + 1
  const day = businessDayFrom(act.calendar, addDays(inForceOn, 7 * weeks))
  return atHour(day, act.calendar.times.hours.opens, zone)
}

/** The list follows the policy to its new owner, or to who stands in. */
export async function moveMissingList(act: Act, policy: PolicyRow, to: string): Promise<void> {
  const version = inForce(await versionsOf(act.trx, act.workspace, policy.id))
  const obligation = version && (await openObligationOf(act, 'acknowledge', version.id))
  if (!version || !obligation) return
  for (const row of await holdersOf(act, obligation.id)) {
    const isOld = isMissingList({ ...row, kind: 'acknowledge' }) || row.holder === to
    if (isOld)
      await act.remove('obligationHolders', { obligation: row.obligation, holder: row.holder, as: row.as })
  }
  await addMissingList(act, obligation.id, to, dayIn(act.calendar.zone, version.inForceAt ?? act.now))
}

/** The obligation that a version be acknowledged is met once nobody is missing. */
export async function settleUnlessMissing(act: Act, version: string): Promise<void> {
  if (!(await anyoneMissing(act.trx, act.workspace, version)))
    await settleOf(act, 'acknowledge', version, 'met')
}
