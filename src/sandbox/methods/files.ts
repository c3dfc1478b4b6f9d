import { requiredText, textOf } from '../arguments.ts'
import type { Call } from '../context.ts'
import { fileShape } from '../file-shape.ts'
import { addFile, fileSeenByApp } from '../files.ts'
import { LIMITS } from '../limits.ts'
import type { Method } from '../methods.ts'
import { Refusal } from '../refusal.ts'
import { all } from '../scopes.ts'
import { completeUpload } from './complete-upload.ts'

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': {
    tier: 'tier4',
    json: false,
    get: true,
    scopes: all('files:write'),
    required: ['filename'],
    // alt_text is what the Node client calls it.
    optional: ['length', 'alt_txt', 'alt_text', 'snippet_type'],
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
  const size = Number(textOf(call, 'length'))
  if (!Number.isInteger(size) || size < 1) throw new Refusal('missing_argument')
  if (textOf(call, 'snippet_type') !== undefined && size > LIMITS.snippetBytes)
    throw new Refusal('snippet_too_large')
  const altText = textOf(call, 'alt_txt') ?? textOf(call, 'alt_text') ?? ''
  if (altText.length > LIMITS.fileAltText) throw new Refusal('alt_txt_too_large')
  const name = requiredText(call, 'filename')
  const file = addFile(sandbox, { user: sandbox.workspace.app.userId, name, size, altText })
  return { upload_url: `${sandbox.url}/upload/v1/${file.id}`, file_id: file.id }
}

function info(call: Call) {
  const file = fileSeenByApp(call.sandbox, requiredText(call, 'file'))
  if (!file) throw new Refusal('file_not_found')
  return { file: fileShape(call.sandbox, file), comments: [] }
}
