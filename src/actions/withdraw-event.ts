import { mergedInto } from '../../db/events.ts'
import type { EventRow, ObligationRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Role } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { dropCauses } from './drop-causes.ts'
import { openObligationOf, settle } from './obligations.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { askToTriage, requireEvent, tellReporter } from './reports.ts'
import { personActing, rolesOf } from './roles.ts'

export type WithdrawEvent = { event: string; reason: string }
type Loaded = { event: EventRow; merged: EventRow[]; roles: Role[] }

/**
 * A report is taken back: by who reported it while nothing is decided, and by a policy manager at any time. A manager
 * withdraws what was reported, with all that was merged into it; a reporter their own report alone.
 */
export const withdrawEvent: Action<WithdrawEvent, Loaded, { state: 'withdrawn' }> = {
  name: 'withdraw-event',
  async load(act, { event: id, reason }) {
    const event = await requireEvent(act, id)
    if (event.state === 'withdrawn') refuse('event_withdrawn', { number: event.number })
    requireText(reason, 'reason', 'reason')
    const merged = await mergedInto(act.trx, act.workspace, event.id)
    return { event, merged, roles: await withdrawingRoles(act, event) }
  },
  roles: (_, { roles }) => roles,
  async carryOut(act, { event, merged, roles }, { reason }) {
    const by = personActing(act)
    const decided = { decidedBy: by, decidedByRule: null, decidedAt: act.now, mergedInto: null }
    await act.write('events', { id: event.id }, { state: 'withdrawn', reason, ...decided })
    const triage = await openObligationOf(act, 'triage', event.id)
    if (triage) await settle(act, triage.id, 'void', 'withdrawn')
    const goWithIt = roles.includes('manager') ? merged : []
    if (triage && goWithIt.length < merged.length) await succeed(act, merged, triage)
    await dropCauses(act, event, `E-${event.number} was withdrawn: ${reason}`)
    for (const one of [event, ...goWithIt]) if (one.reporter !== by) await tellReporter(act, one)
    act.note(event.id)
    return { state: 'withdrawn' }
  },
}

/** Whoever reported it is that only while nothing is decided, also of what it was merged into. */
export async function withdrawingRoles(act: Act, event: EventRow): Promise<Role[]> {
  const roles = await rolesOf(act)
  const standing = event.mergedInto === null ? event : await requireEvent(act, event.mergedInto)
  const isOwn = act.actor.kind === 'person' && act.actor.id === event.reporter
  return roles.includes('member') && isOwn && standing.state === 'reported' ? [...roles, 'reporter'] : roles
}

/** The first of those that were merged into it stands for the others from now on, until the same day. */
async function succeed(act: Act, [first, ...others]: EventRow[], triage: ObligationRow): Promise<void> {
  if (!first) return
  const undecided = { decidedBy: null, decidedAt: null, reason: null, mergedInto: null }
  await act.write('events', { id: first.id }, { state: 'reported', ...undecided })
  for (const { id } of others) await act.write('events', { id }, { mergedInto: first.id })
  await askToTriage(act, first.id, triage)
}
