import type { Content } from './content.ts'
import type { Sandbox } from './context.ts'
import { emit } from './events.ts'
import { fileShape } from './file-shape.ts'
import type { Channel, Message, StoredFile } from './workspace.ts'
import { writeMessage } from './write.ts'

type Words = Content & { user: string; bot_id?: string; thread_ts?: string }

/** A message with files; the app is told of each. */
export function shareFiles(sandbox: Sandbox, channel: Channel, files: StoredFile[], words: Words): Message {
  const message = writeMessage(sandbox, channel.id, { subtype: 'file_share', ...words })
  for (const file of files) file.shares.push({ channel: channel.id, ts: message.ts })
  message.files = files.map((file) => fileShape(sandbox, file))
  sandbox.announce({ kind: 'message', channel: channel.id })
  if (channel.members.includes(sandbox.workspace.app.userId))
    for (const { id } of files)
      emit(
        sandbox,
        { type: 'file_shared', channel_id: channel.id, file_id: id, user_id: words.user, file: { id } },
        { channel, person: words.user },
      )
  return message
}
