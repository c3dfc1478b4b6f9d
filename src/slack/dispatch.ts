import { seenBefore } from '../../db/gestures.ts'
import { buttons } from './buttons.ts'
import { carryOutCommand } from './commands.ts'
import {
  type CommandEnvelope,
  type Envelope,
  type PressEnvelope,
  readCommand,
  readPress,
} from './envelope.ts'
import { failedBy } from './faults.ts'
import { becomeManager } from './first-manager.ts'
import type { Desk, Gesture } from './gesture.ts'
import { isStranger, permitGuest, whoActs } from './identity.ts'
import { type Answering, makeAnswering, type Place } from './say.ts'
import { sentence } from './views/sentence.ts'

/** From Slack's envelope to a handler, and from what it throws to a sentence. The envelope is acknowledged by then. */

export async function takeCommand(desk: Desk, body: unknown): Promise<void> {
  const envelope = readCommand(body)
  await once(desk, envelope, async () => {
    const answering = makeAnswering(desk, placeOf(envelope))
    await withPerson(desk, envelope, answering, async (own, gesture) => {
      if (!/^\s*ack\b/i.test(envelope.text)) await permitGuest(own, gesture.who, null)
      await becomeManager(desk, gesture)
      await carryOutCommand(own, gesture, envelope.text)
    })
  })
}

export async function takePress(desk: Desk, body: unknown): Promise<void> {
  const envelope = readPress(body)
  const { actionId, value, message, view } = envelope
  const work = buttons[actionId] ?? buttons[actionId.split(':')[0] as string]
  // A link is pressed too, and a form's own fields tell that they changed.
  if (!work) return desk.log.debug({ actionId }, 'nothing is done for this')
  await once(desk, envelope, async () => {
    const answering = makeAnswering(desk, {
      ...placeOf(envelope),
      view: view && { id: view.id, type: view.type },
      isAlone: message?.isEphemeral === true,
    })
    await withPerson(desk, envelope, answering, async (own, gesture) => {
      await permitGuest(own, gesture.who, envelope)
      await work(own, { ...gesture, actionId, value, message, view, replace: answering.replace })
    })
  })
}

export function placeOf({ userId, channel, responseUrl, triggerId }: Envelope): Place {
  return { slackId: userId, channel, responseUrl, triggerId, view: null, isAlone: false }
}

/** The same envelope delivered again is passed over, also by another process. */
async function once(desk: Desk, { key }: Envelope, work: () => Promise<void>): Promise<void> {
  const { database, workspace, now } = desk.world
  if (await seenBefore(database.kysely, { workspace, key, at: now() })) {
    desk.log.info({ key }, 'a gesture was delivered again')
    return
  }
  await work()
}

/** What a gesture commits is known, so that a fault after it says the truth. */
export function watched(desk: Desk): { own: Desk; hasCommitted(): boolean } {
  let isCommitted = false
  const committed = () => {
    isCommitted = true
    desk.world.committed()
  }
  return { own: { ...desk, world: { ...desk.world, committed } }, hasCommitted: () => isCommitted }
}

async function withPerson(
  desk: Desk,
  envelope: CommandEnvelope | PressEnvelope,
  { say }: Answering,
  work: (own: Desk, gesture: Gesture) => Promise<void>,
): Promise<void> {
  const { own, hasCommitted } = watched(desk)
  const { key, triggerId } = envelope
  try {
    const who = await whoActs(desk, envelope)
    await work(own, { who, key, triggerId, say })
  } catch (error) {
    const failed = failedBy(error, { log: desk.log, key, hasCommitted: hasCommitted() })
    await say(sentence(failed.sentence), isStranger(error) ? 'a stranger' : undefined)
  }
}
