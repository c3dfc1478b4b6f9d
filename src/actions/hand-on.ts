import { delegationById } from '../../db/reviews.ts'
import type { DelegationRow } from '../../db/schema.ts'
import { nextMove } from '../rules/endorsement.ts'
import type { Day } from '../rules/terms.ts'
import { handOnRequests } from './handed-on.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

/** `on` is the day that the delegation waited for; `after` the last request looked at, empty at first. */
export type HandOn = { delegation: string; on: Day; after: string }

/** Each may bring a message and its holder: more in one transaction would hold the write lock for too long. */
const mostAtOnce = 50

/** A delegation began, or is over: what is open goes to who decides from now on. */
export const handOn: Action<HandOn, DelegationRow | null, { next: string | null }> = {
  name: 'hand-on',
  async load(act, { delegation, on }) {
    const row = await delegationById(act.trx, act.workspace, delegation)
    return row?.movesOn === on && on <= act.today ? row : null
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, row, { after }) {
    if (!row) return { next: null }
    act.note(row.person)
    const next = await handOnRequests(act, row, after, mostAtOnce)
    if (next === null) await act.write('delegations', { id: row.id }, { movesOn: nextMove(row, act.today) })
    return { next }
  },
}
