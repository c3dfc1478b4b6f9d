import { setTimeout as pause } from 'node:timers/promises'
import { acknowledgmentOf } from '../../db/acknowledgments.ts'
import { peopleBySlackIds } from '../../db/people.ts'
import type { PersonRow } from '../../db/schema.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import { perform } from '../actions/perform.ts'
import { surroundings } from '../actions/surroundings.ts'
import { syncPeople } from '../actions/sync-people.ts'
import type { World } from '../actions/world.ts'
import { IncompleteRead } from '../rules/delivery.ts'
import { Refusal, refuse } from '../rules/refusal.ts'
import type { Envelope, PressEnvelope } from './envelope.ts'
import type { Desk } from './gesture.ts'
import { readMetadata } from './modals/metadata.ts'
import { isOnlyGuest } from './only-guest.ts'

/**
 * Who acts: the person of Slack's verified envelope. Refused, each with a sentence, are people of other
 * workspaces, bots, and who has been deactivated.
 */
export async function whoActs(desk: Desk, { userId, teamId, key }: Envelope): Promise<PersonRow> {
  const { world, directory } = desk
  const row = await workspaceOf(world.database.kysely, world.workspace)
  try {
    const ours = row?.slackTeam ?? (await directory.team()).id
    if (teamId !== null && teamId !== ours) refuse('other_workspace')
    const person = (await known(desk, userId)) ?? (await takeIn(desk, userId, key))
    if (person.isBot === 1) refuse('bot_acts')
    if (person.isOutsider === 1) refuse('other_workspace')
    if (person.deactivatedAt !== null) refuse('deactivated_acts')
    return person
  } catch (error) {
    if (error instanceof IncompleteRead) throw new Refusal('slack_silent')
    throw error
  }
}

/** The person waits for an answer; the directory itself waits as long as Slack asks. */
const answeredWithin = 4_000

async function tooLong(): Promise<never> {
  await pause(answeredWithin, undefined, { ref: false })
  throw new IncompleteRead('person', 'Slack asked to wait for longer than a person does', false)
}

/** Refused because of who they are, and not of what they wanted. */
export function isStranger(error: unknown): boolean {
  return (
    error instanceof Refusal &&
    ['other_workspace', 'bot_acts', 'deactivated_acts', 'unknown_to_slack'].includes(error.code)
  )
}

async function known({ world }: Desk, slackId: string): Promise<PersonRow | undefined> {
  return (await peopleBySlackIds(world.database.kysely, world.workspace, [slackId]))[0]
}

/** Somebody of whom the directory told nothing yet: read once, and taken in. */
async function takeIn(desk: Desk, slackId: string, key: string): Promise<PersonRow> {
  const found = await Promise.race([desk.directory.person(slackId), tooLong()])
  if (!found) return refuse('unknown_to_slack')
  const request = { people: [found], isLast: false }
  await perform(desk.world, { kind: 'directory' }, syncPeople, request, `${key}:person`)
  const row = await known(desk, slackId)
  if (!row) throw new Error(`Expected ${slackId} to be known after being taken in`)
  return row
}

/**
 * Besides reporting, a guest reads and acknowledges what they were themselves asked to; one who was named as
 * owner, deputy, approver or policy manager does what that calls for, as anybody would.
 */
export async function permitGuest(
  { world }: Desk,
  who: PersonRow,
  press: Pick<PressEnvelope, 'actionId' | 'value' | 'view'> | null,
): Promise<void> {
  if (!(await isBound(world, who)) || (press && isOwnPage(press))) return
  const version = press && versionPressed(press)
  if (version === null) return refuse('guest_acts')
  const asked = await acknowledgmentOf(world.database.kysely, world.workspace, version, who.id)
  if (!asked) refuse('guest_acts')
}

async function isBound(world: World, who: PersonRow): Promise<boolean> {
  if (who.isGuest === 0) return false
  const trx = world.database.kysely
  return await isOnlyGuest({ ...(await surroundings(world, trx)), trx, workspace: world.workspace }, who)
}

const ownLists = ['ack', 'home:acknowledge']

/** Another page of what a guest is asked to acknowledge. */
function isOwnPage({ actionId, value }: Pick<PressEnvelope, 'actionId' | 'value'>): boolean {
  if (!actionId.startsWith('page:')) return false
  const { list } = readJson(value) as { list?: string }
  return list !== undefined && ownLists.includes(list)
}

function readJson(text: string): object {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** The version that a press is about, also where it turns the page of one that is being read. */
function versionPressed({
  actionId,
  value,
  view,
}: Pick<PressEnvelope, 'actionId' | 'value' | 'view'>): string | null {
  if (['acknowledge', 'read', 'read_portal'].includes(actionId)) return value
  if (!actionId.startsWith('turn:') || view?.type !== 'modal') return null
  const { modal, subject } = readMetadata(view.privateMetadata)
  return modal === 'read' ? subject : null
}
