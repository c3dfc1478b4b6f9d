import { flagOf, requiredText, textOf } from '../arguments.ts'
import type { Call } from '../context.ts'
import { joinedChannel } from '../find.ts'
import { LIMITS } from '../limits.ts'
import type { Method } from '../methods.ts'
import { paginate } from '../paging.ts'
import { Refusal } from '../refusal.ts'
import { ofChannel } from '../scopes.ts'
import { messageShape } from '../shapes.ts'
import type { Message } from '../workspace.ts'

const READING = { tier: 'tier3', json: true, get: true, scopes: ofChannel('history') } as const
const RANGE = ['limit', 'cursor', 'oldest', 'latest', 'inclusive', 'include_all_metadata']

export const messageMethods: Record<string, Method> = {
  'conversations.history': { ...READING, required: ['channel'], optional: RANGE, run: history },
  'conversations.replies': { ...READING, required: ['channel', 'ts'], optional: RANGE, run: replies },
}

/** Newest first; replies stay in their threads unless they were sent to the channel too. */
function history(call: Call) {
  const channel = joinedChannel(call, requiredText(call, 'channel'))
  const kept = messagesOf(call, channel.id)
  const inChannel = kept.filter((message) => !message.thread_ts || message.subtype === 'thread_broadcast')
  const page = paginate(call, inRange(call, inChannel).reverse(), (message) => message.ts)
  return {
    messages: page.items.map((message) => ({
      ...shown(call, message, kept),
      ...(message.client_msg_id ? { client_msg_id: message.client_msg_id } : {}),
    })),
    has_more: page.next !== '',
    pin_count: 0,
    response_metadata: { next_cursor: page.next },
  }
}

/** The parent first, then its replies, oldest first. */
function replies(call: Call) {
  const channel = joinedChannel(call, requiredText(call, 'channel'))
  const kept = messagesOf(call, channel.id)
  const asked = kept.find((message) => message.ts === requiredText(call, 'ts'))
  if (!asked) throw new Refusal('thread_not_found')
  const parentTs = asked.thread_ts ?? asked.ts
  const thread = kept.filter((message) => message.ts === parentTs || message.thread_ts === parentTs)
  const page = paginate(call, inRange(call, thread), (message) => message.ts, LIMITS.repliesPageSize)
  return {
    messages: page.items.map((message) => shown(call, message, kept)),
    has_more: page.next !== '',
    response_metadata: { next_cursor: page.next },
  }
}

function messagesOf(call: Call, channelId: string): Message[] {
  const messages = call.sandbox.workspace.messages[channelId] ?? []
  return messages.filter((message) => message.ephemeralFor === undefined)
}

function inRange(call: Call, messages: Message[]): Message[] {
  const oldest = instantOf(call, 'oldest', 'invalid_ts_oldest') ?? 0
  const latest = instantOf(call, 'latest', 'invalid_ts_latest') ?? Number.POSITIVE_INFINITY
  const inclusive = flagOf(call, 'inclusive')
  return messages.filter((message) => {
    const ts = micros(message.ts)
    return inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest
  })
}

function instantOf(call: Call, name: string, error: string): number | undefined {
  const value = textOf(call, name)
  if (value === undefined) return undefined
  if (!/^\d{1,11}(\.\d{1,6})?$/.test(value)) throw new Refusal(error)
  return micros(value)
}

/** Whole microseconds, so that no two ts are taken for one by rounding. */
function micros(ts: string): number {
  const [seconds, fraction = ''] = ts.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0'))
}

function shown(call: Call, message: Message, kept: Message[]) {
  const { workspace } = call.sandbox
  const answers = kept.filter((other) => other.thread_ts === message.ts)
  return {
    ...messageShape(workspace, message, {
      metadata: flagOf(call, 'include_all_metadata'),
      replies: answers,
    }),
    ...(message.thread_ts ? { parent_user_id: parentUser(kept, message.thread_ts) } : {}),
  }
}

function parentUser(kept: Message[], ts: string): string | null {
  return kept.find((message) => message.ts === ts)?.user ?? null
}
