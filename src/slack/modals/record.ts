import { versionById, versionsOf } from '../../../db/policies.ts'
import { awaitingSubmission } from '../../../db/reviews.ts'
import type { PolicyRow, SubmissionRow } from '../../../db/schema.ts'
import { authorshipOf, findEligible } from '../../actions/eligible.ts'
import { perform } from '../../actions/perform.ts'
import { requirePolicy } from '../../actions/policy-fields.ts'
import { recordDistribution } from '../../actions/record-distribution.ts'
import { recordEndorsement } from '../../actions/record-endorsement.ts'
import { standingOf } from '../../actions/standing.ts'
import { dayIn } from '../../rules/calendar.ts'
import { refuse } from '../../rules/refusal.ts'
import { sayDay } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type Filled, textIn } from '../views/modals/form.ts'
import { type RecordForm, recordForm, whatIsRecorded } from '../views/modals/record.ts'
import { sayEndorsement } from './decided.ts'
import { type Ask, modal, type Submission } from './modal.ts'
import { oneOf, requiredDay, wordsIn } from './parse.ts'
import { inOrder } from './people.ts'
import { recordSigned } from './record-signed.ts'
import { aboutOf } from './subjects.ts'

type Facts = RecordForm & { policyRow: PolicyRow; submission: SubmissionRow | undefined }

/** As many as a field of Slack lists. */
const mostVersions = 100

/** What happened outside Slack: an endorsement, acknowledgments, a distribution. */
export const record = modal<Facts>({
  title: 'Record',
  read,
  async permit({ act }, { policyRow }) {
    await permitHere(act, 'record-distribution', policyRow)
  },
  begin: ({ versions, today }) => ({ version: versions[0]?.id ?? '', sentOn: today }),
  from: ({ policyRow, submission }) => ({
    about: policyRow.id,
    submission: submission?.id ?? null,
    sha256: submission?.sha256 ?? null,
  }),
  draw: recordForm,
  async submit(submission, filled) {
    const what = oneOf(filled, 'what', whatIsRecorded)
    if (what === 'endorsement') return await recordEndorsed(submission, filled)
    if (what === 'acknowledgments') return await recordSigned(submission, filled)
    return await recordSent(submission, filled)
  },
})

async function read({ act, subject }: Ask): Promise<Facts> {
  const policy = await requirePolicy(act, subject)
  const versions = (await versionsOf(act.trx, act.workspace, policy.id)).flatMap(
    ({ id, number, state, inForceAt }) =>
      inForceAt === null
        ? []
        : [{ id, number, inForceOn: dayIn(act.calendar.zone, inForceAt), isInForce: state === 'in force' }],
  )
  const submission = await awaitingSubmission(act.trx, act.workspace, policy.id)
  return {
    ...aboutOf(policy),
    versions: versions.reverse().slice(0, mostVersions),
    awaiting: submission ? await awaitedOn(act, policy, submission) : null,
    today: act.today,
    policyRow: policy,
    submission,
  }
}

async function awaitedOn(
  act: Ask['act'],
  policy: PolicyRow,
  submission: SubmissionRow,
): Promise<RecordForm['awaiting']> {
  const named = submission.version && (await versionById(act.trx, act.workspace, submission.version))
  const version = named || null
  const { may, isSingle } = await findEligible(act, policy, authorshipOf(submission, version))
  const { awaited } = await standingOf(act, { submission, policy, version, may })
  const approvers = await inOrder(
    act,
    awaited.map(({ id }) => id),
  )
  return {
    kind: submission.kind,
    number: version?.number ?? null,
    sha256: submission.sha256,
    approvers: approvers.map(({ id, name }) => ({ id, name })),
    isSingle,
  }
}

async function recordEndorsed(submission: Submission, filled: Filled): Promise<string> {
  const { desk, gesture, from, act } = submission
  const approver = textIn(filled, 'approver')
  if (approver === '') refuse('bad_request', { expected: 'who endorsed it', came: 'nobody' }, 'approver')
  const request = {
    submission: String(from.submission),
    sha256: typeof from.sha256 === 'string' ? from.sha256 : null,
    approver,
    document: textIn(filled, 'document'),
    comment: wordsIn(filled, 'comment'),
  }
  await perform(desk.world, actorOf(gesture), recordEndorsement, request, gesture.key)
  const [person] = await inOrder(act, [approver])
  return `Recorded that ${person?.name} ${await sayEndorsement(submission)}`
}

async function recordSent({ desk, act, gesture, from }: Submission, filled: Filled): Promise<string> {
  const request = {
    version: textIn(filled, 'version'),
    audience: textIn(filled, 'audience').trim(),
    sentOn: requiredDay(filled, 'sentOn'),
    document: textIn(filled, 'document'),
  }
  await perform(desk.world, actorOf(gesture), recordDistribution, request, gesture.key)
  const { code } = await requirePolicy(act, String(from.about))
  return `Recorded: ${code} went to ${request.audience} on ${sayDay(request.sentOn, act.today)}.`
}
