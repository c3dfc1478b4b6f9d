import type { PolicyRow, VersionRow } from '../../db/schema.ts'
import { longestDocument } from '../rules/limits.ts'
import { refuse } from '../rules/refusal.ts'

/** What is asked of everything that is recorded from a document. */

export function requireDocument(document: string): void {
  if (document.trim() === '') refuse('document_needed', {}, 'document')
  if (document.length > longestDocument)
    refuse('bad_text', { field: 'document', longest: longestDocument, came: document.length }, 'document')
}

/** Nobody outside was shown a version that was never in force. */
export function requireShown(
  { code }: Pick<PolicyRow, 'code'>,
  { number, state, inForceAt }: VersionRow,
): void {
  if (inForceAt !== null) return
  refuse(
    'wrong_state',
    {
      what: `Version ${number} of "${code}"`,
      state,
      wanted: 'acknowledged or sent out',
      remedy: 'Choose one that is or was in force.',
    },
    'version',
  )
}
