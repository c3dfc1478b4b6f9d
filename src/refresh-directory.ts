import { askedSinceMajor } from '../db/acknowledgments.ts'
import { versionsToJoin } from '../db/distributions.ts'
import { transaction } from '../db/open.ts'
import { markJoined, waitingJoiners } from '../db/people.ts'
import { askJoiners } from './actions/ask-joiners.ts'
import { claimWorkspace } from './actions/claim-workspace.ts'
import { perform } from './actions/perform.ts'
import { reportTrouble } from './actions/report-trouble.ts'
import { surroundings } from './actions/surroundings.ts'
import { syncPeople } from './actions/sync-people.ts'
import type { World } from './actions/world.ts'
import { readAudiences } from './audience.ts'
import { type Directory, type DirectoryPerson, IncompleteRead } from './rules/delivery.ts'
import { sha256 } from './rules/digest.ts'
import type { Actor, Audience } from './rules/terms.ts'
import { reportUnknownZones } from './unknown-zones.ts'

/** Brings people up to date with Slack's directory, and asks who has joined for what is in force. */

const directoryActor: Actor = { kind: 'directory' }

/** Refuses a token of another workspace than the one whose record this is. */
export async function claimForTeam(world: World, directory: Directory): Promise<void> {
  const { id, name } = await directory.team()
  await perform(world, directoryActor, claimWorkspace, { team: id, name }, `claim:${id}:${world.now()}`)
}

/** Reads everyone to the last page, and asks who has joined. */
export async function refreshDirectory(
  world: World,
  directory: Directory,
): Promise<{ people: number; joined: number }> {
  await claimForTeam(world, directory)
  let [people, joined, page] = [0, 0, 0]
  let waiting: DirectoryPerson[] | null = null
  const take = async (read: DirectoryPerson[], isLast: boolean) => {
    const key = `people:${sha256(JSON.stringify(read))}:${page++}:${world.now()}`
    const answer = await perform(world, directoryActor, syncPeople, { people: read, isLast }, key)
    people += read.length
    joined += answer.joined.length
  }
  for await (const read of directory.people()) {
    if (waiting) await take(waiting, false)
    waiting = read
  }
  await take(waiting ?? [], true)
  await askWaiting(world, directory)
  await reportUnknownZones(world)
  return { people, joined }
}

/**
 * Asks joiners for everything in force whose audience they are in, imported versions included. Who could not be
 * asked for all of it waits on: the directory shows them as new only once.
 */
export async function askWaiting(world: World, directory: Directory): Promise<void> {
  const { database, workspace } = world
  const joiners = await waitingJoiners(database.kysely, workspace)
  if (joiners.length === 0) return
  const { liveAt, today } = await surroundings(world, database.kysely)
  const versions = liveAt === null ? [] : await versionsToJoin(database.kysely, workspace)
  const membersOf = membership(world, directory)
  let isComplete = true
  for (const { version, audience } of versions) {
    const members = await membersOf(audience)
    if (!members) {
      isComplete = false
      continue
    }
    const inIt = joiners.filter((person) => members.has(person))
    // Who comes back is not asked again for what they were asked before they left, unless that was void with it.
    const asked = await askedSinceMajor(database.kysely, workspace, version, inIt)
    const people = inIt.filter((person) => !asked.has(person)).sort()
    if (people.length === 0) continue
    const key = `join:${version}:${today}:${sha256(people.join(' '))}`
    await perform(world, directoryActor, askJoiners, { version, people }, key)
  }
  if (isComplete) await transaction(database, (trx) => markJoined(trx, workspace, joiners, null))
}

/** Who is in an audience, each read once; null where it cannot be read, of which the managers are told once. */
function membership(world: World, directory: Directory): (audience: string) => Promise<Set<string> | null> {
  const reader = readAudiences(world, directory)
  const known = new Map<string, Set<string> | null>()
  return async (audience) => {
    const found = known.get(audience)
    if (found !== undefined) return found
    try {
      known.set(audience, new Set((await reader.resolve(JSON.parse(audience) as Audience)).people))
    } catch (error) {
      if (!(error instanceof IncompleteRead)) throw error
      if (error.isFinal) await sayUnread(world, error)
      known.set(audience, null)
    }
    return known.get(audience) ?? null
  }
}

async function sayUnread(world: World, { subject, message }: IncompleteRead): Promise<void> {
  const sentence = `The audience ${subject} could not be read (${message}), so who has joined is not asked for its policies yet. Mend or change the audience; it is tried again.`
  const request = { subject: `joiners:${subject}`, sentence, distribution: null }
  await perform(world, { kind: 'calendar' }, reportTrouble, request, `trouble:joiners:${subject}`)
}
