import { policiesByIds } from '../../../db/policies.ts'
import { heldPage } from '../../../db/worklist.ts'
import { perform } from '../../actions/perform.ts'
import { transferOwnership } from '../../actions/transfer-ownership.ts'
import { refuse } from '../../rules/refusal.ts'
import { counted, listed } from '../../words.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { type AssignAllForm, assignAllForm } from '../views/modals/assign-all.ts'
import { listIn, textIn } from '../views/modals/form.ts'
import { type Ask, modal } from './modal.ts'
import { idsOf, inOrder } from './people.ts'

/** More than these in one window nobody reads; the rest is there once they are assigned. */
const most = 100

/** One new owner for many policies that have none. */
export const assignAll = modal<AssignAllForm>({
  title: 'Assign all',
  read,
  async permit({ act }) {
    await permitHere(act, 'transfer-ownership', null)
  },
  begin: ({ policies }) => ({ policies: policies.map(({ id }) => id) }),
  draw: assignAllForm,
  async submit({ desk, act, gesture }, filled) {
    const chosen = listIn(filled, 'policies')
    if (chosen.length === 0) refuse('bad_request', { expected: 'policies', came: 'none' }, 'policies')
    const slackId = textIn(filled, 'owner')
    const [to] = await idsOf(act, slackId === '' ? [] : [slackId], 'owner')
    if (to === undefined) return refuse('bad_request', { expected: 'a person', came: 'nobody' }, 'owner')
    for (const policy of chosen)
      await perform(
        desk.world,
        actorOf(gesture),
        transferOwnership,
        { policy, to },
        `${gesture.key}:${policy}`,
      )
    const [owner] = await inOrder(act, [to])
    const codes = (await policiesByIds(act.trx, act.workspace, chosen)).map(({ code }) => code)
    return `${owner?.name} owns ${counted(codes.length, 'more policy', 'more policies')} now: ${listed(codes, 10)}.`
  },
})

async function read({ act, who }: Ask): Promise<AssignAllForm> {
  const range = { offset: 0, limit: most }
  const held = await heldPage(act.trx, act.workspace, { person: who.id, kind: 'fill' }, range)
  return { policies: held.map(({ policy, code, title }) => ({ id: policy, code, title })) }
}
