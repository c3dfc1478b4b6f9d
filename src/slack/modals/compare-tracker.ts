import { trackerFileOf } from '../../../db/attestations.ts'
import type { AttestationRow } from '../../../db/schema.ts'
import { refuseAttested } from '../../actions/attested.ts'
import { compareIncidents } from '../../actions/compare-incidents.ts'
import { compareWithFile } from '../../actions/compared.ts'
import { perform } from '../../actions/perform.ts'
import { readQuarter, requireAttestation } from '../../actions/quarter-list.ts'
import type { DateOrder } from '../../rules/comparison.ts'
import { sha256 } from '../../rules/digest.ts'
import { refuse } from '../../rules/refusal.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import {
  type ComparedForm,
  type CompareForm,
  comparedForm,
  compareForm,
} from '../views/modals/compare-tracker.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { ofTable, readAttached } from './attached.ts'
import { placeOf } from './incident.ts'
import { type Ask, modal } from './modal.ts'

/** An incident tracker's export against the reports of a quarter, which is the subject. */

export const compareTracker = modal<CompareForm & { row: AttestationRow }>({
  title: 'Compare',
  async read({ act, subject }) {
    const row = await requireAttestation(act, subject)
    return { row, quarter: row.quarter, fromOn: row.fromOn, toOn: row.toOn, today: act.today }
  },
  async permit({ act }, { row }) {
    await permitHere(act, 'compare-incidents', null)
    await refuseAttested(act, row)
  },
  draw: compareForm,
  async submit({ desk, act, gesture, subject }, filled) {
    const [id] = listIn(filled, 'file')
    if (id === undefined) refuse('bad_request', { expected: 'a CSV file', came: 'none' }, 'file')
    const { name, bytes } = await readAttached(desk, id, ofTable)
    const { incidents, rowCount } = desk.incidentsIn({
      name,
      bytes,
      zone: act.calendar.zone,
      order: orderIn(filled),
    })
    const file = { name, sha256: sha256(bytes), rowCount }
    const request = { quarter: subject, file, incidents }
    await perform(desk.world, actorOf(gesture), compareIncidents, request, gesture.key)
    return { go: 'compared', subject }
  },
})

function orderIn(filled: Filled): DateOrder | undefined {
  return (['dmy', 'mdy'] as const).find((order) => order === textIn(filled, 'dateOrder'))
}

/** By the reports of now: what was reported since stands among those that match. */
export const compared = modal<ComparedForm>({
  title: 'Compared',
  read: readCompared,
  async permit({ act }) {
    await permitHere(act, 'compare-incidents', null)
  },
  draw: (facts, _, { page }) => comparedForm(facts, page),
})

async function readCompared({ act, subject }: Ask): Promise<ComparedForm> {
  const row = await requireAttestation(act, subject)
  const file = await trackerFileOf(act.trx, act.workspace, subject)
  if (!file) return refuse('bad_request', { expected: 'a file to compare with', came: 'none' })
  const { incidents, comparison } = await compareWithFile(act, row, file)
  const { events } = await readQuarter(act, row)
  const placed = (place: number) => ({ ...incidents[place]!, value: placeOf(row.quarter, place) })
  const paired = ({ incident, event, by }: (typeof comparison.likely)[number]) => ({
    ...placed(incident),
    event,
    by,
  })
  const untracked = new Set(comparison.untracked)
  return {
    quarter: row.quarter,
    name: file.name,
    sha256: file.sha256,
    rowCount: file.rowCount,
    otherDays: file.rowCount - incidents.length + comparison.otherDays,
    unreported: comparison.unreported.map(placed),
    likely: comparison.likely.map(paired),
    matched: comparison.matched.map(paired),
    untracked: events.filter(({ number }) => untracked.has(number)),
    isOpen: row.attestedAt === null,
    today: act.today,
  }
}
