import { openObligationOn } from '../../../db/facts.ts'
import type { Act } from '../../actions/act.ts'
import { judging } from '../../actions/judging.ts'
import { requirePolicy } from '../../actions/policy-fields.ts'
import { listed, sayBy } from '../../words.ts'
import { holderNames } from '../awaited.ts'
import type { Submission } from './modal.ts'

/** `You began the review of ISP-07. Submit it by Monday 8 March (in 5 days).` */
export async function sayBegun({ act, from }: Submission): Promise<string> {
  const { code } = await requirePolicy(act, String(from.about))
  const open = await openObligationOn(act.trx, act.workspace, 'review', String(from.review))
  const submit = open ? ` Submit it ${sayBy(open.obligation.dueOn, act.today)}.` : ''
  return `You began the review of ${code}.${submit}`
}

/** `Submitted. Ann and Bob are asked to endorse it by Monday 8 March (in 5 days).` */
export async function saySubmitted({ desk, act }: Submission, submission: string): Promise<string> {
  const now: Act = await judging(desk.world, act.actor)
  const asked = await openObligationOn(now.trx, now.workspace, 'endorse', submission)
  const names = asked ? holderNames(asked) : []
  if (!asked || names.length === 0) return 'Submitted.'
  const are = names.length === 1 ? 'is' : 'are'
  if (now.liveAt === null)
    return `Submitted. ${listed(names, 5)} ${are} asked to endorse it once this workspace is live.`
  return `Submitted. ${listed(names, 5)} ${are} asked to endorse it ${sayBy(asked.obligation.dueOn, now.today)}.`
}
