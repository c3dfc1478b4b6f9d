import type { Reads } from '../../db/engine.ts'
import { settingOf } from '../../db/workspaces.ts'
import { changeSource, type Source, type SourceChange } from '../rules/sources.ts'
import { storeSetting } from './change-settings.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

export type ChangeSources = { name: string; change: SourceChange }

/** Which machines may report by webhook. The answer is the source as it is then. */
export const changeSources: Action<ChangeSources, Source[], Source> = {
  name: 'change-sources',
  load: async (act) => await sourcesOf(act.trx, act.workspace),
  roles: (act) => rolesOf(act),
  async carryOut(act, known, request) {
    const { sources, source } = changeSource(known, request, act.now)
    await storeSetting(act, 'sources', JSON.stringify(sources))
    act.note(`source:${source.name}`)
    return source
  },
}

/** All that ever were, by name. */
export async function sourcesOf(db: Reads, workspace: string): Promise<Source[]> {
  return JSON.parse((await settingOf(db, workspace, 'sources')) ?? '[]') as Source[]
}
