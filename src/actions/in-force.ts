import { moveRequestRows, voidRequestRows } from '../../db/acknowledgments.ts'
import { versionsOf } from '../../db/policies.ts'
import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { asks, isNobody, openRequests } from '../rules/acknowledgment.ts'
import type { Audience } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { openPending } from './follow-audience.ts'
import { openAcknowledgeObligation } from './missing-list.ts'
import { openObligationOf, planEscalation, settleOf } from './obligations.ts'
import { inForce, waiting } from './versions.ts'

/** A version comes into force and the one before is superseded, in one transaction. */

export async function putVersionInForce(act: Act, policy: PolicyRow, version: VersionRow): Promise<void> {
  const before = inForce(await versionsOf(act.trx, act.workspace, policy.id))
  if (before) await act.write('versions', { id: before.id }, { state: 'superseded', endedAt: act.now })
  const isSameText = before !== undefined && before.sha256 !== null && before.sha256 === version.sha256
  // What nobody has read before is new to everyone, whatever the kind of change it is said to be.
  const what = before ? asks(version.changeKind, isSameText, act.settings.minorVersions) : 'acknowledge'
  const countsFrom = before && what !== 'acknowledge' ? before.countsFrom : version.id
  await act.write('versions', { id: version.id }, { state: 'in force', inForceAt: act.now, countsFrom })
  if (before)
    await followRequests(
      act,
      policy,
      before,
      version,
      openRequests(what === 'acknowledge' ? 'major' : 'minor'),
    )
  if (what === 'nobody' || isNobody(JSON.parse(policy.audience) as Audience)) return
  const { id: policyId, audience } = policy
  await openPending(act, { policy: policyId, version: version.id, asks: what, audience, isForJoiners: 0 })
}

/** Requests still open for the version before: moved to this one, or void where everyone is asked anew. */
export async function followRequests(
  act: Act,
  policy: PolicyRow,
  before: VersionRow,
  version: VersionRow,
  fate: 'moved' | 'superseded',
): Promise<void> {
  const old = await openObligationOf(act, 'acknowledge', before.id)
  if (fate === 'moved') {
    await moveRequests(act, before.id, version.id)
    await moveUnfinished(act, before.id, version.id)
  }
  await voidRequests(act, before.id, fate)
  await settleOf(act, 'acknowledge', before.id, 'void', fate)
  if (fate !== 'moved' || !old) return
  const moved = await openAcknowledgeObligation(act, policy, version, old.dueOn)
  await act.write('obligations', { id: moved }, { escalatedOn: old.escalatedOn })
  await planEscalation(act, moved)
}

/** Who has not been asked for the version before yet is asked for this one. */
async function moveUnfinished(act: Act, from: string, to: string): Promise<void> {
  const unfinished = await act.trx
    .selectFrom('distributions')
    .select('id')
    .where('workspace', '=', act.workspace)
    .where('version', '=', from)
    .where('asks', '=', 'acknowledge')
    .where('state', '<>', 'done')
    .orderBy('id')
    .execute()
  for (const { id } of unfinished) await act.write('distributions', { id }, { version: to })
}

async function moveRequests(act: Act, from: string, to: string): Promise<void> {
  await moveRequestRows(act.trx, act.workspace, from, to)
  act.say({ op: 'move', table: 'acknowledgments', key: { from, to }, before: null, after: null })
}

export async function voidRequests(act: Act, version: string, reason: string): Promise<void> {
  const count = await voidRequestRows(act.trx, act.workspace, { version }, reason)
  if (count > 0)
    act.say({
      op: 'void',
      table: 'acknowledgments',
      key: { version },
      before: null,
      after: { reason, count },
    })
}

/** The version that waits for its day gives way to one that is in force earlier, or on the same day. */
export async function withdrawWaiting(act: Act, policy: PolicyRow, reason: string): Promise<void> {
  const other = waiting(await versionsOf(act.trx, act.workspace, policy.id))
  if (other)
    await act.write('versions', { id: other.id }, { state: 'withdrawn', endedAt: act.now, endReason: reason })
}
