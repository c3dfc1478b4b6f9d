import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { APP_TOKEN, type Reply, type TestSandbox } from './support.ts'

export type Frame = Reply
export type Wanted = (frame: Frame) => boolean

/** A raw connection of Socket Mode: it keeps every frame, and acknowledges only what it is told to. */
export async function connect(sandbox: TestSandbox, options: WebSocket.ClientOptions = {}) {
  const { url } = (await sandbox.raw('apps.connections.open', {}, { token: APP_TOKEN })).body
  return connectTo(url, options)
}

export type TestSocket = Awaited<ReturnType<typeof connectTo>>

export async function connectTo(url: string, options: WebSocket.ClientOptions = {}) {
  const socket = new WebSocket(url, options)
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  const pings: string[] = []
  const pongs: string[] = []
  const wakeAll = () => {
    for (const wake of [...waiting]) wake()
  }
  let closed: number | undefined
  socket.on('message', (data, isBinary) => {
    frames.push(
      isBinary || !data.toString().startsWith('{') ? { raw: data.toString() } : JSON.parse(data.toString()),
    )
    wakeAll()
  })
  socket.on('ping', (data) => {
    pings.push(data.toString())
    wakeAll()
  })
  socket.on('pong', (data) => {
    pongs.push(data.toString())
    wakeAll()
  })
  socket.on('close', (code) => {
    closed = code
    wakeAll()
  })
  onTestFinished(() => socket.terminate())
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })

  function until<Found>(look: () => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      const wake = () => {
        const found = look()
        if (found === undefined) return
        waiting.delete(wake)
        resolve(found)
      }
      waiting.add(wake)
      wake()
    })
  }

  return {
    socket,
    frames,
    pings,
    pongs,
    /** The first frame of that kind, or the one after so many. */
    frame: (isWanted: Wanted, after = 0): Promise<Frame> => until(() => frames.filter(isWanted)[after]),
    ping: () => until(() => pings[0]),
    pong: () => until(() => pongs[0]),
    closed: () => until(() => closed),
    send: (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    ack: (frame: Frame, payload?: unknown) =>
      socket.send(JSON.stringify({ envelope_id: frame.envelope_id, ...(payload ? { payload } : {}) })),
  }
}

/** Acknowledges everything at once, with nothing to say. */
export function acknowledging(connection: TestSocket, payload?: unknown): TestSocket {
  connection.socket.on('message', (data) => {
    const frame = JSON.parse(data.toString())
    if (frame.envelope_id) connection.ack(frame, frame.accepts_response_payload ? payload : undefined)
  })
  return connection
}

export const isHello: Wanted = ({ type }) => type === 'hello'
export const isEvent: Wanted = ({ type }) => type === 'events_api'
export const isCommand: Wanted = ({ type }) => type === 'slash_commands'
export const isGesture: Wanted = ({ type }) => type === 'interactive'
export const isGoodbye: Wanted = ({ type }) => type === 'disconnect'
