import { versionsOf } from '../../../db/policies.ts'
import type { PolicyRow } from '../../../db/schema.ts'
import { perform } from '../../actions/perform.ts'
import { refuseRetired, requirePolicy } from '../../actions/policy-fields.ts'
import { retirePolicy } from '../../actions/retire-policy.ts'
import { openReviewOf } from '../../actions/reviewing.ts'
import { refuseAwaiting } from '../../actions/submission.ts'
import { inForce } from '../../actions/versions.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { listIn, textIn } from '../views/modals/form.ts'
import { type RetireForm, retireForm } from '../views/modals/retire.ts'
import { saySubmitted } from './asked.ts'
import { modal } from './modal.ts'
import { wordsIn } from './parse.ts'
import { aboutOf } from './subjects.ts'

type Facts = RetireForm & { policyRow: PolicyRow }

export const retire = modal<Facts>({
  title: 'Retire a policy',
  async read({ act, subject }) {
    const policy = await requirePolicy(act, subject)
    const current = inForce(await versionsOf(act.trx, act.workspace, policy.id))
    return {
      ...aboutOf(policy),
      inForce: current ?? null,
      isReviewed: (await openReviewOf(act, policy)) !== undefined,
      policyRow: policy,
    }
  },
  async permit({ act }, { policyRow }) {
    await permitHere(act, 'retire-policy', policyRow)
    refuseRetired(policyRow)
    await refuseAwaiting(act, policyRow)
  },
  from: ({ policyRow }) => ({ about: policyRow.id }),
  draw: retireForm,
  async submit(submission, filled) {
    const { desk, gesture, from } = submission
    const request = {
      policy: String(from.about),
      reason: textIn(filled, 'reason'),
      replacement: wordsIn(filled, 'replacement'),
      considered: listIn(filled, 'considered'),
    }
    const done = await perform(desk.world, actorOf(gesture), retirePolicy, request, gesture.key)
    return await saySubmitted(submission, done.submission)
  },
})
