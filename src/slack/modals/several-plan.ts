import { peopleInRoles } from '../../../db/policies.ts'
import type { PolicyRow } from '../../../db/schema.ts'
import type { Act } from '../../actions/act.ts'
import { changePolicy } from '../../actions/change-policy.ts'
import type { Result } from '../../actions/perform.ts'
import { performMany } from '../../actions/perform-many.ts'
import { transferOwnership } from '../../actions/transfer-ownership.ts'
import { changeBy, type Standing, type Wish } from '../../rules/bulk-change.ts'
import { sha256 } from '../../rules/digest.ts'
import type { Audience } from '../../rules/terms.ts'
import { counted, listed, sayAudience } from '../../words.ts'
import { actorOf, type Desk, type Gesture } from '../gesture.ts'
import { inOrder } from './people.ts'
import { peopleOf } from './wish.ts'

/** What one change of many policies comes to, before and after it is carried out. */

export type Candidate = Pick<PolicyRow, 'id' | 'code' | 'title' | 'revision'> & { now: Standing }
export type Plan = {
  wish: Wish
  changes: { policy: Candidate; change: Partial<Standing> }[]
  /** How many stand like this already. */
  same: number
}

/** Policies in one statement. */
const policiesAtOnce = 500

export async function candidatesOf(act: Act, policies: readonly PolicyRow[]): Promise<Candidate[]> {
  const roles = new Map<string, string[]>()
  for (let from = 0; from < policies.length; from += policiesAtOnce) {
    const ids = policies.slice(from, from + policiesAtOnce).map(({ id }) => id)
    for (const { policy, role, person } of await peopleInRoles(act.trx, act.workspace, ids)) {
      const key = `${policy} ${role}`
      roles.set(key, [...(roles.get(key) ?? []), person])
    }
  }
  return policies.map(({ id, code, title, revision, owner, audience, tags, components }) => ({
    id,
    code,
    title,
    revision,
    now: {
      owner,
      deputies: roles.get(`${id} deputy`) ?? [],
      approvers: roles.get(`${id} approver`) ?? [],
      audience: JSON.parse(audience) as Audience,
      tags: JSON.parse(tags) as string[],
      components: JSON.parse(components) as string[],
    },
  }))
}

export function planOf(candidates: readonly Candidate[], wish: Wish): Plan {
  const changes = candidates.flatMap((policy) => {
    const change = changeBy(wish, policy.now)
    return change === null ? [] : [{ policy, change }]
  })
  return { wish, changes, same: candidates.length - changes.length }
}

/** The same for the same change of the same policies. */
export function markOf(plan: Plan | null): string {
  if (plan === null) return 'none'
  const { wish, changes, same } = plan
  return sha256(JSON.stringify([wish, same, changes.map(({ policy }) => policy.id)])).slice(0, 12)
}

/** `12 policies get Ana as owner: ISP-01, ISP-02 and 10 more. 3 have that already.` */
export async function sayPlan(act: Act, { wish, changes, same }: Plan): Promise<string> {
  const codes = changes.map(({ policy }) => policy.code)
  const get = changes.length === 1 ? 'gets' : 'get'
  const lose = changes.length === 1 ? 'loses' : 'lose'
  const isRemoved = 'how' in wish && wish.how === 'remove'
  const what = `${isRemoved ? lose : get} ${await sayWish(act, wish)}`
  const has = same === 1 ? 'has' : 'have'
  const stands = isRemoved ? 'nothing of it to lose' : 'that already'
  return [
    changes.length === 0
      ? 'No policy changes.'
      : `${counted(changes.length, 'policy', 'policies')} ${what}: ${listed(codes, 8)}.`,
    ...(same === 0 ? [] : [`${same} ${has} ${stands}.`]),
  ].join(' ')
}

async function sayWish(act: Act, wish: Wish): Promise<string> {
  const names = listed((await inOrder(act, peopleOf(wish))).map(({ name }) => name))
  switch (wish.field) {
    case 'owner':
      return `${names} as owner`
    case 'audience':
      return `${sayAudience(wish.audience) || 'nobody'} as audience`
    case 'deputies':
    case 'approvers': {
      const who = names || listed((await inOrder(act, wish.values)).map(({ name }) => name))
      return `${who} as ${wish.field}${instead(wish)}`
    }
    default:
      return `the ${wish.field} ${listed(wish.values.map((word) => `“${word}”`)) || 'none'}${instead(wish)}`
  }
}

const instead = ({ how }: { how: string }) => (how === 'replace' ? ' in place of those they have' : '')

export type Outcomes = Result<unknown>[]

/** An entry for each policy; a refusal leaves the others as they are. */
export async function carryOutPlan(desk: Desk, gesture: Gesture, { wish, changes }: Plan): Promise<Outcomes> {
  const actor = actorOf(gesture)
  const key = (id: string) => `${gesture.key}:${id}`
  if (wish.field === 'owner') {
    const requests = changes.map(({ policy: { id, revision } }) => ({
      request: { policy: id, to: wish.owner, revision },
      key: key(id),
    }))
    return await performMany(desk.world, actor, transferOwnership, requests)
  }
  const requests = changes.map(({ policy: { id, revision }, change: { owner: _, ...changed } }) => ({
    request: { policy: id, revision, changes: changed },
    key: key(id),
  }))
  return await performMany(desk.world, actor, changePolicy, requests)
}

export async function sayDone(act: Act, { wish, changes, same }: Plan, outcomes: Outcomes): Promise<string> {
  const done = changes.filter((_, i) => 'answer' in (outcomes[i] as Outcomes[number]))
  const refused = outcomes.flatMap((outcome, i) =>
    'refusal' in outcome ? [{ code: changes[i]?.policy.code ?? '', why: outcome.refusal.message }] : [],
  )
  const shown = refused.slice(0, 10).map(({ code, why }) => `${code}: ${why}`)
  const more = refused.length - shown.length
  return [
    ...(done.length > 0 || refused.length === 0 ? [await sayPlan(act, { wish, changes: done, same })] : []),
    ...(refused.length === 0
      ? []
      : [`${counted(refused.length, 'policy', 'policies')} did not change. ${shown.join(' ')}`]),
    ...(more > 0 ? [`… and ${more} more.`] : []),
  ].join(' ')
}
