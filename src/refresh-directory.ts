import { versionsToJoin } from '../db/distributions.ts'
import { askJoiners } from './actions/ask-joiners.ts'
import { claimWorkspace } from './actions/claim-workspace.ts'
import { perform } from './actions/perform.ts'
import { surroundings } from './actions/surroundings.ts'
import { syncPeople } from './actions/sync-people.ts'
import type { World } from './actions/world.ts'
import { readAudiences } from './audience.ts'
import type { Directory, DirectoryPerson } from './rules/delivery.ts'
import { sha256 } from './rules/digest.ts'
import type { Actor, Audience } from './rules/terms.ts'

/** Brings people up to date with Slack's directory, and asks who has joined for what is in force. */

const directoryActor: Actor = { kind: 'directory' }

/** Claims the workspace for the token's team, then reads everyone to the last page. */
export async function refreshDirectory(
  world: World,
  directory: Directory,
): Promise<{ people: number; joined: number }> {
  const team = await directory.team()
  await perform(
    world,
    directoryActor,
    claimWorkspace,
    { team: team.id, name: team.name },
    `claim:${team.id}:${world.now()}`,
  )
  const { liveAt } = await surroundings(world, world.database.kysely)
  let [people, page] = [0, 0]
  const joined: string[] = []
  let waiting: DirectoryPerson[] | null = null
  const take = async (read: DirectoryPerson[], isLast: boolean) => {
    const key = `people:${sha256(JSON.stringify(read))}:${page++}:${world.now()}`
    const answer = await perform(world, directoryActor, syncPeople, { people: read, isLast }, key)
    people += read.length
    joined.push(...answer.joined)
  }
  for await (const read of directory.people()) {
    if (waiting) await take(waiting, false)
    waiting = read
  }
  await take(waiting ?? [], true)
  if (liveAt !== null && joined.length > 0) await askAllJoiners(world, directory, joined)
  return { people, joined: joined.length }
}

/** Everything in force whose audience they are in, imported versions included. */
async function askAllJoiners(world: World, directory: Directory, joined: readonly string[]): Promise<void> {
  const reader = readAudiences(world, directory)
  const audiences = new Map<string, Set<string>>()
  for (const { version, audience } of await versionsToJoin(world.database.kysely, world.workspace)) {
    let members = audiences.get(audience)
    if (!members) {
      members = new Set((await reader.resolve(JSON.parse(audience) as Audience)).people)
      audiences.set(audience, members)
    }
    const people = joined.filter((person) => members.has(person))
    if (people.length > 0)
      await perform(world, directoryActor, askJoiners, { version, people }, `join:${version}:${people[0]}`)
  }
}
