import {
  acknowledgmentsOwedBy,
  dueReceivers,
  insertReminders,
  knownNotices,
  markAcknowledgments,
  markEscalations,
  markHolders,
  type OwedRow,
  owedBy,
  type Receiver,
  takeBackReminders,
} from '../../db/reminders.ts'
import type { NoticeItemRow, NoticeRow } from '../../db/schema.ts'
import { dayIn } from '../rules/calendar.ts'
import { escalationOf } from '../rules/escalation.ts'
import { type Morning, type Owed, planMorning, type Told } from '../rules/morning.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { escalatedFacts, whenToEscalate, zoneOrDefault } from './obligations.ts'
import { owedAcknowledgment, owedObligations } from './owed.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

/** The most receivers in one transaction. */
export type Remind = { limit: number }
type Loaded = { receivers: Receiver[]; rows: OwedRow[]; owed: Map<string, Owed[]>; told: Set<string> }

/** The beat's action: one person, one morning, all that they are to be reminded of, in one notice. */
export const remind: Action<Remind, Loaded, { told: number; seen: number }> = {
  name: 'remind',
  async load(act, { limit }) {
    const { trx, engine, workspace, now } = act
    const receivers = act.liveAt === null ? [] : await dueReceivers(trx, workspace, now, limit)
    if (receivers.length === 0) return { receivers, rows: [], owed: new Map(), told: new Set() }
    const ids = receivers.map((receiver) => receiver.id)
    const zones = new Map(receivers.map((receiver) => [receiver.id, zoneOrDefault(act, receiver)]))
    const rows = await owedBy(trx, engine, workspace, ids, now)
    const owed = await owedObligations(act, rows, (id) => zones.get(id) as string)
    for (const row of await acknowledgmentsOwedBy(trx, engine, workspace, ids, now)) {
      const list = owed.get(row.person) ?? []
      owed.set(row.person, [...list, owedAcknowledgment(act, row)])
    }
    const notices = receivers.map((receiver) => noticeIdOf(receiver.id, dayOf(act, receiver)))
    return { receivers, rows, owed, told: await knownNotices(trx, engine, workspace, notices) }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { receivers, rows, owed, told }) {
    const mornings = receivers.map((receiver) => {
      const zone = zoneOrDefault(act, receiver)
      const today = dayIn(zone, act.now)
      const id = noticeIdOf(receiver.id, today)
      const own = owed.get(receiver.id) ?? []
      return { receiver, today, id, morning: planMorning(act.calendar, zone, act.now, told.has(id), own) }
    })
    await store(act, mornings)
    await mark(act, rows, mornings)
    return { told: mornings.filter(({ morning }) => morning.items.length > 0).length, seen: receivers.length }
  },
}

type Planned = { receiver: Receiver; today: Day; id: string; morning: Morning }

function noticeIdOf(receiver: string, day: Day): string {
  return `reminder:${receiver}:${day}`
}

function dayOf(act: Act, receiver: Receiver): Day {
  return dayIn(zoneOrDefault(act, receiver), act.now)
}

/** A reminder that could not be sent for days, as while the token was refused, becomes part of the new one. */
async function store(act: Act, mornings: readonly Planned[]): Promise<void> {
  const sending = mornings.filter(({ morning }) => morning.items.length > 0)
  if (sending.length === 0) return
  const { trx, engine, workspace, now } = act
  const receivers = sending.map(({ receiver }) => receiver.id)
  const waiting = await takeBackReminders(trx, engine, workspace, receivers)
  const reminders: Pick<NoticeRow, 'id' | 'recipient' | 'isChannel'>[] = []
  const items: Omit<NoticeItemRow, 'workspace'>[] = []
  for (const { receiver, id, morning } of sending) {
    reminders.push({ id, recipient: receiver.id, isChannel: receiver.isChannel })
    const own = morning.items.map(({ kind, subject, as }) => ({ obligation: kind, subject, as }))
    const said = new Set(own.map(({ obligation, subject, as }) => `${obligation} ${subject} ${as}`))
    const unsaid = waiting
      .filter(({ recipient }) => recipient === receiver.id)
      .filter(({ obligation, subject, as }) => !said.has(`${obligation} ${subject} ${as}`))
      .map(({ obligation, subject, as }) => ({ obligation, subject, as }))
    for (const [position, item] of [...own, ...unsaid].entries())
      items.push({ notice: id, position, ...item })
  }
  await insertReminders(trx, engine, workspace, now, reminders, items)
}

async function mark(act: Act, rows: readonly OwedRow[], mornings: readonly Planned[]): Promise<void> {
  const byKey = new Map(rows.map((row) => [`${row.obligation} ${row.holder} ${row.as}`, row]))
  const holders: Parameters<typeof markHolders>[3][number][] = []
  const acknowledgments: Parameters<typeof markAcknowledgments>[3][number][] = []
  const firstTold: { row: OwedRow; toldOn: Day }[] = []
  for (const { receiver, today, morning } of mornings) {
    for (const one of morning.told) {
      const { subject, as } = one.owed
      const row = byKey.get(`${subject} ${receiver.id} ${as}`)
      if (!row) {
        acknowledgments.push({
          version: subject,
          person: receiver.id,
          rung: one.rung,
          nextReminderAt: one.nextReminderAt,
        })
        continue
      }
      const isTold = morning.items.includes(one.owed)
      if (isTold && row.toldOn === null && as === 'holder') firstTold.push({ row, toldOn: today })
      holders.push(markOf(receiver.id, one, row.toldOn ?? (isTold ? today : null)))
    }
  }
  await markHolders(act.trx, act.engine, act.workspace, holders)
  await markAcknowledgments(act.trx, act.engine, act.workspace, acknowledgments)
  const firstEscalation = makeFirstEscalation(act)
  const escalations = firstTold.map(({ row, toldOn }) => ({
    obligation: row.obligation,
    escalateAt: firstEscalation(row, toldOn),
  }))
  await markEscalations(act.trx, act.engine, act.workspace, escalations)
}

function markOf(holder: string, { owed, rung, nextReminderAt }: Told, toldOn: Day | null) {
  return { obligation: owed.subject, holder, as: owed.as, rung, toldOn, nextReminderAt }
}

/**
 * From the holder's first message on there is something that can be escalated. Many rows of a morning share
 * their dates: each set of dates is worked out once.
 */
function makeFirstEscalation(act: Act): (row: OwedRow, toldOn: Day) => string | null {
  const known = new Map<string, string | null>()
  return (row, toldOn) => {
    const { subject, after } = escalatedFacts(act, row)
    const key = JSON.stringify([subject, after, toldOn])
    const found = known.get(key)
    if (found !== undefined) return found
    const escalateAt = whenToEscalate(escalationOf(act.calendar, subject, after, toldOn, '0000-01-01').nextOn)
    known.set(key, escalateAt)
    return escalateAt
  }
}
