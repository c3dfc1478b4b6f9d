import { eventById } from '../../../db/events.ts'
import { obligationFacts } from '../../../db/facts.ts'
import { personById } from '../../../db/people.ts'
import { policyById, versionById } from '../../../db/policies.ts'
import { reviewById } from '../../../db/reviews.ts'
import { waiverFacts } from '../../../db/waivers.ts'
import { readSettings, surroundings } from '../../actions/surroundings.ts'
import { dayIn } from '../../rules/calendar.ts'
import { decisionOfWaiver } from '../../rules/waiver-facts.ts'
import { sayDay } from '../../words.ts'
import type { Desk, Press } from '../gesture.ts'
import { sayDecision, saySubmitted } from './decision.ts'

/** Why what was pressed cannot be done any more, in a sentence; null where it can. Who may is judged later. */
export type WhyNot = (desk: Desk, press: Press) => Promise<string | null>

export const reviewEnded: WhyNot = async (desk, { value, who }) => {
  const { world } = desk
  const review = await reviewById(world.database.kysely, world.workspace, value)
  if (review?.state === 'submitted') return await saySubmitted(desk, who, review.id)
  const isOpen = review?.state === 'open' || review?.state === 'in progress'
  return isOpen ? null : 'This review is over, so there is nothing to do.'
}

export const submissionEnded: WhyNot = async (desk, { value, who }) => {
  const said = await sayDecision(desk, who, value)
  if (said === null) return null
  return said.isOwn ? `${said.words}.` : `${said.words}, so there is nothing to decide.`
}

export const nothingToSnooze: WhyNot = async ({ world }, { value }) => {
  const facts = await obligationFacts(world.database.kysely, world.workspace, value)
  return facts?.obligation.state === 'open'
    ? null
    : 'Nothing is owed here any more, so there is nothing to snooze.'
}

export const policyEnded: WhyNot = async ({ world }, { value }) => {
  const policy = await policyById(world.database.kysely, world.workspace, value)
  return policy?.status === 'retired' ? 'This policy is retired, and kept as it is.' : null
}

export const eventDecided: WhyNot = async (desk, { value }) => {
  const { database, workspace } = desk.world
  const event = await eventById(database.kysely, workspace, value)
  if (!event?.decidedAt || event.state === 'reported') return null
  const by = event.decidedBy && (await personById(database.kysely, workspace, event.decidedBy))
  const { today, calendar } = await surroundings(desk.world, database.kysely)
  const on = sayDay(dayIn(calendar.zone, event.decidedAt), today)
  return `${by ? by.name : 'Somebody'} decided on ${on}: E-${event.number} is ${event.state}.`
}

export const waiverEnded: WhyNot = async (desk, { value, who }) => {
  const { database, workspace } = desk.world
  const facts = await waiverFacts(database.kysely, workspace, value)
  const decision = facts && decisionOfWaiver(facts.waiver, facts.people)
  if (!facts || !decision) return null
  if (decision.is === 'void') return 'The review came to its end meanwhile, so there is nothing to decide.'
  const { today, calendar } = await surroundings(desk.world, database.kysely)
  const on = sayDay(dayIn(calendar.zone, decision.at), today)
  const by = facts.waiver.decidedBy === who.id ? 'You' : decision.by.name
  if (decision.is === 'withdrawn') return `${by} withdrew this request on ${on}.`
  if (decision.is === 'refused') return `${by} refused this waiver on ${on}.`
  return `${by} granted this waiver until ${sayDay(decision.until, today)} on ${on}.`
}

/** Where a portal is set, a button of a version in force leads there by itself. */
export async function isReadElsewhere({ world }: Desk, version: string): Promise<boolean> {
  const { kysely } = world.database
  const { portalUrl } = await readSettings(kysely, world.workspace)
  return portalUrl !== null && (await versionById(kysely, world.workspace, version))?.state === 'in force'
}
