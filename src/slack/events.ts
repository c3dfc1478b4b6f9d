import { z } from 'zod'
import { peopleBySlackIds } from '../../db/people.ts'
import type { PersonRow } from '../../db/schema.ts'
import { storeSlackEvent } from '../../db/slack-events.ts'
import { workspaceOf } from '../../db/workspaces.ts'
import type { DirectoryPerson } from '../rules/delivery.ts'
import { Refusal } from '../rules/refusal.ts'
import { answerMessage } from './answer-message.ts'
import { personOf } from './directory.ts'
import type { Desk } from './gesture.ts'
import { showHome } from './home.ts'
import { whoActs } from './identity.ts'

const id = z.string().min(1)
const channel = z.union([id, z.object({ id }).transform((one) => one.id)])

/** What is taken in, by its type: what it is about, and who came or went. */
const stored: Record<string, z.ZodType<{ subject: string; people: string[] }>> = {
  ...each(['team_join', 'user_change'], z.object({ user: z.object({ id }) }), ({ user }) => [user.id]),
  ...each(
    ['subteam_members_changed'],
    z.object({ subteam_id: id, added_users: z.array(id).default([]) }),
    ({ subteam_id, added_users }) => [subteam_id, added_users],
  ),
  ...each(['subteam_updated'], z.object({ subteam: z.object({ id }) }), ({ subteam }) => [subteam.id]),
  ...each(
    ['member_joined_channel', 'member_left_channel'],
    z.object({ channel, user: id }),
    ({ channel: place, user }) => [place, [user]],
  ),
  ...each(
    ['archive', 'deleted', 'left'].flatMap((what) => [`channel_${what}`, `group_${what}`]),
    z.object({ channel }),
    ({ channel: place }) => [place],
  ),
  ...each(['app_uninstalled'], z.object({}), () => ['app']),
  ...each(
    ['tokens_revoked'],
    z.object({ tokens: z.object({ bot: z.array(id).default([]) }) }),
    ({ tokens }) => [tokens.bot.length > 0 ? 'app' : 'person'],
  ),
}

function each<T>(
  types: string[],
  schema: z.ZodType<T>,
  read: (event: T) => [subject: string, people?: string[]],
): Record<string, z.ZodType<{ subject: string; people: string[] }>> {
  const one = schema.transform((event) => {
    const [subject, people = []] = read(event)
    return { subject, people }
  })
  return Object.fromEntries(types.map((type) => [type, one]))
}

const delivery = z.object({
  event_id: id,
  team_id: id.nullish(),
  authorizations: z.array(z.object({ team_id: id.nullish() })).nullish(),
  event: z.looseObject({
    type: id,
    event_ts: z.string().nullish(),
    user: z.unknown().optional(),
  }),
})
type Delivery = z.infer<typeof delivery>

/**
 * Stores what Slack tells of people, groups and channels; a round takes it in. Answers what is left to do at
 * once. The second sight of an event is nothing, and so is what belongs to another workspace.
 */
export async function takeEvent(desk: Desk, body: unknown): Promise<(() => Promise<void>) | null> {
  const parsed = delivery.safeParse(body)
  if (!parsed.success) {
    desk.log.warn({ problem: z.prettifyError(parsed.error) }, 'Slack told something in an unknown form')
    return null
  }
  const told = parsed.data
  if (!(await isOurs(desk, told))) return null
  const { type } = told.event
  if (type === 'app_home_opened') return () => openHome(desk, told)
  if (type === 'message') return () => answerMessage(desk, told.event)
  await store(desk, told)
  return null
}

async function isOurs({ world, log }: Desk, { team_id, authorizations, event }: Delivery): Promise<boolean> {
  const row = await workspaceOf(world.database.kysely, world.workspace)
  const ours = row?.slackTeam ?? null
  const teams = [team_id, ...(authorizations ?? []).map((one) => one.team_id)]
  if (ours === null || teams.includes(ours) || teams.every((one) => !one)) return true
  log.debug({ type: event.type, teams }, 'an event of another workspace was passed over')
  return false
}

async function store(desk: Desk, { event_id, event }: Delivery): Promise<void> {
  const { world, log } = desk
  const { type, event_ts } = event
  const found = stored[type]?.safeParse(event)
  if (!found) return log.debug({ type }, 'nothing is done for this event')
  if (!found.success)
    return log.warn({ type, problem: z.prettifyError(found.error) }, 'an event of an unknown form')
  if (!(await isNews(desk, event))) return
  const { subject, people } = found.data
  const isNew = await storeSlackEvent(world.database.kysely, {
    workspace: world.workspace,
    event: event_id,
    occurrence: `${type}:${subject}:${people.join(',')}:${event_ts ?? event_id}`,
    type,
    subject,
    people: JSON.stringify(people),
    at: world.now(),
    takenAt: null,
  })
  if (isNew) world.committed()
}

/** Slack tells of every change of a person's status: only what the record holds is worth a look. */
async function isNews({ world }: Desk, { type, user }: Delivery['event']): Promise<boolean> {
  if (type !== 'user_change') return true
  const row = await workspaceOf(world.database.kysely, world.workspace)
  const person = personOf(user as Parameters<typeof personOf>[0], row?.slackTeam ?? '')
  const [known] = await peopleBySlackIds(world.database.kysely, world.workspace, [person.slackId])
  return known === undefined || !isSame(person, known)
}

function isSame(person: DirectoryPerson, row: PersonRow): boolean {
  return (
    person.name === row.name &&
    (person.email ?? row.email) === row.email &&
    person.zone === row.zone &&
    person.isBot === (row.isBot === 1) &&
    person.isGuest === (row.isGuest === 1) &&
    person.isOutsider === (row.isOutsider === 1) &&
    person.isAdmin === (row.isAdmin === 1) &&
    person.isDeactivated === (row.deactivatedAt !== null)
  )
}

const opened = z.object({ user: id, tab: z.string().default('home') })

async function openHome(desk: Desk, told: Delivery): Promise<void> {
  const event = opened.parse(told.event)
  if (event.tab !== 'home') return
  try {
    const key = `slack:${told.event_id}`
    await showHome(desk, await whoActs(desk, { ...nowhere, key, userId: event.user, teamId: null }))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    desk.log.info({ code: error.code }, 'Home is shown to members alone')
  }
}

const nowhere = { triggerId: null, channel: null, responseUrl: null }
