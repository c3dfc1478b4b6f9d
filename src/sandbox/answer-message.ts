import { isObject, type Json } from './blocks/check.ts'
import { CHOICES } from './choices.ts'
import { type Content, contentOf } from './content.ts'
import type { Call, Sandbox } from './context.ts'
import { BOT_TOKEN } from './populate.ts'
import { Refusal } from './refusal.ts'
import { scrutiniseContent } from './scrutiny.ts'
import type { Channel, Message } from './workspace.ts'
import { nextTs, writeMessage } from './write.ts'

/** Where an answer goes, and the message whose button was pressed. */
export type AnswerPlace = { channel: string; user: string; ts?: string; isEphemeral?: boolean }

/**
 * A message that answers a gesture: in an ack or to a response_url. It reaches the place of the gesture, whoever is
 * a member there. Throws the Refusal that Slack gives.
 */
export function answerWith(sandbox: Sandbox, place: AnswerPlace, given: Json): void {
  const channel = sandbox.workspace.channels[place.channel]
  if (!channel) throw new Refusal('channel_not_found')
  if (given.delete_original === true) deleteOriginal(sandbox, place)
  else write(sandbox, channel, place, given)
}

function write(sandbox: Sandbox, channel: Channel, place: AnswerPlace, given: Json): void {
  const content = contentOf(callFor(sandbox, given))
  scrutiniseContent(sandbox, channel, content, given.mrkdwn !== false)
  const replaces = given.replace_original ?? CHOICES.answerReplacesUnlessTold
  if (place.ts !== undefined && replaces === true) replaceOriginal(sandbox, place, content)
  else
    writeMessage(sandbox, channel.id, {
      ...author(sandbox),
      ...content,
      ...(typeof given.thread_ts === 'string' ? { thread_ts: given.thread_ts } : {}),
      ...(given.response_type === 'in_channel' ? {} : { ephemeralFor: place.user }),
    })
}

function author({ workspace }: Sandbox) {
  return { user: workspace.app.userId, bot_id: workspace.app.botId }
}

function replaceOriginal(sandbox: Sandbox, place: AnswerPlace, content: Content): void {
  const original = foundOriginal(sandbox, place)
  delete original.blocks
  delete original.attachments
  Object.assign(original, content)
  if (original.ephemeralFor === undefined)
    original.edited = { user: original.user, ts: nextTs(sandbox, place.channel) }
  sandbox.announce({ kind: 'message', channel: place.channel })
}

/** True where the ack of a gesture says something: a message, as text or as an object. */
export function isMessage(payload: unknown): payload is Json {
  return isObject(payload) && ['text', 'blocks', 'attachments'].some((name) => payload[name] !== undefined)
}

function callFor(sandbox: Sandbox, given: Json): Call {
  return { sandbox, method: 'response_url', token: sandbox.workspace.tokens[BOT_TOKEN]!, arguments: given }
}

function deleteOriginal(sandbox: Sandbox, place: AnswerPlace): void {
  const original = foundOriginal(sandbox, place)
  const messages = sandbox.workspace.messages[place.channel]!
  messages.splice(messages.indexOf(original), 1)
  sandbox.announce({ kind: 'message', channel: place.channel })
}

function foundOriginal({ workspace }: Sandbox, place: AnswerPlace): Message {
  const original = workspace.messages[place.channel]?.findLast((message) => message.ts === place.ts)
  if (!original) throw new Refusal('message_not_found')
  return original
}
