import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type App, SocketModeReceiver } from '@slack/bolt'
import { loggerWithoutTokens } from './client.ts'
import { type Failure, sortFailure } from './errors.ts'

export type ConnectionOptions = {
  app: App
  appToken: string
  /** `https://slack.com/api/` where null. */
  apiUrl: string | null
  /** How long Slack may stay silent to our pings. */
  pingMilliseconds: number
  /** A frame or a pong came. */
  heard(): void
  /** Slack asks to leave this connection, and says why: it goes on for a moment. */
  asked(reason: string): void
  /** The connection is closed, by whomever. */
  closed(): void
  warn(line: string): void
}

export type Connection = {
  /** Null where it is open; the library waits for Slack's hello without an end, and so does this. */
  opened: Promise<Failure | null>
  /** Closes it in order; the second call does not wait for Slack. */
  close(): void
}

const pongs = 'undici:websocket:pong'

/**
 * One connection of Socket Mode, never reopened by the library: it would wait five seconds first. What the
 * library does not survive is kept from it: an envelope without an event in it becomes an unhandled rejection.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: options.pingMilliseconds,
    logger: loggerWithoutTokens(options.warn),
    installerOptions: {
      // Of its own, and without headers: the library writes into this object, and a token would travel on.
      clientOptions: {
        ...(options.apiUrl === null ? {} : { slackApiUrl: options.apiUrl }),
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: 10_000,
      },
    },
  })
  receiver.init(options.app)
  const { client } = receiver
  let url: string | null = null
  let isClosing = false

  const onPong = (message: unknown) => {
    const socket = (message as { websocket?: { url?: unknown } }).websocket
    if (url !== null && socket?.url === url) options.heard()
  }
  subscribe(pongs, onPong)

  client.on('authenticated', (answer: { url: string }) => {
    url = new URL(answer.url).href
  })
  // A close that was asked for while Slack was still asked for the address.
  client.on('connecting', () => {
    if (isClosing) queueMicrotask(() => void client.disconnect())
  })
  client.on('disconnected', () => {
    unsubscribe(pongs, onPong)
    options.closed()
  })

  const [theirs] = client.listeners('ws_message')
  if (!theirs) throw new Error('Expected the Socket Mode client to listen to its own frames')
  client.off('ws_message', theirs)
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    options.heard()
    const frame = parseFrame(data)
    if (frame === null) return options.warn('a frame that is no JSON object was passed over')
    if (frame.type === 'disconnect') return options.asked(String(frame.reason))
    Promise.resolve(theirs(JSON.stringify(withEvent(frame)), isBinary)).catch((error: unknown) =>
      options.warn(`a frame failed in the library: ${String(error)}`),
    )
  })

  return {
    opened: receiver.start().then(
      () => null,
      (error: unknown) =>
        error === undefined
          ? { failure: 'later', reason: 'the connection was closed before Slack said hello' }
          : sortFailure(error),
    ),
    close() {
      isClosing = true
      void client.disconnect()
    },
  }
}

type Frame = { type?: unknown; reason?: unknown; payload?: unknown }

function parseFrame(data: unknown): Frame | null {
  try {
    const frame: unknown = JSON.parse(
      typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer),
    )
    return typeof frame === 'object' && frame !== null ? frame : null
  } catch {
    return null
  }
}

/** Slack's own word, such as that deliveries are limited, has no event in it: it is given one of its own type. */
function withEvent(frame: Frame): Frame {
  if (frame.type !== 'events_api') return frame
  const payload = (frame.payload ?? {}) as { type?: unknown; event?: unknown }
  if (typeof payload.event === 'object' && payload.event !== null) return frame
  return { ...frame, payload: { ...payload, event: { type: String(payload.type ?? 'nothing') } } }
}
