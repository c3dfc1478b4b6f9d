import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Refusal } from './rules/refusal.ts'

/** `/healthz`: the process is up. `/readyz`: it can do its work; each check says what is wrong where it is. */

export type Check = { name: string; ok: boolean; detail: string }

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** `others` are asked for their own paths. */
export async function serveHealth(
  port: number,
  checks: () => Promise<Check[]>,
  others: Readonly<Record<string, Listener>> = {},
): Promise<{ port: number; stop(): Promise<void> }> {
  // By what a request names nothing but these is found.
  const listeners = new Map(Object.entries(others))
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      response.end(JSON.stringify(body))
    }
    const other = listeners.get(request.url?.split('?')[0] ?? '')
    if (other) return other(request, response)
    if (request.method !== 'GET') return answer(405, { error: 'expected GET' })
    if (request.url === '/healthz') return answer(200, { ok: true })
    if (request.url !== '/readyz') return answer(404, { error: 'expected /healthz or /readyz' })
    checks().then(
      (found) =>
        answer(found.every((check) => check.ok) ? 200 : 503, {
          ok: found.every((check) => check.ok),
          checks: found,
        }),
      () => answer(503, { ok: false, checks: [] }),
    )
  })
  await listen(server, port)
  const bound = (server.address() as { port: number }).port
  return { port: bound, stop: () => close(server) }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Refusal('port_in_use', { port, variable: 'PERENNIAL_PORT' })
          : error,
      )
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

const closeWithin = 2_000

function close(server: Server): Promise<void> {
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), closeWithin).unref()
  return new Promise((resolve) => server.close(() => resolve()))
}
