import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { markdownEnding } from './markdown.ts'
import { type ImportFile, type ImportFormat, ImportRefusal } from './row.ts'

/** `relative` is the path below the folder that was named; `format` is undefined where the ending says none. */
export type FoundFile = { path: string; relative: string; folder: string; format: ImportFormat | undefined }

/** The files of a path, each with how it is to be read; what is left out of a folder is named in a report of its own. */
export async function findFiles(
  path: string,
  format: 'auto' | ImportFormat,
): Promise<{ found: FoundFile[]; files: ImportFile[] }> {
  const kind = await stat(path).catch(() => {
    throw new ImportRefusal(`${path}: expected a file or a folder, nothing is there: check the path.`)
  })
  if (!kind.isDirectory()) {
    const only = format === 'auto' ? formatOf(path) : format
    return {
      found: [{ path, relative: basename(path), folder: dirname(resolve(path)), format: only }],
      files: [],
    }
  }
  const all = (await listFolder(path)).map((relative) => ({
    path: join(path, relative),
    relative,
    folder: resolve(path),
    format: formatOf(relative),
  }))
  const found = all.filter(
    (file) => file.format !== undefined && (format === 'auto' || file.format === format),
  )
  const others = all.filter((file) => !found.includes(file)).map(({ relative }) => relative)
  const note = `Not read, being no ${format === 'auto' ? 'Markdown, CSV or XLSX' : format} file: ${others.join(', ')}.`
  return {
    found,
    files:
      others.length > 0 || found.length === 0 ? [emptyFolder(path, found.length, note, others.length)] : [],
  }
}

function emptyFolder(path: string, found: number, note: string, others: number): ImportFile {
  const notes = [
    ...(found === 0 ? ['The folder holds no file to import.'] : []),
    ...(others > 0 ? [note] : []),
  ]
  return { path, format: 'markdown', rows: [], notes }
}

function formatOf(path: string): ImportFormat | undefined {
  if (markdownEnding.test(path)) return 'markdown'
  if (/\.(?:csv|tsv)$/i.test(path)) return 'csv'
  return /\.xls[xm]$/i.test(path) ? 'xlsx' : undefined
}

/** All files below a folder, sorted, as paths below it; hidden folders and installed packages left out. */
async function listFolder(root: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  const found: string[] = []
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await listFolder(root, path)))
    else found.push(path)
  }
  return found
}
