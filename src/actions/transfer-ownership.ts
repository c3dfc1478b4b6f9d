import { unconcludedReviews } from '../../db/reviews.ts'
import type { PolicyRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import { moveMissingList } from './missing-list.ts'
import { addHolder, holdersOf, openObligationOf, planEscalation, settleOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy } from './policy-fields.ts'
import { openVacancy, whoHolds } from './review-cycle.ts'
import { requireHolders, rolesOf } from './roles.ts'

/** `revision` is the policy's, as the person saw it; left out where nothing was shown. */
export type TransferOwnership = { policy: string; to: string; revision?: number }

/** From now on the new owner holds what the old one held; rungs already told are not told again. */
export const transferOwnership: Action<TransferOwnership, PolicyRow, { owner: string }> = {
  name: 'transfer-ownership',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    refuseRetired(policy)
    if (request.revision !== undefined && request.revision !== policy.revision)
      refuse('stale', { what: `"${policy.code}"`, found: policy.revision, expected: request.revision })
    await requireHolders(act, [request.to], 'owner')
    return policy
  },
  roles: (act, policy) => rolesOf(act, policy),
  async carryOut(act, policy, { to }) {
    await handOverTo(act, policy, to)
    act.note(policy.id)
    return { owner: to }
  },
}

export async function handOverTo(act: Act, policy: PolicyRow, to: string): Promise<void> {
  await act.write(
    'policies',
    { id: policy.id },
    { owner: to, statedOwner: null, revision: policy.revision + 1 },
  )
  // A register may name somebody who has left, or a bot: who stands in for them holds it, until one is named.
  const held = await whoHolds(act, { ...policy, owner: to })
  const holder = held?.holder ?? to
  const standInFor = held?.isStandIn ? to : null
  for (const review of await unconcludedReviews(act.trx, act.workspace, policy.id))
    await handOver(act, review.id, holder, standInFor)
  if (standInFor === null) await settleOf(act, 'fill', policy.id, 'met')
  else await openVacancy(act, policy)
  await moveMissingList(act, policy, holder)
}

async function handOver(act: Act, review: string, to: string, standInFor: string | null): Promise<void> {
  const obligation = await openObligationOf(act, 'review', review)
  if (!obligation) return
  let [rung, toldOn]: (string | null)[] = [null, null]
  for (const row of await holdersOf(act, obligation.id)) {
    if (row.as === 'holder') [rung, toldOn] = [row.rung, row.toldOn]
    if (row.as === 'holder' || row.holder === to) {
      await act.remove('obligationHolders', { obligation: row.obligation, holder: row.holder, as: row.as })
    }
  }
  await addHolder(act, obligation, to, {
    standInFor,
    isTold: false,
    rung: rung ?? null,
    toldOn: toldOn ?? null,
  })
  await planEscalation(act, obligation.id)
}
