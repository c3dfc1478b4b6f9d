import { distributionById } from '../../db/acknowledgments.ts'
import { policyById } from '../../db/policies.ts'
import type { PolicyRow } from '../../db/schema.ts'
import type { Instant } from '../rules/terms.ts'
import type { Act } from './act.ts'
import type { Action } from './perform.ts'
import { managersOf, rolesOf } from './roles.ts'

/**
 * `subject` names what is broken, so that it is told once and not each day. `mendedAt`: it worked again then, so
 * that what was told before of the same trouble does not count.
 */
export type ReportTrouble = {
  subject: string
  sentence: string
  distribution: string | null
  mendedAt?: Instant | null
}

/** Something that people must mend: told once to the policy managers, and to the owner it concerns. */
export const reportTrouble: Action<ReportTrouble, PolicyRow | null, { told: string[] }> = {
  name: 'report-trouble',
  async load(act, { distribution: id }) {
    const distribution = id === null ? undefined : await distributionById(act.trx, act.workspace, id)
    return distribution ? ((await policyById(act.trx, act.workspace, distribution.policy)) ?? null) : null
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, policy, { subject, sentence, distribution, mendedAt }) {
    if (distribution !== null) await act.write('distributions', { id: distribution }, { trouble: sentence })
    const managers = (await managersOf(act)).map((manager) => manager.id)
    const told = [...new Set([...managers, ...(policy?.owner ? [policy.owner] : [])])]
    const heard = await heardOf(act, sentence, mendedAt ?? null)
    for (const id of told.filter((person) => !heard.has(person))) {
      await act.notify({
        id: `trouble:${subject}:${id}`,
        to: { id, isChannel: false },
        kind: 'trouble',
        lane: 'urgent',
        items: [{ obligation: 'trouble', subject: sentence, as: 'holder' }],
      })
    }
    act.note(policy?.id ?? subject)
    return { told }
  },
}

/** Who was told this already, perhaps in one message with another trouble. */
async function heardOf(act: Act, sentence: string, since: Instant | null): Promise<Set<string>> {
  let query = act.trx
    .selectFrom('noticeItems as i')
    .innerJoin('notices as n', (join) =>
      join.onRef('n.workspace', '=', 'i.workspace').onRef('n.id', '=', 'i.notice'),
    )
    .select('n.recipient')
    .where('i.workspace', '=', act.workspace)
    .where('i.subject', '=', sentence)
    .where('i.obligation', '=', 'trouble')
  if (since !== null) query = query.where('n.createdAt', '>', since)
  return new Set((await query.execute()).map((row) => row.recipient))
}
