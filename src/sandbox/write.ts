import type { Sandbox } from './context.ts'
import type { Message } from './workspace.ts'

/** Puts a message into a channel and gives it its ts: business time, strictly rising in the channel. */
export function writeMessage(sandbox: Sandbox, channelId: string, message: Omit<Message, 'ts'>): Message {
  const written = { ts: nextTs(sandbox, channelId), ...message }
  const messages = sandbox.workspace.messages
  messages[channelId] ??= []
  messages[channelId].push(written)
  for (const told of sandbox.wire.writing) told(channelId, written)
  sandbox.announce({ kind: 'message', channel: channelId })
  return written
}

export function nextTs(sandbox: Sandbox, channelId: string): string {
  const last = sandbox.workspace.messages[channelId]?.at(-1)?.ts
  const micros = Math.max(sandbox.clock.now() * 1000, last ? Number(last.replace('.', '')) + 1 : 0)
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`
}
