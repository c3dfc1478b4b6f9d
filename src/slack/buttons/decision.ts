import { endorsersOf } from '../../../db/endorsements.ts'
import { standingEndorsements, submissionById, submissionsOfReview } from '../../../db/reviews.ts'
import type { PersonRow, SubmissionRow } from '../../../db/schema.ts'
import { surroundings } from '../../actions/surroundings.ts'
import { dayIn } from '../../rules/calendar.ts'
import type { Instant } from '../../rules/terms.ts'
import { listed, sayDay } from '../../words.ts'
import { awaitedNames } from '../awaited.ts'
import type { Desk } from '../gesture.ts'

/** What became of a submission, as who presses a button about it is told: their own decision first. */

const did = { endorsed: 'endorsed it', 'sent back': 'sent it back' }

type Said = { words: string; isOwn: boolean }

/** Without its full stop; null while the submission awaits this person, or others alone. */
export async function sayDecision(desk: Desk, who: PersonRow, id: string): Promise<Said | null> {
  const { kysely } = desk.world.database
  const { workspace } = desk.world
  const submission = await submissionById(kysely, workspace, id)
  const own = (await standingEndorsements(kysely, workspace, id)).find(({ approver }) => approver === who.id)
  if (own) {
    const awaited = await awaitedNames(kysely, workspace, id)
    const waits = awaited === '' ? '' : `; it waits for ${awaited}`
    return { words: `You ${did[own.decision]} on ${await dayOf(desk, own.at)}${waits}`, isOwn: true }
  }
  if (submission?.state === 'awaiting') return null
  return { words: await byOthers(desk, submission), isOwn: false }
}

async function byOthers(desk: Desk, submission: SubmissionRow | undefined): Promise<string> {
  if (!submission?.endedAt) return 'This awaits no decision any more'
  const { id, state, endedAt } = submission
  const on = await dayOf(desk, endedAt)
  if (state === 'recalled') return `This was recalled on ${on}`
  if (state !== 'endorsed' && state !== 'sent back') return `This came to nothing on ${on}`
  const { database, workspace } = desk.world
  const decided = (await endorsersOf(database.kysely, workspace, id)).filter((one) => one.decision === state)
  // It went back by itself where another version came into force meanwhile.
  if (decided.length === 0) return `This was sent back on ${on}`
  return `${listed(decided.map(({ person }) => person.name))} ${did[state]} on ${on}`
}

/** Of a review that was submitted and awaits its endorsement. */
export async function saySubmitted(desk: Desk, who: PersonRow, review: string): Promise<string> {
  const { database, workspace } = desk.world
  const submission = (await submissionsOfReview(database.kysely, workspace, review)).at(-1)
  if (!submission) return 'This review was submitted, and waits for its endorsement.'
  const on = await dayOf(desk, submission.submittedAt)
  return submission.submittedBy === who.id
    ? `You submitted this review on ${on}; it waits for its endorsement.`
    : `This review was submitted on ${on}, and waits for its endorsement.`
}

async function dayOf({ world }: Desk, at: Instant): Promise<string> {
  const { today, calendar } = await surroundings(world, world.database.kysely)
  return sayDay(dayIn(calendar.zone, at), today)
}
