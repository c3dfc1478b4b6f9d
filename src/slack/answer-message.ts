import { z } from 'zod'
import { seenBefore } from '../../db/gestures.ts'
import { isForGuests } from './at-once.ts'
import { failedBy } from './faults.ts'
import type { Desk, Gesture } from './gesture.ts'
import { isStranger, whoActs } from './identity.ts'
import { isOnlyGuest } from './only-guest.ts'
import { answerQuestion } from './questions/answer.ts'
import { questionIn } from './questions/question.ts'
import { readerOf } from './reader.ts'
import { sentence } from './views/sentence.ts'

const id = z.string().min(1)

const written = z.object({
  channel: id,
  channel_type: z.literal('im'),
  user: id,
  ts: id,
  text: z.string().default(''),
  thread_ts: z.string().nullish(),
  subtype: z.undefined().optional(),
  bot_id: z.undefined().optional(),
})

const nowhere = { triggerId: null, channel: null, responseUrl: null }

/** What somebody writes to the app is answered where they wrote it; edits, and what bots wrote, are passed over. */
export async function answerMessage(desk: Desk, event: unknown): Promise<void> {
  const message = written.safeParse(event)
  if (!message.success) return
  const { channel, ts, user, text, thread_ts } = message.data
  const { database, workspace, now } = desk.world
  const key = `slack:message:${channel}:${ts}`
  if (await seenBefore(database.kysely, { workspace, key, at: now() })) return
  const say: Gesture['say'] = async (said) => {
    const thread = thread_ts ? { thread_ts } : {}
    await desk.client.apiCall('chat.postMessage', { channel, ...thread, ...said })
  }
  try {
    const who = await whoActs(desk, { ...nowhere, key, userId: user, teamId: null })
    const gesture = { who, key, triggerId: null, window: null, say }
    await answer(desk, gesture, text)
  } catch (error) {
    if (isStranger(error)) return desk.log.info({ user }, 'a stranger wrote, and was not answered')
    await say(sentence(failedBy(error, { log: desk.log, key, hasCommitted: false }).sentence))
  }
}

/** A guest who is nothing else is answered what a command of theirs would say, and nothing more. */
async function answer(desk: Desk, gesture: Gesture, text: string): Promise<void> {
  const reader = await readerOf(desk, gesture.who)
  const question = questionIn(text, reader.act.today)
  const isForThem = question.ask === 'command' && isForGuests(question.text)
  if (!isForThem && (await isOnlyGuest(reader.act, gesture.who))) return
  await answerQuestion(desk, gesture, reader, question, text)
}
