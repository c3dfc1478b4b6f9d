import { trackerFileOf } from '../../../db/attestations.ts'
import { personById } from '../../../db/people.ts'
import type { AttestationRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { attest as attestQuarter } from '../../actions/attest.ts'
import { refuseAttested } from '../../actions/attested.ts'
import { comparedCounts, compareWithFile } from '../../actions/compared.ts'
import { perform } from '../../actions/perform.ts'
import { readQuarter, requireAttestation } from '../../actions/quarter-list.ts'
import { countsOf, hashOfList } from '../../rules/attestation.ts'
import { dayIn } from '../../rules/calendar.ts'
import { sayQuarter } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { sayCounts } from '../views/attest.ts'
import { type AttestForm, attestForm, type SaidOfFile } from '../views/modals/attest.ts'
import { listIn } from '../views/modals/form.ts'
import { type Ask, modal } from './modal.ts'
import { wordsIn } from './parse.ts'

type Facts = AttestForm & { row: AttestationRow; trackerSha256: string | null }

/** The list of a quarter's events as it is now, to be attested as it is shown. The subject is the quarter. */
export const attest = modal<Facts>({
  title: 'Attest',
  read,
  async permit({ act }, { row }) {
    await permitHere(act, 'attest', null)
    await refuseAttested(act, row)
  },
  from: ({ sha256, trackerSha256 }) => ({ sha256, trackerSha256 }),
  draw: (facts, filled, { page }) => attestForm(facts, filled, page),
  async submit({ desk, gesture, subject, from }, filled) {
    const counts = await perform(
      desk.world,
      actorOf(gesture),
      attestQuarter,
      {
        quarter: subject,
        sha256: String(from.sha256),
        trackerSha256: from.trackerSha256 === null ? null : String(from.trackerSha256),
        isComplete: listIn(filled, 'isComplete').includes('yes'),
        statement: wordsIn(filled, 'statement'),
      },
      gesture.key,
    )
    return { told: `Attested: the events of the ${sayQuarter(subject)}. ${sayCounts(counts).plain}.` }
  },
})

async function read({ act, subject }: Ask): Promise<Facts> {
  const row = await requireAttestation(act, subject)
  const list = await readQuarter(act, row)
  const file = await trackerFileOf(act.trx, act.workspace, subject)
  return {
    row,
    list,
    counts: countsOf(list.events),
    sha256: hashOfList(list),
    trackerSha256: file?.sha256 ?? null,
    file: file ? await saidOf(act, row) : null,
    today: act.today,
  }
}

/** What is said of the tracker's export that a quarter was compared with; null where there was none. */
async function saidOf(act: Act, row: AttestationRow): Promise<SaidOfFile | null> {
  const file = await trackerFileOf(act.trx, act.workspace, row.quarter)
  if (!file) return null
  const { comparison } = await compareWithFile(act, row, file)
  const by = await personById(act.trx, act.workspace, file.comparedBy)
  return {
    name: file.name,
    by: by?.name ?? 'somebody',
    on: dayIn(act.calendar.zone, file.comparedAt),
    ...comparedCounts(comparison),
  }
}
