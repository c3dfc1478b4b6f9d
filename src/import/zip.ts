import { inflateRawSync } from 'node:zlib'

const endRecord = 0x06054b50
const centralRecord = 0x02014b50
const localRecord = 0x04034b50
/** A register is far smaller; a small file that unpacks to more than this is an attack. */
const largestUnpacked = 128 * 1024 * 1024

/** The files inside a zip, unpacked within a limit; undefined where the bytes are no readable zip. */
export function unzip(bytes: Buffer): Map<string, Buffer> | undefined {
  try {
    return unpack(bytes)
  } catch {
    return undefined
  }
}

function unpack(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || bytes.readUInt32LE(end) !== endRecord) throw new RangeError('no end of the directory')
  const files = new Map<string, Buffer>()
  let left = largestUnpacked
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (bytes.readUInt32LE(at) !== centralRecord) throw new RangeError('no directory entry')
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const content = unpackOne(bytes, at, left)
    left -= content.length
    files.set(name, content)
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return files
}

function unpackOne(bytes: Buffer, entry: number, limit: number): Buffer {
  const method = bytes.readUInt16LE(entry + 10)
  const size = bytes.readUInt32LE(entry + 20)
  const local = bytes.readUInt32LE(entry + 42)
  if (bytes.readUInt32LE(local) !== localRecord) throw new RangeError('no local entry')
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.subarray(start, start + size)
  if (packed.length !== size || limit <= 0) throw new RangeError('cut off or too large')
  if (method === 0) return packed
  if (method !== 8) throw new RangeError('unknown compression')
  return size === 0 ? packed : inflateRawSync(packed, { maxOutputLength: limit })
}
