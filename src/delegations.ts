import { delegationsDue } from '../db/due.ts'
import { type HandOn, handOn } from './actions/hand-on.ts'
import { type Keyed, performAll, type Result } from './actions/perform.ts'
import type { World } from './actions/world.ts'
import { breathe } from './clock.ts'
import type { Actor, Day } from './rules/terms.ts'

/** Deputies for a period, on the days on which one begins or is over. */

const calendarActor: Actor = { kind: 'calendar' }
/** The most that are read at once. */
const piece = 100

/** Hands on what is open, and takes it back; this goes on even while nothing can be sent. */
export async function handOnDue(world: World, today: Day): Promise<void> {
  for (;;) {
    const due = await delegationsDue(world.database.kysely, world.workspace, today, piece)
    let moved = 0
    for (const { id, movesOn } of due) if (await handOnOne(world, id, movesOn)) moved += 1
    // One that was refused stays due, and is tried again with the next beat.
    if (due.length < piece || moved === 0) return
  }
}

/** Whether all of it could be handed on. */
async function handOnOne(world: World, delegation: string, on: Day): Promise<boolean> {
  let after: string | null = ''
  while (after !== null) {
    const keyed: Keyed<HandOn> = {
      request: { delegation, on, after },
      key: `hand on:${delegation}:${on}:${after}`,
    }
    const result: Result<{ next: string | null }> | undefined = (
      await performAll(world, calendarActor, handOn, [keyed])
    )[0]
    if (!result || 'refusal' in result) return false
    after = result.answer.next
    await breathe()
  }
  return true
}
