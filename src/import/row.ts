import type { Day, PolicyStatus } from '../rules/terms.ts'

/** What an import found, before the record is touched. */

export type ImportRow = {
  /** The line or row in the file as a person counts it, from 1; 1 for a Markdown file. */
  row: number
  code: string | null
  title: string | null
  status: PolicyStatus
  statedStatus: string | null
  /** Set only where the words name one person by e-mail; `statedOwner` keeps the words as typed. */
  ownerEmail: string | null
  statedOwner: string | null
  deputyEmails: string[]
  approverEmails: string[]
  statedApprover: string | null
  /** Text, never a number: `1.10` is not `1.1`. */
  versionNumber: string | null
  effectiveOn: Day | null
  /** The Markdown text without its front matter; null for a row of a register. */
  content: string | null
  /** 1 to 12. A longer one is capped, one that must be asked counts as 12. */
  cadenceMonths: number | null
  statedCadence: string | null
  lastReviewedOn: Day | null
  statedNextOn: Day | null
  tags: string[]
  components: string[]
  /** Every guess, cap, repair and disagreement, a sentence each. */
  notes: string[]
  /** What must be asked; the doubtful field stays empty until it is answered. */
  questions: Question[]
  /** Why the row is not taken in at all. */
  refused: string | null
}

/** The id is the same at every import of the same file, so that an answer can be kept. */
export type Question = { id: string; field: string; question: string; choices: string[] }

export type ImportFormat = 'csv' | 'xlsx' | 'markdown'

/** A file that is no register and no policy has no rows and a note that says why. */
export type ImportFile = { path: string; format: ImportFormat; rows: ImportRow[]; notes: string[] }

/** A file or path that cannot be read; the message says what was expected, what came, what to do. */
export class ImportRefusal extends Error {
  override name = 'ImportRefusal'
}

export function emptyRow(row: number): ImportRow {
  return {
    row,
    code: null,
    title: null,
    status: 'active',
    statedStatus: null,
    ownerEmail: null,
    statedOwner: null,
    deputyEmails: [],
    approverEmails: [],
    statedApprover: null,
    versionNumber: null,
    effectiveOn: null,
    content: null,
    cadenceMonths: 12,
    statedCadence: null,
    lastReviewedOn: null,
    statedNextOn: null,
    tags: [],
    components: [],
    notes: [],
    questions: [],
    refused: null,
  }
}
