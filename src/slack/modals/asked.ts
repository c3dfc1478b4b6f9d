import { openObligationOn } from '../../../db/facts.ts'
import type { Act } from '../../actions/act.ts'
import { judging } from '../../actions/judging.ts'
import { listed, sayBy } from '../../words.ts'
import type { Submission } from './modal.ts'

/** `Submitted. Ann and Bob are asked to endorse it by Monday 8 March (in 5 days).` */
export async function saySubmitted({ desk, act }: Submission, submission: string): Promise<string> {
  const now: Act = await judging(desk.world, act.actor)
  const asked = await openObligationOn(now.trx, now.workspace, 'endorse', submission)
  const names = (asked?.holders ?? []).flatMap(({ as, person }) =>
    as === 'holder' && person ? [person.name] : [],
  )
  if (!asked || names.length === 0) return 'Submitted.'
  const are = names.length === 1 ? 'is' : 'are'
  return `Submitted. ${listed(names, 5)} ${are} asked to endorse it ${sayBy(asked.obligation.dueOn, now.today)}.`
}
