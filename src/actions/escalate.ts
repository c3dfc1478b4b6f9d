import { peopleInRole } from '../../db/policies.ts'
import type { ObligationRow } from '../../db/schema.ts'
import { atHour, dayIn } from '../rules/calendar.ts'
import { type EscalationTo, escalationOf } from '../rules/escalation.ts'
import { sendingHour } from '../rules/reminders.ts'
import { canHold } from '../rules/standing-in.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import {
  escalatedFacts,
  firstTold,
  holdersOf,
  setEscalateAt,
  type WithEscalation,
  whenToEscalate,
  withEscalation,
  zoneOf,
} from './obligations.ts'
import type { Action } from './perform.ts'
import { approversOf, managersOf, possible, rolesOf } from './roles.ts'

export type Escalate = { obligation: string }

/** The earliest zone on earth: what is due there this morning is prepared now. */
const earliestZone = 'Etc/GMT-14'

/** Adds to an open obligation those who are to hear of it; each hears in the message of their own morning. */
export const escalate: Action<Escalate, WithEscalation, { to: string[] }> = {
  name: 'escalate',
  load: (act, request) => withEscalation(act, request.obligation),
  roles: (act) => rolesOf(act),
  async carryOut(act, row) {
    if (row.state !== 'open') return { to: [] }
    const holders = await holdersOf(act, row.id)
    const { subject, after } = escalatedFacts(act, row)
    const { point, goesOn, nextOn } = escalationOf(
      act.calendar,
      subject,
      after,
      firstTold(row, holders),
      dayIn(earliestZone, act.now),
    )
    await setEscalateAt(act, row.id, whenToEscalate(nextOn))
    if (!point || goesOn === null) return { to: [] }
    const held = new Set(holders.filter((holder) => holder.as === 'holder').map((holder) => holder.holder))
    const known = new Set(
      holders.filter((holder) => holder.as === 'escalation').map((holder) => holder.holder),
    )
    const to = (await receiversOf(act, row, point.to)).filter((receiver) => !held.has(receiver.id))
    for (const receiver of to) await hear(act, row, receiver, known.has(receiver.id), point.on, goesOn)
    await act.write('obligations', { id: row.id }, { escalatedOn: point.on })
    act.note(row.policy ?? row.subject)
    return { to: to.map((receiver) => receiver.id) }
  },
}

type Hearer = { id: string; isChannel: 0 | 1 }

async function hear(
  act: Act,
  row: ObligationRow,
  { id, isChannel }: Hearer,
  isKnown: boolean,
  rung: Day,
  goesOn: Day,
): Promise<void> {
  const zone = isChannel ? act.calendar.zone : await zoneOf(act, id)
  const nextReminderAt = atHour(goesOn, sendingHour, zone)
  if (isKnown) {
    await act.write(
      'obligationHolders',
      { obligation: row.id, holder: id, as: 'escalation' },
      { rung, nextReminderAt },
    )
    return
  }
  await act.insert('obligationHolders', {
    obligation: row.id,
    holder: id,
    as: 'escalation',
    isChannel,
    standInFor: null,
    snoozedUntil: null,
    rung,
    toldOn: null,
    nextReminderAt,
  })
}

async function receiversOf(act: Act, row: ObligationRow, to: readonly EscalationTo[]): Promise<Hearer[]> {
  const people = new Set<string>()
  const add = (rows: Parameters<typeof possible>[0][]) => {
    for (const person of rows) if (canHold(possible(person))) people.add(person.id)
  }
  if (to.includes('deputies') && row.policy)
    add(await peopleInRole(act.trx, act.workspace, row.policy, 'deputy'))
  if (to.includes('managers')) add(await managersOf(act))
  if (to.includes('approvers') && row.policy) add(await approversOf(act, row.policy))
  if (row.kind === 'acknowledge') people.delete((await ownerOf(act, row.policy)) ?? '')
  const hearers: Hearer[] = [...people].map((id) => ({ id, isChannel: 0 }))
  const channel = act.settings.governanceChannel
  if (to.includes('channel') && channel) hearers.push({ id: channel, isChannel: 1 })
  return hearers
}

/** The owner gets the list of who is missing anyway. */
async function ownerOf(act: Act, policy: string | null): Promise<string | null> {
  if (policy === null) return null
  const row = await act.trx
    .selectFrom('policies')
    .select('owner')
    .where('workspace', '=', act.workspace)
    .where('id', '=', policy)
    .executeTakeFirst()
  return row?.owner ?? null
}
