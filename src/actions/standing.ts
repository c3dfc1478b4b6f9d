import { peopleByIds } from '../../db/people.ts'
import { standingEndorsements } from '../../db/reviews.ts'
import type { EndorsementRow } from '../../db/schema.ts'
import { barOf, type Candidate, standing } from '../rules/endorsement.ts'
import type { Act } from './act.ts'
import type { Decided } from './deciding.ts'
import { authorshipOf, candidateOf, involvedIn } from './eligible.ts'
import { approvalRuleOf } from './policy-fields.ts'

/** How a submission stands by what was given for it. */
export async function standingOf(
  act: Act,
  decided: Pick<Decided, 'submission' | 'policy' | 'version' | 'may'>,
): Promise<ReturnType<typeof standing> & { decisions: EndorsementRow[] }> {
  const decisions = await standingEndorsements(act.trx, act.workspace, decided.submission.id)
  const before = await whoCouldBefore(act, decided, decisions)
  return { ...standing(approvalRuleOf(act, decided.policy), decided.may, decisions, before), decisions }
}

/** An endorsement is a fact: that somebody has left since, or is no approver any more, takes nothing from it. */
async function whoCouldBefore(
  act: Act,
  { submission, version, may }: Pick<Decided, 'submission' | 'version' | 'may'>,
  decisions: readonly EndorsementRow[],
): Promise<Candidate[]> {
  const gave = decisions.map(({ approver, onBehalfOf }) => onBehalfOf ?? approver)
  const gone = gave.filter((id) => !may.some((person) => person.id === id))
  if (gone.length === 0) return []
  const by = authorshipOf(submission, version)
  const involved = await involvedIn(act, by)
  const people = (await peopleByIds(act.trx, act.workspace, gone)).map(candidateOf)
  return people.filter((person) => barOf(person, by, involved) === null)
}
