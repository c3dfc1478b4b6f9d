import { reviewsCausedBy } from '../../../db/causes.ts'
import { readersOfEvents } from '../../../db/event-readers.ts'
import { eventById, eventByNumber, mergedInto } from '../../../db/events.ts'
import type { EventRow } from '../../../db/schema.ts'
import { perform } from '../../actions/perform.ts'
import { reopenEvent } from '../../actions/reopen-event.ts'
import { withdrawEvent, withdrawingRoles } from '../../actions/withdraw-event.ts'
import { readsEvent } from '../../rules/disclosure.ts'
import { permissions } from '../../rules/permission.ts'
import { refuse } from '../../rules/refusal.ts'
import type { Role } from '../../rules/terms.ts'
import { sayDay } from '../../words.ts'
import { historyOf } from '../event-history.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import type { Press } from '../views/buttons.ts'
import { eventCode } from '../views/event.ts'
import { type EventShown, eventForm } from '../views/modals/event-shown.ts'
import { reopenForm, type UndoForm, withdrawForm } from '../views/modals/event-undo.ts'
import { textIn } from '../views/modals/form.ts'
import { type Ask, modal } from './modal.ts'

/** A report with all that was decided on it, and what this reader can do about it. */

type Facts = EventShown

export const event = modal<Facts>({ title: 'Event', read: readEvent, draw: eventForm })

/** By its id, or by its number as people write it. */
async function eventOf({ act, subject }: Pick<Ask, 'act' | 'subject'>): Promise<EventRow> {
  const number = /^\s*e-?\s*(\d{1,9})\s*$/i.exec(subject)?.[1]
  const { trx, workspace } = act
  const found =
    number === undefined
      ? await eventById(trx, workspace, subject)
      : await eventByNumber(trx, workspace, Number(number))
  return found ?? refuse('unknown_event', { number: number === undefined ? subject : `E-${number}` })
}

async function readEvent(ask: Ask): Promise<Facts> {
  const { act, who } = ask
  const { trx, workspace, settings, today } = act
  const row = await eventOf(ask)
  const { id, number, category, state, what, link, happenedOn } = row
  const standing = row.mergedInto === null ? row : ((await eventById(trx, workspace, row.mergedInto)) ?? row)
  const caused = await reviewsCausedBy(trx, workspace, standing.id)
  const roles = await withdrawingRoles(act, row)
  const readers = (await readersOfEvents(trx, workspace, [standing.id])).get(standing.id)
  const isOpenToReader = readers !== undefined && readsEvent(who.id, readers)
  return {
    ...{ subject: id, number, category, state, what, link, happenedOn, today },
    tags: JSON.parse(row.tags) as string[],
    criteria: settings.criteria[category],
    mergedInto: standing === row ? null : standing.number,
    isOpenToReader,
    reviews: caused.map(({ review, policy: { id: policy, code, title } }) => {
      const { state: is, dueOn } = review
      return { policy, code, title, state: is, dueOn }
    }),
    history: isOpenToReader ? await historyOf(act, id) : [],
    presses: pressesOn(row, roles),
  }
}

function pressesOn({ id, state }: EventRow, roles: readonly Role[]): Press[] {
  const may = (action: 'triage-event' | 'reopen-event' | 'withdraw-event') =>
    (permissions[action] as readonly Role[]).some((role) => roles.includes(role))
  const deciding: Press[] = [
    { action: 'significant', words: 'Significant…', value: id, isMain: true },
    { action: 'not_significant', words: 'Not significant…', value: id },
    { action: 'merge', words: 'Merge with…', value: id },
  ]
  return [
    ...(state === 'reported' && may('triage-event') ? deciding : []),
    ...(state !== 'reported' && may('reopen-event')
      ? [{ action: 'reopen_event', words: 'Open again…', value: id }]
      : []),
    ...(state !== 'withdrawn' && may('withdraw-event')
      ? [{ action: 'withdraw_event', words: 'Withdraw…', value: id }]
      : []),
  ]
}

type Undoing = UndoForm & { row: EventRow }

async function readUndoing(ask: Ask): Promise<Undoing> {
  const row = await eventOf(ask)
  const { trx, workspace } = ask.act
  const caused = await reviewsCausedBy(trx, workspace, row.id)
  const open = caused.filter(({ review }) => review.state === 'open' || review.state === 'in progress')
  const merged = await mergedInto(trx, workspace, row.id)
  const { number, category, what } = row
  return { number, category, what, open: open.map(({ policy }) => policy), merged: merged.length, row }
}

const from = ({ row }: Undoing) => ({ about: row.id, event: row.id })

export const reopen = modal<Undoing>({
  title: 'Open again',
  read: readUndoing,
  async permit({ act }, { row }) {
    await permitHere(act, 'reopen-event', null)
    if (row.state === 'reported') refuse('event_open', { number: row.number })
  },
  from,
  draw: reopenForm,
  async submit({ desk, act, gesture, from: begun }, filled) {
    const request = { event: String(begun.event), reason: textIn(filled, 'reason') }
    const { decideBy } = await perform(desk.world, actorOf(gesture), reopenEvent, request, gesture.key)
    const code = await codeOf(act, request.event)
    return {
      told: `${code} is open again. The policy managers decide by ${sayDay(decideBy, act.today)}; who reported it and who reviews because of it are told.`,
    }
  },
})

export const withdraw = modal<Undoing>({
  title: 'Withdraw',
  read: readUndoing,
  async permit({ act }, { row }) {
    if (row.state === 'withdrawn') refuse('event_withdrawn', { number: row.number })
    const roles = await withdrawingRoles(act, row)
    if (!roles.includes('reporter')) await permitHere(act, 'withdraw-event', null)
  },
  from,
  draw: withdrawForm,
  async submit({ desk, act, gesture, from: begun }, filled) {
    const request = { event: String(begun.event), reason: textIn(filled, 'reason') }
    await perform(desk.world, actorOf(gesture), withdrawEvent, request, gesture.key)
    return { told: `${await codeOf(act, request.event)} is withdrawn. Its reason and its history are kept.` }
  },
})

async function codeOf({ trx, workspace }: Ask['act'], id: string): Promise<string> {
  const row = await eventById(trx, workspace, id)
  return row ? eventCode(row.number) : 'It'
}
