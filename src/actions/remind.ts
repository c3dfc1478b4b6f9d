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
  takeBackReminders,
} from '../../db/reminders.ts'
import type { Flag, NoticeItemRow, NoticeRow } from '../../db/schema.ts'
import { dayIn } from '../rules/calendar.ts'
import { type Morning, type Owed, type PlanMorning, planMornings } from '../rules/morning.ts'
import { remembering } from '../rules/remembering.ts'
import type { Day, Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { nextEscalationAt, zoneOrDefault } from './obligations.ts'
import { owedAcknowledgment, owedObligations } from './owed.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

/** The most receivers in one transaction. */
export type Remind = { limit: number }
/** What those of one zone share. */
type Place = { zone: string; today: Day; plan: PlanMorning }
/** Who has something due; `notice` is the id that the reminder of their day has. */
type Due = { id: string; isChannel: Flag; place: Place; notice: string; owed: Owed[] }
/** What is owed and has no row of an obligation is an acknowledgment. */
type Loaded = { receivers: Due[]; rowOf: ReadonlyMap<Owed, OwedRow>; known: ReadonlySet<string> }

/**
 * The beat's action: one person, one morning, all that they are to be reminded of, in one notice. `late` are
 * obligations whose moment to escalate came before their holder's first message.
 */
export const remind: Action<Remind, Loaded, { told: number; seen: number; late: number }> = {
  name: 'remind',
  async load(act, { limit }) {
    const { trx, engine, workspace, now } = act
    const found = act.liveAt === null ? [] : await dueReceivers(trx, workspace, now, limit)
    if (found.length === 0) return { receivers: [], rowOf: new Map(), known: new Set() }
    const placeOf = makePlaceOf(act)
    const receivers = found.map(({ id, isChannel, zone }) => dueTo(id, isChannel, placeOf(zone)))
    const byId = new Map(receivers.map((receiver) => [receiver.id, receiver]))
    const get = (id: string) => byId.get(id) as Due
    const ids = [...byId.keys()]
    const rows = await owedBy(trx, engine, workspace, ids, now)
    const rowOf = await owedObligations(act, rows, (id) => get(id).place.zone)
    for (const [owed, row] of rowOf) get(row.holder).owed.push(owed)
    for (const row of await acknowledgmentsOwedBy(trx, engine, workspace, ids, now))
      get(row.person).owed.push(owedAcknowledgment(act, row))
    const notices = receivers.map(({ notice }) => notice)
    return { receivers, rowOf, known: await knownNotices(trx, engine, workspace, notices) }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { receivers, rowOf, known }) {
    const planned = receivers.map((to) => ({ to, morning: to.place.plan(known.has(to.notice), to.owed) }))
    const sending = planned.filter(({ morning }) => morning.items.length > 0)
    if (sending.length > 0) await store(act, sending)
    const late = await mark(act, rowOf, planned)
    return { told: sending.length, seen: receivers.length, late }
  },
}

type Planned = { to: Due; morning: Morning }

function makePlaceOf(act: Act): (zone: string | null) => Place {
  return remembering(
    (own) => [own],
    (own) => {
      const zone = zoneOrDefault(act, { zone: own })
      return { zone, today: dayIn(zone, act.now), plan: planMornings(act.calendar, zone, act.now) }
    },
  )
}

function dueTo(id: string, isChannel: Flag, place: Place): Due {
  return { id, isChannel, place, notice: `reminder:${id}:${place.today}`, owed: [] }
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

async function mark(
  act: Act,
  rowOf: ReadonlyMap<Owed, OwedRow>,
  planned: readonly Planned[],
): Promise<number> {
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
      const toldOn = isFirst ? to.place.today : row.toldOn
      holders.push({ obligation, holder, as, rung, toldOn, nextReminderAt })
      if (isFirst && as === 'holder')
        escalations.push({ obligation, escalateAt: firstEscalation({ row, toldOn: to.place.today }) })
    }
  }
  await markHolders(trx, engine, workspace, holders)
  await markAcknowledgments(trx, engine, workspace, acknowledgments)
  await markEscalations(trx, engine, workspace, escalations)
  return escalations.filter(({ escalateAt }) => escalateAt !== null && escalateAt <= act.now).length
}

type FirstTold = { row: OwedRow; toldOn: Day }

/** From the holder's first message on there is something that can be escalated. */
function makeFirstEscalation(act: Act): (told: FirstTold) => Instant | null {
  return remembering(
    ({ row, toldOn }) => {
      const { kind, dueOn, escalatedOn, reviewState, reviewDueOn, waivedUntil } = row
      return [kind, dueOn, escalatedOn, reviewState, reviewDueOn, waivedUntil, toldOn]
    },
    ({ row, toldOn }) => nextEscalationAt(act, row, toldOn),
  )
}
