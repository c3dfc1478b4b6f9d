import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { startOfDay } from '../rules/calendar.ts'
import { sha256 } from '../rules/digest.ts'
import type { VersionState } from '../rules/terms.ts'
import type { Act } from './act.ts'
import type { ImportPolicy } from './import-policy.ts'

/** What a list shows where a register states no version; no number, so that any may follow. */
const unstatedNumber = 'not stated'

const states = { draft: 'draft', active: 'in force', retired: 'superseded' } as const

/**
 * The version that a register or a document speaks of. It was not endorsed here, whatever the register
 * says; without its text it has no hash.
 */
export async function importVersion(act: Act, policy: PolicyRow, row: ImportPolicy): Promise<VersionRow> {
  const id = act.id()
  const state: VersionState = states[policy.status]
  const since =
    row.effectiveOn && row.effectiveOn <= act.today ? startOfDay(row.effectiveOn, act.calendar.zone) : act.now
  const version = {
    id,
    policy: policy.id,
    number: row.versionNumber ?? unstatedNumber,
    state,
    content: row.content,
    sha256: row.content === null ? null : sha256(row.content),
    changeKind: 'major' as const,
    summary: null,
    effectiveOn: row.effectiveOn,
    author: null,
    editors: '[]',
    endorsedAt: null,
    inForceAt: state === 'draft' ? null : since,
    endedAt: state === 'superseded' ? act.now : null,
    endReason: null,
    countsFrom: id,
    revision: 1,
    createdAt: act.now,
  }
  await act.insert('versions', version)
  return { workspace: act.workspace, ...version }
}
