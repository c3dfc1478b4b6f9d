import type { Sandbox } from './context.ts'
import { emit } from './events.ts'
import { BOT_TOKEN } from './populate.ts'
import { groupShape, userShape } from './shapes.ts'
import type { Group, User } from './workspace.ts'

function shown(sandbox: Sandbox, user: User) {
  const showsEmail = sandbox.workspace.tokens[BOT_TOKEN]!.scopes.includes('users:read.email')
  return userShape(user, showsEmail, sandbox.clock.now())
}

export function tellHired(sandbox: Sandbox, user: User): void {
  if (!user.is_stranger) emit(sandbox, { type: 'team_join', user: shown(sandbox, user) }, { person: user.id })
}

/** A change of anything is a change of the user; Slack tells of the profile a second time. */
export function tellUser(sandbox: Sandbox, user: User): void {
  const change = { user: shown(sandbox, user), cache_ts: Math.floor(sandbox.clock.now() / 1000) }
  emit(sandbox, { type: 'user_change', ...change }, { person: user.id })
  emit(sandbox, { type: 'user_profile_changed', ...change }, { person: user.id })
}

export function tellGroup(sandbox: Sandbox, type: 'subteam_created' | 'subteam_updated', group: Group): void {
  emit(sandbox, { type, subteam: groupShape(sandbox.workspace, group, { users: true, count: true }) })
}

export function tellGroupMembers(
  sandbox: Sandbox,
  group: Group,
  before: { users: string[]; updated: number },
): void {
  const added = group.users.filter((id) => !before.users.includes(id))
  const removed = before.users.filter((id) => !group.users.includes(id))
  if (added.length + removed.length === 0) return
  emit(sandbox, {
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: sandbox.workspace.team.id,
    date_previous_update: before.updated,
    date_update: group.updated,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  })
}
