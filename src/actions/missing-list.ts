import { versionsOf } from '../../db/policies.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { businessDayFrom } from '../rules/business-days.ts'
import { addDays, atHour, dayIn, daysBetween } from '../rules/calendar.ts'
import { sendingHour } from '../rules/reminders.ts'
import type { Day, Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { openObligation, openObligationOf, zoneOf } from './obligations.ts'
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
  if (policy.owner) await addMissingList(act, obligation, policy.owner, inForceOn)
  return obligation
}

async function addMissingList(act: Act, obligation: string, owner: string, inForceOn: Day): Promise<void> {
  await act.insert('obligationHolders', {
    obligation,
    holder: owner,
    as: 'escalation',
    isChannel: 0,
    standInFor: null,
    snoozedUntil: null,
    rung: null,
    toldOn: null,
    nextReminderAt:
      act.liveAt === null ? null : nextList(act, inForceOn, await zoneOf(act, owner), act.today),
  })
}

/** 09:00 of the owner on the next day that is a multiple of 7 after coming into force, moved to a business day. */
export function nextList(act: Pick<Act, 'calendar'>, inForceOn: Day, zone: string, after: Day): Instant {
  const weeks = Math.max(0, Math.floor(daysBetween(inForceOn, after) / 7)) + 1
  return atHour(businessDayFrom(act.calendar, addDays(inForceOn, 7 * weeks)), sendingHour, zone)
}

/** The list follows the policy to its new owner. */
export async function moveMissingList(act: Act, policy: PolicyRow, owner: string): Promise<void> {
  const version = inForce(await versionsOf(act.trx, act.workspace, policy.id))
  const obligation = version && (await openObligationOf(act, 'acknowledge', version.id))
  if (!version || !obligation) return
  if (policy.owner)
    await act.remove('obligationHolders', {
      obligation: obligation.id,
      holder: policy.owner,
      as: 'escalation',
    })
  await act.remove('obligationHolders', { obligation: obligation.id, holder: owner, as: 'escalation' })
  await addMissingList(act, obligation.id, owner, dayIn(act.calendar.zone, version.inForceAt ?? act.now))
}
