import { policyById } from '../../../db/policies.ts'
import { refuse } from '../../rules/refusal.ts'
import { carryOutCommand } from '../commands.ts'
import type { Desk, Press } from '../gesture.ts'
import { redrawPressed } from './redraw-pressed.ts'

/** Buttons that say what a command says. */

/** The policy that a button carries. */
export async function showPressed(desk: Desk, press: Press): Promise<void> {
  const { world } = desk
  try {
    const policy = await policyById(world.database.kysely, world.workspace, press.value)
    if (!policy) return refuse('unknown_policy', { code: press.value })
    await carryOutCommand(desk, press, `show ${policy.code}`)
  } finally {
    await redrawPressed(desk, press)
  }
}

/** A word of the help. */
export async function menuPressed(desk: Desk, press: Press): Promise<void> {
  await carryOutCommand(desk, press, press.value)
}
