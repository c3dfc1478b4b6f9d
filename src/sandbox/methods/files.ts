import { jsonOf, requiredText, textOf } from '../arguments.ts'
import { isObject } from '../blocks/check.ts'
import { CHOICES } from '../choices.ts'
import type { Call } from '../context.ts'
import { fileShape, newFile } from '../files.ts'
import { isMember, visibleChannel } from '../find.ts'
import { LIMITS } from '../limits.ts'
import { byId } from '../lookup.ts'
import type { Method } from '../methods.ts'
import { invalidArguments, Refusal } from '../refusal.ts'
import { all } from '../scopes.ts'
import type { Channel, StoredFile } from '../workspace.ts'
import { writeMessage } from '../write.ts'

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': {
    tier: 'tier4',
    json: false,
    get: true,
    scopes: all('files:write'),
    required: ['filename'],
    optional: ['length', 'alt_txt', 'snippet_type'],
    run: getUploadUrl,
  },
  'files.completeUploadExternal': {
    tier: 'tier4',
    json: true,
    get: false,
    scopes: all('files:write'),
    required: ['files'],
    optional: ['channel_id', 'channels', 'thread_ts', 'initial_comment', 'blocks'],
    run: completeUpload,
  },
  'files.info': {
    tier: 'tier4',
    json: false,
    get: true,
    scopes: all('files:read'),
    required: ['file'],
    optional: ['count', 'cursor', 'limit', 'page'],
    run: info,
  },
}

function getUploadUrl(call: Call) {
  const { sandbox } = call
  const length = Number(textOf(call, 'length'))
  if (!Number.isInteger(length) || length < 1) throw new Refusal('missing_argument')
  if (textOf(call, 'snippet_type') !== undefined && length > LIMITS.snippetBytes)
    throw new Refusal('snippet_too_large')
  const name = requiredText(call, 'filename')
  const file = newFile(sandbox, sandbox.workspace.app.userId, name, Buffer.alloc(0), false)
  file.size = length
  return { upload_url: `${sandbox.url}/upload/v1/${file.id}`, file_id: file.id }
}

/** The message comes a moment later, so that the answer does not know its ts. */
function completeUpload(call: Call) {
  const { sandbox } = call
  const files = filesOf(call)
  const channel = placeOf(call)
  const [text, thread_ts] = [textOf(call, 'initial_comment') ?? '', textOf(call, 'thread_ts')]
  if (channel) {
    const done = sandbox.wire.activity.begin()
    setTimeout(() => {
      const message = writeMessage(sandbox, channel.id, {
        user: sandbox.workspace.app.userId,
        bot_id: sandbox.workspace.app.botId,
        subtype: 'file_share',
        text,
        ...(thread_ts === undefined ? {} : { thread_ts }),
      })
      for (const file of files) file.shares.push({ channel: channel.id, ts: message.ts })
      message.files = files.map((file) => fileShape(sandbox, file))
      sandbox.announce({ kind: 'message', channel: channel.id })
      done()
    }, CHOICES.fileMessageMs).unref()
  }
  return { files: files.map((file) => fileShape(sandbox, file)) }
}

function filesOf(call: Call): StoredFile[] {
  let list: unknown
  try {
    list = jsonOf(call, 'files')
  } catch {
    throw invalidArguments('must be valid JSON [json-pointer:/files]')
  }
  if (!Array.isArray(list) || list.length === 0)
    throw invalidArguments('no fewer than 1 items allowed [json-pointer:/files]')
  if (list.length > LIMITS.filesInOneGo)
    throw invalidArguments(`no more than ${LIMITS.filesInOneGo} items allowed [json-pointer:/files]`)
  return list.map((given) => {
    const file = isObject(given) ? byId(call.sandbox.workspace.files, String(given.id)) : undefined
    if (!file || file.uploadedAt === null) throw new Refusal('file_not_found')
    if (isObject(given) && typeof given.title === 'string') file.title = given.title
    return file
  })
}

function placeOf(call: Call): Channel | null {
  const wanted = textOf(call, 'channel_id') ?? textOf(call, 'channels')
  if (wanted === undefined) return null
  const channel = visibleChannel(call, wanted)
  if (!isMember(call, channel)) throw new Refusal('not_in_channel')
  return channel
}

function info(call: Call) {
  const file = byId(call.sandbox.workspace.files, requiredText(call, 'file'))
  if (!file || file.uploadedAt === null) throw new Refusal('file_not_found')
  return { file: fileShape(call.sandbox, file), comments: [], response_metadata: { next_cursor: '' } }
}
