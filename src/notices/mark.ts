import { type Claimed, type Mark, markNotice } from '../../db/notices.ts'
import { mayMove, noticeMoves } from '../rules/lifecycle.ts'
import type { Delivery } from './deliver.ts'

export type MarkNotice = (change: Mark) => Promise<boolean>

/** Marks a claimed notice as its lifecycle allows; false where the lease was lost meanwhile. */
export function markerOf(
  { database, workspace, owner }: Pick<Delivery, 'database' | 'workspace' | 'owner'>,
  notice: Claimed,
): MarkNotice {
  return async (change) => {
    if (change.state && !mayMove(noticeMoves, notice.state, change.state)) {
      throw new Error(`A notice that is ${notice.state} cannot be ${change.state}`)
    }
    return await markNotice(database.kysely, workspace, notice.id, owner, change)
  }
}
