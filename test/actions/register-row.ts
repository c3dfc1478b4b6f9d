import type { ImportPolicy } from '../../src/actions/import-policy.ts'

/** A row of a register as an importer reads it: active, reviewed last on 2026-06-01, olga's. */
export function aRow(change: Partial<ImportPolicy> = {}): ImportPolicy {
  return {
    code: 'POL-1',
    title: 'Backups',
    status: 'active',
    ownerEmail: 'olga@example.com',
    statedOwner: null,
    deputyEmails: [],
    approverEmails: [],
    versionNumber: '1',
    effectiveOn: null,
    content: null,
    cadenceMonths: 12,
    statedCadence: null,
    lastReviewedOn: '2026-06-01',
    statedNextOn: null,
    tags: [],
    components: [],
    ...change,
  }
}
