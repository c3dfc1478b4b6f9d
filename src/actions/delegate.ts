import { parseDay, sayDay } from '../rules/calendar.ts'
import { nextMove } from '../rules/endorsement.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day } from '../rules/terms.ts'
import { handOnRequests } from './handed-on.ts'
import type { Action } from './perform.ts'
import { personActing, requireHolders, rolesOf } from './roles.ts'

export type Delegate = { person: string; deputy: string; fromOn: Day; untilOn: Day }

/** Names who decides for an absent approver, both days included. Both names stay on the record. */
export const delegate: Action<Delegate, null, { delegation: string }> = {
  name: 'delegate',
  async load(act, request) {
    for (const field of ['fromOn', 'untilOn'] as const)
      if (!parseDay(request[field])) refuse('bad_day', { came: request[field] }, field)
    if (request.untilOn < request.fromOn) {
      const expected = `a last day not before ${sayDay(request.fromOn, act.today)}`
      refuse('bad_request', { expected, came: sayDay(request.untilOn, act.today) }, 'untilOn')
    }
    if (request.deputy === request.person)
      refuse('bad_request', { expected: 'another person as deputy', came: 'the same' }, 'deputy')
    await requireHolders(act, [request.deputy], 'deputy')
    return null
  },
  async roles(act, _, request) {
    const roles = await rolesOf(act)
    const isOwn = act.actor.kind === 'person' && personActing(act) === request.person
    return isOwn ? roles : roles.filter((role) => role !== 'member')
  },
  async carryOut(act, _, request) {
    const delegation = act.id()
    const { person, fromOn, untilOn } = request
    const movesOn = nextMove(request, act.today)
    await act.insert('delegations', { id: delegation, ...request, movesOn })
    if (fromOn <= act.today && act.today <= untilOn)
      await handOnRequests(act, { id: delegation, person }, '', Number.MAX_SAFE_INTEGER)
    act.note(request.person)
    return { delegation }
  },
}
