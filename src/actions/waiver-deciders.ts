import { peopleByIds, personById } from '../../db/people.ts'
import { peopleInRole, policyById } from '../../db/policies.ts'
import type { PolicyRow, WaiverRow } from '../../db/schema.ts'
import { awaitingWaivers } from '../../db/waivers.ts'
import type { Candidate } from '../rules/endorsement.ts'
import { benefitOf } from '../rules/waiver.ts'
import type { Act } from './act.ts'
import { type Acting, actingBy, handTo } from './asked.ts'
import { candidateOf } from './eligible.ts'
import { holdersOf, openObligationOf } from './obligations.ts'
import { approversOf, managersOf } from './roles.ts'

/** Who decides on a waiver: an approver who does not benefit from it, else a policy manager who does not. */

export type Benefit = { askedBy: Candidate; others: Candidate[] }
type Asked = Pick<WaiverRow, 'review' | 'askedBy'>

/** Who asked, the owner, the deputies, and who holds the review. */
export async function whoBenefits(act: Act, policy: PolicyRow, { review, askedBy }: Asked): Promise<Benefit> {
  const deputies = await peopleInRole(act.trx, act.workspace, policy.id, 'deputy')
  const obligation = await openObligationOf(act, 'review', review)
  const holders = obligation ? await holdersOf(act, obligation.id) : []
  const held = holders.filter(({ as }) => as === 'holder').map(({ holder }) => holder)
  const ids = [askedBy, policy.owner, ...deputies.map(({ id }) => id), ...held].filter((id) => id !== null)
  const people = (await peopleByIds(act.trx, act.workspace, ids)).map(candidateOf)
  const asker = people.find(({ id }) => id === askedBy)
  return {
    askedBy: asker ?? { id: askedBy, email: null, isActive: false },
    others: people.filter(({ id }) => id !== askedBy),
  }
}

/** Perhaps nobody. */
export async function mayDecideWaiver(act: Act, policy: PolicyRow, benefit: Benefit): Promise<Candidate[]> {
  const free = (people: readonly Candidate[]) =>
    people.filter((person) => person.isActive && benefitOf(person, benefit) === null)
  const approvers = free((await approversOf(act, policy.id)).map(candidateOf))
  return approvers.length > 0 ? approvers : free((await managersOf(act)).map(candidateOf))
}

/** They, or who acts for them today and does not benefit either. */
export async function actingOnWaiver(
  act: Act,
  may: readonly Candidate[],
  benefit: Benefit,
): Promise<Acting[]> {
  return await actingBy(act, may, async (deputy) => {
    const row = await personById(act.trx, act.workspace, deputy)
    return row !== undefined && candidateOf(row).isActive && benefitOf(candidateOf(row), benefit) === null
  })
}

export async function requestDecision(
  act: Act,
  obligation: string,
  person: string,
  isAtGoingLive = false,
): Promise<void> {
  await act.notify({
    ...(isAtGoingLive ? { isAtGoingLive } : {}),
    id: `waiver request:${obligation}:${person}:${act.today}`,
    to: { id: person, isChannel: false },
    kind: 'waiver request',
    lane: 'urgent',
    items: [{ obligation: 'decide', subject: obligation, as: 'holder' }],
  })
}

/** Who is asked follows who may decide: after approvers, owners, deputies or managers changed. Of some policies, or of all. */
export async function followWaivers(act: Act, policies: readonly string[] | 'all'): Promise<void> {
  const awaiting = await awaitingWaivers(act.trx, act.workspace)
  for (const waiver of awaiting)
    if (policies === 'all' || policies.includes(waiver.policy)) await followWaiver(act, waiver)
}

async function followWaiver(act: Act, waiver: WaiverRow & { policy: string }): Promise<void> {
  const policy = await policyById(act.trx, act.workspace, waiver.policy)
  const obligation = await openObligationOf(act, 'decide', waiver.id)
  if (!policy || !obligation) return
  const benefit = await whoBenefits(act, policy, waiver)
  const acting = await actingOnWaiver(act, await mayDecideWaiver(act, policy, benefit), benefit)
  await handTo(act, obligation, acting, (person) => requestDecision(act, obligation.id, person))
  if (acting.length === 0) await tellNobodyMay(act, policy, waiver)
}

async function tellNobodyMay(act: Act, policy: PolicyRow, waiver: WaiverRow): Promise<void> {
  const sentence = `Nobody may decide on the waiver that was asked for the review of "${policy.code}" any more. Name another approver of it.`
  for (const { id } of await managersOf(act)) {
    await act.notify({
      id: `nobody may decide:${waiver.id}:${id}`,
      to: { id, isChannel: false },
      kind: 'trouble',
      lane: 'urgent',
      items: [{ obligation: 'trouble', subject: sentence, as: 'holder' }],
    })
  }
}
