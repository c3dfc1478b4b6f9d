import { createHash } from 'node:crypto'
import type { Sandbox } from './context.ts'
import type { SlackEvent } from './event-wrapper.ts'
import { emit } from './events.ts'
import { messageShape } from './shapes.ts'
import type { Channel, Message } from './workspace.ts'
import { nextTs } from './write.ts'

const TYPES = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const
const SUBSCRIPTIONS = {
  public: 'message.channels',
  private: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
} as const

/** Somebody wrote: `message`, and `app_mention` where they name the app outside a DM. */
export function tellMessage(sandbox: Sandbox, channel: Channel, message: Message): void {
  const { app } = sandbox.workspace
  const said = { ...shown(sandbox, message), channel: channel.id, event_ts: message.ts }
  tell(sandbox, channel, message.user, { ...said, type: 'message' })
  if (!channel.members.includes(app.userId) || channel.kind === 'im') return
  if (message.text.includes(`<@${app.userId}`))
    emit(sandbox, { ...said, type: 'app_mention' }, { channel, person: message.user })
}

export function tellChanged(sandbox: Sandbox, channel: Channel, message: Message, previous: Message): void {
  tell(sandbox, channel, message.user, {
    ...about(sandbox, channel, 'message_changed'),
    message: shown(sandbox, message),
    previous_message: shown(sandbox, previous),
  })
}

export function tellDeleted(sandbox: Sandbox, channel: Channel, previous: Message): void {
  tell(sandbox, channel, previous.user, {
    ...about(sandbox, channel, 'message_deleted'),
    deleted_ts: previous.ts,
    previous_message: shown(sandbox, previous),
  })
}

/** A happening of its own has its own ts, and is hidden from the channel. */
function about(sandbox: Sandbox, channel: Channel, subtype: string): SlackEvent {
  const ts = nextTs(sandbox, channel.id)
  return { type: 'message', subtype, hidden: true, channel: channel.id, ts, event_ts: ts }
}

/** The app hears where it is a member, and not of itself. */
function tell(sandbox: Sandbox, channel: Channel, person: string, event: SlackEvent): void {
  const { app } = sandbox.workspace
  if (!channel.members.includes(app.userId) || person === app.userId) return
  const subscription = SUBSCRIPTIONS[channel.kind]
  emit(sandbox, { ...event, channel_type: TYPES[channel.kind] }, { channel, person, subscription })
}

function shown(sandbox: Sandbox, message: Message) {
  const digest = createHash('sha256').update(`${message.user}:${message.ts}`).digest('hex')
  const client_msg_id = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`
  return { client_msg_id, ...messageShape(sandbox.workspace, message) }
}
