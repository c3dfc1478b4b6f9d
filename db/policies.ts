import type { Reads } from './engine.ts'
import { inList } from './in-list.ts'
import type { PersonRow, PolicyRoleRow, PolicyRow, VersionRow } from './schema.ts'

export async function policyById(db: Reads, workspace: string, id: string): Promise<PolicyRow | undefined> {
  return await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function policiesByIds(
  db: Reads,
  workspace: string,
  ids: readonly string[],
): Promise<PolicyRow[]> {
  if (ids.length === 0) return []
  return await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', 'in', inList(ids))
    .orderBy('code')
    .execute()
}

/** What somebody owns and is not retired. */
export async function ownedBy(db: Reads, workspace: string, person: string): Promise<PolicyRow[]> {
  return await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('owner', '=', person)
    .where('status', '!=', 'retired')
    .orderBy('code')
    .execute()
}

export async function policyByCode(
  db: Reads,
  workspace: string,
  codeKey: string,
): Promise<PolicyRow | undefined> {
  return await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('codeKey', '=', codeKey)
    .executeTakeFirst()
}

export async function policiesByTitle(db: Reads, workspace: string, titleKey: string): Promise<PolicyRow[]> {
  return await db
    .selectFrom('policies')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('titleKey', '=', titleKey)
    .orderBy('createdAt')
    .execute()
}

/** Deputies or approvers of a policy, in its order. */
export async function peopleInRole(
  db: Reads,
  workspace: string,
  policy: string,
  role: 'deputy' | 'approver',
): Promise<PersonRow[]> {
  return await db
    .selectFrom('policyRoles')
    .innerJoin('people', (join) =>
      join
        .onRef('people.workspace', '=', 'policyRoles.workspace')
        .onRef('people.id', '=', 'policyRoles.person'),
    )
    .selectAll('people')
    .where('policyRoles.workspace', '=', workspace)
    .where('policyRoles.policy', '=', policy)
    .where('policyRoles.role', '=', role)
    .orderBy('policyRoles.position')
    .execute()
}

export async function versionById(db: Reads, workspace: string, id: string): Promise<VersionRow | undefined> {
  return await db
    .selectFrom('versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function versionsOf(db: Reads, workspace: string, policy: string): Promise<VersionRow[]> {
  return await db
    .selectFrom('versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('policy', '=', policy)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** Deputies and approvers of several policies at once. */
export async function peopleInRoles(
  db: Reads,
  workspace: string,
  policies: readonly string[],
): Promise<PolicyRoleRow[]> {
  if (policies.length === 0) return []
  return await db
    .selectFrom('policyRoles')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('policy', 'in', inList([...new Set(policies)]))
    .orderBy('position')
    .execute()
}

/** Of which policies that are not retired a person is deputy or approver. */
export async function rolesOfPerson(
  db: Reads,
  workspace: string,
  person: string,
): Promise<Pick<PolicyRoleRow, 'policy' | 'role'>[]> {
  return await db
    .selectFrom('policyRoles as r')
    .innerJoin('policies as p', (join) =>
      join.onRef('p.workspace', '=', 'r.workspace').onRef('p.id', '=', 'r.policy'),
    )
    .select(['r.policy', 'r.role'])
    .where('r.workspace', '=', workspace)
    .where('r.person', '=', person)
    .where('p.status', '<>', 'retired')
    .orderBy('p.code')
    .execute()
}

/** The policies that a person is deputy of. */
export async function deputyFor(db: Reads, workspace: string, person: string): Promise<string[]> {
  const rows = await db
    .selectFrom('policyRoles')
    .select('policy')
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .where('role', '=', 'deputy')
    .execute()
  return rows.map(({ policy }) => policy)
}
