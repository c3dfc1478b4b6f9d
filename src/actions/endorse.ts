import { personById } from '../../db/people.ts'
import { standingEndorsements } from '../../db/reviews.ts'
import { refuse } from '../rules/refusal.ts'
import type { ChangeKind } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { askAwaited } from './asked.ts'
import { type Decided, deciderRoles, loadDecided, requireFree } from './deciding.ts'
import { finish } from './finish-submission.ts'
import { openObligationOf } from './obligations.ts'
import type { Action } from './perform.ts'
import { standingOf } from './standing.ts'

export type Endorse = {
  submission: string
  /** What was shown to the approver; the decision is bound to it. */
  sha256: string | null
  /** As the approver judges the change; null: as submitted. */
  changeKind: ChangeKind | null
  comment: string | null
}

export const endorse: Action<Endorse, Decided, { isEndorsed: boolean }> = {
  name: 'endorse',
  load: (act, request) => loadDecided(act, request.submission, request.sha256),
  roles: deciderRoles,
  async carryOut(act, decided, request) {
    const { approver, onBehalfOf } = await requireFree(act, decided)
    if (decided.isSingle && !request.comment?.trim()) refuse('step_needed', {}, 'comment')
    const confirmed = await confirmKind(act, decided, request.changeKind)
    await act.insert('endorsements', {
      id: act.id(),
      submission: decided.submission.id,
      approver,
      onBehalfOf,
      decision: 'endorsed',
      sha256: decided.submission.sha256,
      comment: request.comment,
      way: act.way,
      document: null,
      recordedBy: null,
      at: act.now,
      voidedAt: null,
    })
    act.note(decided.policy.id)
    return { isEndorsed: await countDecisions(act, confirmed) }
  },
}

/** The approver confirms the change kind; what was submitted as editorial without a review cannot become more. */
async function confirmKind(act: Act, decided: Decided, changeKind: ChangeKind | null): Promise<Decided> {
  const { version, submission } = decided
  if (changeKind === null || submission.kind !== 'version' || !version || version.changeKind === changeKind)
    return decided
  await refuseOtherKind(act, decided)
  const isFirst = decided.policy.status === 'draft'
  if (submission.review === null && !isFirst) refuse('kind_differs', { kind: changeKind }, 'changeKind')
  await act.write('versions', { id: version.id }, { changeKind })
  return { ...decided, version: { ...version, changeKind } }
}

/** What others endorsed already is not made another change by who decides after them. */
async function refuseOtherKind(act: Act, { submission, version }: Decided): Promise<void> {
  const [given] = (await standingEndorsements(act.trx, act.workspace, submission.id)).filter(
    ({ decision }) => decision === 'endorsed',
  )
  if (!given) return
  const who = await personById(act.trx, act.workspace, given.approver)
  const words = { name: who?.name ?? 'Somebody else', kind: version?.changeKind ?? '' }
  refuse('kind_endorsed', words, 'changeKind')
}

/** Finishes the submission where the decisions are enough; else asks who is next. */
export async function countDecisions(act: Act, decided: Decided): Promise<boolean> {
  const { submission } = decided
  const { isEndorsed, awaited, decisions } = await standingOf(act, decided)
  const open = await openObligationOf(act, 'endorse', submission.id)
  if (isEndorsed) await finish(act, decided)
  else if (open) await askAwaited(act, submission, open, awaited, decisions)
  return isEndorsed
}
