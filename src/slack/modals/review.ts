import { causesOf, openObligationOn } from '../../../db/facts.ts'
import { versionsOf } from '../../../db/policies.ts'
import type { PolicyRow, ReviewRow, VersionRow } from '../../../db/schema.ts'
import { openWaiverOf } from '../../../db/waivers.ts'
import { type ConcludeReview, concludeReview } from '../../actions/conclude-review.ts'
import { perform } from '../../actions/perform.ts'
import { refuseRetired } from '../../actions/policy-fields.ts'
import { rolesOf } from '../../actions/roles.ts'
import { startReview } from '../../actions/start-review.ts'
import { refuseAwaiting } from '../../actions/submission.ts'
import { inForce, inTheMaking, waiting } from '../../actions/versions.ts'
import { causesFor } from '../../rules/disclosure.ts'
import { refuse } from '../../rules/refusal.ts'
import { nextNumbers } from '../../rules/version-order.ts'
import { isWaivable } from '../../rules/waiver.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type Filled, listIn, textIn } from '../views/modals/form.ts'
import { consideredWords, type ReviewForm, reviewForm } from '../views/modals/review.ts'
import { sayBegun, saySubmitted } from './asked.ts'
import { contentOf } from './attached.ts'
import { type Ask, type End, modal, type Submission } from './modal.ts'
import { oneOf, wordsIn } from './parse.ts'
import { aboutOf, reviewOf } from './subjects.ts'
import { beginVersion, versionIn } from './version-text.ts'

type Facts = ReviewForm & { policyRow: PolicyRow; review: ReviewRow; making: VersionRow | undefined }

export const review = modal<Facts>({
  title: 'Review',
  read,
  async permit({ act }, { policyRow, review }) {
    await permitHere(act, 'conclude-review', policyRow)
    refuseRetired(policyRow)
    await refuseAwaiting(act, policyRow)
    if (review.state === 'concluded' || review.state === 'void')
      refuse('no_open_review', { code: policyRow.code })
  },
  subject: ({ review }) => review.id,
  begin: ({ kind, proposal, making }) => ({
    ...(kind === 'scheduled' ? {} : { scope: 'limited' }),
    ...beginVersion(making, proposal),
  }),
  from: ({ policyRow, review }) => ({ about: policyRow.id, review: review.id, revision: review.revision }),
  draw: (facts, filled) => reviewForm(facts, filled),
  submit,
})

async function read(ask: Ask): Promise<Facts> {
  const { act, who, subject } = ask
  const { policy, review } = await reviewOf(act, subject)
  const open = await openObligationOn(act.trx, act.workspace, 'review', review.id)
  const versions = await versionsOf(act.trx, act.workspace, policy.id)
  const current = inForce(versions)
  return {
    ...aboutOf(policy),
    kind: review.kind,
    dueOn: open?.obligation.dueOn ?? null,
    reviewDueOn: review.dueOn,
    ...(await waiverOf(ask, policy, review)),
    lastReviewedOn: policy.lastReviewedOn,
    causes: causesFor(who.id, await causesOf(act.trx, act.workspace, review.id)),
    mayBegin: review.state === 'open',
    inForce: current ? { number: current.number, isHeld: current.content !== null } : null,
    proposal: current ? nextNumbers((waiting(versions) ?? current).number) : null,
    today: act.today,
    policyRow: policy,
    review,
    making: inTheMaking(versions),
  }
}

async function waiverOf({ act }: Ask, policy: PolicyRow, review: ReviewRow) {
  const asked = await openWaiverOf(act.trx, act.workspace, review.id)
  const isOpen = review.state === 'open' || review.state === 'in progress'
  const roles = isOpen && !asked && isWaivable(review, act.today) ? await rolesOf(act, policy) : []
  const mayAsk = roles.some((role) => ['owner', 'deputy', 'holder'].includes(role))
  return {
    waivable: mayAsk ? review.id : null,
    waivedUntil: review.waivedUntil,
    waiverAskedUntil: asked?.until ?? null,
  }
}

const outcomes = ['begun', 'reaffirmed', 'revised', 'retired'] as const

async function submit(submission: Submission, filled: Filled): Promise<End> {
  const { desk, gesture, from } = submission
  const seen = { policy: String(from.about), review: String(from.review), revision: Number(from.revision) }
  const outcome = oneOf(filled, 'outcome', outcomes)
  if (outcome === 'begun') {
    await perform(desk.world, actorOf(gesture), startReview, seen, gesture.key)
    return { told: await sayBegun(submission) }
  }
  const request = await conclusionIn(submission, filled, outcome, seen)
  const done = await perform(desk.world, actorOf(gesture), concludeReview, request, gesture.key)
  return await saySubmitted(submission, done.submission)
}

async function conclusionIn(
  { desk }: Submission,
  filled: Filled,
  outcome: ConcludeReview['outcome'],
  seen: { policy: string; review: string; revision: number },
): Promise<ConcludeReview> {
  const common = {
    ...seen,
    // A scheduled review has no such field: it is always whole.
    scope: textIn(filled, 'scope') === 'limited' ? ('limited' as const) : ('whole policy' as const),
    considered: listIn(filled, 'considered').filter((one) => consideredWords.some((word) => word === one)),
    note: textIn(filled, 'note'),
  }
  if (outcome === 'revised') return { ...common, outcome, version: await versionIn(desk, filled) }
  if (outcome === 'retired')
    return { ...common, scope: 'whole policy', outcome, replacement: wordsIn(filled, 'replacement') }
  // Where the text is held the form asks for none.
  const content = 'content' in filled ? await contentOf(desk, filled) : null
  return { ...common, outcome, ...(content === null ? {} : { content }) }
}
