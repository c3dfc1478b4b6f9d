import { peopleByIds, personById } from '../../db/people.ts'
import { peopleInRole } from '../../db/policies.ts'
import type { PersonRow, PolicyRow } from '../../db/schema.ts'
import { refuse } from '../rules/refusal.ts'
import { canHold, type Possible } from '../rules/standing-in.ts'
import type { Audience, Role } from '../rules/terms.ts'
import type { Act } from './act.ts'

/** What the actor is in the workspace and, where one is given, to a policy. Nothing for who is not active here. */
export async function rolesOf(act: Act, policy: PolicyRow | null = null): Promise<Role[]> {
  const { actor } = act
  if (actor.kind !== 'person') return [actor.kind]
  const person = await personById(act.trx, act.workspace, actor.id)
  if (!person || !canHold(possible(person))) return []
  const isAuditor = act.settings.auditors.includes(person.id)
  const roles: Role[] = [isAuditor ? 'auditor' : 'member']
  if (person.isAdmin && !isAuditor) roles.push('administrator')
  if (await answersAsManager(act, person)) roles.push('manager')
  if (!policy) return roles
  if (policy.owner === person.id) roles.push('owner')
  const deputies = await peopleInRole(act.trx, act.workspace, policy.id, 'deputy')
  if (deputies.some((deputy) => deputy.id === person.id)) roles.push('deputy')
  if (await holdsOpen(act, person.id, policy.id)) roles.push('holder')
  return roles
}

/** A policy manager, or an administrator where none of those who were named is active. */
export async function answersAsManager(
  act: Act,
  { id, isAdmin }: Pick<PersonRow, 'id' | 'isAdmin'>,
): Promise<boolean> {
  const { policyManagers } = act.settings
  if (policyManagers.includes(id)) return true
  // Nearly everyone who acts is no administrator: nothing is read for them.
  if (policyManagers.length === 0 || isAdmin === 0) return false
  return (await managersOf(act)).some((manager) => manager.id === id)
}

async function holdsOpen(act: Act, person: string, policy: string): Promise<boolean> {
  const row = await act.trx
    .selectFrom('obligationHolders')
    .innerJoin('obligations', (join) =>
      join
        .onRef('obligations.workspace', '=', 'obligationHolders.workspace')
        .onRef('obligations.id', '=', 'obligationHolders.obligation'),
    )
    .select('obligations.id')
    .where('obligationHolders.workspace', '=', act.workspace)
    .where('obligationHolders.holder', '=', person)
    .where('obligationHolders.as', '=', 'holder')
    .where('obligations.policy', '=', policy)
    .where('obligations.kind', '=', 'review')
    .where('obligations.state', '=', 'open')
    .executeTakeFirst()
  return row !== undefined
}

export function possible(person: PersonRow): Possible {
  return {
    id: person.id,
    isActive: person.deactivatedAt === null,
    isBot: person.isBot === 1,
    isOutsider: person.isOutsider === 1,
    isGuest: person.isGuest === 1,
  }
}

/** Who acts, where only a person can. */
export function personActing(act: Act): string {
  if (act.actor.kind === 'person') return act.actor.id
  return refuse('not_permitted', { who: 'a person', what: 'do this' })
}

/** Refuses as owner, deputy or approver who cannot act here, and auditors, who do not. */
export async function requireHolders(
  act: Act,
  ids: readonly string[],
  as: string,
  field = as,
): Promise<void> {
  await requireActive(act, ids, as, field)
  await refuseAuditors(act, ids, as, field)
}

export async function refuseAuditors(
  act: Act,
  ids: readonly string[],
  as: string,
  field = as,
): Promise<void> {
  const auditor = ids.find((id) => act.settings.auditors.includes(id))
  if (auditor === undefined) return
  const person = await personById(act.trx, act.workspace, auditor)
  refuse(
    'not_an_owner',
    { name: person?.name ?? 'An auditor', as, why: 'they are an auditor, who writes nothing' },
    field,
  )
}

/** Refuses bots, people who have left and people of other workspaces. */
export async function requireActive(
  act: Act,
  ids: readonly string[],
  as: string,
  field: string,
): Promise<void> {
  const found = await peopleByIds(act.trx, act.workspace, ids)
  for (const id of ids) {
    const person = found.find((row) => row.id === id)
    if (!person) refuse('unknown_person', { email: id }, field)
    if (canHold(possible(person))) continue
    const why = person.isBot ? 'a bot' : person.isOutsider ? 'of another workspace' : 'deactivated'
    refuse('not_an_owner', { name: person.name, as, why: `they are ${why}` }, field)
  }
}

/** Refuses the same whom an audience names anew: they would be left out of it without a word to who named them. */
export async function requireReachable(act: Act, audience: Audience, before: Audience | null): Promise<void> {
  const named = audience.people.filter((id) => !before?.people.includes(id))
  await requireHolders(act, named, 'in an audience', 'people')
}

/** The approvers of a policy: its own, else the workspace's, in order. */
export async function approversOf(act: Act, policy: string): Promise<PersonRow[]> {
  const own = await peopleInRole(act.trx, act.workspace, policy, 'approver')
  return own.length > 0 ? own : await inOrder(act, act.settings.approvers)
}

export async function managersOf(act: Act): Promise<PersonRow[]> {
  const managers = await inOrder(act, act.settings.policyManagers)
  const active = managers.filter((person) => canHold(possible(person)))
  if (active.length > 0) return active
  return (await administrators(act)).filter(({ id }) => !act.settings.auditors.includes(id))
}

/** Where no policy manager is active, the workspace's administrators answer for them. */
async function administrators(act: Act): Promise<PersonRow[]> {
  return await act.trx
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', act.workspace)
    .where('isAdmin', '=', 1)
    .where('deactivatedAt', 'is', null)
    .where('isBot', '=', 0)
    .orderBy('id')
    .execute()
}

async function inOrder(act: Act, ids: readonly string[]): Promise<PersonRow[]> {
  const found = await peopleByIds(act.trx, act.workspace, ids)
  return ids.flatMap((id) => found.filter((person) => person.id === id))
}
