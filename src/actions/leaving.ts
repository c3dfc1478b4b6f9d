import { versionsAskedOf, voidRequestRows } from '../../db/acknowledgments.ts'
import { policyById } from '../../db/policies.ts'
import { submissionById } from '../../db/reviews.ts'
import type { HolderRow, ObligationRow } from '../../db/schema.ts'
import type { Act } from './act.ts'
import { askAgain } from './ask-again.ts'
import { isMissingList, moveMissingList, settleUnlessMissing } from './missing-list.ts'
import { addHolder, holdersOf, planEscalation } from './obligations.ts'
import { openVacancy, whoHolds } from './review-cycle.ts'
import { managersOf } from './roles.ts'

type Held = { obligation: ObligationRow; row: HolderRow }

/** Someone who can hold nothing any more: what they held goes to the next in line at once. */
export async function replaceEverywhere(act: Act, person: string): Promise<number> {
  const standIns = new Map<string, string[]>()
  let replaced = 0
  for (const held of await heldBy(act, person)) {
    replaced += 1
    await act.remove('obligationHolders', { obligation: held.obligation.id, holder: person, as: held.row.as })
    if (held.row.as === 'escalation') {
      if (isMissingList({ ...held.row, kind: held.obligation.kind })) await handList(act, held.obligation)
      continue
    }
    const standIn = await replacement(act, held)
    if (standIn) standIns.set(standIn, [...(standIns.get(standIn) ?? []), held.obligation.id])
    await planEscalation(act, held.obligation.id)
  }
  for (const policy of await ownedBy(act, person)) await openVacancy(act, policy)
  for (const [standIn, obligations] of standIns) await tellStandIn(act, person, standIn, obligations)
  const versions = await versionsAskedOf(act.trx, act.workspace, person)
  const left = await voidRequestRows(act.trx, act.workspace, { person }, 'left')
  if (left > 0)
    act.say({
      op: 'void',
      table: 'acknowledgments',
      key: { person },
      before: null,
      after: { reason: 'left', count: left },
    })
  for (const version of versions) await settleUnlessMissing(act, version)
  return replaced + left
}

async function heldBy(act: Act, person: string): Promise<Held[]> {
  const rows = await act.trx
    .selectFrom('obligationHolders')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('holder', '=', person)
    .execute()
  const held: Held[] = []
  for (const row of rows) {
    const obligation = await act.trx
      .selectFrom('obligations')
      .selectAll()
      .where('workspace', '=', act.workspace)
      .where('id', '=', row.obligation)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (obligation) held.push({ obligation, row })
  }
  return held
}

async function ownedBy(act: Act, person: string) {
  return await act.trx
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('owner', '=', person)
    .where('status', '=', 'active')
    .orderBy('code')
    .execute()
}

/** Puts the next in line in the leaver's place; who stands in for the review is told. */
async function replacement(act: Act, held: Held): Promise<string | null> {
  if (held.obligation.kind === 'review') return await replaceReviewer(act, held)
  if (held.obligation.kind === 'endorse') await replaceApprover(act, held.obligation)
  else await replaceManager(act, held.obligation)
  return null
}

async function replaceReviewer(act: Act, { obligation, row }: Held): Promise<string | null> {
  const policy = obligation.policy && (await policyById(act.trx, act.workspace, obligation.policy))
  const next = policy ? await whoHolds(act, policy) : null
  if (!policy || !next) return null
  const present = await holdersOf(act, obligation.id)
  for (const other of present) {
    if (other.holder === next.holder)
      await act.remove('obligationHolders', { obligation: obligation.id, holder: other.holder, as: other.as })
  }
  await addHolder(act, obligation, next.holder, {
    standInFor: policy.owner,
    isTold: false,
    rung: row.rung,
    toldOn: row.toldOn,
  })
  return next.holder
}

/** Another eligible approver is enough; where none is left, the first eligible manager is asked at once. */
async function replaceApprover(act: Act, obligation: ObligationRow): Promise<void> {
  const submission = await submissionById(act.trx, act.workspace, obligation.subject)
  if (submission) await askAgain(act, submission)
}

async function replaceManager(act: Act, obligation: ObligationRow): Promise<void> {
  const present = (await holdersOf(act, obligation.id)).filter((holder) => holder.as === 'holder')
  if (present.length > 0) return
  for (const manager of await managersOf(act)) {
    await addHolder(act, obligation, manager.id, { standInFor: null, isTold: false })
  }
}

async function tellStandIn(
  act: Act,
  leaver: string,
  standIn: string,
  obligations: readonly string[],
): Promise<void> {
  await act.notify({
    id: `stand-in:${leaver}:${standIn}:${obligations[0]}`,
    to: { id: standIn, isChannel: false },
    kind: 'stand-in',
    lane: 'urgent',
    items: obligations.map((subject) => ({ obligation: 'review', subject, as: 'holder' })),
  })
}

/** The list of who is missing goes on to who holds the policy now. */
async function handList(act: Act, obligation: ObligationRow): Promise<void> {
  const policy = obligation.policy && (await policyById(act.trx, act.workspace, obligation.policy))
  const next = policy ? await whoHolds(act, policy) : null
  if (policy && next) await moveMissingList(act, policy, next.holder)
}
