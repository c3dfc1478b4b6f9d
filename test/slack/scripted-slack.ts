import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
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
  { greets = true, pongs = true, sandbox }: { greets?: boolean; pongs?: boolean; sandbox?: string } = {},
) {
  const sockets: WebSocket[] = []
  const acks: unknown[] = []
  const opened: { authorization: string | undefined }[] = []
  const waiting = new Set<() => void>()
  const happened = () => {
    for (const look of [...waiting]) look()
  }
  const answers: object[] = []
  const passedOn: { method: string; given: Record<string, string> }[] = []
  const http = createServer((request, response) => {
    if (request.url?.startsWith('/answer')) return void takeAnswer(request, response)
    if (sandbox && !request.url?.endsWith('apps.connections.open'))
      return void passOn(sandbox, request, response, passedOn)
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
  async function takeAnswer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await jsonOf(request)) as object
    const isUsedUp = request.url?.endsWith('used-up')
    if (!isUsedUp) answers.push(body)
    response.writeHead(isUsedUp ? 404 : 200).end(isUsedUp ? '{"ok":false,"error":"used_url"}' : 'ok')
    happened()
  }
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
    /** Every other call, in the order in which they came. */
    passedOn,
    /** What was said to a person at the address of a gesture. */
    answers,
    answerUrl: (name = 'one') => `http://127.0.0.1:${(http.address() as AddressInfo).port}/answer/${name}`,
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

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

const jsonOf = async (request: IncomingMessage): Promise<unknown> => JSON.parse(await textOf(request))

/** Every other call is the sandbox's. */
async function passOn(
  sandbox: string,
  request: IncomingMessage,
  response: ServerResponse,
  passedOn: { method: string; given: Record<string, string> }[],
): Promise<void> {
  const body = await textOf(request)
  const method = request.url?.replace(/^.*\//, '') ?? ''
  passedOn.push({ method, given: Object.fromEntries(new URLSearchParams(body)) })
  const { authorization = '', 'content-type': type = '' } = request.headers
  const answer = await fetch(`${sandbox}${request.url}`, {
    method: 'POST',
    headers: { authorization, 'content-type': type },
    body,
  })
  const scopes = answer.headers.get('x-oauth-scopes')
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    ...(scopes ? { 'x-oauth-scopes': scopes } : {}),
  })
  response.end(await answer.text())
}

export type ScriptedSlack = Awaited<ReturnType<typeof scriptedSlack>>
