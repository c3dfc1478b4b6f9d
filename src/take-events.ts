import { askedSinceMajor } from '../db/acknowledgments.ts'
import { versionsToJoin } from '../db/distributions.ts'
import { isBusy } from '../db/engine.ts'
import { forgetGestures } from '../db/gestures.ts'
import { pauseOf } from '../db/pauses.ts'
import { peopleBySlackIds } from '../db/people.ts'
import type { SlackEventRow } from '../db/schema.ts'
import { forgetSlackEvents, markTaken, waitingSlackEvents } from '../db/slack-events.ts'
import { askJoiners } from './actions/ask-joiners.ts'
import { perform } from './actions/perform.ts'
import { reportTrouble } from './actions/report-trouble.ts'
import { possible } from './actions/roles.ts'
import { surroundings } from './actions/surroundings.ts'
import type { World } from './actions/world.ts'
import type { Log } from './log.ts'
import { goneFrom, loseChannel, stopSending, takeIn } from './outcomes.ts'
import { type Directory, IncompleteRead } from './rules/delivery.ts'
import { sha256 } from './rules/digest.ts'
import { canHold } from './rules/standing-in.ts'
import type { Audience } from './rules/terms.ts'

/**
 * Takes in what Slack told of people, groups and channels. An event says where to look: what is true is read, so
 * that neither order nor repetition matters. The daily reading is the net beneath.
 */

const atOnce = 2000
/** More people than so many are read sooner all together than one by one. */
const mostPeople = 30
const keptMilliseconds = 2 * 24 * 3_600_000

/** Answers whether so many people changed that all are to be read anew. */
export async function takeEvents(world: World, directory: Directory, log: Log): Promise<boolean> {
  const { kysely } = world.database
  const events = await waitingSlackEvents(kysely, world.workspace, atOnce)
  if (events.length === 0) return false
  const stops = events.filter(isStop)
  for (const { type } of stops.slice(0, 1)) await stopSending(world, log, type)
  await taken(world, stops)
  if (await pauseOf(kysely, world.workspace, 'slack')) return false
  const people = events.filter(({ type }) => type === 'team_join' || type === 'user_change')
  const areMany = new Set(people.map(({ subject }) => subject)).size > mostPeople
  if (areMany) await taken(world, people)
  const rest = events.filter((event) => !stops.includes(event) && !(areMany && people.includes(event)))
  await takeEach(world, directory, log, rest)
  return areMany
}

async function takeEach(
  world: World,
  directory: Directory,
  log: Log,
  events: readonly SlackEventRow[],
): Promise<void> {
  const looked = new Set<string>()
  for (const event of events) {
    const { type, subject, people } = event
    const place = `${type} ${subject} ${people}`
    try {
      if (!looked.has(place)) await takeOne(world, directory, event)
      looked.add(place)
    } catch (error) {
      if (isBusy(error)) throw error
      const reason = error instanceof IncompleteRead ? error.message : (error as Error).stack
      log.warn({ type, subject, reason }, 'what Slack told of could not be taken in')
      // Where Slack does not answer the rest waits for the next round; what fails otherwise would fail for ever.
      if (error instanceof IncompleteRead && !error.isFinal) return
    }
    await taken(world, [event])
  }
}

const isStop = ({ type, subject }: SlackEventRow) =>
  subject === 'app' && (type === 'app_uninstalled' || type === 'tokens_revoked')

async function taken(world: World, events: readonly SlackEventRow[]): Promise<void> {
  const ids = events.map(({ event }) => event)
  await markTaken(world.database.kysely, world.workspace, ids, world.now())
}

/** By the last word of the event's type: as Slack names it where it is written to. */
const unwritable: Record<string, string> = {
  archive: 'is_archived',
  deleted: 'channel_not_found',
  left: 'not_in_channel',
}

