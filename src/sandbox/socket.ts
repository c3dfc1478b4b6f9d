import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Acks, createAcks } from './acks.ts'
import type { Json } from './blocks/check.ts'
import type { Sandbox } from './context.ts'
import type { Ack } from './deliver.ts'
import { seededRandom } from './random.ts'

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'

export type Connection = {
  id: number
  socket: WebSocket
  /** Nothing new is delivered here. */
  isLeaving: boolean
}

export type Sockets = {
  newEnvelopeId(): string
  newTicket(): string
  /** The upgrade of `GET /link/?ticket=…`. */
  take(request: IncomingMessage, stream: Duplex, head: Buffer): void
  live(): Connection[]
  /** Sends to one live connection. Undefined where there is none. */
  send(envelope: Json, isElsewhere?: boolean): Promise<Ack> | undefined
  /** Resolves with true as soon as there is a live connection. */
  connected(patienceMs: number): Promise<boolean>
  /** Asks every connection to leave, and says why. */
  disconnect(reason: DisconnectReason): void
  /** Sends a frame as it is to every live connection. */
  sendRaw(frame: string | Buffer): void
  stop(): void
}

const MOST = 10
const BUSY = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'

/** Socket Mode: up to ten connections of the app, of which one at random takes each envelope. */
export function createSockets(sandbox: Omit<Sandbox, 'wire'>): Sockets {
  const { wall, timing, journal } = sandbox
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: true, autoPong: false })
  const tickets = new Map<string, number>()
  const connections = new Set<Connection>()
  const waiting = new Set<() => void>()
  const acks: Acks = createAcks(sandbox)
  const random = seededRandom(sandbox.workspace.seed)
  let made = 0
  let connectionsMade = 0
  let lastSentOn: Connection | undefined

  const live = () => [...connections].filter((one) => !one.isLeaving && one.socket.readyState === 1)
  const debug = () => ({ host: 'sandbox-1', build_number: 1, approximate_connection_time: 18_060 })
  const info = () => ({ app_id: sandbox.workspace.app.id })

  function digest(kind: string): string {
    made += 1
    return createHash('sha256').update(`${sandbox.workspace.seed}:${kind}:${made}`).digest('hex')
  }

  function tell(connection: Connection, frame: Json): void {
    if (!sandbox.faults.inForce('half_open')) connection.socket.send(JSON.stringify(frame))
  }

  function note(connection: Connection, what: string): void {
    journal.record({ kind: 'connection', connection: connection.id, what })
  }

  function open(socket: WebSocket): void {
    connectionsMade += 1
    const connection: Connection = { id: connectionsMade, socket, isLeaving: false }
    connections.add(connection)
    const count = [...connections].filter((one) => one.socket.readyState === 1).length
    note(connection, 'opened')
    listen(connection)
    tell(connection, { type: 'hello', num_connections: count, debug_info: debug(), connection_info: info() })
    if (count > MOST) ask(connection, 'too_many_websockets')
    keepAlive(connection)
    if (timing.connectionMs > 0) later(connection, timing.connectionMs, () => ask(connection, 'warning'))
    for (const wake of [...waiting]) wake()
  }

  function listen(connection: Connection): void {
    const { socket } = connection
    socket.on('message', (data, isBinary) => {
      if (sandbox.faults.inForce('half_open')) return
      if (isBinary) return journal.violate('frame_unreadable', 'a binary frame')
      acks.take(data.toString())
    })
    socket.on('ping', (data) => {
      if (!sandbox.faults.inForce('no_pong') && !sandbox.faults.inForce('half_open')) socket.pong(data)
    })
    socket.on('error', (error) => note(connection, `failed: ${error.message}`))
    socket.on('close', (code) => {
      connections.delete(connection)
      note(connection, `closed ${code}`)
    })
  }

  function keepAlive({ socket }: Connection): void {
    const timer = setInterval(() => {
      if (sandbox.faults.inForce('no_ping') || sandbox.faults.inForce('half_open')) return
      socket.ping(`sandbox ${wall.now()}`)
    }, timing.pingMs)
    timer.unref()
    socket.on('close', () => clearInterval(timer))
  }

  function later(connection: Connection, ms: number, work: () => void): void {
    const timer = setTimeout(work, ms)
    timer.unref()
    connection.socket.on('close', () => clearTimeout(timer))
  }

  /** A warning is followed by the end; after any other reason the other side closes, or we do a moment later. */
  function ask(connection: Connection, reason: DisconnectReason): void {
    const num_connections = connections.size
    tell(connection, {
      type: 'disconnect',
      reason,
      ...(reason === 'too_many_websockets' ? { num_connections } : {}),
      debug_info: debug(),
      connection_info: info(),
    })
    note(connection, `asked to leave: ${reason}`)
    if (reason === 'warning') later(connection, timing.warningMs, () => ask(connection, 'refresh_requested'))
    else leave(connection)
  }

  function leave(connection: Connection): void {
    connection.isLeaving = true
    later(connection, timing.closingMs, () => connection.socket.close(1000))
  }

  function isWelcome(request: IncomingMessage): boolean {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const ticket = searchParams.get('ticket') ?? ''
    const madeAt = tickets.get(ticket)
    tickets.delete(ticket)
    return (
      ['127.0.0.1', 'localhost', '[::1]'].includes(host) &&
      ['/link', '/link/'].includes(pathname) &&
      madeAt !== undefined &&
      wall.now() - madeAt <= timing.ticketMs &&
      sandbox.faults.strikeOn('socket', { effect: 'refuse' }).length === 0
    )
  }

  return {
    live,
    newEnvelopeId() {
      const hex = digest('envelope')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
    newTicket() {
      const ticket = digest('ticket')
      tickets.set(ticket, wall.now())
      return ticket
    },
    take(request, stream, head) {
      stream.on('error', () => stream.destroy())
      if (isWelcome(request)) return server.handleUpgrade(request, stream, head, open)
      stream.end(BUSY)
    },
    send(envelope, isElsewhere = false) {
      const all = live()
      const rest = isElsewhere ? all.filter((one) => one !== lastSentOn) : all
      const choice = rest.length > 0 ? rest : all
      const connection = choice[Math.floor(random() * choice.length)]
      if (!connection) return undefined
      lastSentOn = connection
      journal.record({ kind: 'delivery', over: 'socket', connection: connection.id, ...envelope })
      const acked = acks.expect(envelope)
      tell(connection, envelope)
      return acked
    },
    connected(patienceMs) {
      if (live().length > 0) return Promise.resolve(true)
      return new Promise((resolve) => {
        const finish = (found: boolean) => () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve(found)
        }
        const wake = finish(true)
        const timer = setTimeout(finish(false), patienceMs)
        timer.unref()
        waiting.add(wake)
      })
    },
    disconnect(reason) {
      for (const connection of live()) ask(connection, reason)
    },
    sendRaw(frame) {
      for (const { socket } of live()) socket.send(frame)
    },
    stop() {
      for (const { socket } of connections) socket.terminate()
      server.close()
    },
  }
}
