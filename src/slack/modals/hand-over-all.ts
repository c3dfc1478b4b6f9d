import { peopleBySlackIds } from '../../../db/people.ts'
import { ownedBy, policiesByIds, rolesOfPerson } from '../../../db/policies.ts'
import type { PersonRow, PolicyRow } from '../../../db/schema.ts'
import { countsHeld } from '../../../db/worklist.ts'
import { type ChangePolicy, changePolicy } from '../../actions/change-policy.ts'
import type { Keyed, Result } from '../../actions/perform.ts'
import { performMany } from '../../actions/perform-many.ts'
import { requireHolders } from '../../actions/roles.ts'
import { transferOwnership } from '../../actions/transfer-ownership.ts'
import { refuse } from '../../rules/refusal.ts'
import { counted, listed } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { textIn } from '../views/modals/form.ts'
import { type HandOverAllForm, handOverAllForm } from '../views/modals/hand-over-all.ts'
import { type Ask, modal, type Submission } from './modal.ts'
import { idsOf, inOrder } from './people.ts'
import { candidatesOf } from './several-plan.ts'

type Facts = HandOverAllForm & { person: PersonRow; owned: PolicyRow[]; named: string[] }

/** All that one person, who leaves or has left, has of policies goes to another in one step. The subject is their Slack id. */
export const handOverAll = modal<Facts>({
  title: 'Hand over all',
  read,
  async permit({ act }) {
    await permitHere(act, 'transfer-ownership', null)
  },
  draw: handOverAllForm,
  async submit(submission, filled) {
    const { act } = submission
    const slackId = textIn(filled, 'to')
    const [to] = await idsOf(act, slackId === '' ? [] : [slackId], 'to')
    if (to === undefined) return refuse('bad_request', { expected: 'a person', came: 'nobody' }, 'to')
    const { person, owned, named } = await read(submission)
    if (to === person.id) refuse('bad_request', { expected: 'somebody else', came: person.name }, 'to')
    await requireHolders(act, [to], 'owner', 'to')
    const ownedNow = await giveOwned(submission, owned, to)
    const namedNow = await giveRoles(submission, named, person.id, to)
    const [taker] = await inOrder(act, [to])
    return sayHandedOver(taker?.name ?? 'They', person.name, ownedNow, namedNow)
  },
})

async function read({ act, subject }: Ask): Promise<Facts> {
  const { trx, workspace, settings } = act
  const [person] = await peopleBySlackIds(trx, workspace, [subject])
  if (!person) return refuse('unknown_person', { email: subject })
  const owned = await ownedBy(trx, workspace, person.id)
  const roles = await rolesOfPerson(trx, workspace, person.id)
  const named = [...new Set(roles.map(({ policy }) => policy))]
  const codes = new Map((await policiesByIds(trx, workspace, named)).map(({ id, code }) => [id, code]))
  const of = (role: string) =>
    roles.filter((row) => row.role === role).map(({ policy }) => codes.get(policy) ?? '')
  const held = await countsHeld(trx, workspace, { person: person.id })
  return {
    name: person.name,
    hasLeft: person.deactivatedAt !== null,
    owns: owned.map(({ code }) => code),
    deputyOf: of('deputy'),
    approverOf: of('approver'),
    openReviews: held.get('review') ?? 0,
    openEndorsements: held.get('endorse') ?? 0,
    isWorkspaceApprover: settings.approvers.includes(person.id),
    person,
    owned,
    named,
  }
}

async function giveOwned({ desk, gesture }: Submission, owned: readonly PolicyRow[], to: string) {
  const requests = owned.map(({ id, revision }) => ({
    request: { policy: id, to, revision },
    key: `${gesture.key}:owner:${id}`,
  }))
  return await performMany(desk.world, actorOf(gesture), transferOwnership, requests)
}

/** In the same place of each list; once, where the other is in it already. Nobody is their own deputy. */
async function giveRoles(
  { desk, act, gesture }: Submission,
  named: readonly string[],
  from: string,
  to: string,
): Promise<Result<unknown>[]> {
  const policies = await candidatesOf(act, await policiesByIds(act.trx, act.workspace, named))
  const instead = (people: readonly string[]) => [
    ...new Set(people.map((person) => (person === from ? to : person))),
  ]
  const requests = policies.map(({ id, revision, now }): Keyed<ChangePolicy> => {
    const deputies = instead(now.deputies).filter((deputy) => deputy !== now.owner)
    const changes = {
      ...(now.deputies.includes(from) ? { deputies } : {}),
      ...(now.approvers.includes(from) ? { approvers: instead(now.approvers) } : {}),
    }
    return { request: { policy: id, revision, changes }, key: `${gesture.key}:roles:${id}` }
  })
  return await performMany(desk.world, actorOf(gesture), changePolicy, requests)
}

type Results = readonly Result<unknown>[]

function sayHandedOver(taker: string, from: string, owned: Results, named: Results): string {
  const done = (results: Results) => results.filter((result) => 'answer' in result).length
  const parts = [
    ...(done(owned) === 0 ? [] : [`owns ${counted(done(owned), 'more policy', 'more policies')} now`]),
    ...(done(named) === 0
      ? []
      : [`is deputy or approver of ${counted(done(named), 'policy', 'policies')} in place of ${from}`]),
  ]
  const refused = [...owned, ...named].flatMap((result) =>
    'refusal' in result ? [result.refusal.message] : [],
  )
  return [
    parts.length === 0 ? 'Nothing was handed over.' : `${taker} ${listed(parts)}.`,
    ...(refused.length === 0 ? [] : [`Not handed over: ${listed([...new Set(refused)], 5)}`]),
  ].join(' ')
}
