import type {
  AcknowledgmentState,
  EventState,
  NoticeState,
  ObligationState,
  PolicyStatus,
  ReviewState,
  SubmissionState,
  VersionState,
} from './terms.ts'

/** Which state may follow which. What is not listed cannot happen. */

export const policyMoves: Record<PolicyStatus, readonly PolicyStatus[]> = {
  draft: ['active', 'retired'],
  active: ['retired'],
  retired: [],
}

export const versionMoves: Record<VersionState, readonly VersionState[]> = {
  draft: ['submitted', 'withdrawn'],
  submitted: ['endorsed', 'sent back', 'draft', 'withdrawn'],
  'sent back': ['submitted', 'withdrawn'],
  endorsed: ['in force', 'withdrawn'],
  'in force': ['superseded'],
  superseded: [],
  withdrawn: [],
}

export const reviewMoves: Record<ReviewState, readonly ReviewState[]> = {
  open: ['in progress', 'submitted', 'concluded', 'void'],
  'in progress': ['submitted', 'concluded', 'void'],
  submitted: ['in progress', 'concluded', 'void'],
  concluded: [],
  void: [],
}

export const submissionMoves: Record<SubmissionState, readonly SubmissionState[]> = {
  awaiting: ['endorsed', 'sent back', 'recalled', 'void'],
  endorsed: [],
  'sent back': [],
  recalled: [],
  void: [],
}

export const eventMoves: Record<EventState, readonly EventState[]> = {
  reported: ['significant', 'not significant', 'merged', 'withdrawn'],
  significant: ['reported', 'withdrawn'],
  'not significant': ['reported', 'withdrawn'],
  merged: ['reported', 'withdrawn'],
  withdrawn: ['reported'],
}

export const obligationMoves: Record<ObligationState, readonly ObligationState[]> = {
  open: ['met', 'void'],
  met: ['open'],
  void: [],
}

export const acknowledgmentMoves: Record<AcknowledgmentState, readonly AcknowledgmentState[]> = {
  open: ['given', 'void'],
  given: [],
  void: ['given'],
}

export const noticeMoves: Record<NoticeState, readonly NoticeState[]> = {
  ready: ['sending', 'withdrawn'],
  sending: ['sent', 'ready', 'in doubt', 'withdrawn', 'dead'],
  'in doubt': ['sent', 'ready', 'dead'],
  sent: [],
  withdrawn: [],
  dead: [],
}

export function mayMove<State extends string>(
  moves: Record<State, readonly State[]>,
  from: State,
  to: State,
): boolean {
  return moves[from].includes(to)
}
