import { trackerFileOf } from '../../db/attestations.ts'
import type { AttestationRow, TrackerFileRow } from '../../db/schema.ts'
import {
  countsOf,
  hashOfList,
  type QuarterCounts,
  type QuarterList,
  textOfList,
} from '../rules/attestation.ts'
import { canonical } from '../rules/audit-chain.ts'
import { sayQuarter } from '../rules/quarter.ts'
import { refuse } from '../rules/refusal.ts'
import type { Quarter } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { refuseAttested } from './attested.ts'
import { comparedCounts, compareWithFile } from './compared.ts'
import { settleOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { readQuarter, requireAttestation } from './quarter-list.ts'
import { personActing, rolesOf } from './roles.ts'

export type Attest = {
  quarter: Quarter
  /** Of the list that was shown, and of the tracker's file that it was shown beside; null where there was none. */
  sha256: string
  trackerSha256: string | null
  isComplete: boolean
  statement: string | null
}
type Loaded = { row: AttestationRow; list: QuarterList; file: TrackerFileRow | undefined }

/** A policy manager says of the list that was shown that it is complete; nobody attests another one. */
export const attest: Action<Attest, Loaded, QuarterCounts> = {
  name: 'attest',
  async load(act, { quarter, ...request }) {
    const row = await requireAttestation(act, quarter)
    await refuseAttested(act, row)
    const list = await readQuarter(act, row)
    const file = await trackerFileOf(act.trx, act.workspace, quarter)
    const isShown = hashOfList(list) === request.sha256 && (file?.sha256 ?? null) === request.trackerSha256
    if (!isShown) refuse('list_changed', { quarter: sayQuarter(quarter) })
    if (!request.isComplete) refuse('list_incomplete', {}, 'isComplete')
    if (request.statement !== null) requireText(request.statement, 'statement', 'sentence')
    else refuseUnsaid(list)
    return { row, list, file }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { row, list, file }, { sha256, statement }) {
    const counts = countsOf(list.events)
    await act.write(
      'attestations',
      { quarter: row.quarter },
      {
        attestedBy: personActing(act),
        attestedAt: act.now,
        list: textOfList(list),
        sha256,
        ...counts,
        statement,
        comparison: file ? await comparisonWith(act, row, file) : null,
      },
    )
    await settleOf(act, 'attest', row.quarter, 'met')
    act.note(row.quarter)
    return counts
  },
}

/** What is undecided stands in the attestation as such, with why. */
function refuseUnsaid({ events }: QuarterList): void {
  const undecided = events.filter(({ state }) => state === 'reported').map(({ number }) => `E-${number}`)
  if (undecided.length === 0) return
  const named = undecided.slice(0, 10).join(', ')
  const more = undecided.length > 10 ? ` and ${undecided.length - 10} more` : ''
  const are = undecided.length === 1 ? 'is' : 'are'
  refuse('undecided_unsaid', { events: `${named}${more} ${are}` }, 'statement')
}

async function comparisonWith(act: Act, row: AttestationRow, file: TrackerFileRow): Promise<string> {
  const { comparison } = await compareWithFile(act, row, file)
  return canonical({ sha256: file.sha256, rowCount: file.rowCount, ...comparedCounts(comparison) })
}
