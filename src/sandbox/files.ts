import { extname } from 'node:path'
import { isObject, type Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import { Expected } from './expected.ts'
import { newId } from './populate.ts'
import type { StoredFile, User } from './workspace.ts'

const TYPES: Record<string, [filetype: string, mimetype: string, pretty: string]> = {
  '.md': ['markdown', 'text/markdown', 'Markdown'],
  '.txt': ['text', 'text/plain', 'Plain Text'],
  '.html': ['html', 'text/html', 'HTML'],
  '.csv': ['csv', 'text/csv', 'CSV'],
  '.pdf': ['pdf', 'application/pdf', 'PDF'],
  '.docx': [
    'docx',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'Word Document',
  ],
  '.png': ['png', 'image/png', 'PNG'],
}
const UNKNOWN: [string, string, string] = ['binary', 'application/octet-stream', 'Binary']

export function typeOf(name: string): [filetype: string, mimetype: string, pretty: string] {
  const ending = extname(name).toLowerCase()
  return Object.hasOwn(TYPES, ending) ? TYPES[ending]! : UNKNOWN
}

/** Files that a person chose; their own kind of file the input must take. */
export function keepFiles(sandbox: Sandbox, person: User, list: unknown, element: Json): Json[] {
  if (!Array.isArray(list)) throw new Expected('expected a list of files')
  return list.map((given) => {
    if (!isObject(given) || typeof given.name !== 'string' || given.name === '')
      throw new Expected('expected a file to have a "name"')
    checkKind(given.name, element.filetypes)
    return fileShape(sandbox, newFile(sandbox, person.id, given.name, bytesOf(given), true))
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

export function newFile(
  sandbox: Sandbox,
  user: string,
  name: string,
  bytes: Buffer,
  isComplete: boolean,
): StoredFile {
  const { workspace, clock } = sandbox
  const [filetype, mimetype] = typeOf(name)
  const file: StoredFile = {
    id: newId(workspace, 'F'),
    name,
    title: name,
    user,
    size: bytes.length,
    filetype,
    mimetype,
    created: Math.floor(clock.now() / 1000),
    contentBase64: bytes.toString('base64'),
    uploadedAt: isComplete ? clock.now() : null,
    shares: [],
  }
  workspace.files[file.id] = file
  return file
}

/** The file as Slack shows it. */
export function fileShape(sandbox: Sandbox, file: StoredFile): Json {
  const { workspace, url } = sandbox
  const where = `${url}/files-pri/${workspace.team.id}-${file.id}`
  const kindOf = (id: string) => workspace.channels[id]?.kind
  const shared = (wanted: (kind: string | undefined) => boolean) =>
    file.shares.map(({ channel }) => channel).filter((id) => wanted(kindOf(id)))
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: typeOf(file.name)[2],
    user: file.user,
    user_team: workspace.team.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: shared((kind) => kind === 'public').length > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${where}/${encodeURIComponent(file.name)}`,
    url_private_download: `${where}/download/${encodeURIComponent(file.name)}`,
    permalink: `${url}/files/${file.user}/${file.id}`,
    channels: shared((kind) => kind === 'public'),
    groups: shared((kind) => kind === 'private' || kind === 'mpim'),
    ims: shared((kind) => kind === 'im'),
    comments_count: 0,
    is_starred: false,
    has_rich_preview: false,
  }
}
