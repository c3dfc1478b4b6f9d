import { policiesByIds } from '../../db/policies.ts'
import { unconcludedReviews } from '../../db/reviews.ts'
import type { ObligationRow, PolicyRow } from '../../db/schema.ts'
import { laterDay } from '../rules/calendar.ts'
import type { Act } from './act.ts'
import { moveMissingList } from './missing-list.ts'
import { addHolder, holdersOf, openObligationOf, planEscalation, settleOf } from './obligations.ts'
import { managersOf } from './roles.ts'
import { openVacancy, whoHolds } from './succession.ts'
import { followWaivers } from './waiver-deciders.ts'

/** What is owed for a policy goes to whoever is first in its line of succession now. */

/**
 * After an owner, deputies or policy managers changed: reviews, vacancies and the list of who is missing are where
 * they belong. Rungs already told are not told again; who stands in from now on is told, all at once.
 */
export async function followSuccession(act: Act, policies: readonly PolicyRow[]): Promise<void> {
  const standIns = new Map<string, string[]>()
  for (const policy of policies) {
    const held = await whoHolds(act, policy)
    const standInFor = held?.isStandIn ? policy.owner : null
    for (const review of await unconcludedReviews(act.trx, act.workspace, policy.id)) {
      const obligation = await openObligationOf(act, 'review', review.id)
      if (!obligation || !(await moveReview(act, obligation, held?.holder ?? null, standInFor))) continue
      if (held && standInFor !== null)
        standIns.set(held.holder, [...(standIns.get(held.holder) ?? []), obligation.id])
    }
    if (held && !held.isStandIn) await settleOf(act, 'fill', policy.id, 'met')
    else if (policy.status !== 'retired') await openVacancy(act, policy)
    if (held) await moveMissingList(act, policy, held.holder)
  }
  for (const [standIn, obligations] of standIns) await tellStandIn(act, standIn, obligations)
  if (policies.length > 0)
    await followWaivers(
      act,
      policies.map(({ id }) => id),
    )
}

/** Whether it went to somebody else. */
async function moveReview(
  act: Act,
  obligation: ObligationRow,
  to: string | null,
  standInFor: string | null,
): Promise<boolean> {
  const rows = await holdersOf(act, obligation.id)
  const before = rows.find(({ as }) => as === 'holder')
  if (before && before.holder === to) {
    const { obligation: id, holder, as } = before
    await act.write('obligationHolders', { obligation: id, holder, as }, { standInFor })
    return false
  }
  for (const { holder, as } of rows)
    if (as === 'holder' || holder === to)
      await act.remove('obligationHolders', { obligation: obligation.id, holder, as })
  if (to === null) return false
  const { toldOn = null } = before ?? {}
  const told = before?.rung ?? null
  // Who stands in is told by a message of its own, which stands for the rungs up to today.
  const rung = standInFor !== null && act.liveAt !== null ? laterDay(told ?? act.today, act.today) : told
  await addHolder(act, obligation, to, { standInFor, isTold: false, rung, toldOn })
  await planEscalation(act, obligation.id)
  return true
}

async function tellStandIn(act: Act, standIn: string, obligations: readonly string[]): Promise<void> {
  await act.notify({
    id: `stand-in:${standIn}:${obligations[0]}:${act.today}`,
    to: { id: standIn, isChannel: false },
    kind: 'stand-in',
    lane: 'urgent',
    items: obligations.map((subject) => ({ obligation: 'review', subject, as: 'holder' })),
  })
}

/** After the policy managers changed, or at going live: vacancies, reports and attestations are theirs, and what they stand in for. */
export async function assignManagers(act: Act): Promise<void> {
  const managers = (await managersOf(act)).map((manager) => manager.id)
  for (const obligation of await heldByManagers(act)) {
    const present = (await holdersOf(act, obligation.id))
      .filter((row) => row.as === 'holder')
      .map((row) => row.holder)
    for (const holder of present) {
      if (!managers.includes(holder))
        await act.remove('obligationHolders', { obligation: obligation.id, holder, as: 'holder' })
    }
    for (const manager of managers) {
      if (!present.includes(manager))
        await addHolder(act, obligation, manager, { standInFor: null, isTold: false })
    }
  }
  await followSuccession(act, await policiesByIds(act.trx, act.workspace, await notHeldByOwners(act)))
}

async function heldByManagers(act: Act): Promise<ObligationRow[]> {
  return await act.trx
    .selectFrom('obligations')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('kind', 'in', ['fill', 'triage', 'attest'])
    .where('state', '=', 'open')
    .execute()
}

/** Policies with an open review that somebody else than the owner holds, or nobody. */
async function notHeldByOwners(act: Act): Promise<string[]> {
  const rows = await act.trx
    .selectFrom('obligations as o')
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'o.workspace').onRef('p.id', '=', 'o.policy'),
    )
    .select('p.id')
    .distinct()
    .where('o.workspace', '=', act.workspace)
    .where('o.kind', '=', 'review')
    .where('o.state', '=', 'open')
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('obligationHolders as h')
            .select('h.holder')
            .whereRef('h.workspace', '=', 'o.workspace')
            .whereRef('h.obligation', '=', 'o.id')
            .whereRef('h.holder', '=', 'p.owner')
            .where('h.as', '=', 'holder'),
        ),
      ),
    )
    .orderBy('p.id')
    .execute()
  return rows.map(({ id }) => id)
}
