import { submissionById } from '../../../db/reviews.ts'
import { foldIn } from '../../actions/fold-in.ts'
import { perform } from '../../actions/perform.ts'
import { recallSubmission } from '../../actions/recall-submission.ts'
import { withdrawWaiver } from '../../actions/withdraw-waiver.ts'
import { showPolicy } from '../commands/show.ts'
import { carryOutCommand } from '../commands.ts'
import { actorOf, type Desk, type Press } from '../gesture.ts'
import { sentence } from '../views/sentence.ts'
import { sayDecision } from './decision.ts'
import { redrawPressed } from './redraw-pressed.ts'
import { waiverEnded } from './still-owed.ts'

/** Buttons that say what a command says. */

/** The policy that a button carries. */
export async function showPressed(desk: Desk, press: Press): Promise<void> {
  try {
    await showPolicy(desk, press, press.value)
  } finally {
    await redrawPressed(desk, press)
  }
}

/** A word of the help. */
export async function menuPressed(desk: Desk, press: Press): Promise<void> {
  await carryOutCommand(desk, press, press.value)
}

/** What awaits endorsement is taken back, and its review goes on. */
export async function recallPressed(desk: Desk, press: Press): Promise<void> {
  const { world } = desk
  const submission = await submissionById(world.database.kysely, world.workspace, press.value)
  if (submission?.state !== 'awaiting') {
    const said = await sayDecision(desk, press.who, press.value)
    return await press.say(sentence(`${said?.words}, so there is nothing to recall.`))
  }
  const request = { policy: submission.policy, reason: null }
  await perform(world, actorOf(press), recallSubmission, request, press.key)
  await press.say(
    sentence('Recalled: nobody is asked to endorse it any more, and it can be submitted again.'),
  )
}

/** What awaits endorsement is taken back, and goes on in the review of what happened since. */
export async function foldInPressed(desk: Desk, press: Press): Promise<void> {
  const { world } = desk
  try {
    await perform(world, actorOf(press), foldIn, { policy: press.value }, press.key)
    await press.say(
      sentence(
        'Recalled and folded in: nobody is asked to endorse it any more, and what was submitted goes on in the review out of cycle.',
      ),
    )
  } finally {
    await redrawPressed(desk, press)
  }
}

/** Nobody is asked for the waiver any more. */
export async function withdrawPressed(desk: Desk, press: Press): Promise<void> {
  try {
    const why = await waiverEnded(desk, press)
    if (why !== null) return await press.say(sentence(why))
    await perform(desk.world, actorOf(press), withdrawWaiver, { waiver: press.value }, press.key)
    await press.say(sentence('Withdrawn: nobody is asked to decide on it any more.'))
  } finally {
    await redrawPressed(desk, press)
  }
}
