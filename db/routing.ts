import { sql } from 'kysely'
import type { Reads } from './engine.ts'
import type { EventRow, PolicyRow } from './schema.ts'

/** What routing rules speak of. */

type RoutableRow = Pick<PolicyRow, 'id' | 'code' | 'title' | 'status' | 'tags' | 'components'>

const columns = ['id', 'code', 'title', 'status', 'tags', 'components'] as const

/** Policies by their ids, and by their components; the latter are looked for by text and are to be compared once read. */
export async function policiesMeant(
  db: Reads,
  workspace: string,
  { policies, components }: { policies: readonly string[]; components: readonly string[] },
): Promise<RoutableRow[]> {
  if (policies.length + components.length === 0) return []
  return await db
    .selectFrom('policies')
    .select(columns)
    .where('workspace', '=', workspace)
    .where((e) =>
      e.or([
        ...(policies.length === 0 ? [] : [e('id', 'in', policies)]),
        ...components.map((one) => sql<boolean>`components like ${pattern(one)} escape '!'`),
      ]),
    )
    .orderBy('code')
    .execute()
}

const pattern = (component: string): string => `%${JSON.stringify(component).replace(/[!%_]/g, '!$&')}%`

/** Active policies that have a tag. */
export async function taggedPolicies(db: Reads, workspace: string): Promise<RoutableRow[]> {
  return await db
    .selectFrom('policies')
    .select(columns)
    .where('workspace', '=', workspace)
    .where('status', '=', 'active')
    .where('tags', '<>', '[]')
    .orderBy('code')
    .execute()
}

/** The components that policies have, which are not retired. */
export async function knownComponents(db: Reads, workspace: string): Promise<string[]> {
  const rows = await db
    .selectFrom('policies')
    .select('components')
    .distinct()
    .where('workspace', '=', workspace)
    .where('status', '<>', 'retired')
    .execute()
  return [...new Set(rows.flatMap(({ components }) => JSON.parse(components) as string[]))].sort()
}

/** The newest reports, whatever became of them. */
export async function lastEvents(
  db: Reads,
  workspace: string,
  limit: number,
): Promise<Pick<EventRow, 'number' | 'category' | 'tags'>[]> {
  return await db
    .selectFrom('events')
    .select(['number', 'category', 'tags'])
    .where('workspace', '=', workspace)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}
