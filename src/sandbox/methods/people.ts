import { flagOf, requiredText, textOf } from '../arguments.ts'
import { CHOICES } from '../choices.ts'
import type { Call } from '../context.ts'
import { knownUser } from '../find.ts'
import { byId } from '../lookup.ts'
import type { Method } from '../methods.ts'
import { paginate } from '../paging.ts'
import { Refusal } from '../refusal.ts'
import { all, noScope } from '../scopes.ts'
import { botShape, groupShape, userShape } from '../shapes.ts'
import type { User } from '../workspace.ts'

const READING = { json: false, get: true } as const
const GROUPS = { ...READING, tier: 'tier2', scopes: all('usergroups:read') } as const

export const peopleMethods: Record<string, Method> = {
  'auth.test': {
    tier: 'special',
    json: true,
    get: false,
    scopes: noScope,
    required: [],
    optional: [],
    run: authTest,
  },
  'team.info': {
    ...READING,
    tier: 'tier3',
    scopes: all('team:read'),
    required: [],
    optional: ['team', 'domain'],
    run: teamInfo,
  },
  'bots.info': {
    ...READING,
    tier: 'tier3',
    scopes: all('users:read'),
    required: [],
    optional: ['bot'],
    run: botInfo,
  },
  'users.info': {
    ...READING,
    tier: 'tier4',
    scopes: all('users:read'),
    required: ['user'],
    optional: ['include_locale'],
    run: userInfo,
  },
  'users.list': {
    ...READING,
    tier: 'tier2',
    scopes: all('users:read'),
    required: [],
    optional: ['limit', 'cursor', 'include_locale'],
    run: usersList,
  },
  'users.lookupByEmail': {
    ...READING,
    tier: 'tier3',
    scopes: all('users:read', 'users:read.email'),
    required: ['email'],
    optional: [],
    run: lookupByEmail,
  },
  'usergroups.list': {
    ...GROUPS,
    required: [],
    optional: ['include_users', 'include_disabled', 'include_count'],
    run: groupsList,
  },
  'usergroups.users.list': {
    ...GROUPS,
    required: ['usergroup'],
    optional: ['include_disabled'],
    run: groupUsers,
  },
}

function authTest(call: Call) {
  const { workspace, url } = call.sandbox
  return {
    url: `${url}/`,
    team: workspace.team.name,
    user: workspace.app.name,
    team_id: workspace.team.id,
    user_id: workspace.app.userId,
    bot_id: workspace.app.botId,
    is_enterprise_install: false,
  }
}

function teamInfo(call: Call) {
  const { workspace, url } = call.sandbox
  const wanted = textOf(call, 'team')
  if (wanted !== undefined && wanted !== workspace.team.id) throw new Refusal('team_not_found')
  return { team: { ...workspace.team, email_domain: '', url: `${url}/`, is_verified: false } }
}

function botInfo(call: Call) {
  const { workspace } = call.sandbox
  const wanted = textOf(call, 'bot')
  const bot = Object.values(workspace.users).find((user) => user.bot_id === wanted)
  if (wanted === undefined || !bot) throw new Refusal('bot_not_found')
  return { bot: botShape(workspace, bot) }
}

/** The only method that says outright whether somebody is of another organisation. */
function userInfo(call: Call) {
  const user = knownUser(call, requiredText(call, 'user'))
  return { user: { ...shape(call, user), is_stranger: user.is_stranger } }
}

/** Deactivated people and bots are among them. */
function usersList(call: Call) {
  const users = Object.values(call.sandbox.workspace.users)
  if (textOf(call, 'limit') === undefined && users.length > CHOICES.usersListWithoutLimit) {
    throw new Refusal('limit_required')
  }
  const page = paginate(call, users, (user) => user.id)
  return {
    members: page.items.map((user) => shape(call, user)),
    cache_ts: Math.floor(call.sandbox.clock.now() / 1000),
    response_metadata: { next_cursor: page.next },
  }
}

function lookupByEmail(call: Call) {
  const email = requiredText(call, 'email').toLowerCase()
  const user = Object.values(call.sandbox.workspace.users).find(
    (one) => one.email?.toLowerCase() === email && !one.deleted && !one.is_bot && !one.is_stranger,
  )
  if (!user) throw new Refusal('users_not_found')
  return { user: shape(call, user) }
}

function groupsList(call: Call) {
  const { workspace } = call.sandbox
  const shown = { users: flagOf(call, 'include_users'), count: flagOf(call, 'include_count') }
  const groups = Object.values(workspace.groups).filter(
    (group) => group.date_delete === 0 || flagOf(call, 'include_disabled'),
  )
  return { usergroups: groups.map((group) => groupShape(workspace, group, shown)) }
}

function groupUsers(call: Call) {
  const group = byId(call.sandbox.workspace.groups, requiredText(call, 'usergroup'))
  if (!group || (group.date_delete > 0 && !flagOf(call, 'include_disabled'))) {
    throw new Refusal('no_such_subteam')
  }
  return { users: group.users }
}

function shape(call: Call, user: User) {
  const { token, sandbox } = call
  const locale = flagOf(call, 'include_locale') ? { locale: 'en-GB' } : {}
  return {
    ...userShape(user, token.scopes.includes('users:read.email'), sandbox.clock.now()),
    ...locale,
  }
}
