import { refuse } from '../rules/refusal.ts'
import { type Acknowledged, type Asked, give, loadAsked } from './acknowledge.ts'
import type { Action } from './perform.ts'
import { personActing, rolesOf } from './roles.ts'

export type RecordAcknowledgment = { version: string; person: string; statement: string; document: string }

/** An acknowledgment given outside Slack, by a contractor for example: recorded with the document. */
export const recordAcknowledgment: Action<RecordAcknowledgment, Asked, Acknowledged> = {
  name: 'record-acknowledgment',
  async load(act, request) {
    if (request.document.trim() === '') refuse('document_needed', {}, 'document')
    return await loadAsked(act, request.version, request.person)
  },
  roles: (act) => rolesOf(act),
  async carryOut(act, asked, request) {
    const { statement, document } = request
    return await give(act, asked, { statement, way: 'outside', recordedBy: personActing(act), document })
  },
}
