import type { About, Named } from '../../rules/message-facts.ts'
import type { Day, PolicyStatus, ReviewState } from '../../rules/terms.ts'
import { sayDay, sayReviewDue } from '../../words.ts'
import { beside, showPress } from './buttons.ts'
import { bold, codeOf, dotted, free, mrkdwn, type Phrase } from './mrkdwn.ts'
import type { Piece } from './piece.ts'

/** One policy of the register in one line. */
export type PolicyRowFacts = About & {
  status: PolicyStatus
  owner: (Named & { hasLeft: boolean }) | null
  /** What a register says where it names no person. */
  statedOwner: string | null
  inForce: string | null
  waiting: { number: string; effectiveOn: Day | null } | null
  /** The scheduled review that is open. */
  review: { dueOn: Day; state: ReviewState; waivedUntil: Day | null } | null
  /** The out-of-cycle review that is open. */
  outOfCycle: { dueOn: Day; waivedUntil: Day | null } | null
}

/** Shorter than where a policy stands alone: thirty of them share a message. */
export function titled({ title, code }: Pick<About, 'title' | 'code'>): Phrase {
  const leading = free(title, 100)
  const shown = leading.plain === '' ? free(code, 40) : leading
  return mrkdwn`${bold(shown)} ${codeOf(code.length > 40 ? `${code.slice(0, 39)}…` : code)}`
}

function policyLine(policy: PolicyRowFacts, today: Day, tellsOwner: boolean): Phrase {
  const { status, waiting, outOfCycle } = policy
  return dotted(
    titled(policy),
    mrkdwn`${status}`,
    reviewWords(policy, today),
    outOfCycle === null ? null : mrkdwn`out-of-cycle review ${sayReviewDue(outOfCycle, today)}`,
    waiting === null ? null : mrkdwn`${free(waiting.number, 30)} endorsed${from(waiting.effectiveOn, today)}`,
    tellsOwner ? ownerWords(policy) : null,
  )
}

function from(day: Day | null, today: Day): string {
  return day === null ? '' : `, in force from ${sayDay(day, today)}`
}

/** As in the command line's list: the review's own day, how far it is, and until when it is waived. */
function reviewWords({ review, status }: PolicyRowFacts, today: Day): Phrase | null {
  if (review === null) return status === 'active' ? mrkdwn`no review is set` : null
  const words = mrkdwn`review ${sayReviewDue(review, today)}`
  if (review.state === 'submitted') return mrkdwn`${words}, awaits endorsement`
  return review.state === 'in progress' ? mrkdwn`${words}, started` : words
}

/** Plain names: a list mentions nobody. */
function ownerWords({ owner, statedOwner }: Pick<PolicyRowFacts, 'owner' | 'statedOwner'>): Phrase {
  if (owner) return mrkdwn`${free(owner.name, 50)}${owner.hasLeft ? mrkdwn` (left)` : ''}`
  return statedOwner === null
    ? mrkdwn`nobody owns it`
    : mrkdwn`owned by "${free(statedOwner, 50)}", which names no person`
}

/** `tellsOwner` is off where all are of one owner. */
export function policyRow(policy: PolicyRowFacts, today: Day, tellsOwner = true): Piece {
  const line = policyLine(policy, today, tellsOwner)
  return { blocks: [beside(line, showPress(policy.policy), policy)], line }
}
