import { addPeople } from '../../db/distributions.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { addDays } from '../rules/calendar.ts'
import { sha256 } from '../rules/digest.ts'
import type { Act } from './act.ts'
import { openAcknowledgeObligation } from './missing-list.ts'
import type { Action } from './perform.ts'
import { rolesOf } from './roles.ts'

/** Joiners of the audience of one version that is in force. */
export type AskJoiners = { version: string; people: string[] }
type Loaded = { version: VersionRow; policy: PolicyRow } | null

/** Who has joined is asked for what is in force, imported versions included, and has 30 days. */
export const askJoiners: Action<AskJoiners, Loaded, { distribution: string | null }> = {
  name: 'ask-joiners',
  load: (act, request) => loadInForce(act, request.version),
  roles: (act) => rolesOf(act),
  async carryOut(act, loaded, { people }) {
    if (!loaded || people.length === 0) return { distribution: null }
    const distribution = act.id()
    await act.insert('distributions', {
      id: distribution,
      policy: loaded.policy.id,
      version: loaded.version.id,
      asks: 'acknowledge',
      state: 'asking',
      audience: loaded.policy.audience,
      peopleCount: people.length,
      peopleSha256: sha256(people.join('\n')),
      leftOut: '[]',
      cursor: 0,
      isForJoiners: 1,
      campaign: null,
      createdAt: act.now,
      endedAt: null,
      trouble: null,
    })
    const rows = people.map((person, i) => ({
      workspace: act.workspace,
      distribution,
      position: i + 1,
      person,
    }))
    await addPeople(act.trx, act.engine, rows)
    await openAcknowledgeObligation(act, loaded.policy, loaded.version, addDays(act.today, 30))
    act.note(loaded.policy.id)
    return { distribution }
  },
}

async function loadInForce(act: Act, id: string): Promise<Loaded> {
  const version = await act.trx
    .selectFrom('versions')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('id', '=', id)
    .where('state', '=', 'in force')
    .executeTakeFirst()
  if (!version) return null
  const policy = await act.trx
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('id', '=', version.policy)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return policy ? { version, policy } : null
}
