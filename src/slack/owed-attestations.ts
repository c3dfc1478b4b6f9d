import { attestFacts, countReported } from '../../db/attestations.ts'
import { heldOfKind } from '../../db/holders.ts'
import type { Range } from '../../db/worklist.ts'
import { countsBy } from '../rules/attestation.ts'
import { bounds } from '../rules/quarter.ts'
import type { AttestItem } from '../rules/report-facts.ts'
import type { Reader } from './reader.ts'

/** The quarters that a person is to attest. */
export async function attestationsOwed({ act, who }: Reader, range: Range): Promise<AttestItem[]> {
  const { trx, workspace, calendar } = act
  const items: AttestItem[] = []
  for (const id of await heldOfKind(trx, workspace, who.id, 'attest', range)) {
    const facts = await attestFacts(trx, workspace, id)
    if (!facts) continue
    const { dueOn, subject } = facts.obligation
    const counts = await countReported(trx, workspace, bounds(facts.attestation, calendar.zone))
    items.push({ is: 'attest', as: 'holder', subject, dueOn, ...countsBy(counts) })
  }
  return items
}
