import { type Delivered, markDelivered } from '../../db/acknowledgments.ts'
import { type UndeliveredRow, undeliveredOf } from '../../db/undelivered.ts'
import { dayIn, laterDay, parseZone } from '../rules/calendar.ts'
import { nextRung } from '../rules/reminders.ts'
import { acknowledgeBy } from '../rules/schedule.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { openObligationOf, planEscalation } from './obligations.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

export type RecordDelivery = { notices: string[] }

/** Requests to acknowledge have reached people: from here their days are counted. */
export const recordDelivery: Action<RecordDelivery, UndeliveredRow[], { count: number }> = {
  name: 'record-delivery',
  load: (act, request) => undeliveredOf(act.trx, act.workspace, request.notices),
  roles: (act) => rolesOf(act),
  async carryOut(act, rows) {
    const delivered = rows.map((row) => deliveredOf(act, row))
    const asked = delivered.filter((_, i) => rows[i]?.isJoiner === 0)
    if (delivered.length === 0) return { count: 0 }
    await markDelivered(act.trx, act.engine, act.workspace, delivered)
    const after = delivered.map(({ version, person, deliveredAt, dueOn }) => ({
      version,
      person,
      deliveredAt,
      dueOn,
    }))
    act.say({ op: 'deliver', table: 'acknowledgments', key: null, before: null, after })
    const latest = new Map<string, Day>()
    for (const { version, dueOn } of asked) latest.set(version, laterDay(dueOn, latest.get(version) ?? dueOn))
    for (const [version, dueOn] of latest) await moveDue(act, version, dueOn)
    act.note('delivery')
    return { count: delivered.length }
  },
}

function deliveredOf(act: Act, row: UndeliveredRow): Delivered {
  const deliveredOn = dayIn(act.calendar.zone, row.sentAt)
  const dueOn = acknowledgeBy(act.calendar.times, deliveredOn, row.isJoiner === 1)
  const timed = { kind: 'acknowledge' as const, openedOn: deliveredOn, dueOn }
  const zone = parseZone(row.zone) ?? act.calendar.zone
  const nextReminderAt = nextRung(act.calendar, act.calendar.times.ladders.acknowledge, timed, zone, null).at
  return { version: row.version, person: row.person, deliveredAt: row.sentAt, dueOn, nextReminderAt }
}

/** The obligation as a whole is due when the last of its people is; who joins later puts off nothing for the others. */
async function moveDue(act: Act, version: string, dueOn: Day): Promise<void> {
  const obligation = await openObligationOf(act, 'acknowledge', version)
  if (!obligation || obligation.dueOn >= dueOn) return
  await act.write('obligations', { id: obligation.id }, { dueOn })
  await planEscalation(act, obligation.id)
}
