import { ImportRefusal } from './row.ts'

const largest = 64 * 1024 * 1024

/** Bytes to text with plain line ends: UTF-8, UTF-16 or Windows-1252, whichever the bytes are. */
export function decodeText(bytes: Uint8Array, name: string): { text: string; notes: string[] } {
  if (bytes.length > largest) {
    throw new ImportRefusal(
      `${name}: expected a file of at most 64 MB, this one has ${bytes.length} bytes: split it.`,
    )
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04) {
    throw new ImportRefusal(
      `${name}: expected text, this is a zip or spreadsheet file: give it the ending .xlsx or save it as CSV.`,
    )
  }
  const { text, notes } = decode(bytes)
  if (isBinary(text)) {
    throw new ImportRefusal(
      `${name}: expected text, this file holds binary data: export the register as CSV or XLSX.`,
    )
  }
  return { text: text.replace(/\r\n?/g, '\n'), notes }
}

function decode(bytes: Uint8Array): { text: string; notes: string[] } {
  const utf16 = utf16Kind(bytes)
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), notes: ['The file is UTF-16.'] }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notes: [] }
  } catch {
    return {
      text: decodeWindows1252(bytes),
      notes: ['The file is not UTF-8; it is read as Windows-1252.'],
    }
  }
}

/** What Windows puts where Latin-1 has control characters: bytes 128 to 159. */
const windowsOnly = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** By hand: the decoder of several Node versions reads "windows-1252" as Latin-1. */
function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => windowsOnly[character.charCodeAt(0) - 128] ?? character)
}

/** By its byte order mark, else by the zero bytes that Latin text leaves at every second place. */
function utf16Kind(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 2000)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = sample.length * 0.3
  if (odd > most && even === 0) return 'utf-16le'
  return even > most && odd === 0 ? 'utf-16be' : undefined
}

function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const controls = text.slice(0, 100_000).match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0
  return text.includes('\u0000') || controls > Math.max(8, text.length / 50)
}
