import { delegationsOn, submissionById } from '../../db/reviews.ts'
import type { DelegationRow } from '../../db/schema.ts'
import { addDays } from '../rules/calendar.ts'
import { upstreamOf } from '../rules/endorsement.ts'
import type { Act } from './act.ts'
import { askAgain } from './ask-again.ts'
import { deputyFor } from './asked.ts'
import { followWaivers } from './waiver-deciders.ts'

export type Period = Pick<DelegationRow, 'id' | 'person'>

/**
 * Asks anew about what a delegation may move, in the order of ids after `after`; the last one looked at where
 * there may be more of them than `limit`.
 */
export async function handOnRequests(
  act: Act,
  delegation: Period,
  after: string,
  limit: number,
): Promise<string | null> {
  const open = await act.trx
    .selectFrom('obligations as o')
    .innerJoin('obligationHolders as h', (join) =>
      join.onRef('h.workspace', '=', 'o.workspace').onRef('h.obligation', '=', 'o.id'),
    )
    .select(['o.id', 'o.kind', 'o.subject', 'o.policy'])
    .distinct()
    .where('o.workspace', '=', act.workspace)
    .where('o.kind', 'in', ['endorse', 'decide'])
    .where('o.state', '=', 'open')
    .where('h.holder', 'in', await concernedBy(act, delegation))
    .where('h.as', '=', 'holder')
    .where('o.id', '>', after)
    .orderBy('o.id')
    .limit(limit)
    .execute()
  for (const { kind, subject, policy } of open) {
    if (kind === 'decide') await followWaivers(act, [policy as string])
    const submission = await submissionById(act.trx, act.workspace, subject)
    if (submission) await askAgain(act, submission)
  }
  return open.length < limit ? null : (open.at(-1)?.id ?? null)
}

/** Those for whom the delegated person decides, and who has decided for them so far, or would without it. */
async function concernedBy(act: Act, { id, person }: Period): Promise<string[]> {
  const today = await delegationsOn(act.trx, act.workspace, act.today)
  const yesterday = addDays(act.today, -1)
  const before = await delegationsOn(act.trx, act.workspace, yesterday)
  const without = today.filter((other) => other.id !== id)
  return [
    ...upstreamOf(person, today),
    await deputyFor(act, person, before, yesterday),
    await deputyFor(act, person, without),
  ]
}
