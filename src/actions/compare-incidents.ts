import { trackerFileOf } from '../../db/attestations.ts'
import type { AttestationRow, TrackerFileRow } from '../../db/schema.ts'
import type { Incident } from '../rules/comparison.ts'
import type { Quarter } from '../rules/terms.ts'
import { refuseAttested } from './attested.ts'
import { type ComparedCounts, comparedCounts, compareWith, isNear } from './compared.ts'
import type { Action } from './perform.ts'
import { requireAttestation } from './quarter-list.ts'
import { personActing, rolesOf } from './roles.ts'

export type CompareIncidents = {
  quarter: Quarter
  file: { name: string; sha256: string; rowCount: number }
  incidents: Incident[]
}
type Loaded = { row: AttestationRow; before: TrackerFileRow | undefined }

/** A tracker's export is kept beside a quarter that is to be attested: what it holds is compared with the reports of any time. */
export const compareIncidents: Action<CompareIncidents, Loaded, ComparedCounts> = {
  name: 'compare-incidents',
  async load(act, { quarter }) {
    const row = await requireAttestation(act, quarter)
    await refuseAttested(act, row)
    return { row, before: await trackerFileOf(act.trx, act.workspace, quarter) }
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, { row, before }, { quarter, file, incidents }) {
    const near = incidents.filter((incident) => isNear(row, incident))
    const kept = {
      ...file,
      incidents: JSON.stringify(near),
      comparedBy: personActing(act),
      comparedAt: act.now,
    }
    if (before) await act.write('trackerFiles', { quarter }, kept)
    else await act.insert('trackerFiles', { quarter, ...kept })
    act.note(quarter)
    return comparedCounts(await compareWith(act, row, near))
  },
}
