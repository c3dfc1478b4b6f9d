import { lastSentTo } from '../db/notices.ts'
import { endPause, setPause } from '../db/pauses.ts'
import { personById } from '../db/people.ts'
import { perform } from './actions/perform.ts'
import { recordDelivery } from './actions/record-delivery.ts'
import { reportTrouble } from './actions/report-trouble.ts'
import { syncPeople } from './actions/sync-people.ts'
import type { World } from './actions/world.ts'
import type { Log } from './log.ts'
import type { Outcome } from './notices/deliver.ts'
import { type Directory, type DirectoryPerson, IncompleteRead } from './rules/delivery.ts'
import { sha256 } from './rules/digest.ts'

/** What delivery learns that belongs on the record. */

export function makeOnOutcome(world: World, directory: Directory, log: Log) {
  return async (outcomes: readonly Outcome[]): Promise<void> => {
    await recordSent(world, outcomes)
    for (const outcome of outcomes) {
      if (outcome.is === 'stopped') await stopSending(world, log, outcome.reason)
      if (outcome.is !== 'dead') continue
      if (outcome.lost === 'channel') await loseChannel(world, outcome.notice.recipient, outcome.reason)
      if (outcome.lost === 'person') await losePerson(world, directory, outcome.notice.recipient, log)
    }
  }
}

export async function stopSending(world: World, log: Log, reason: string): Promise<void> {
  await pause(world, 'slack', reason)
  log.error({ reason }, 'Slack refuses the token: nothing is sent until it is mended')
}

/** Slack refuses the app token, or takes it again (null): messages go on, but nobody can press or type. */
export async function noteSocket(world: World, log: Log, reason: string | null): Promise<void> {
  const subject = 'slack events'
  if (reason === null) return await endPause(world.database.kysely, world.workspace, subject)
  await pause(world, subject, reason)
  log.error(
    { reason },
    'Slack refuses the app token: nothing people press or type arrives until it is mended',
  )
}

async function pause(world: World, subject: string, reason: string): Promise<void> {
  const { workspace } = world
  await setPause(world.database.kysely, { workspace, subject, reason, since: world.now() })
}

async function recordSent(world: World, outcomes: readonly Outcome[]): Promise<void> {
  const requests = outcomes.filter(
    ({ is, notice }) => is === 'sent' && notice.kind === 'acknowledgment request',
  )
  await recordDelivered(
    world,
    requests.map(({ notice }) => notice.id),
  )
}

export async function recordDelivered(world: World, notices: string[]): Promise<void> {
  if (notices.length === 0) return
  await perform(
    world,
    { kind: 'calendar' },
    recordDelivery,
    { notices },
    `delivered:${sha256(notices.join(' '))}`,
  )
}

const lostBecause: Record<string, string> = {
  not_in_channel: 'Perennial is no member there any more',
  is_archived: 'it is archived',
  channel_not_found: 'it is gone, or private',
}

/** Told once; and once more where it was mended, as a message that reached it shows, and is lost again. */
export async function loseChannel(world: World, channel: string, reason: string): Promise<void> {
  const why = lostBecause[reason] ?? reason
  const sentence = `The governance channel ${channel} cannot be written to: ${why}. Choose another one in the settings, or open this one again.`
  const mendedAt = await lastSentTo(world.database.kysely, world.workspace, channel)
  const subject = `channel:${channel}${mendedAt === null ? '' : `:${mendedAt}`}`
  const request = { subject, sentence, distribution: null, mendedAt }
  await perform(world, { kind: 'calendar' }, reportTrouble, request, `trouble:${subject}`)
}

/** Slack is asked about the person: who has left is replaced. */
async function losePerson(world: World, directory: Directory, id: string, log: Log): Promise<void> {
  const row = await personById(world.database.kysely, world.workspace, id)
  if (!row?.slackId) return
  try {
    const person = await directory.person(row.slackId)
    if (person && !person.isDeactivated) return
    await takeIn(world, person ?? goneFrom(row.slackId, row))
  } catch (error) {
    if (!(error instanceof IncompleteRead)) throw error
    const reason = error.message
    log.warn({ person: id, reason }, 'Slack could not be asked about a person; the next daily read tells')
  }
}

export function goneFrom(
  slackId: string,
  row: { email: string | null; name: string; zone: string | null },
): DirectoryPerson {
  const { email, name, zone } = row
  return {
    slackId,
    email,
    name,
    zone,
    isBot: false,
    isGuest: false,
    isOutsider: false,
    isAdmin: false,
    isDeactivated: true,
  }
}

export async function takeIn(world: World, person: DirectoryPerson): Promise<void> {
  const key = `person:${sha256(JSON.stringify(person))}:${world.now()}`
  await perform(world, { kind: 'directory' }, syncPeople, { people: [person], isLast: false }, key)
}

/** How long an answer of Slack about one person holds: business time. */
const fresh = 3_600_000

/** Slack is asked before a reminder goes; who has left is taken note of at once, and somebody stands in. */
export function makeIsHere(world: World, directory: Directory): (slackId: string) => Promise<boolean> {
  const seen = new Map<string, number>()
  return async (slackId) => {
    const now = Date.parse(world.now())
    if (now - (seen.get(slackId) ?? 0) < fresh) return true
    const person = await directory.person(slackId).catch(() => undefined)
    if (person === undefined) return true
    if (person && !person.isDeactivated) {
      seen.set(slackId, now)
      return true
    }
    if (person) await takeIn(world, person)
    return false
  }
}
