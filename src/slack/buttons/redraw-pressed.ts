import type { Desk, Press } from '../gesture.ts'

/**
 * A press always redraws what was pressed. An ephemeral message cannot be found again: it is left as it is.
 * False where what was pressed shows no outcome.
 */
export async function redrawPressed(desk: Desk, { message }: Press): Promise<boolean> {
  return message !== null && !message.isEphemeral && (await desk.redraw(message.channel, message.ts))
}
