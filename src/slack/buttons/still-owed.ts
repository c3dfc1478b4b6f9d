import { acknowledgmentOf } from '../../../db/acknowledgments.ts'
import { obligationFacts } from '../../../db/facts.ts'
import { policyById, versionById } from '../../../db/policies.ts'
import { reviewById, submissionById } from '../../../db/reviews.ts'
import { readSettings } from '../../actions/surroundings.ts'
import type { Desk, Press } from '../gesture.ts'

/** Why what was pressed cannot be done any more, in a sentence; null where it can. Who may is judged later. */
export type WhyNot = (desk: Desk, press: Press) => Promise<string | null>

export const reviewEnded: WhyNot = async ({ world }, { value }) => {
  const review = await reviewById(world.database.kysely, world.workspace, value)
  if (review?.state === 'submitted')
    return 'This review was submitted meanwhile, and waits for its endorsement.'
  const isOpen = review?.state === 'open' || review?.state === 'in progress'
  return isOpen ? null : 'This review is over, so there is nothing to do.'
}

export const submissionEnded: WhyNot = async ({ world }, { value }) => {
  const submission = await submissionById(world.database.kysely, world.workspace, value)
  if (submission?.state === 'awaiting') return null
  return submission?.state === 'recalled'
    ? 'This was recalled by who submitted it, so there is nothing to decide.'
    : 'This was decided meanwhile, so there is nothing to decide.'
}

const versionPrefix = 'version:'

export const nothingToSnooze: WhyNot = async ({ world }, { value, who }) => {
  const { kysely } = world.database
  const state = value.startsWith(versionPrefix)
    ? (await acknowledgmentOf(kysely, world.workspace, value.slice(versionPrefix.length), who.id))?.state
    : (await obligationFacts(kysely, world.workspace, value))?.obligation.state
  return state === 'open' ? null : 'Nothing is owed here any more, so there is nothing to snooze.'
}

export const policyEnded: WhyNot = async ({ world }, { value }) => {
  const policy = await policyById(world.database.kysely, world.workspace, value)
  return policy?.status === 'retired' ? 'This policy is retired, and kept as it is.' : null
}

/** Where a portal is set, a button of a version in force leads there by itself. */
export async function isReadElsewhere({ world }: Desk, version: string): Promise<boolean> {
  const { kysely } = world.database
  const { portalUrl } = await readSettings(kysely, world.workspace)
  return portalUrl !== null && (await versionById(kysely, world.workspace, version))?.state === 'in force'
}
