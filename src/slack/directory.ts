import { setTimeout as pause } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import {
  type Directory,
  type DirectoryPerson,
  type DirectoryTeam,
  IncompleteRead,
} from '../rules/delivery.ts'
import { type Failure, sortFailure } from './errors.ts'
import { followPages } from './pages.ts'

type Client = webApi.WebClient
type Member = NonNullable<webApi.UsersListResponse['members']>[number]

/** What Slack advises for lists of people; members of a channel may be asked for in larger pages. */
const pageSize = 200
/** A read that is told to wait this often in a row is given up, to be begun again later. */
const mostWaits = 20
const platformsOwnBot = 'USLACKBOT'
/** Nothing will open these to us but somebody's deed in Slack. */
const closed = new Set(['no_such_subteam', 'subteam_not_found', 'plan_upgrade_required', 'invalid_channel'])

/** Reads Slack's directory. Waits where Slack asks for it; anything else that fails is an IncompleteRead. */
export function makeDirectory(
  client: Client,
  sleep: (milliseconds: number) => Promise<unknown> = pause,
): Directory {
  let known: DirectoryTeam | undefined

  async function read<Answer>(subject: string, call: () => Promise<Answer>): Promise<Answer> {
    for (let waits = 0; ; waits += 1) {
      try {
        return await call()
      } catch (error) {
        const failure = sortFailure(error)
        if (failure.failure !== 'rate limited' || waits === mostWaits) throw incomplete(subject, failure)
        await sleep(failure.milliseconds)
      }
    }
  }

  async function* pages<Answer extends webApi.WebAPICallResult>(
    subject: string,
    call: (place: { cursor?: string; limit: number }) => Promise<Answer>,
  ): AsyncGenerator<Answer> {
    try {
      yield* followPages((place) => read(subject, () => call({ ...place, limit: pageSize })))
    } catch (error) {
      if (error instanceof IncompleteRead) throw error
      throw new IncompleteRead(subject, error instanceof Error ? error.message : String(error), false)
    }
  }

  /** Asks anew each time: it also tells whether the token is taken. */
  async function team(): Promise<DirectoryTeam> {
    const { team_id, team, user_id } = await read('workspace', () => client.auth.test())
    if (!team_id || !user_id) {
      throw new IncompleteRead('workspace', 'Slack did not say to which workspace the token belongs', false)
    }
    known = { id: team_id, name: team ?? team_id, botUserId: user_id }
    return known
  }

  return {
    team,

    async *people() {
      const { id } = known ?? (await team())
      for await (const { members } of pages('people', (place) => client.users.list(place))) {
        const people = (members ?? []).map((member) => personOf(member, id))
        if (people.length > 0) yield people
      }
    },

    async person(slackId) {
      const { id } = known ?? (await team())
      try {
        const { user } = await read(slackId, () => client.users.info({ user: slackId }))
        return user ? personOf(user as Member, id) : null
      } catch (error) {
        if (error instanceof IncompleteRead && /^user_not_(found|visible)$/.test(error.message)) return null
        throw error
      }
    },

    async channelMembers(channel) {
      const ids: string[] = []
      for await (const { members } of pages(channel, (place) =>
        client.conversations.members({ channel, ...place }),
      )) {
        ids.push(...(members ?? []))
      }
      return ids
    },

    async groupMembers(group) {
      const { users } = await read(group, () => client.usergroups.users.list({ usergroup: group }))
      return users ?? []
    },
  }
}

function incomplete(subject: string, failure: Failure): IncompleteRead {
  if (failure.failure === 'rate limited')
    return new IncompleteRead(subject, 'Slack asked to wait again and again', false)
  if (failure.failure !== 'refused') return new IncompleteRead(subject, failure.reason, false)
  return new IncompleteRead(subject, failure.error, failure.gone !== null || closed.has(failure.error))
}

export function personOf(member: Member, teamId: string): DirectoryPerson {
  if (!member.id) throw new IncompleteRead('people', 'Slack listed a person without an id', false)
  return {
    slackId: member.id,
    email: member.profile?.email?.trim().toLowerCase() || null,
    name: member.profile?.real_name || member.real_name || member.name || member.id,
    zone: member.tz || null,
    isBot: member.is_bot === true || member.is_workflow_bot === true || member.id === platformsOwnBot,
    isGuest: member.is_restricted === true || member.is_ultra_restricted === true,
    isOutsider: isOutsider(member, teamId),
    isAdmin: member.is_admin === true || member.is_owner === true || member.is_primary_owner === true,
    isDeactivated: member.deleted === true,
  }
}

/** In an organisation of several workspaces a person's home may be another one, and ours among their workspaces. */
function isOutsider(member: Member & { is_stranger?: boolean }, teamId: string): boolean {
  if (member.is_stranger === true) return true
  if (!member.team_id || member.team_id === teamId) return false
  return !member.enterprise_user?.teams?.includes(teamId)
}
