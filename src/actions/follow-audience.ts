import { versionsOf } from '../../db/policies.ts'
import type { DistributionRow, PolicyRow } from '../../db/schema.ts'
import { isNobody } from '../rules/acknowledgment.ts'
import type { Audience } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { inForce } from './versions.ts'

/**
 * After a policy's audience changed: what waits for its audience to be read is for the new one, since the old one may
 * be why it waits; and who is new in it is asked for what is in force, like a joiner.
 */
export async function followAudience(act: Act, { id: policy, audience }: PolicyRow): Promise<void> {
  const pending = await act.trx
    .selectFrom('distributions')
    .select(['id', 'asks'])
    .where('workspace', '=', act.workspace)
    .where('policy', '=', policy)
    .where('state', '=', 'pending')
    .execute()
  for (const { id } of pending) await act.write('distributions', { id }, { audience, trouble: null })
  if (act.liveAt === null || isNobody(JSON.parse(audience) as Audience)) return
  const version = inForce(await versionsOf(act.trx, act.workspace, policy))
  if (!version || pending.some(({ asks }) => asks === 'acknowledge')) return
  await openPending(act, { policy, version: version.id, asks: 'acknowledge', audience, isForJoiners: 1 })
}

type Pending = Pick<DistributionRow, 'policy' | 'version' | 'asks' | 'audience' | 'isForJoiners'> & {
  campaign?: string
}

/** A version that waits to go to an audience, which is read when it goes. */
export async function openPending(act: Act, wanted: Pending): Promise<void> {
  await act.insert('distributions', {
    id: act.id(),
    campaign: null,
    ...wanted,
    state: 'pending',
    peopleCount: null,
    peopleSha256: null,
    leftOut: '[]',
    cursor: 0,
    createdAt: act.now,
    endedAt: null,
    trouble: null,
  })
}
