import type { WorkspaceRow } from '../../db/schema.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import { refuse } from '../rules/refusal.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

export type ClaimWorkspace = { team: string; name: string }

/** The first token claims the workspace for its Slack team; another team is refused. */
export const claimWorkspace: Action<ClaimWorkspace, WorkspaceRow, { claimed: boolean }> = {
  name: 'claim-workspace',
  async load(act, request) {
    const row = await workspaceOf(act.trx, act.workspace)
    if (!row) return refuse('unknown_workspace', { id: act.workspace, ids: 'none' })
    if (row.slackTeam !== null && row.slackTeam !== request.team) {
      refuse('other_team', { claimed: row.slackTeam, came: request.team })
    }
    return row
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, row, request) {
    act.note('workspace')
    if (row.slackTeam === request.team) return { claimed: false }
    await act.write('workspaces', {}, { slackTeam: request.team, name: request.name })
    return { claimed: true }
  },
}
