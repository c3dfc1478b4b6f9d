import { acknowledgmentOf } from '../../db/acknowledgments.ts'
import { versionById } from '../../db/policies.ts'
import { dayIn, parseDay, sayDay } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { isMorningLeft, snoozeTo, type Timed } from '../rules/reminders.ts'
import type { Day, Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { zoneOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { personActing } from './roles.ts'

/** An obligation that one holds, or the version that one is asked to acknowledge. */
export type Snoozable = { obligation: string } | { version: string }
export type Snooze = Snoozable & { on: Day }
type Loaded = { timed: Timed; about: string; isOwn: boolean }

/** Moves the person's own next reminder; escalation goes on. The answer is the resulting time. */
export const snooze: Action<Snooze, Loaded, { at: Instant }> = {
  name: 'snooze',
  async load(act, request) {
    if (!parseDay(request.on)) refuse('bad_day', { came: request.on }, 'on')
    return 'version' in request ? await asked(act, request.version) : await held(act, request.obligation)
  },
  roles: (_, { isOwn }) => (isOwn ? ['holder'] : []),
  async carryOut(act, { timed, about }, request) {
    const person = personActing(act)
    const zone = await zoneOf(act, person)
    const at = snoozeTo(act.calendar, timed, zone, request.on, act.now)
    if (at === 'overdue') refuse('snooze_overdue', {}, 'on')
    if (!isMorningLeft(act.calendar, timed, zone, act.now))
      refuse('snooze_none', { due: sayDay(timed.dueOn, act.today) })
    if (at === 'past the due day') refuse('snooze_late', { due: sayDay(timed.dueOn, act.today) }, 'on')
    const hour = act.settings.sendingHour
    if (at === 'already passed') refuse('snooze_passed', { hour, day: sayDay(request.on, act.today) }, 'on')
    // Of a closed day the morning that comes of it: everything says on which day the reminder really goes.
    const moved = { snoozedUntil: dayIn(zone, at), nextReminderAt: at }
    if ('version' in request) await act.write('acknowledgments', { version: request.version, person }, moved)
    else
      await act.write(
        'obligationHolders',
        { obligation: request.obligation, holder: person, as: 'holder' },
        moved,
      )
    act.note(about)
    return { at }
  },
}

async function held(act: Act, id: string): Promise<Loaded> {
  const obligation = await act.trx
    .selectFrom('obligations')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  if (obligation?.state !== 'open') return refuse('nothing_owed', { code: id })
  const holder = await act.trx
    .selectFrom('obligationHolders')
    .select('holder')
    .where('workspace', '=', act.workspace)
    .where('obligation', '=', id)
    .where('holder', '=', actorId(act))
    .where('as', '=', 'holder')
    .executeTakeFirst()
  return { timed: obligation, about: obligation.policy ?? obligation.subject, isOwn: holder !== undefined }
}

async function asked(act: Act, id: string): Promise<Loaded> {
  const version = await versionById(act.trx, act.workspace, id)
  const row = await acknowledgmentOf(act.trx, act.workspace, id, actorId(act))
  const timed = row && timedRequest(act, row)
  if (!version || !timed) return refuse('nothing_owed', { code: id })
  return { timed, about: version.policy, isOwn: true }
}

/** The days of a request that has reached its person and is not settled; else there is nothing to put off. */
export function timedRequest(
  act: Pick<Act, 'calendar'>,
  { state, deliveredAt, dueOn }: { state: string; deliveredAt: Instant | null; dueOn: Day | null },
): Timed | null {
  if (state !== 'open' || deliveredAt === null || dueOn === null) return null
  return { kind: 'acknowledge', openedOn: dayIn(act.calendar.zone, deliveredAt), dueOn }
}

const actorId = ({ actor }: Act): string => (actor.kind === 'person' ? actor.id : '')
