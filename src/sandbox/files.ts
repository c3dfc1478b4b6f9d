import { extname } from 'node:path'
import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { typeOf } from './file-types.ts'
import { byId } from './lookup.ts'
import { newId } from './populate.ts'
import type { StoredFile, User } from './workspace.ts'

/** `[{name, content | contentBase64}]`: files that a person chose, each of a kind that the input takes. */
export function filesFrom(sandbox: Sandbox, person: User, list: unknown, wanted?: unknown): StoredFile[] {
  if (!Array.isArray(list)) throw new Expected('expected "files" to be a list of files')
  const chosen = list.map((given) => {
    if (!isObject(given) || typeof given.name !== 'string' || given.name === '')
      throw new Expected('expected a file to have a "name"')
    checkKind(given.name, wanted)
    return { name: given.name, bytes: bytesOf(given) }
  })
  return chosen.map(({ name, bytes }) => {
    const file = addFile(sandbox, { user: person.id, name, size: bytes.length, altText: '' })
    return Object.assign(file, { contentBase64: bytes.toString('base64'), state: 'complete' as const })
  })
}

function checkKind(name: string, wanted: unknown): void {
  const ending = extname(name).slice(1).toLowerCase()
  if (!Array.isArray(wanted) || wanted.includes(ending)) return
  throw new Expected(`expected a file of the kind ${wanted.join(', ')}, got "${name}"`)
}

function bytesOf({ content, contentBase64 }: Json): Buffer {
  if (typeof content === 'string') return Buffer.from(content, 'utf8')
  if (typeof contentBase64 === 'string') return Buffer.from(contentBase64, 'base64')
  throw new Expected('expected a file to have "content" or "contentBase64"')
}

type Announced = { user: string; name: string; size: number; altText: string }

/** A file of which the bytes are still to come. */
export function addFile(sandbox: Sandbox, announced: Announced): StoredFile {
  const { workspace, clock } = sandbox
  const [filetype, mimetype] = typeOf(announced.name)
  const file: StoredFile = {
    ...announced,
    id: newId(workspace, 'F'),
    title: announced.name,
    filetype,
    mimetype,
    created: Math.floor(clock.now() / 1000),
    contentBase64: '',
    state: 'awaited',
    isGivenToApp: false,
    shares: [],
  }
  workspace.files[file.id] = file
  sandbox.announce({ kind: 'files' })
  return file
}

/** A complete file that the app may see: its own, one given to it in a form, or one shared where it is a member. */
export function fileSeenByApp({ workspace }: Sandbox, id: string): StoredFile | undefined {
  const file = byId(workspace.files, id)
  if (file?.state !== 'complete') return undefined
  const isShared = file.shares.some(({ channel }) =>
    workspace.channels[channel]?.members.includes(workspace.app.userId),
  )
  return isShared || file.isGivenToApp || file.user === workspace.app.userId ? file : undefined
}
