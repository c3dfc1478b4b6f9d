import { peopleInRole } from '../../db/policies.ts'
import type { HolderRow, ObligationRow, PersonRow } from '../../db/schema.ts'
import { atHour, dayIn } from '../rules/calendar.ts'
import { type EscalationTo, type EscalationTold, escalatedFacts, escalationOf } from '../rules/escalation.ts'
import { canHold } from '../rules/standing-in.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { isMissingList } from './missing-list.ts'
import {
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
    const { told, lastOn, goesOn, nextOn } = escalationOf(
      act.calendar,
      subject,
      after,
      firstTold(row, holders),
      dayIn(earliestZone, act.now),
    )
    await setEscalateAt(act, row.id, whenToEscalate(nextOn))
    if (lastOn === null || goesOn === null) return { to: [] }
    // Who gets the list of who is missing hears it there.
    const hears = (holder: HolderRow) =>
      holder.as === 'holder' || isMissingList({ ...holder, kind: row.kind })
    const held = new Set(holders.filter(hears).map((holder) => holder.holder))
    const known = new Set(holders.filter((holder) => !hears(holder)).map((holder) => holder.holder))
    const to = (await receiversOf(act, row, told)).filter((receiver) => !held.has(receiver.id))
    for (const receiver of to) await hear(act, row, receiver, known.has(receiver.id), goesOn)
    await act.write('obligations', { id: row.id }, { escalatedOn: lastOn })
    act.note(row.policy ?? row.subject)
    return { to: to.map((receiver) => receiver.id) }
  },
}

/** `on` is the date of the point that speaks to them. */
type Hearer = { id: string; isChannel: 0 | 1; on: Day }

async function hear(
  act: Act,
  row: ObligationRow,
  { id, isChannel, on: rung }: Hearer,
  isKnown: boolean,
  goesOn: Day,
): Promise<void> {
  const zone = isChannel ? act.calendar.zone : await zoneOf(act, id)
  const nextReminderAt = atHour(goesOn, act.calendar.times.hours.opens, zone)
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

/** Who has two roles hears of the newer point, once. */
async function receiversOf(act: Act, row: ObligationRow, told: readonly EscalationTold[]): Promise<Hearer[]> {
  const hearers = new Map<string, Hearer>()
  for (const { to, on } of [...told].sort((a, b) => (a.on < b.on ? -1 : 1))) {
    for (const id of await inRole(act, row, to))
      hearers.set(id, { id, isChannel: to === 'channel' ? 1 : 0, on })
  }
  return [...hearers.values()]
}

async function inRole(act: Act, row: ObligationRow, to: EscalationTo): Promise<string[]> {
  if (to === 'channel') return act.settings.governanceChannel ? [act.settings.governanceChannel] : []
  if (to === 'managers') return active(await managersOf(act))
  if (row.policy === null) return []
  if (to === 'approvers') return active(await approversOf(act, row.policy))
  return active(await peopleInRole(act.trx, act.workspace, row.policy, 'deputy'))
}

function active(people: readonly PersonRow[]): string[] {
  return people.filter((person) => canHold(possible(person))).map((person) => person.id)
}
