import { allWorkspaces } from '../../db/workspaces.ts'
import type { WorkspaceKind } from '../rules/terms.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

export type MakeWorkspace = { name: string; kind: WorkspaceKind }

/** The one unclaimed workspace of a new database. A database's kind never changes. */
export const makeWorkspace: Action<MakeWorkspace, boolean, { made: boolean }> = {
  name: 'make-workspace',
  load: async (act) => (await allWorkspaces(act.trx)).some((row) => row.workspace === act.workspace),
  roles: (act) => rolesOf(act),
  async carryOut(act, isThere, request) {
    if (isThere) return { made: false }
    await act.insert('workspaces', { ...request, slackTeam: null, liveAt: null, createdAt: act.now })
    act.note('workspace')
    return { made: true }
  },
}
