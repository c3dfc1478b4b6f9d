import type { IncomingMessage } from 'node:http'
import { Refusal } from '../rules/refusal.ts'

export type Bounds = { longest: number; seconds: number }

/** The whole body; never more is kept than may come. Null where the sender went away. */
export function readBody(request: IncomingMessage, { longest, seconds }: Bounds): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let length = Number(request.headers['content-length'] ?? 0)
  const tooLong = () => new Refusal('report_too_long', { longest })
  if (length > longest) return Promise.reject(tooLong())
  length = 0
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      request.off('data', take)
      settle()
    }
    const timer = setTimeout(() => end(() => reject(new Refusal('report_slow', { seconds }))), seconds * 1000)
    const take = (piece: Buffer) => {
      length += piece.length
      if (length > longest) end(() => reject(tooLong()))
      else pieces.push(piece)
    }
    request.on('data', take)
    request.once('end', () => end(() => resolve(Buffer.concat(pieces))))
    request.on('error', () => end(() => resolve(null)))
    request.once('close', () => end(() => resolve(null)))
  })
}

const leaveAfter = 2_000

/** What still comes after the answer is thrown away for a moment, so that the sender gets to read it. */
export function discardRest(request: IncomingMessage): void {
  if (request.complete) return
  request.resume()
  const leave = () => void (request.complete || request.destroy())
  setTimeout(leave, leaveAfter).unref()
}
