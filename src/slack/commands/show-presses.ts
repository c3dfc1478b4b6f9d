import { rolesOf } from '../../actions/roles.ts'
import { type ActionName, permissions } from '../../rules/permission.ts'
import type { Role } from '../../rules/terms.ts'
import { isWaivable } from '../../rules/waiver.ts'
import type { Reader } from '../reader.ts'
import { acknowledgePress, excusePress, type Press, readPress } from '../views/buttons.ts'
import { askWaiverPress, decidePresses, withdrawPress } from '../views/waiver.ts'
import type { Read } from './show.ts'

/**
 * What can be done about a policy, by what stands open and by what the reader may do: buttons for what stands open
 * now, a menu for what is done to the policy itself now and then. Each press is judged again.
 */
export async function pressesOn(reader: Reader, read: Read): Promise<{ presses: Press[]; menu: Press[] }> {
  const roles = await rolesOf(reader.act, read.policy)
  const look = reading(reader, read, roles)
  if (read.policy.status === 'retired') return { presses: look, menu: [] }
  return {
    presses: [
      ...deciding(reader, read),
      ...reviewing(reader, read, roles),
      ...waiving(reader, read, roles),
      ...look,
    ],
    menu: keeping(read, roles),
  }
}

function may(action: ActionName, roles: readonly Role[]): boolean {
  const allowed: readonly Role[] = permissions[action]
  return roles.some((role) => allowed.includes(role))
}

const isMine = ({ who }: Reader, holders: readonly { id: string }[]) =>
  holders.some(({ id }) => id === who.id)

function deciding(reader: Reader, { submission, owed, current, around }: Read): Press[] {
  const asked = submission && owed.find((one) => one.kind === 'endorse' && one.subject === submission.id)
  if (!submission || !asked || !isMine(reader, asked.holders)) return []
  const text = around.versions.find(({ id }) => id === submission.version)
  const canCompare = submission.kind === 'version' && text?.isHeld === 1 && current?.isHeld === 1
  return [
    ...(canCompare ? [{ action: 'compare', words: 'Compare', value: submission.id }] : []),
    ...(!canCompare && text?.isHeld === 1 && text.id !== current?.id
      ? [{ action: 'read', words: 'Read', value: text.id }]
      : []),
    { action: 'endorse', words: 'Endorse', value: submission.id, isMain: true },
    { action: 'send_back', words: 'Send back', value: submission.id },
  ]
}

function reviewing(reader: Reader, { policy, around, owed, submission }: Read, roles: Role[]): Press[] {
  const open = around.reviews.filter(({ state }) => state === 'open' || state === 'in progress')
  const review = open.find(({ kind }) => kind === 'out of cycle') ?? open[0]
  const part = review && owed.find((one) => one.kind === 'review' && one.subject === review.id)
  const isFree = submission === undefined
  const canSnooze = part && isMine(reader, part.holders) && part.dueOn > reader.act.today
  return [
    ...(review && isFree && may('start-review', roles)
      ? [{ action: 'review', words: 'Review', value: review.id, isMain: true }]
      : []),
    ...(isFree && may('submit-version', roles)
      ? [{ action: 'submit', words: 'Submit', value: policy.id, isMain: review === undefined }]
      : []),
    ...(submission && may('recall-submission', roles)
      ? [{ action: 'recall', words: 'Recall', value: submission.id }]
      : []),
    ...(submission && review?.kind === 'out of cycle' && may('fold-in', roles)
      ? [{ action: 'fold_in', words: 'Recall and fold in', value: policy.id }]
      : []),
    ...(canSnooze ? [{ action: 'snooze', words: 'Snooze', value: part.id }] : []),
  ]
}

function waiving(reader: Reader, { around, owed, waivers }: Read, roles: Role[]): Press[] {
  const isMany = waivers.size > 1
  const asked = [...waivers.values()].flatMap(({ id, askedBy }): Press[] => {
    const open = owed.find((one) => one.kind === 'decide' && one.subject === id)
    const decide = open && isMine(reader, open.holders) && !isMany ? decidePresses(id) : []
    return askedBy === reader.who.id && !isMany ? [...decide, withdrawPress(id)] : decide
  })
  const review = around.reviews.find(
    (one) => (one.state === 'open' || one.state === 'in progress') && !waivers.has(one.id),
  )
  const mayAsk = review && may('request-waiver', roles) && isWaivable(review, reader.act.today)
  return [...asked, ...(mayAsk ? [askWaiverPress(review.id)] : [])]
}

function reading(reader: Reader, { policy, current, isAsked, acknowledged }: Read, roles: Role[]): Press[] {
  if (!current) return []
  const isMissing = acknowledged !== null && acknowledged.given < acknowledged.asked
  return [
    ...(current.isHeld === 1 ? [readPress(current.id, policy.code, reader.setting)] : []),
    ...(isAsked ? [{ ...acknowledgePress(current.id), isMain: false }] : []),
    ...(isMissing && (may('change-policy', roles) || reader.isAuditor)
      ? [{ action: 'missing', words: 'Who is missing', value: current.id }]
      : []),
    ...(isMissing && may('excuse', roles) ? [excusePress(current.id)] : []),
  ]
}

function keeping({ policy }: Read, roles: Role[]): Press[] {
  return [
    ...(may('transfer-ownership', roles)
      ? [{ action: 'hand_over', words: 'Hand over', value: policy.id }]
      : []),
    ...(may('change-policy', roles)
      ? [
          { action: 'edit', words: 'Edit', value: policy.id },
          { action: 'audience', words: 'Audience', value: policy.id },
        ]
      : []),
    ...(may('record-distribution', roles) ? [{ action: 'record', words: 'Record…', value: policy.id }] : []),
    ...(may('retire-policy', roles)
      ? [{ action: 'retire', words: 'Retire', value: policy.id, isDanger: true }]
      : []),
  ]
}
