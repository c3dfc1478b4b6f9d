import { versionsOf } from '../../db/policies.ts'
import type { PolicyRow, ReviewRow } from '../../db/schema.ts'
import { sha256 } from '../rules/digest.ts'
import { refuse } from '../rules/refusal.ts'
import type { ReviewScope } from '../rules/terms.ts'
import type { Act } from './act.ts'
import type { Action } from './perform.ts'
import { refuseRetired, requirePolicy, requireText } from './policy-fields.ts'
import { refuseStale, requireOpenReview } from './reviewing.ts'
import { personActing, rolesOf } from './roles.ts'
import { refuseAwaiting, submit } from './submission.ts'
import { inForce, makeSubmitted, type VersionText } from './versions.ts'

export type ConcludeReview = {
  policy: string
  review?: string
  /** The review's, as the person saw it; left out where nothing was shown. */
  revision?: number
  scope: ReviewScope
  /** Of: incidents, law and contracts, changes to the business or platform, audit findings. */
  considered: string[]
  /** The outcome in a sentence. */
  note: string
} & (
  | { outcome: 'reaffirmed'; content?: string }
  | { outcome: 'revised'; version: VersionText }
  | { outcome: 'retired'; replacement: string | null }
)

type Loaded = { policy: PolicyRow; review: ReviewRow }

/** The owner's conclusion of a review. It awaits endorsement; the review concludes with the last endorsement. */
export const concludeReview: Action<ConcludeReview, Loaded, { submission: string }> = {
  name: 'conclude-review',
  async load(act, request) {
    const policy = await requirePolicy(act, request.policy)
    refuseRetired(policy)
    await refuseAwaiting(act, policy)
    const review = await requireOpenReview(act, policy, request.review)
    refuseStale(policy, review, request.revision)
    if (review.kind === 'scheduled' && request.scope === 'limited') refuse('limited_scheduled', {}, 'scope')
    requireText(request.note, 'note', 'outcome in a sentence')
    return { policy, review }
  },
  roles: (act, { policy }) => rolesOf(act, policy),
  async carryOut(act, { policy, review }, request) {
    const submittedBy = personActing(act)
    const what = await concluded(act, policy, review, request, submittedBy)
    const submission = await submit(act, policy, {
      ...what,
      review,
      scope: request.scope,
      considered: request.considered,
      submittedBy,
    })
    act.note(policy.id)
    return { submission }
  },
}

async function concluded(
  act: Act,
  policy: PolicyRow,
  review: ReviewRow,
  request: ConcludeReview,
  author: string,
) {
  if (request.outcome === 'revised') {
    const version = await makeSubmitted(act, policy, request.version, author, review.id)
    return {
      kind: 'version' as const,
      version,
      sha256: version.sha256,
      statement: request.note,
      content: null,
    }
  }
  const version = inForce(await versionsOf(act.trx, act.workspace, policy.id)) ?? null
  if (request.outcome === 'retired') {
    const statement = retirementStatement(policy, request.note, request.replacement)
    return { kind: 'retirement' as const, version, sha256: sha256(statement), statement, content: null }
  }
  const content = version?.content === null ? (request.content ?? null) : null
  const text = version?.content ?? content
  if (!version || text === null)
    return refuse('text_missing', { number: version?.number ?? 'in force' }, 'content')
  return { kind: 'reaffirmation' as const, version, sha256: sha256(text), statement: request.note, content }
}

/** What the endorsement of a retirement is bound to. */
export function retirementStatement(policy: PolicyRow, reason: string, replacement: string | null): string {
  return `Retire ${policy.code}, ${policy.title}.\nReason: ${reason}\nReplacement: ${replacement ?? 'none'}`
}
