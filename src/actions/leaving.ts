import { versionsAskedOf, voidRequestRows } from '../../db/acknowledgments.ts'
import { ownedBy, policyById } from '../../db/policies.ts'
import { submissionById } from '../../db/reviews.ts'
import type { HolderRow, ObligationRow, PolicyRow } from '../../db/schema.ts'
import type { NoticeKind, ObligationKind } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { askAgain } from './ask-again.ts'
import { followSuccession } from './follow-succession.ts'
import { isMissingList, moveMissingList, settleUnlessMissing } from './missing-list.ts'
import { addHolder, holdersOf, planEscalation } from './obligations.ts'
import { managersOf } from './roles.ts'
import { whoHolds } from './succession.ts'
import { followWaivers } from './waiver-deciders.ts'

type Held = { obligation: ObligationRow; row: HolderRow }

/** Someone who can hold nothing any more: what they held goes to the next in line at once. */
export async function replaceEverywhere(act: Act, person: string): Promise<number> {
  const policies = new Map(
    (await ownedBy(act.trx, act.workspace, person)).map((policy) => [policy.id, policy]),
  )
  let replaced = 0
  for (const held of await heldBy(act, person)) {
    replaced += 1
    if (held.obligation.kind === 'review' && held.row.as === 'holder') {
      await addPolicyOf(act, held.obligation, policies)
      continue
    }
    await act.remove('obligationHolders', { obligation: held.obligation.id, holder: person, as: held.row.as })
    if (held.row.as === 'escalation') {
      if (isMissingList({ ...held.row, kind: held.obligation.kind })) await handList(act, held.obligation)
      continue
    }
    if (held.obligation.kind === 'endorse') await replaceApprover(act, held.obligation)
    else if (held.obligation.kind === 'decide') await followWaivers(act, [held.obligation.policy as string])
    else if (held.obligation.kind !== 'review') await replaceManager(act, held.obligation)
    await planEscalation(act, held.obligation.id)
  }
  await followSuccession(act, [...policies.values()])
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

async function addPolicyOf(
  act: Act,
  { policy: id }: ObligationRow,
  policies: Map<string, PolicyRow>,
): Promise<void> {
  const policy = id !== null && !policies.has(id) && (await policyById(act.trx, act.workspace, id))
  if (policy) policies.set(policy.id, policy)
}

/** Another eligible approver is enough; where none is left, the first eligible manager is asked at once. */
async function replaceApprover(act: Act, obligation: ObligationRow): Promise<void> {
  const submission = await submissionById(act.trx, act.workspace, obligation.subject)
  if (submission) await askAgain(act, submission)
}

/** Where no manager is left to hold it, the administrators do from now on, and are told: all of one kind in one message. */
async function replaceManager(act: Act, obligation: ObligationRow): Promise<void> {
  const present = (await holdersOf(act, obligation.id)).filter((holder) => holder.as === 'holder')
  if (present.length > 0) return
  const kind = requests[obligation.kind]
  for (const manager of await managersOf(act)) {
    await addHolder(act, obligation, manager.id, { standInFor: null, isTold: kind !== undefined })
    if (kind === undefined) continue
    await act.notify({
      id: `${kind}:${obligation.id}:${manager.id}:${act.today}`,
      to: { id: manager.id, isChannel: false },
      kind,
      lane: 'urgent',
      items: [{ obligation: obligation.kind, subject: obligation.id, as: 'holder' }],
    })
  }
}

/** How the managers are asked for what is theirs to do. */
const requests: { [Kind in ObligationKind]?: NoticeKind } = { fill: 'vacancies', triage: 'triage request' }

/** The list of who is missing goes on to who holds the policy now. */
async function handList(act: Act, obligation: ObligationRow): Promise<void> {
  const policy = obligation.policy && (await policyById(act.trx, act.workspace, obligation.policy))
  const next = policy ? await whoHolds(act, policy) : null
  if (policy && next) await moveMissingList(act, policy, next.holder)
}
