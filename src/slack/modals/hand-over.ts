import { personById } from '../../../db/people.ts'
import { unconcludedReviews } from '../../../db/reviews.ts'
import type { PolicyRow } from '../../../db/schema.ts'
import { delegate as delegating } from '../../actions/delegate.ts'
import { perform } from '../../actions/perform.ts'
import { refuseRetired, requirePolicy } from '../../actions/policy-fields.ts'
import { rolesOf } from '../../actions/roles.ts'
import { transferOwnership } from '../../actions/transfer-ownership.ts'
import { refuse } from '../../rules/refusal.ts'
import { sayDay } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { textIn } from '../views/modals/form.ts'
import {
  type DelegateForm,
  delegateForm,
  type HandOverForm,
  handOverForm,
} from '../views/modals/hand-over.ts'
import { type Ask, modal } from './modal.ts'
import { requiredDay } from './parse.ts'
import { idsOf, inOrder } from './people.ts'
import { aboutOf } from './subjects.ts'

type Facts = HandOverForm & { policyRow: PolicyRow }

export const handOver = modal<Facts>({
  title: 'Hand over',
  async read({ act, subject }) {
    const policy = await requirePolicy(act, subject)
    const owner = policy.owner === null ? undefined : await personById(act.trx, act.workspace, policy.owner)
    return {
      ...aboutOf(policy),
      owner: owner?.name ?? policy.statedOwner,
      openReviews: (await unconcludedReviews(act.trx, act.workspace, policy.id)).length,
      policyRow: policy,
    }
  },
  async permit({ act }, { policyRow }) {
    await permitHere(act, 'transfer-ownership', policyRow)
    refuseRetired(policyRow)
  },
  from: ({ policyRow }) => ({ about: policyRow.id, owner: policyRow.owner }),
  draw: handOverForm,
  async submit({ desk, act, gesture, from }, filled) {
    const to = await onePerson(act, textIn(filled, 'owner'), 'owner')
    const policy = await requirePolicy(act, String(from.about))
    // The same press again finds its own outcome.
    if (policy.owner !== from.owner && policy.owner !== to) refuse('stale', { what: `"${policy.code}"` })
    const request = { policy: policy.id, to, revision: policy.revision }
    await perform(desk.world, actorOf(gesture), transferOwnership, request, gesture.key)
    const [owner] = await inOrder(act, [to])
    return { told: `${owner?.name} owns ${policy.code} now.` }
  },
})

export const delegate = modal<DelegateForm>({
  title: 'Delegate',
  read: async ({ act }) => ({
    isManager: (await rolesOf(act)).includes('manager'),
    today: act.today,
  }),
  async permit({ act }) {
    await permitHere(act, 'delegate', null)
  },
  begin: ({ today }, { who }) => ({ person: who.slackId ?? '', fromOn: today }),
  draw: delegateForm,
  async submit({ desk, act, who, gesture }, filled) {
    const absent = textIn(filled, 'person')
    const request = {
      person: absent === '' ? who.id : await onePerson(act, absent, 'person'),
      deputy: await onePerson(act, textIn(filled, 'deputy'), 'deputy'),
      fromOn: requiredDay(filled, 'fromOn'),
      untilOn: requiredDay(filled, 'untilOn'),
    }
    await perform(desk.world, actorOf(gesture), delegating, request, gesture.key)
    const [deputy] = await inOrder(act, [request.deputy])
    return `${deputy?.name} decides what is to be endorsed from ${sayDay(request.fromOn, act.today)} until ${sayDay(request.untilOn, act.today)}, both days included.`
  },
})

async function onePerson(act: Ask['act'], slackId: string, field: string): Promise<string> {
  const [id] = await idsOf(act, slackId === '' ? [] : [slackId], field)
  return id ?? refuse('bad_request', { expected: 'a person', came: 'nobody' }, field)
}
