import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'

/** What `apps.connections.open` answers: an address, an error, or a status with nothing in it. */
type Opening = 'address' | { error: string } | { status: number; headers?: Record<string, string> }

/**
 * Slack as far as a socket goes, in the test's hand: each opening is answered by the next word of the script, the
 * last one for ever, and each connection is greeted.
 */
export async function scriptedSlack(
  openings: readonly Opening[] = ['address'],
  { greets = true, pongs = true }: { greets?: boolean; pongs?: boolean } = {},
) {
  const sockets: WebSocket[] = []
  const acks: unknown[] = []
  const opened: { authorization: string | undefined }[] = []
  const waiting = new Set<() => void>()
  const happened = () => {
    for (const look of [...waiting]) look()
  }
  const http = createServer((request, response) => {
    const opening = openings[Math.min(opened.length, openings.length - 1)] ?? 'address'
    opened.push({ authorization: request.headers.authorization })
    request.resume()
    const { port } = http.address() as AddressInfo
    if (typeof opening === 'object' && 'status' in opening) {
      response.writeHead(opening.status, opening.headers).end()
    } else {
      const body =
        opening === 'address'
          ? { ok: true, url: `ws://127.0.0.1:${port}/link/?ticket=${opened.length}` }
          : { ok: false, error: opening.error }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    happened()
  })
  const server = new WebSocketServer({ server: http, autoPong: pongs })
  server.on('connection', (socket) => {
    sockets.push(socket)
    if (greets) socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
    socket.on('message', (data) => {
      acks.push(JSON.parse(String(data)))
      happened()
    })
    socket.on('close', happened)
    happened()
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  onTestFinished(async () => {
    for (const socket of server.clients) socket.terminate()
    server.close()
    http.closeAllConnections()
    http.close()
  })
  return {
    apiUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/`,
    sockets,
    acks,
    opened,
    /** The newest connection says something. */
    say: (frame: object) => sockets.at(-1)?.send(JSON.stringify(frame)),
    /** Waits until something holds; the test's own time limit ends a wait in vain. */
    until: (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!holds()) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    happened,
  }
}

export type ScriptedSlack = Awaited<ReturnType<typeof scriptedSlack>>
