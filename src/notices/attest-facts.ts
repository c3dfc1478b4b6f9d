import { attestFacts, countReported } from '../../db/attestations.ts'
import { peopleById } from '../../db/people.ts'
import type { NoticeItemRow } from '../../db/schema.ts'
import { countsBy } from '../rules/attestation.ts'
import { named } from '../rules/message-facts.ts'
import { bounds } from '../rules/quarter.ts'
import type { AttestedItem, AttestItem } from '../rules/report-facts.ts'
import type { Reading } from './facts.ts'
import { isStill } from './review-facts.ts'

/** What is said of a quarter's attestation. */

export async function attestItem(reading: Reading, item: NoticeItemRow): Promise<AttestItem | null> {
  const { db, workspace, recipient, zone } = reading
  const facts = await attestFacts(db, workspace, item.subject)
  if (facts?.obligation.state !== 'open' || !isStill(facts.holders, recipient, item.as)) return null
  const { obligation, attestation } = facts
  const counts = countsBy(await countReported(db, workspace, bounds(attestation, zone)))
  return { is: 'attest', as: item.as, subject: attestation.quarter, dueOn: obligation.dueOn, ...counts }
}

/** What a message about it says once it is attested, or another's. */
export async function attestedItem(reading: Reading, item: NoticeItemRow): Promise<AttestedItem | null> {
  const { db, workspace } = reading
  const facts = await attestFacts(db, workspace, item.subject)
  if (!facts) return null
  const { quarter: subject, attestedBy, attestedAt, significant } = facts.attestation
  const person = (await peopleById(db, workspace, [attestedBy])).get(attestedBy ?? '')
  const attested =
    attestedAt === null
      ? null
      : { by: person ? named(person) : null, at: attestedAt, significant: significant ?? 0 }
  return { is: 'attested', subject, attested }
}
