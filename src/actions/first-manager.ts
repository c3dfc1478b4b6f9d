import { storeSetting } from './change-settings.ts'
import { assignManagers } from './follow-succession.ts'
import type { Action } from './perform.ts'
import { personActing, rolesOf } from './roles.ts'

/** Where the workspace has no policy manager, an administrator becomes the first. Later ones are named in the settings. */
export const firstManager: Action<Record<string, never>, null, { made: boolean }> = {
  name: 'first-manager',
  load: async () => null,
  roles: (act) => rolesOf(act),
  async carryOut(act) {
    if (act.settings.policyManagers.length > 0) return { made: false }
    const policyManagers = [personActing(act)]
    await storeSetting(act, 'policyManagers', JSON.stringify(policyManagers))
    await assignManagers({ ...act, settings: { ...act.settings, policyManagers } })
    act.note('settings')
    return { made: true }
  },
}
