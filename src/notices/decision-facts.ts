import { type Endorser, endorsersOf } from '../../db/endorsements.ts'
import { openObligationOn } from '../../db/facts.ts'
import { peopleById } from '../../db/people.ts'
import { submissionById } from '../../db/reviews.ts'
import type { SubmissionRow } from '../../db/schema.ts'
import { type Decider, type Decision, named, type Submitted } from '../rules/message-facts.ts'
import type { Reading } from './facts.ts'

/** What became of a submission. */
export async function decisionOf(reading: Reading, id: string): Promise<Decision> {
  const submission = await submissionById(reading.db, reading.workspace, id)
  const at = submission?.endedAt ?? ''
  switch (submission?.state) {
    case 'awaiting':
      return { is: 'awaited', from: await awaitedFrom(reading, id) }
    case 'endorsed':
      return { is: 'endorsed', by: await deciders(reading, id, 'endorsed'), at }
    case 'sent back':
      return { is: 'sent back', by: await deciders(reading, id, 'sent back'), at, reason: submission.reason }
    case 'recalled':
      return { is: 'recalled', at }
    default:
      return { is: 'void', reason: submission?.reason ?? null }
  }
}

export async function submittedBy(reading: Reading, submission: SubmissionRow): Promise<Submitted> {
  const people = await peopleById(reading.db, reading.workspace, [submission.submittedBy])
  const by = people.get(submission.submittedBy)
  return {
    how: 'submitted',
    by: by ? named(by) : null,
    at: submission.submittedAt,
    decision: await decisionOf(reading, submission.id),
  }
}

async function awaitedFrom({ db, workspace }: Reading, id: string) {
  const open = await openObligationOn(db, workspace, 'endorse', id)
  const held = (open?.holders ?? []).filter((holder) => holder.as === 'holder')
  return held.flatMap(({ person }) => (person ? [named(person)] : []))
}

async function deciders({ db, workspace }: Reading, id: string, decision: 'endorsed' | 'sent back') {
  const decided = await endorsersOf(db, workspace, id)
  return decided.filter((one) => one.decision === decision).map(deciderOf)
}

export function deciderOf({ person, absent, outside }: Endorser): Decider {
  const recordedBy = outside?.recordedBy ? named(outside.recordedBy) : null
  return {
    ...named(person),
    ...(absent === null ? {} : { onBehalfOf: named(absent) }),
    ...(outside === null ? {} : { outside: { recordedBy, document: outside.document ?? '' } }),
  }
}
