import { firstManager } from '../actions/first-manager.ts'
import { perform } from '../actions/perform.ts'
import { readSettings } from '../actions/surroundings.ts'
import { actorOf, type Desk, type Gesture } from './gesture.ts'
import { sentence } from './views/sentence.ts'

/** Where nobody is policy manager yet, the first administrator who runs a command is. */
export async function becomeManager(desk: Desk, gesture: Gesture): Promise<void> {
  const { world } = desk
  if (gesture.who.isAdmin === 0) return
  const { policyManagers } = await readSettings(world.database.kysely, world.workspace)
  if (policyManagers.length > 0) return
  const { made } = await perform(world, actorOf(gesture), firstManager, {}, `${gesture.key}:manager`)
  if (!made) return
  await gesture.say(
    sentence(
      'You are the policy manager now: the first workspace administrator who came, while there was none. "/policy settings" names others.',
    ),
  )
}
