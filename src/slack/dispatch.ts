import { seenBefore } from '../../db/gestures.ts'
import { isForGuests, isTakenAgain, wantedByCommand, wantedByPress, wantedByShortcut } from './at-once.ts'
import { buttons } from './buttons.ts'
import { carryOutCommand } from './commands.ts'
import { type Envelope, readCommand, readPress, readShortcut } from './envelope.ts'
import { failedBy } from './faults.ts'
import { becomeManager } from './first-manager.ts'
import type { Desk, Gesture } from './gesture.ts'
import { isStranger, permitGuest, whoActs } from './identity.ts'
import { openWindow, sayIn, type Wanted } from './modals/window.ts'
import { type Answering, makeAnswering, type Place } from './say.ts'
import { carryOutShortcut, isShortcut } from './shortcuts.ts'
import { sentence } from './views/sentence.ts'

/** From Slack's envelope to a handler, and from what it throws to a sentence. The envelope is acknowledged by then. */

export async function takeCommand(desk: Desk, body: unknown): Promise<void> {
  const envelope = readCommand(body)
  const { text } = envelope
  const answering = makeAnswering(desk, placeOf(envelope))
  await attend(desk, envelope, answering, wantedByCommand(text), async (own, gesture) => {
    if (!isForGuests(text)) await permitGuest(own, gesture.who, null)
    // Said beside the window, which is still to be filled.
    await becomeManager(desk, { ...gesture, say: answering.say })
    await carryOutCommand(own, gesture, text)
  })
}

export async function takePress(desk: Desk, body: unknown): Promise<void> {
  const envelope = readPress(body)
  const { actionId, value, message, view } = envelope
  const work = buttons[actionId] ?? buttons[actionId.split(':')[0] as string]
  // A link is pressed too, and a form's own fields tell that they changed.
  if (!work) return desk.log.debug({ actionId }, 'nothing is done for this')
  const answering = makeAnswering(desk, {
    ...placeOf(envelope),
    view: view && { id: view.id, type: view.type },
    isAlone: message?.isEphemeral === true,
  })
  await attend(desk, envelope, answering, wantedByPress(envelope), async (own, gesture) => {
    if (!(actionId.startsWith('menu:') && isForGuests(value))) await permitGuest(own, gesture.who, envelope)
    await work(own, { ...gesture, actionId, value, message, view, replace: answering.replace })
  })
}

export async function takeShortcut(desk: Desk, body: unknown): Promise<void> {
  const envelope = readShortcut(body)
  const { callbackId } = envelope
  if (!isShortcut(callbackId)) return desk.log.debug({ callbackId }, 'nothing is done for this')
  const answering = makeAnswering(desk, placeOf(envelope))
  await attend(desk, envelope, answering, wantedByShortcut, (own, gesture) =>
    carryOutShortcut(own, gesture, envelope),
  )
}

export function placeOf({ userId, channel, responseUrl, triggerId }: Envelope): Place {
  return { slackId: userId, channel, responseUrl, triggerId, view: null, isAlone: false }
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

/** Opens the window that is wanted before anything is read; then, once, hears who it is and does the work. */
async function attend(
  desk: Desk,
  envelope: Envelope,
  answering: Answering,
  wanted: Wanted | null,
  work: (own: Desk, gesture: Gesture) => Promise<void>,
): Promise<void> {
  const { key, triggerId } = envelope
  if (wanted && isTakenAgain(`${desk.world.workspace} ${key}`)) return saidAgain(desk, key)
  const window = wanted && (await openWindow(desk, envelope, wanted))
  const say = sayIn(desk, window, answering.say)
  const { own, hasCommitted } = watched(desk)
  try {
    if (await isSeen(desk, key)) {
      saidAgain(desk, key)
      if (window?.is === 'open') await say(sentence(answered))
      return
    }
    const who = await whoActs(desk, envelope)
    await work(own, { who, key, triggerId, window, say })
  } catch (error) {
    const failed = failedBy(error, { log: desk.log, key, hasCommitted: hasCommitted() })
    await say(sentence(failed.sentence), isStranger(error) ? 'a stranger' : undefined)
  }
}

const answered = 'This was answered already, and nothing was done a second time. Close this window.'

/** The same envelope delivered again is passed over, also by another process. */
async function isSeen({ world }: Desk, key: string): Promise<boolean> {
  const { database, workspace, now } = world
  return await seenBefore(database.kysely, { workspace, key, at: now() })
}

function saidAgain({ log }: Desk, key: string): void {
  log.info({ key }, 'a gesture was delivered again')
}
