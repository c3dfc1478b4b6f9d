import { flagOf, requiredText, textOf } from '../arguments.ts'
import { CHOICES } from '../choices.ts'
import { contentOf, metadataOf, readsMarkup } from '../content.ts'
import type { Call } from '../context.ts'
import { isMember, visibleChannel } from '../find.ts'
import { LIMITS } from '../limits.ts'
import { byId, channelCalled, openDm } from '../lookup.ts'
import type { Method } from '../methods.ts'
import { Refusal } from '../refusal.ts'
import { all, noScope } from '../scopes.ts'
import { scrutinise, scrutiniseContent, scrutiniseRecipient, scrutiniseRepetition } from '../scrutiny.ts'
import { messageShape } from '../shapes.ts'
import { hasActed } from '../triggers.ts'
import type { Channel, Message } from '../workspace.ts'
import { nextTs, writeMessage } from '../write.ts'

const CONTENT = ['text', 'blocks', 'attachments', 'markdown_text', 'mrkdwn', 'parse', 'link_names']
const WRITING = { json: true, get: false, scopes: all('chat:write') } as const

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': {
    ...WRITING,
    tier: 'special',
    required: ['channel'],
    optional: [
      ...CONTENT,
      'thread_ts',
      'reply_broadcast',
      'metadata',
      'unfurl_links',
      'unfurl_media',
      'client_msg_id',
    ],
    run: postMessage,
  },
  'chat.postEphemeral': {
    ...WRITING,
    tier: 'tier4',
    required: ['channel', 'user'],
    optional: [...CONTENT, 'thread_ts'],
    run: postEphemeral,
  },
  'chat.update': {
    ...WRITING,
    tier: 'tier3',
    required: ['channel', 'ts'],
    optional: [...CONTENT, 'metadata', 'reply_broadcast'],
    run: update,
  },
  'chat.delete': { ...WRITING, tier: 'tier3', required: ['channel', 'ts'], optional: [], run: remove },
  'chat.getPermalink': {
    tier: 'special',
    json: false,
    get: true,
    scopes: noScope,
    required: ['channel', 'message_ts'],
    optional: [],
    run: getPermalink,
  },
}

function postMessage(call: Call) {
  const { sandbox } = call
  const content = contentOf(call)
  const metadata = metadataOf(call)
  const channel = placeToPost(call)
  const thread = threadOf(call, channel)
  const clientId = textOf(call, 'client_msg_id')
  scrutinise(sandbox, channel, content, readsMarkup(call))
  const message = writeMessage(sandbox, channel.id, {
    ...author(call),
    ...content,
    ...thread,
    ...(metadata ? { metadata } : {}),
    ...(clientId ? { client_msg_id: clientId } : {}),
  })
  scrutiniseRepetition(sandbox, channel, message)
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageShape(sandbox.workspace, message, { metadata: true }),
  }
}

function postEphemeral(call: Call) {
  const content = contentOf(call)
  const channel = placeToPost(call)
  const user = requiredText(call, 'user')
  if (!channel.members.includes(user)) throw new Refusal('user_not_in_channel')
  const weigh = hasActed(call.sandbox, user) ? scrutiniseContent : scrutinise
  weigh(call.sandbox, channel, content, readsMarkup(call))
  const message = writeMessage(call.sandbox, channel.id, {
    ...author(call),
    ...content,
    ...threadOf(call, channel),
    ephemeralFor: user,
  })
  return { message_ts: message.ts }
}

