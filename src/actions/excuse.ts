import { acknowledgmentOf } from '../../db/acknowledgments.ts'
import { personById } from '../../db/people.ts'
import { policyById, versionById } from '../../db/policies.ts'
import type { PersonRow, PolicyRow, VersionRow } from '../../db/schema.ts'
import { addressOf } from '../rules/endorsement.ts'
import { refuse } from '../rules/refusal.ts'
import type { Act } from './act.ts'
import { settleUnlessMissing } from './missing-list.ts'
import type { Action } from './perform.ts'
import { requireText } from './policy-fields.ts'
import { personActing, rolesOf } from './roles.ts'

export type Excuse = { version: string; person: string; reason: string }
type Loaded = { version: VersionRow; policy: PolicyRow; person: PersonRow }

/** Somebody need not acknowledge this version, for a reason. They are asked anew for the next major one. */
export const excuse: Action<Excuse, Loaded, { person: string }> = {
  name: 'excuse',
  async load(act, request) {
    const version = await versionById(act.trx, act.workspace, request.version)
    const policy = version && (await policyById(act.trx, act.workspace, version.policy))
    const person = await personById(act.trx, act.workspace, request.person)
    if (!version || !policy) return refuse('not_asked', { what: 'this' })
    if (!person) return refuse('unknown_person', { email: request.person }, 'person')
    requireText(request.reason, 'reason', 'reason')
    return { version, policy, person }
  },
  roles: (act, { policy }) => rolesOf(act, policy),
  async carryOut(act, { version, policy, person }, { reason }) {
    const recordedBy = personActing(act)
    await refuseSelf(act, recordedBy, person)
    const row = await acknowledgmentOf(act.trx, act.workspace, version.id, person.id)
    if (row?.state !== 'open') {
      const what = `"${policy.code}" ${version.number}`
      refuse('excuse_nobody', { name: person.name, what }, 'person')
    }
    await act.write(
      'acknowledgments',
      { version: version.id, person: person.id },
      { state: 'void', voidReason: 'excused', excuse: reason, recordedBy, nextReminderAt: null },
    )
    await settleUnlessMissing(act, version.id)
    await act.notify({
      id: `excused:${version.id}:${person.id}`,
      to: { id: person.id, isChannel: false },
      kind: 'excused',
      lane: 'urgent',
      items: [{ obligation: 'excuse', subject: version.id, as: 'holder' }],
    })
    act.note(policy.id)
    return { person: person.id }
  },
}

/** A second account with the same address is the same person. */
async function refuseSelf(act: Act, id: string, person: PersonRow): Promise<void> {
  const me = await personById(act.trx, act.workspace, id)
  const isSameAddress = me !== undefined && addressOf(me) !== '' && addressOf(me) === addressOf(person)
  if (id === person.id || isSameAddress) refuse('excuse_self', {}, 'person')
}
