import { isDrawnAt } from '../../../db/redraws.ts'
import type { Desk, Press } from '../gesture.ts'

/**
 * A press always redraws what was pressed. An ephemeral message cannot be found again: it is left as it is.
 * False where what was pressed shows no outcome.
 */
export async function redrawPressed(desk: Desk, { message }: Press): Promise<boolean> {
  return message !== null && !message.isEphemeral && (await desk.redraw(message.channel, message.ts))
}

/** Whether what was pressed is a message that is drawn anew whenever what it speaks of changes. */
export async function isDrawnAnew({ world }: Desk, { message }: Press): Promise<boolean> {
  if (message === null || message.isEphemeral) return false
  const { channel, ts } = message
  return await isDrawnAt(world.database.kysely, world.workspace, channel, ts)
}
