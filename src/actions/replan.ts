import {
  acknowledgmentsOwedBy,
  markAcknowledgments,
  markEscalations,
  markHolders,
  owedBy,
} from '../../db/reminders.ts'
import { escalatedAfter, firstToldOf, moveReplan, nextReplan, peopleAfter } from '../../db/replans.ts'
import type { ReplanRow } from '../../db/schema.ts'
import { planAnew } from '../rules/morning.ts'
import type { Act } from './act.ts'
import { nextEscalationAt, zoneOrDefault } from './obligations.ts'
import { owedAcknowledgment, owedObligations } from './owed.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

/** Where it goes on, and the most people, or obligations, in one transaction. */
export type Replan = Pick<ReplanRow, 'part' | 'after'> & { limit: number }

/**
 * The workspace's times have changed: a piece of what is open is counted anew. What has come up already is left to
 * the beat, what was told is not told again, and of new days only those count that are still to come.
 */
export const replan: Action<Replan, ReplanRow | null, null> = {
  name: 'replan',
  async load(act, { part, after }) {
    const row = await nextReplan(act.trx, act.workspace)
    return row?.part === part && row.after === after ? row : null
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, row, { limit }) {
    if (row === null) return null
    const last =
      row.part === 'people' ? await people(act, row.after, limit) : await obligations(act, row.after, limit)
    await moveReplan(act.trx, row, last)
    return null
  },
}

/** Everything that is planned at all comes before it. */
const whenever = '9999-12-31'

async function people(act: Act, after: string, limit: number): Promise<string | null> {
  const { trx, engine, workspace, calendar, now } = act
  const found = await peopleAfter(trx, workspace, after, limit)
  if (found.length === 0) return null
  const ids = found.map(({ id }) => id)
  const zones = new Map(found.map((person) => [person.id, zoneOrDefault(act, person)]))
  const zoneOf = (id: string) => zones.get(id) ?? calendar.zone
  const held = (await owedBy(trx, engine, workspace, ids, whenever)).filter(
    ({ as, nextReminderAt }) => as === 'holder' && nextReminderAt > now,
  )
  const owed = await owedObligations(act, held, zoneOf)
  const holders = [...owed].map(([one, row]) => ({
    ...row,
    nextReminderAt: planAnew(calendar, zoneOf(row.holder), now, one),
  }))
  await markHolders(trx, engine, workspace, holders)
  const asked = (await acknowledgmentsOwedBy(trx, engine, workspace, ids, whenever)).filter(
    ({ nextReminderAt }) => nextReminderAt > now,
  )
  const requests = asked.map((row) => ({
    ...row,
    nextReminderAt: planAnew(calendar, zoneOf(row.person), now, owedAcknowledgment(act, row)),
  }))
  await markAcknowledgments(trx, engine, workspace, requests)
  return ids.at(-1) as string
}

async function obligations(act: Act, after: string, limit: number): Promise<string | null> {
  const { trx, engine, workspace } = act
  const found = await escalatedAfter(trx, workspace, after, limit)
  if (found.length === 0) return null
  const ids = found.map(({ id }) => id)
  const told = await firstToldOf(trx, engine, workspace, ids)
  const marks = found.map((row) => {
    const toldOn = row.kind === 'acknowledge' ? row.openedOn : (told.get(row.id) ?? null)
    return { obligation: row.id, escalateAt: nextEscalationAt(act, row, toldOn) }
  })
  await markEscalations(trx, engine, workspace, marks)
  return ids.at(-1) as string
}
