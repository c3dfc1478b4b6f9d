import { setTimeout as wait } from 'node:timers/promises'
import { jsonOf, textOf } from '../arguments.ts'
import { isObject } from '../blocks/check.ts'
import { CHOICES } from '../choices.ts'
import { type Content, contentOf } from '../content.ts'
import type { Call, Sandbox } from '../context.ts'
import { fileShape } from '../file-shape.ts'
import { isMember, visibleChannel } from '../find.ts'
import { LIMITS } from '../limits.ts'
import { byId } from '../lookup.ts'
import { invalidArguments, Refusal } from '../refusal.ts'
import { scrutinise } from '../scrutiny.ts'
import { shareFiles } from '../share-files.ts'
import type { Channel, StoredFile } from '../workspace.ts'

/** The message comes a moment later, so that the answer does not know its ts. */
export function completeUpload(call: Call) {
  const { sandbox } = call
  const chosen = filesOf(call)
  const channels = placesOf(call)
  const content = wordsOf(call)
  const thread = threadOf(call, channels)
  const files = chosen.map(({ file, title }) =>
    Object.assign(file, { state: 'complete' as const, title: title ?? file.title }),
  )
  sandbox.announce({ kind: 'files' })
  if (channels.length > 0) void shareLater(sandbox, channels, files, { ...content, ...thread })
  return { files: files.map((file) => fileShape(sandbox, file)) }
}

async function shareLater(
  sandbox: Sandbox,
  channels: Channel[],
  files: StoredFile[],
  words: Content & { thread_ts?: string },
): Promise<void> {
  const { wire, workspace } = sandbox
  const { app } = workspace
  const ended = wire.activity.begin()
  const { signal } = wire.stopping
  const isStopped = await wait(CHOICES.fileMessageMs, false, { signal, ref: false }).catch(() => true)
  if (!isStopped)
    for (const channel of channels) {
      scrutinise(sandbox, channel, words)
      shareFiles(sandbox, channel, files, { user: app.userId, bot_id: app.botId, ...words })
    }
  ended()
}

function filesOf(call: Call): { file: StoredFile; title: string | undefined }[] {
  const list = parsed(call)
  if (!Array.isArray(list) || list.length === 0)
    throw invalidArguments('no fewer than 1 items allowed [json-pointer:/files]')
  const found = list.map((given, index) => {
    if (!isObject(given) || typeof given.id !== 'string')
      throw invalidArguments(`missing required field: id [json-pointer:/files/${index}]`)
    const file = byId(call.sandbox.workspace.files, given.id)
    if (file?.state !== 'uploaded') throw new Refusal('file_not_found')
    return { file, title: typeof given.title === 'string' ? given.title : undefined }
  })
  if (new Set(found.map(({ file }) => file)).size < found.length)
    throw invalidArguments('must not name a file twice [json-pointer:/files]')
  return found
}

function parsed(call: Call): unknown {
  try {
    return jsonOf(call, 'files')
  } catch {
    throw invalidArguments('must be valid JSON [json-pointer:/files]')
  }
}

/** `channel_id`, or several in `channels`. */
function placesOf(call: Call): Channel[] {
  const one = textOf(call, 'channel_id')
  const ids = one === undefined ? (textOf(call, 'channels') ?? '').split(',').filter(Boolean) : [one]
  if (ids.length > LIMITS.channelsPerUpload) throw new Refusal('channels_limit_exceeded')
  return ids.map((id) => {
    const channel = visibleChannel(call, id)
    if (!isMember(call, channel)) throw new Refusal('not_in_channel')
    if (channel.is_archived || channel.is_read_only) throw new Refusal('posting_to_channel_denied')
    return channel
  })
}

/** Slack passes over the blocks where there is a comment. */
function wordsOf(call: Call): Content {
  const text = textOf(call, 'initial_comment')
  const { blocks } = call.arguments
  if (text === undefined && (blocks ?? '') === '') return { text: '' }
  const words = text === undefined ? { blocks } : { text }
  return contentOf({ ...call, arguments: words })
}

function threadOf(call: Call, channels: Channel[]): { thread_ts?: string } {
  const ts = textOf(call, 'thread_ts')
  if (ts === undefined) return {}
  const { messages } = call.sandbox.workspace
  const isThere = channels.every(({ id }) => messages[id]?.some((message) => message.ts === ts))
  if (!isThere) throw new Refusal(CHOICES.unknownThreadError)
  return { thread_ts: ts }
}
