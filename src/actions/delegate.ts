import { submissionById } from '../../db/reviews.ts'
import { parseDay } from '../rules/calendar.ts'
import { refuse } from '../rules/refusal.ts'
import type { Day } from '../rules/terms.ts'
import type { Act } from './act.ts'
import { askAgain } from './ask-again.ts'
import type { Action } from './perform.ts'
import { personActing, requireHolders, rolesOf } from './roles.ts'

export type Delegate = { person: string; deputy: string; fromOn: Day; untilOn: Day }

/** Names who decides for an absent approver, both days included. Both names stay on the record. */
export const delegate: Action<Delegate, null, { delegation: string }> = {
  name: 'delegate',
  async load(act, request) {
    for (const day of [request.fromOn, request.untilOn]) if (!parseDay(day)) refuse('bad_day', { came: day })
    if (request.untilOn < request.fromOn) {
      refuse('bad_request', { expected: `a last day not before ${request.fromOn}`, came: request.untilOn })
    }
    if (request.deputy === request.person)
      refuse('bad_request', { expected: 'another person as deputy', came: 'the same' })
    await requireHolders(act, [request.deputy], 'deputy')
    return null
  },
  async roles(act, _, request) {
    const roles = await rolesOf(act)
    const isOwn = act.actor.kind === 'person' && personActing(act) === request.person
    return isOwn ? roles : roles.filter((role) => role !== 'member')
  },
  async carryOut(act, _, request) {
    const delegation = act.id()
    await act.insert('delegations', { id: delegation, ...request })
    if (request.fromOn <= act.today && act.today <= request.untilOn) await handOn(act, request.person)
    act.note(request.person)
    return { delegation }
  },
}

/** What the person is asked to decide already goes to who decides for them. */
async function handOn(act: Act, person: string): Promise<void> {
  const open = await act.trx
    .selectFrom('obligations as o')
    .innerJoin('obligationHolders as h', (join) =>
      join.onRef('h.workspace', '=', 'o.workspace').onRef('h.obligation', '=', 'o.id'),
    )
    .select('o.subject')
    .where('o.workspace', '=', act.workspace)
    .where('o.kind', '=', 'endorse')
    .where('o.state', '=', 'open')
    .where('h.holder', '=', person)
    .where('h.as', '=', 'holder')
    .orderBy('o.id')
    .execute()
  for (const { subject } of open) {
    const submission = await submissionById(act.trx, act.workspace, subject)
    if (submission) await askAgain(act, submission)
  }
}
