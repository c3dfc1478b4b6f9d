import type { types } from '@slack/bolt'
import { seenBefore } from '../../db/gestures.ts'
import type { Sleep } from '../clock.ts'
import type { Message } from '../rules/message-facts.ts'
import { placeOf, watched } from './dispatch.ts'
import { readSubmission, type SubmissionEnvelope } from './envelope.ts'
import { failedBy } from './faults.ts'
import type { Desk } from './gesture.ts'
import { permitGuest, whoActs } from './identity.ts'
import { type Submitted, submitModal } from './modals.ts'
import { makeAnswering } from './say.ts'
import { blockOfField, keptForm } from './views/kept-form.ts'
import { sentence, smallModal } from './views/sentence.ts'

/** Slack waits three seconds for the answer to a form, its own way here and back included. */
const answerWithin = 1_500

/** Of a form: what stands there next, or nothing, and it is closed. */
export type FormAck = (answer?: object) => Promise<unknown>

/**
 * A form is answered by its outcome; where that takes too long, "Working on it" stands there until it is known.
 * What was typed is kept wherever it is not taken.
 */
export async function takeSubmission(
  desk: Desk,
  body: unknown,
  ack: FormAck,
  sleep: Sleep,
  milliseconds = answerWithin,
): Promise<void> {
  const envelope = readSubmission(body)
  const outcome = carryOut(desk, envelope)
  const waiting = new AbortController()
  const inTime = await Promise.race([outcome, sleep(milliseconds, waiting.signal).then(() => null)])
  waiting.abort()
  await ack(inTime === null ? update(working()) : answerOf(inTime)).catch((error: unknown) =>
    desk.log.info({ error: String(error) }, 'the answer to a form did not arrive'),
  )
  if (inTime === null) await showLate(desk, envelope, await outcome)
}

/** Delivered again, it is carried out again: its actions answer as they did, and nothing is said twice. */
async function carryOut(desk: Desk, envelope: SubmissionEnvelope): Promise<Submitted> {
  const { key, triggerId, form } = envelope
  const { own, hasCommitted } = watched(desk)
  try {
    const { database, workspace, now } = desk.world
    const isAgain = await seenBefore(database.kysely, { workspace, key, at: now() })
    const who = await whoActs(own, envelope)
    if (form.callbackId !== 'report') await permitGuest(own, who, null)
    const { say } = makeAnswering(desk, placeOf(envelope))
    const { callbackId, id: viewId, hash, privateMetadata, values } = form
    const gesture = { who, key, triggerId, window: null, say: isAgain ? async () => {} : say }
    return await submitModal(own, gesture, { callbackId, viewId, hash, privateMetadata, values })
  } catch (error) {
    const failed = failedBy(error, { log: desk.log, key, hasCommitted: hasCommitted() })
    const block = failed.field === null ? null : blockOfField(form, failed.field)
    if (block !== null) return { is: 'errors', errors: { [block]: failed.sentence }, late: null }
    return { is: 'update', view: keptForm(form, [failed.sentence]) as unknown as types.ModalView }
  }
}

function answerOf(submitted: Submitted): object | undefined {
  switch (submitted.is) {
    case 'closed':
      return undefined
    case 'errors':
      return { response_action: 'errors', errors: submitted.errors }
    case 'update':
      return update(submitted.view)
  }
}

const update = (view: object) => ({ response_action: 'update', view })
const working = () => smallModal(sentence('Working on it …'))

/** Where the window cannot show it, what came of the form is written to the person. */
async function showLate(desk: Desk, envelope: SubmissionEnvelope, submitted: Submitted): Promise<void> {
  const { form } = envelope
  const view =
    submitted.is === 'update'
      ? submitted.view
      : submitted.is === 'errors'
        ? (submitted.late ?? keptForm(form, Object.values(submitted.errors)))
        : smallModal(sentence('Done. You can close this window.'))
  try {
    await desk.client.apiCall('views.update', { view_id: form.id, view })
  } catch (error) {
    desk.log.info({ error: String(error) }, 'the answer to a form could not be shown in it')
    await makeAnswering(desk, placeOf(envelope)).say(leadOf(view))
  }
}

/** What stands first in a window, as a message: the sentence that says how it ended. */
function leadOf({ blocks }: { blocks?: unknown }): Message {
  const [lead] = blocks as { text?: { text: string } }[]
  return { text: lead?.text?.text ?? 'This form was answered.', blocks: lead ? [lead] : [] }
}