function update(call: Call) {
  const { sandbox } = call
  const channel = visibleChannel(call, requiredText(call, 'channel'))
  const message = ownMessage(call, channel, requiredText(call, 'ts'), 'cant_update_message')
  if (channel.is_archived) throw new Refusal(CHOICES.updateInArchiveError)
  if ((textOf(call, 'text')?.length ?? 0) > LIMITS.updateText) throw new Refusal('msg_too_long')
  const content = contentOf(call)
  const metadata = metadataOf(call)
  scrutinise(sandbox, channel, content, readsMarkup(call))
  // Words without blocks take the old blocks away; attachments and metadata stay unless given.
  message.text = content.text
  delete message.blocks
  Object.assign(message, content, metadata ? { metadata } : {})
  if (metadata === null) delete message.metadata
  message.edited = { user: message.user, ts: nextTs(sandbox, channel.id) }
  sandbox.announce({ kind: 'message', channel: channel.id })
  const { ts: _, ...shown } = messageShape(sandbox.workspace, message, { metadata: true })
  return { channel: channel.id, ts: message.ts, text: message.text, message: shown }
}

function remove(call: Call) {
  const { sandbox } = call
  const channel = visibleChannel(call, requiredText(call, 'channel'))
  const message = ownMessage(call, channel, requiredText(call, 'ts'), 'cant_delete_message')
  const messages = sandbox.workspace.messages[channel.id]!
  messages.splice(messages.indexOf(message), 1)
  sandbox.announce({ kind: 'message', channel: channel.id })
  return { channel: channel.id, ts: message.ts }
}

function getPermalink(call: Call) {
  const channel = visibleChannel(call, requiredText(call, 'channel'))
  const ts = requiredText(call, 'message_ts')
  const message = messageAt(call, channel, ts)
  if (!message) throw new Refusal('message_not_found')
  const { thread_ts: thread } = message
  const within = thread === undefined || thread === ts ? '' : `?thread_ts=${thread}&cid=${channel.id}`
  return {
    channel: channel.id,
    permalink: `${call.sandbox.url}/archives/${channel.id}/p${ts.replace('.', '')}${within}`,
  }
}

/** A channel or DM by id, a person's DM by their id, or a public channel by name (which no program should do). */
function placeToPost(call: Call): Channel {
  const { sandbox } = call
  const { workspace } = sandbox
  const wanted = requiredText(call, 'channel')
  const person = byId(workspace.users, wanted)
  if (person?.is_bot) {
    scrutiniseRecipient(sandbox, person)
    throw new Refusal(CHOICES.dmToBotError)
  }
  if (person) return openDm(workspace, wanted, sandbox.clock.now())
  const named = byId(workspace.channels, wanted) ? undefined : channelCalled(workspace, wanted)
  if (named?.kind === 'public') sandbox.journal.violate('channel_name_for_id', `${call.method}: ${wanted}`)
  const channel = visibleChannel(call, named?.kind === 'public' ? named.id : wanted)
  if (!isMember(call, channel) && !call.token.scopes.includes('chat:write.public')) {
    throw new Refusal('not_in_channel')
  }
  if (channel.is_archived) throw new Refusal('is_archived')
  if (channel.is_read_only) throw new Refusal('restricted_action_read_only_channel')
  return channel
}

function threadOf(call: Call, channel: Channel): { thread_ts?: string; subtype?: string } {
  const ts = textOf(call, 'thread_ts')
  if (ts === undefined) return {}
  const parent = messageAt(call, channel, ts)
  if (!parent) throw new Refusal(CHOICES.unknownThreadError)
  const broadcast = flagOf(call, 'reply_broadcast') ? { subtype: 'thread_broadcast' } : {}
  return { thread_ts: parent.thread_ts ?? parent.ts, ...broadcast }
}

function author(call: Call) {
  const { app } = call.sandbox.workspace
  return { user: app.userId, bot_id: app.botId }
}

function ownMessage(call: Call, channel: Channel, ts: string, otherwise: string): Message {
  const message = messageAt(call, channel, ts)
  if (!message) throw new Refusal('message_not_found')
  if (message.user !== call.sandbox.workspace.app.userId) throw new Refusal(otherwise)
  return message
}

/** An ephemeral message cannot be found again: Slack does not keep it. */
function messageAt(call: Call, channel: Channel, ts: string): Message | undefined {
  const messages = call.sandbox.workspace.messages[channel.id] ?? []
  return messages.findLast((message) => message.ts === ts && message.ephemeralFor === undefined)
}
