import type { PolicyStatus } from '../rules/terms.ts'

const words: Record<PolicyStatus, RegExp> = {
  active:
    /^(?:active|approved|published|current|in force|in effect|effective|live|final|issued|endorsed|adopted|released)$/,
  draft:
    /^(?:draft|drafting|in draft|proposed|new|planned|in development|not started|unpublished|0\.\d.*draft)$/,
  retired:
    /^(?:retired|superseded|withdrawn|obsolete|archived|rescinded|revoked|deprecated|inactive|cancelled|canceled|replaced|decommissioned|repealed)$/,
}

/** A status that is not recognised counts as active, so that no policy escapes its clock; the note says so. */
export function readStatus(text: string): { status: PolicyStatus; note: string | null } {
  const plain = text.trim().toLowerCase().replace(/[_-]/g, ' ')
  if (plain === '') return { status: 'active', note: null }
  for (const status of ['active', 'draft', 'retired'] as const) {
    if (words[status].test(plain)) return { status, note: null }
  }
  return {
    status: 'active',
    note: `Status "${text.trim()}" is none of draft, active and retired; it counts as active.`,
  }
}
