import type { HolderRow, ObligationRow } from '../../db/schema.ts'
import { parseDay, sayDay } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { snoozeTo } from '../rules/reminders.ts'
import type { Day, Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { zoneOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { personActing } from './roles.ts'

export type Snooze = { obligation: string; on: Day }
type Loaded = { obligation: ObligationRow; holder: HolderRow | undefined }

/** Moves the holder's own next reminder; escalation goes on. The answer is the resulting time. */
export const snooze: Action<Snooze, Loaded, { at: Instant }> = {
  name: 'snooze',
  async load(act, request) {
    if (!parseDay(request.on)) refuse('bad_day', { came: request.on }, 'on')
    const obligation = await act.trx
      .selectFrom('obligations')
      .selectAll()
      .where('workspace', '=', act.workspace)
      .where('id', '=', request.obligation)
      .executeTakeFirst()
    if (obligation?.state !== 'open') return refuse('nothing_owed', { code: request.obligation })
    return { obligation, holder: await holderRow(act, obligation.id) }
  },
  roles: (_, { holder }) => (holder ? ['holder'] : []),
  async carryOut(act, { obligation }, request) {
    const person = personActing(act)
    const at = snoozeTo(act.calendar, obligation, await zoneOf(act, person), request.on, act.now)
    if (at === 'overdue') refuse('snooze_overdue', {}, 'on')
    if (at === 'past the due day') refuse('snooze_late', { due: sayDay(obligation.dueOn, act.today) }, 'on')
    if (at === 'already passed') refuse('snooze_passed', { day: sayDay(request.on, act.today) }, 'on')
    await act.write(
      'obligationHolders',
      { obligation: obligation.id, holder: person, as: 'holder' },
      { snoozedUntil: request.on, nextReminderAt: at },
    )
    act.note(obligation.policy ?? obligation.subject)
    return { at }
  },
}

async function holderRow(act: Act, obligation: string): Promise<HolderRow | undefined> {
  if (act.actor.kind !== 'person') return undefined
  return await act.trx
    .selectFrom('obligationHolders')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('obligation', '=', obligation)
    .where('holder', '=', act.actor.id)
    .where('as', '=', 'holder')
    .executeTakeFirst()
}
