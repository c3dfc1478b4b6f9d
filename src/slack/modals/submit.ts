import { versionsOf } from '../../../db/policies.ts'
import { submissionsOfVersion } from '../../../db/reviews.ts'
import type { PolicyRow, VersionRow } from '../../../db/schema.ts'
import { perform } from '../../actions/perform.ts'
import { refuseRetired, requirePolicy } from '../../actions/policy-fields.ts'
import { openReviewOf } from '../../actions/reviewing.ts'
import { refuseAwaiting } from '../../actions/submission.ts'
import { submitVersion } from '../../actions/submit-version.ts'
import { inForce, inTheMaking, waiting } from '../../actions/versions.ts'
import { refuse } from '../../rules/refusal.ts'
import { nextNumbers } from '../../rules/version-order.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { listIn } from '../views/modals/form.ts'
import { consideredWords } from '../views/modals/review.ts'
import { type SubmitForm, submitForm } from '../views/modals/submit.ts'
import { saySubmitted } from './asked.ts'
import { type Ask, modal, type Submission } from './modal.ts'
import { wordsIn } from './parse.ts'
import { aboutOf } from './subjects.ts'
import { beginVersion, versionIn } from './version-text.ts'

type Facts = SubmitForm & { policyRow: PolicyRow; making: VersionRow | undefined }

export const submit = modal<Facts>({
  title: 'Submit a version',
  read,
  async permit({ act }, { policyRow }) {
    await permitHere(act, 'submit-version', policyRow)
    refuseRetired(policyRow)
    await refuseAwaiting(act, policyRow)
  },
  begin: ({ isFirst, isReviewed, proposal, making }) => ({
    changeKind: isFirst ? 'major' : isReviewed ? '' : 'editorial',
    ...beginVersion(making, isFirst && proposal === null ? { minor: '1.0' } : proposal),
  }),
  from: ({ policyRow, making }) => ({ about: policyRow.id, making: makingOf(making) }),
  draw: (facts, filled) => submitForm(facts, filled),
  async submit(submission, filled) {
    const { desk, gesture, from } = submission
    await refuseOtherText(submission, await read({ ...submission, subject: String(from.about) }))
    const request = {
      policy: String(from.about),
      version: await versionIn(desk, filled),
      note: wordsIn(filled, 'note'),
      considered: listIn(filled, 'considered').filter((one) => consideredWords.some((word) => word === one)),
    }
    const done = await perform(desk.world, actorOf(gesture), submitVersion, request, gesture.key)
    return await saySubmitted(submission, done.submission)
  },
})

async function read({ act, subject }: Ask): Promise<Facts> {
  const policy = await requirePolicy(act, subject)
  const versions = await versionsOf(act.trx, act.workspace, policy.id)
  const [current, next, making] = [inForce(versions), waiting(versions), inTheMaking(versions)]
  const review = await openReviewOf(act, policy)
  return {
    ...aboutOf(policy),
    isFirst: policy.status === 'draft',
    isReviewed: review !== undefined,
    inForce: current ?? null,
    waiting: next ?? null,
    proposal: current ? nextNumbers((next ?? current).number) : null,
    sentBack: making?.state === 'sent back' ? await reasonOf(act, making.id) : null,
    today: act.today,
    policyRow: policy,
    making,
  }
}

/** Which text is in the making, and after how many changes. */
function makingOf(making: VersionRow | undefined): string | null {
  return making ? `${making.id}:${making.revision}` : null
}

/** What was submitted and came back meanwhile would be lost under what was typed before. */
async function refuseOtherText({ act, from }: Submission, { policyRow, making }: Facts): Promise<void> {
  await refuseAwaiting(act, policyRow)
  if (makingOf(making) === from.making) return
  refuse('stale', { what: `the version in the making of "${policyRow.code}"` })
}

async function reasonOf({ trx, workspace }: Ask['act'], version: string): Promise<string | null> {
  const newest = (await submissionsOfVersion(trx, workspace, version)).at(-1)
  return newest?.reason ?? null
}
