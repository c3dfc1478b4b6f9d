import type { EventRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day } from '../rules/terms.ts'
import { dropCauses } from './drop-causes.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { askToTriage, requireEvent, tellReporters } from './reports.ts'
import { rolesOf } from './roles.ts'

export type ReopenEvent = { event: string; reason: string }

/**
 * A decision is taken anew: the report awaits its triage again, a merged one by itself. What was decided stays in the
 * record, and what only that decision held is held no more.
 */
export const reopenEvent: Action<ReopenEvent, EventRow, { decideBy: Day }> = {
  name: 'reopen-event',
  async load(act, { event: id, reason }) {
    const event = await requireEvent(act, id)
    if (event.state === 'reported') refuse('event_open', { number: event.number })
    requireText(reason, 'reason', 'reason')
    return event
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, event, { reason }) {
    const undecided = { decidedBy: null, decidedByRule: null, decidedAt: null, mergedInto: null }
    await act.write('events', { id: event.id }, { state: 'reported', reason, ...undecided })
    const decideBy = await askToTriage(act, event.id)
    await dropCauses(act, event, `E-${event.number} is open again: ${reason}`)
    await tellReporters(act, event)
    act.note(event.id)
    return { decideBy }
  },
}
