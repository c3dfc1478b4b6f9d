import { refuse } from '../rules/refusal.ts'
import { type Decided, loadDecided } from './deciding.ts'
import { countDecisions } from './endorse.ts'
import type { Action } from './perform.ts'
import { requireDocument } from './recording.ts'
import { personActing, rolesOf } from './roles.ts'
import { standingOf } from './standing.ts'

export type RecordEndorsement = {
  submission: string
  sha256: string | null
  approver: string
  document: string
  comment: string | null
}

/** An endorsement given outside, by a board's minutes for example: recorded with the document, and marked so. */
export const recordEndorsement: Action<RecordEndorsement, Decided, { isEndorsed: boolean }> = {
  name: 'record-endorsement',
  async load(act, request) {
    requireDocument(request.document)
    return await loadDecided(act, request.submission, request.sha256)
  },
  roles: (act, { policy }) => rolesOf(act, policy),
  async carryOut(act, decided, request) {
    const { submission, may, policy } = decided
    if (!may.some((person) => person.id === request.approver)) {
      refuse('barred', { why: 'whose endorsement this records wrote it, submitted it, or is no approver' })
    }
    const { given, awaited } = await standingOf(act, decided)
    if (given.has(request.approver)) refuse('already_decided')
    if (!awaited.some((person) => person.id === request.approver))
      refuse('barred', { why: 'another decides first' })
    if (decided.isSingle && !request.comment?.trim()) refuse('step_needed', {}, 'comment')
    await act.insert('endorsements', {
      id: act.id(),
      submission: submission.id,
      approver: request.approver,
      onBehalfOf: null,
      decision: 'endorsed',
      sha256: submission.sha256,
      comment: request.comment,
      way: 'outside',
      document: request.document,
      recordedBy: personActing(act),
      at: act.now,
      voidedAt: null,
    })
    act.note(policy.id)
    return { isEndorsed: await countDecisions(act, decided) }
  },
}
