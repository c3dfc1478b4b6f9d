import {
  type AcknowledgmentMark,
  acknowledgmentsOwedBy,
  dueReceivers,
  type HolderMark,
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
import type { Flag, NoticeItemRow, NoticeRow } from '../../db/schema.ts'
import { dayIn } from '../rules/calendar.ts'
import { type Morning, type Owed, planMorning } from '../rules/morning.ts'
import type { Day, Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { nextEscalationAt, zoneOrDefault } from './obligations.ts'
import { owedAcknowledgment, owedObligations } from './owed.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

/** The most receivers in one transaction. */
export type Remind = { limit: number }
/** Who has something due, in their own day; `notice` is the id that this day's reminder has. */
type Due = { id: string; isChannel: Flag; zone: string; today: Day; notice: string; owed: Owed[] }
/** What is owed and has no row of an obligation is an acknowledgment. */
type Loaded = { receivers: Due[]; rowOf: ReadonlyMap<Owed, OwedRow>; known: ReadonlySet<string> }

/** The beat's action: one person, one morning, all that they are to be reminded of, in one notice. */
export const remind: Action<Remind, Loaded, { told: number; seen: number }> = {
  name: 'remind',
  async load(act, { limit }) {
    const { trx, engine, workspace, now } = act
    const found = act.liveAt === null ? [] : await dueReceivers(trx, workspace, now, limit)
    if (found.length === 0) return { receivers: [], rowOf: new Map(), known: new Set() }
    const due = new Map(found.map((receiver) => [receiver.id, inTheirDay(act, receiver)]))
    const ids = [...due.keys()]
    const dueTo = (id: string) => due.get(id) as Due
    const rowOf = await owedObligations(
      act,
      await owedBy(trx, engine, workspace, ids, now),
      (id) => dueTo(id).zone,
    )
    for (const [owed, row] of rowOf) dueTo(row.holder).owed.push(owed)
    for (const row of await acknowledgmentsOwedBy(trx, engine, workspace, ids, now))
      dueTo(row.person).owed.push(owedAcknowledgment(act, row))
    const receivers = [...due.values()]
    const notices = receivers.map(({ notice }) => notice)
    return { receivers, rowOf, known: await knownNotices(trx, engine, workspace, notices) }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { receivers, rowOf, known }) {
    const planned = receivers.map((to) => {
      const wasRemindedToday = known.has(to.notice)
      return { to, morning: planMorning(act.calendar, to.zone, act.now, wasRemindedToday, to.owed) }
    })
    const sending = planned.filter(({ morning }) => morning.items.length > 0)
    if (sending.length > 0) await store(act, sending)
    await mark(act, rowOf, planned)
    return { told: sending.length, seen: receivers.length }
  },
}

type Planned = { to: Due; morning: Morning }

function inTheirDay(act: Act, { id, isChannel, zone: own }: Receiver): Due {
  const zone = zoneOrDefault(act, { zone: own })
  const today = dayIn(zone, act.now)
  return { id, isChannel, zone, today, notice: `reminder:${id}:${today}`, owed: [] }
}

type Item = Pick<NoticeItemRow, 'obligation' | 'subject' | 'as'>

/** A reminder that could not be sent for days, as while the token was refused, becomes part of the new one. */
async function store(act: Act, sending: readonly Planned[]): Promise<void> {
  const { trx, engine, workspace, now } = act
  const ids = sending.map(({ to }) => to.id)
  const waiting = await takeBackReminders(trx, engine, workspace, ids)
  const reminders: Pick<NoticeRow, 'id' | 'recipient' | 'isChannel'>[] = []
  const items: Omit<NoticeItemRow, 'workspace'>[] = []
  for (const { to, morning } of sending) {
    reminders.push({ id: to.notice, recipient: to.id, isChannel: to.isChannel })
    const said: Item[] = morning.items.map(({ kind, subject, as }) => ({ obligation: kind, subject, as }))
    for (const { recipient, obligation, subject, as } of waiting) {
      const item = { obligation, subject, as }
      if (recipient === to.id && !said.some((own) => isSame(own, item))) said.push(item)
    }
    for (const [position, item] of said.entries()) items.push({ notice: to.notice, position, ...item })
  }
  await insertReminders(trx, engine, workspace, now, reminders, items)
}

function isSame(a: Item, b: Item): boolean {
  return a.obligation === b.obligation && a.subject === b.subject && a.as === b.as
}

async function mark(act: Act, rowOf: ReadonlyMap<Owed, OwedRow>, planned: readonly Planned[]): Promise<void> {
  const { trx, engine, workspace } = act
  const holders: HolderMark[] = []
  const acknowledgments: AcknowledgmentMark[] = []
  const escalations: { obligation: string; escalateAt: Instant | null }[] = []
  const firstEscalation = makeFirstEscalation(act)
  for (const { to, morning } of planned) {
    const items = new Set(morning.items)
    for (const { owed, rung, nextReminderAt } of morning.told) {
      const row = rowOf.get(owed)
      if (!row) {
        acknowledgments.push({ version: owed.subject, person: to.id, rung, nextReminderAt })
        continue
      }
      const { obligation, holder, as } = row
      const isFirst = row.toldOn === null && items.has(owed)
      const toldOn = isFirst ? to.today : row.toldOn
      holders.push({ obligation, holder, as, rung, toldOn, nextReminderAt })
      if (isFirst && as === 'holder')
        escalations.push({ obligation, escalateAt: firstEscalation(row, to.today) })
    }
  }
  await markHolders(trx, engine, workspace, holders)
  await markAcknowledgments(trx, engine, workspace, acknowledgments)
  await markEscalations(trx, engine, workspace, escalations)
}

/**
 * From the holder's first message on there is something that can be escalated. Many rows of a morning share
 * their dates: each set of dates is worked out once.
 */
function makeFirstEscalation(act: Act): (row: OwedRow, toldOn: Day) => Instant | null {
  const known = new Map<string, Instant | null>()
  return (row, toldOn) => {
    const { kind, dueOn, escalatedOn, reviewState, reviewDueOn, waivedUntil } = row
    const key = `${kind} ${dueOn} ${escalatedOn} ${reviewState} ${reviewDueOn} ${waivedUntil} ${toldOn}`
    const found = known.get(key)
    if (found !== undefined) return found
    const escalateAt = nextEscalationAt(act, row, toldOn)
    known.set(key, escalateAt)
    return escalateAt
  }
}
