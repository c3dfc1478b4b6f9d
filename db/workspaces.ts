import { sql } from 'kysely'
import type { Reads } from './engine.ts'
import type { SettingRow, WorkspaceRow } from './schema.ts'

export async function workspaceOf(db: Reads, workspace: string): Promise<WorkspaceRow | undefined> {
  return await db.selectFrom('workspaces').selectAll().where('workspace', '=', workspace).executeTakeFirst()
}

export async function allWorkspaces(db: Reads): Promise<WorkspaceRow[]> {
  return await db.selectFrom('workspaces').selectAll().orderBy('workspace').execute()
}

export async function settingsOf(db: Reads, workspace: string): Promise<SettingRow[]> {
  return await db.selectFrom('settings').selectAll().where('workspace', '=', workspace).execute()
}

/** One setting, as JSON; undefined where it was never set. */
export async function settingOf(db: Reads, workspace: string, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value
}

/** When the workspace went live, and its settings: all that an action reads of it, by one statement. */
export async function workspaceWithSettings(
  db: Reads,
  workspace: string,
): Promise<{ liveAt: string | null; settings: Pick<SettingRow, 'key' | 'value'>[] }> {
  const { rows } = await sql<{ liveAt: string | null; key: string | null; value: string }>`
    select workspaces."liveAt", settings.key, settings.value from workspaces
    left join settings on settings.workspace = workspaces.workspace
    where workspaces.workspace = ${workspace}
  `.execute(db)
  const settings = rows.flatMap(({ key, value }) => (key === null ? [] : [{ key, value }]))
  return { liveAt: rows[0]?.liveAt ?? null, settings }
}
