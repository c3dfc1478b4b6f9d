import { wakeHolders, zonesOfHolders } from '../../db/holders.ts'
import type { WorkspaceRow } from '../../db/schema.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import { dayIn, parseZone, sayDay } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import { nextMorning } from '../rules/reminders.ts'
import type { Settings } from '../rules/settings.ts'
import type { Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { requestEndorsement } from './asked.ts'
import { assignManagers } from './follow-succession.ts'
import { markTold, planEscalation } from './obligations.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'
import { requestDecision } from './waiver-deciders.ts'

/**
 * From now on messages are sent. Rungs passed before count as passed today: on the first business morning
 * every holder gets one message with all that is overdue or inside its ladder.
 */
export const goLive: Action<Record<string, never>, WorkspaceRow, { liveAt: Instant }> = {
  name: 'go-live',
  async load(act) {
    const row = await workspaceOf(act.trx, act.workspace)
    if (!row) return refuse('unknown_workspace', { id: act.workspace, ids: 'none' })
    if (row.liveAt) refuse('already_live', { since: sayDay(dayIn(act.calendar.zone, row.liveAt), act.today) })
    const missing = missingToGoLive(row, act.settings)
    if (missing.length > 0) refuse('golive_incomplete', { missing: missing.join(' and ') })
    return row
  },
  roles: (act) => rolesOf(act),
  async carryOut(act) {
    await act.write('workspaces', {}, { liveAt: act.now })
    await assignManagers(act)
    const zones = await zonesOfHolders(act.trx, act.workspace)
    const mornings = zones.map((zone) => ({
      zone,
      at: nextMorning(act.calendar, parseZone(zone) ?? act.calendar.zone, act.now),
    }))
    await wakeHolders(act.trx, act.engine, act.workspace, mornings)
    await askForDecisions({ ...act, liveAt: act.now })
    act.note('workspace')
    return { liveAt: act.now }
  },
}

/** What was submitted before, or asked to be waived, waits for approvers who were never asked. */
async function askForDecisions(act: Act): Promise<void> {
  const open = await act.trx
    .selectFrom('obligations as o')
    .innerJoin('obligationHolders as h', (join) =>
      join.onRef('h.workspace', '=', 'o.workspace').onRef('h.obligation', '=', 'o.id'),
    )
    .select(['o.id', 'o.kind', 'o.subject', 'h.holder'])
    .where('o.workspace', '=', act.workspace)
    .where('o.kind', 'in', ['endorse', 'decide'])
    .where('o.state', '=', 'open')
    .where('h.as', '=', 'holder')
    .orderBy('o.id')
    .execute()
  for (const { id, kind, subject, holder } of open) {
    if (kind === 'decide') await requestDecision(act, id, holder, true)
    else await requestEndorsement(act, subject, id, holder, true)
    await markTold(act, id, holder)
    await planEscalation(act, id)
  }
}

/** What is still to be set, in a person's words. */
export function missingToGoLive(row: WorkspaceRow, settings: Settings): string[] {
  const missing: string[] = []
  if (settings.policyManagers.length === 0) missing.push('a policy manager')
  if (settings.approvers.length === 0) missing.push('approvers')
  if (settings.timeZone === null) missing.push('a time zone')
  if (row.slackTeam === null) missing.push('a Slack workspace (start the program with its token once)')
  return missing
}