async function takeOne(world: World, directory: Directory, event: SlackEventRow): Promise<void> {
  const { type, subject } = event
  switch (type) {
    case 'team_join':
    case 'user_change':
      return await lookAtPerson(world, directory, subject)
    case 'member_joined_channel':
    case 'subteam_members_changed':
      return await askNewcomers(world, directory, subject, JSON.parse(event.people) as string[])
    case 'subteam_updated':
      return await lookAtAudience(world, event, () => directory.groupMembers(subject))
    default:
      return await lookAtChannel(world, directory, event)
  }
}

async function lookAtPerson(world: World, directory: Directory, slackId: string): Promise<void> {
  const person = await directory.person(slackId)
  if (person) {
    await takeIn(world, person)
    return
  }
  const [row] = await peopleBySlackIds(world.database.kysely, world.workspace, [slackId])
  if (row && row.deactivatedAt === null) await takeIn(world, goneFrom(slackId, row))
}

/**
 * Who comes into a channel or group is asked for what is in force and names it, unless they were asked already. Here
 * the event is believed: the members of a large channel would take minutes to read.
 */
async function askNewcomers(
  world: World,
  directory: Directory,
  place: string,
  slackIds: readonly string[],
): Promise<void> {
  const { kysely } = world.database
  const { workspace } = world
  const { liveAt } = await surroundings(world, kysely)
  const versions = liveAt === null ? [] : await naming(world, place)
  if (versions.length === 0) return
  const known = new Set((await peopleBySlackIds(kysely, workspace, slackIds)).map(({ slackId }) => slackId))
  for (const slackId of slackIds) if (!known.has(slackId)) await lookAtPerson(world, directory, slackId)
  const people = await peopleBySlackIds(kysely, workspace, slackIds)
  const able = people
    .filter((person) => canHold(possible(person)) && person.isGuest === 0)
    .map(({ id }) => id)
  for (const { version } of versions) {
    const asked = await askedSinceMajor(kysely, workspace, version, able)
    const fresh = able.filter((id) => !asked.has(id)).sort()
    if (fresh.length === 0) continue
    const key = `join:${version}:${place}:${sha256(fresh.join(' '))}`
    await perform(world, { kind: 'directory' }, askJoiners, { version, people: fresh }, key)
  }
}

async function naming(world: World, place: string): Promise<{ version: string; code: string }[]> {
  const versions = await versionsToJoin(world.database.kysely, world.workspace)
  return versions.filter(({ audience }) => {
    const { channels, groups } = JSON.parse(audience) as Audience
    return channels.includes(place) || groups.includes(place)
  })
}

/** A channel that can be written to no more is told of where it is the governance channel. */
async function lookAtChannel(world: World, directory: Directory, event: SlackEventRow): Promise<void> {
  const { type, subject: channel } = event
  const { settings } = await surroundings(world, world.database.kysely)
  const reason = unwritable[type.replace(/^.*_/, '')] ?? type
  if (settings.governanceChannel === channel) await loseChannel(world, channel, reason)
  await lookAtAudience(world, event, () => directory.channelMembers(channel))
}

/** An audience that can be read no more is told of; a public channel can be, whoever has left it. */
async function lookAtAudience(
  world: World,
  { subject: place, event }: SlackEventRow,
  read: () => Promise<unknown>,
): Promise<void> {
  const policies = (await naming(world, place)).map(({ code }) => code)
  if (policies.length === 0) return
  try {
    await read()
  } catch (error) {
    if (!(error instanceof IncompleteRead && error.isFinal)) throw error
    const sentence = `${place} is in the audience of ${policies.join(', ')}, and can no longer be read (${error.message}). Change the audience, or open it to Perennial again.`
    const request = { subject: `audience:${place}`, sentence, distribution: null }
    await perform(world, { kind: 'calendar' }, reportTrouble, request, `trouble:audience:${place}:${event}`)
  }
}

/** What Slack will not deliver again is kept no longer. */
export async function forgetOld(world: World): Promise<void> {
  const before = new Date(Date.parse(world.now()) - keptMilliseconds).toISOString()
  await forgetGestures(world.database.kysely, world.workspace, before)
  await forgetSlackEvents(world.database.kysely, world.workspace, before)
}
