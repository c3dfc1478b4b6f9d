import { eventById, mergedInto } from '../../db/events.ts'
import type { EventRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import { dueInBusinessDays } from '../rules/schedule.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { openObligation } from './obligations.ts'
import { managersOf } from './roles.ts'

/** A report on its way: who is asked to decide on it, and who hears what came of it. */

export async function requireEvent(act: Act, id: string): Promise<EventRow> {
  return (await eventById(act.trx, act.workspace, id)) ?? refuse('unknown_event', { number: id })
}

/** The policy managers are asked at once, and have 2 business days; who takes over a decision has what is left. */
export async function askToTriage(
  act: Act,
  event: string,
  left: { openedOn: Day; dueOn: Day } | null = null,
): Promise<Day> {
  const managers = await managersOf(act)
  const openedOn = left?.openedOn ?? act.today
  const dueOn = left?.dueOn ?? dueInBusinessDays(act.calendar, 'triage', act.today)
  const obligation = await openObligation(act, {
    kind: 'triage',
    policy: null,
    subject: event,
    openedOn,
    dueOn,
    holders: managers.map(({ id }) => ({ id })),
    isTold: true,
  })
  for (const { id } of managers) {
    await act.notify({
      id: `triage request:${obligation}:${id}`,
      to: { id, isChannel: false },
      kind: 'triage request',
      lane: 'urgent',
      items: [{ obligation: 'triage', subject: obligation, as: 'holder' }],
    })
  }
  return dueOn
}

/** Also who reported what was merged into it hears what came of it; who did it themselves is not told. */
export async function tellReporters(act: Act, event: EventRow): Promise<void> {
  const merged = await mergedInto(act.trx, act.workspace, event.id)
  for (const one of [event, ...merged]) await tellReporter(act, one)
}

/** Of events that caused some reviews. */
export async function tellReportersOf(act: Act, events: readonly string[]): Promise<void> {
  for (const id of events) await tellReporters(act, await requireEvent(act, id))
}

export async function tellReporter(act: Act, { id, reporter }: EventRow): Promise<void> {
  if (reporter === null) return
  await act.notify({
    id: `report outcome:${id}:${act.id()}`,
    to: { id: reporter, isChannel: false },
    kind: 'report outcome',
    lane: 'urgent',
    items: [{ obligation: 'report', subject: id, as: 'holder' }],
  })
}
