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
