import { createHash } from 'node:crypto'

/** SHA-256 in lower-case hexadecimal of the UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
