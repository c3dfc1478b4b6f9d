import { personById } from '../../../db/people.ts'
import { versionById } from '../../../db/policies.ts'
import { unconcludedReviews } from '../../../db/reviews.ts'
import type { PolicyRow, SubmissionRow, VersionRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { judging } from '../../actions/judging.ts'
import { sayDay } from '../../words.ts'
import { awaitedNames } from '../awaited.ts'
import type { Submission } from './modal.ts'
import { submissionOf } from './subjects.ts'

/** What an approver reads of their own decision, and of what comes of it. */

/** `You endorsed ISP-07 2.1. It comes into force on Monday 2 March.` */
export async function sayEndorsed(submission: Submission): Promise<string> {
  return `You ${await sayEndorsement(submission)}`
}

/** The same after a name. */
export async function sayEndorsement(submission: Submission): Promise<string> {
  const read = await decided(submission)
  return `endorsed ${nameOf(read)}. ${await whatComes(read)}`
}

/** `You sent ISP-07 2.1 back. Olga is told why.` */
export async function saySentBack(submission: Submission): Promise<string> {
  const read = await decided(submission)
  const { act, row } = read
  const submitter = await personById(act.trx, act.workspace, row.submittedBy)
  return `You sent ${nameOf(read)} back. ${submitter?.name ?? 'Who submitted it'} is told why.`
}

type Read = { act: Act; policy: PolicyRow; row: SubmissionRow; version: VersionRow | undefined }

/** Read after the decision: what is in force by it is known only then. */
async function decided({ desk, act: before, from }: Submission): Promise<Read> {
  const act = await judging(desk.world, before.actor)
  const { policy, submission: row } = await submissionOf(act, String(from.submission))
  const version = row.version ? await versionById(act.trx, act.workspace, row.version) : undefined
  return { act, policy, row, version }
}

function nameOf({ policy, row, version }: Read): string {
  return row.kind === 'version'
    ? `${policy.code} ${version?.number ?? ''}`.trimEnd()
    : `the ${row.kind} of ${policy.code}`
}

async function whatComes({ act, policy, row, version }: Read): Promise<string> {
  if (row.state === 'awaiting')
    return `It waits for ${(await awaitedNames(act.trx, act.workspace, row.id)) || 'another approver'}.`
  if (row.kind === 'retirement') return 'It is retired now.'
  if (row.kind === 'reaffirmation') return await nextReview(act, policy)
  return version?.state === 'endorsed' && version.effectiveOn !== null
    ? `It comes into force on ${sayDay(version.effectiveOn, act.today)}.`
    : 'It is in force now.'
}

async function nextReview({ trx, workspace, today }: Act, { id }: PolicyRow): Promise<string> {
  const next = (await unconcludedReviews(trx, workspace, id)).find(({ kind }) => kind === 'scheduled')
  return next ? `Its next review is due on ${sayDay(next.dueOn, today)}.` : 'It stays as it is.'
}
