import { extname } from 'node:path'

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

/** By the ending of its name. */
export function typeOf(name: string): [filetype: string, mimetype: string, pretty: string] {
  const ending = extname(name).toLowerCase()
  return Object.hasOwn(TYPES, ending) ? TYPES[ending]! : UNKNOWN
}
