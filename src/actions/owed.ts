import { peopleInRoles } from '../../db/policies.ts'
import type { OwedAcknowledgment, OwedRow } from '../../db/reminders.ts'
import { addDays, dayIn } from '../rules/calendar.ts'
import { type EscalationTo, escalatedFacts, nextEscalation } from '../rules/escalation.ts'
import type { Owed } from '../rules/morning.ts'
import type { Instant, ObligationKind } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { isMissingList, nextList } from './missing-list.ts'
import { managersOf } from './roles.ts'

/** Rows of what has come up, as the rules read them, each with its own row. */

export async function owedObligations(
  act: Act,
  rows: readonly OwedRow[],
  zoneOf: (receiver: string) => string,
): Promise<Map<Owed, OwedRow>> {
  const called = await calledFor(act, rows)
  const owed = new Map<Owed, OwedRow>()
  for (const row of rows) {
    const isList = isMissingList(row)
    const one: Owed = {
      subject: row.obligation,
      kind: row.kind as ObligationKind,
      as: row.as,
      openedOn: row.openedOn,
      dueOn: row.dueOn,
      rung: row.rung,
      snoozedUntil: row.snoozedUntil,
      isCalledFor: isList || called.has(row),
      nextOwnAt: isList ? nextListOf(act, row, zoneOf(row.holder)) : null,
    }
    owed.set(one, row)
  }
  return owed
}

function nextListOf(act: Act, { inForceAt }: OwedRow, zone: string): Instant {
  return nextList(act, dayIn(act.calendar.zone, inForceAt ?? act.now), zone, dayIn(zone, act.now))
}

/** Escalations whose receiver is still one of those to whom it goes; who has started meanwhile spares the deputies. */
async function calledFor(act: Act, rows: readonly OwedRow[]): Promise<Set<OwedRow>> {
  const escalations = rows.filter((row) => row.as === 'escalation')
  if (escalations.length === 0) return new Set()
  const policies = escalations.map((row) => row.policy).filter((id) => id !== null)
  const roles = await peopleInRoles(act.trx, act.workspace, policies)
  const { approvers, governanceChannel } = act.settings
  const managers = new Set((await managersOf(act)).map(({ id }) => id))
  const isOf = (row: OwedRow, to: EscalationTo): boolean => {
    if (to === 'channel') return row.holder === governanceChannel
    if (to === 'managers') return managers.has(row.holder)
    const role = to === 'deputies' ? 'deputy' : 'approver'
    const own = roles.filter((r) => r.policy === row.policy && r.role === role)
    const isOwn = own.some((r) => r.person === row.holder)
    return isOwn || (to === 'approvers' && own.length === 0 && approvers.includes(row.holder))
  }
  return new Set(
    escalations.filter((row) => {
      const point =
        row.rung && nextEscalation(act.calendar, escalatedFacts(act, row).subject, addDays(row.rung, -1))
      return point && point.on === row.rung && point.to.some((to) => isOf(row, to))
    }),
  )
}

/** An acknowledgment is opened by its delivery. */
export function owedAcknowledgment(act: Act, row: OwedAcknowledgment): Owed {
  return {
    subject: row.version,
    kind: 'acknowledge',
    as: 'holder',
    openedOn: dayIn(act.calendar.zone, row.deliveredAt),
    dueOn: row.dueOn,
    rung: row.rung,
    snoozedUntil: row.snoozedUntil,
    isCalledFor: true,
    nextOwnAt: null,
  }
}
