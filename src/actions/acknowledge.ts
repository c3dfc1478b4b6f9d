import { acknowledgmentOf } from '../../db/acknowledgments.ts'
import { policyById, versionById, versionsOf } from '../../db/policies.ts'
import type { AcknowledgmentRow, PolicyRow, VersionRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import { settleUnlessMissing } from './missing-list.ts'
import type { Action } from './perform.ts'
import { personActing, rolesOf } from './roles.ts'
import { inForce } from './versions.ts'

/** `version` is the one in the message that was pressed, whatever was published meanwhile. */
export type Acknowledge = { version: string; statement: string }
export type Acknowledged = { number: string; at: string; inForce: string | null }
export type Asked = {
  shown: VersionRow
  policy: PolicyRow
  row: AcknowledgmentRow
  current: VersionRow | undefined
}

/** One record however often it is pressed; the first time stands. */
export const acknowledge: Action<Acknowledge, Asked, Acknowledged> = {
  name: 'acknowledge',
  load: (act, request) => loadAsked(act, request.version, personActing(act)),
  roles: (act) => rolesOf(act),
  async carryOut(act, asked, request) {
    return await give(act, asked, {
      statement: request.statement,
      way: act.way,
      recordedBy: null,
      document: null,
    })
  },
}

async function loadAsked(act: Act, version: string, person: string): Promise<Asked> {
  const { row, ...about } = await findAsked(act, version, person)
  if (!row) return refuse('not_asked', { what: `"${about.policy.code}" ${about.shown.number}` })
  return { ...about, row }
}

/** What a person is asked for by a version: a request that moved is the one of the version it moved to. */
export async function findAsked(
  act: Act,
  version: string,
  person: string,
): Promise<Omit<Asked, 'row'> & { row: AcknowledgmentRow | undefined }> {
  const shown = await versionById(act.trx, act.workspace, version)
  const policy = shown && (await policyById(act.trx, act.workspace, shown.policy))
  if (!shown || !policy) return refuse('not_asked', { what: 'this' })
  const row = await acknowledgmentOf(act.trx, act.workspace, version, person)
  const versions = await versionsOf(act.trx, act.workspace, policy.id)
  const moved =
    row?.state === 'void' && row.voidReason === 'moved'
      ? await movedTo(act, versions, shown, person)
      : undefined
  return { shown, policy, row: moved ?? row, current: inForce(versions) }
}

async function movedTo(
  act: Act,
  versions: VersionRow[],
  shown: VersionRow,
  person: string,
): Promise<AcknowledgmentRow | undefined> {
  for (const later of versions.filter(
    (version) => version.countsFrom === shown.countsFrom && version.id !== shown.id,
  )) {
    const row = await acknowledgmentOf(act.trx, act.workspace, later.id, person)
    if (row && row.voidReason !== 'moved') return row
  }
  return undefined
}

type How = Pick<AcknowledgmentRow, 'statement' | 'way' | 'recordedBy' | 'document'>

export async function give(
  act: Act,
  { shown, policy, row, current }: Asked,
  how: How,
): Promise<Acknowledged> {
  const newer = current && current.id !== shown.id ? current.number : null
  act.note(policy.id)
  if (row.state === 'given') return { number: shown.number, at: row.acknowledgedAt as string, inForce: newer }
  await act.write(
    'acknowledgments',
    { version: row.version, person: row.person },
    {
      state: 'given',
      voidReason: null,
      excuse: null,
      acknowledgedAt: act.now,
      sha256: shown.sha256,
      nextReminderAt: null,
      ...how,
    },
  )
  await settleUnlessMissing(act, row.version)
  return { number: shown.number, at: act.now, inForce: newer }
}
