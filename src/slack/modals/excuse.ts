import { countOf } from '../../../db/acknowledgments.ts'
import type { PolicyRow, VersionRow } from '../../../db/schema.ts'
import { excuse as excusing } from '../../actions/excuse.ts'
import { perform } from '../../actions/perform.ts'
import { refuse } from '../../rules/refusal.ts'
import { actorOf } from '../gesture.ts'
import { permitHere } from '../permit-here.ts'
import { textIn } from '../views/modals/form.ts'
import { type ExcuseForm, excuseForm } from '../views/modals/waiver.ts'
import { modal } from './modal.ts'
import { idsOf, inOrder } from './people.ts'
import { aboutOf, versionOf } from './subjects.ts'

type Facts = ExcuseForm & { policyRow: PolicyRow; version: VersionRow }

/** Somebody need not acknowledge a version, for a reason. */
export const excuse = modal<Facts>({
  title: 'Excuse',
  async read({ act, subject }) {
    const { policy, version } = await versionOf(act, subject)
    const { missing } = await countOf(act.trx, act.workspace, version.id)
    return { ...aboutOf(policy), number: version.number, missing, policyRow: policy, version }
  },
  permit: ({ act }, { policyRow }) => permitHere(act, 'excuse', policyRow),
  subject: ({ version }) => version.id,
  from: ({ policyRow, version }) => ({ about: policyRow.id, version: version.id }),
  draw: excuseForm,
  async submit({ desk, act, gesture, from }, filled) {
    const slackId = textIn(filled, 'person')
    const [person] = await idsOf(act, slackId === '' ? [] : [slackId], 'person')
    if (person === undefined) refuse('bad_request', { expected: 'a person', came: 'nobody' }, 'person')
    const request = { version: String(from.version), person, reason: textIn(filled, 'reason') }
    await perform(desk.world, actorOf(gesture), excusing, request, gesture.key)
    const [excused] = await inOrder(act, [person])
    return `${excused?.name} is excused, and told so.`
  },
})
