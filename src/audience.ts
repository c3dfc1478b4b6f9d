import { peopleByIds, peopleBySlackIds, peopleInPages } from '../db/people.ts'
import type { PersonRow } from '../db/schema.ts'
import { perform } from './actions/perform.ts'
import { syncPeople } from './actions/sync-people.ts'
import type { World } from './actions/world.ts'
import { breathe } from './clock.ts'
import { type LeftOut, resolveAudience } from './rules/acknowledgment.ts'
import type { Directory, DirectoryPerson } from './rules/delivery.ts'
import type { Audience } from './rules/terms.ts'

/** Who an audience is today: read completely from Slack, outside any transaction, or not at all. */

export type Resolved = { people: string[]; leftOut: LeftOut[] }

/** Everyone, channels and groups are read once however many audiences name them. */
export type Reader = { resolve(audience: Audience): Promise<Resolved> }

export function readAudiences(world: World, directory: Directory): Reader {
  const lists = new Map<string, Promise<string[]>>()
  const once = (key: string, read: () => Promise<string[]>): Promise<string[]> => {
    const known = lists.get(key) ?? read()
    lists.set(key, known)
    return known
  }
  let all: Promise<PersonRow[]> | undefined
  return {
    async resolve(audience) {
      const members: PersonRow[] = []
      if (audience.everyone) {
        all ??= everyone(world)
        members.push(...(await all))
      }
      for (const channel of audience.channels) {
        members.push(
          ...(await known(world, directory, await once(channel, () => directory.channelMembers(channel)))),
        )
      }
      for (const group of audience.groups) {
        members.push(
          ...(await known(world, directory, await once(group, () => directory.groupMembers(group)))),
        )
      }
      members.push(...(await peopleByIds(world.database.kysely, world.workspace, audience.people)))
      const { asked, leftOut } = resolveAudience(members.map(memberOf), new Set(audience.people))
      return { people: asked, leftOut }
    },
  }
}

function memberOf(person: PersonRow) {
  return {
    id: person.id,
    isActive: person.deactivatedAt === null,
    isBot: person.isBot === 1,
    isGuest: person.isGuest === 1,
    isOutsider: person.isOutsider === 1 || person.slackId === null,
  }
}

async function everyone(world: World): Promise<PersonRow[]> {
  const all: PersonRow[] = []
  for await (const page of peopleInPages(world.database.kysely, world.workspace)) {
    all.push(...page.filter((person) => person.slackId !== null))
    await breathe()
  }
  return all
}

/** Members that have not been seen before are looked up and taken in first. */
async function known(world: World, directory: Directory, slackIds: readonly string[]): Promise<PersonRow[]> {
  const { kysely } = world.database
  const rows = await peopleBySlackIds(kysely, world.workspace, slackIds)
  const missing = slackIds.filter((id) => !rows.some((row) => row.slackId === id))
  const found: DirectoryPerson[] = []
  for (const id of missing) {
    const person = await directory.person(id)
    if (person) found.push(person)
  }
  if (found.length === 0) return rows
  await perform(
    world,
    { kind: 'directory' },
    syncPeople,
    { people: found, isLast: false },
    `people:${found.map((p) => p.slackId).join(',')}:${world.now()}`,
  )
  return await peopleBySlackIds(kysely, world.workspace, slackIds)
}
