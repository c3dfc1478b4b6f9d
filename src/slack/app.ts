import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, type Receiver, type ReceiverEvent } from '@slack/bolt'
import type { Sleep } from '../clock.ts'
import { loggerWithoutTokens } from './client.ts'
import { takeCommand, takePress, takeShortcut } from './dispatch.ts'
import { takeEvent } from './events.ts'
import type { Desk } from './gesture.ts'
import { makeHttpListener } from './receiver-http.ts'
import { type Health, keepSocket, type Socket } from './socket.ts'
import { type FormAck, takeSubmission } from './submission.ts'

export type SlackAppOptions = {
  desk: Desk
  token: string
  appToken: string | null
  signingSecret: string | null
  apiUrl: string | null
  monotonic: () => number
  seconds: () => number
  sleep: Sleep
  random: () => number
  scale: number
  /** Slack refuses the app for good; null: it is taken again. */
  refused(reason: string | null): Promise<void>
  pingMilliseconds?: number
  submitMilliseconds?: number
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

export type SlackApp = {
  /** For `/slack/events`; null where events come by the socket, or not at all. */
  listener: Listener | null
  start(): void
  health(): Health
  /** Takes nothing new, and lets what was begun end. */
  stop(): Promise<void>
}

/** How long what was begun may take at the end. */
const finishWithin = 5_000

/** Bolt, by Socket Mode where an app token is set, else over HTTP where a signing secret is. */
export function makeSlackApp(options: SlackAppOptions): SlackApp {
  const { desk, sleep, appToken, signingSecret } = options
  const running = new Set<Promise<void>>()
  const run = (work: Promise<void>) => {
    const one = work
      .catch((error: Error) => desk.log.error({ error: error.stack ?? String(error) }, 'a delivery failed'))
      .finally(() => running.delete(one))
    running.add(one)
  }
  const app = makeApp(options, run)
  let socket: Socket | null = null
  let isStopped = false
  const take =
    appToken === null && signingSecret !== null ? makeHttpListener(app, { ...options, signingSecret }) : null
  // Slack tries again a minute later, and finds the next program.
  const listener: Listener | null =
    take && ((request, response) => (isStopped ? response.writeHead(503).end() : take(request, response)))
  return {
    listener,
    start() {
      if (appToken !== null) socket = keepSocket({ ...options, app, appToken, log: desk.log })
    },
    health() {
      if (appToken !== null) return socket?.health() ?? { name: 'socket', ok: false, detail: 'not begun' }
      const detail = listener ? 'events come over HTTP' : 'none: only messages are sent'
      return { name: 'socket', ok: true, detail }
    },
    async stop() {
      isStopped = true
      await socket?.stop()
      const waiting = new AbortController()
      await Promise.race([Promise.all(running), sleep(finishWithin, waiting.signal)])
      waiting.abort()
    },
  }
}

/** Deliveries come by one of our own receivers, and every call goes by our own client. */
const noReceiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} }

function makeApp(options: SlackAppOptions, run: (work: Promise<void>) => void): App {
  const { desk, token, apiUrl } = options
  const logger = loggerWithoutTokens((line) => desk.log.debug({ line }, 'bolt'))
  const app = new App({
    receiver: noReceiver,
    logger,
    ignoreSelf: false,
    convoStore: false,
    clientOptions: {
      ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
    // Who may do what is judged by whose envelope it is; Slack is not asked about the token each time.
    authorize: async () => ({ botToken: token }),
  })
  app.error(async (error) => desk.log.error({ error: error.stack ?? String(error) }, 'a delivery failed'))
  app.command(/.*/, async ({ ack, body }) => {
    await acknowledge(desk, ack)
    run(takeCommand(desk, body))
  })
  app.action(/.*/, async ({ ack, body }) => {
    await acknowledge(desk, ack)
    run(takePress(desk, body))
  })
  app.shortcut(/.*/, async ({ ack, body }) => {
    await acknowledge(desk, ack)
    run(takeShortcut(desk, body))
  })
  app.view(/.*/, async ({ ack, body }) => {
    run(takeSubmission(desk, body, ack as FormAck, options.sleep, options.submitMilliseconds))
  })
  const toListeners = app.processEvent.bind(app)
  app.processEvent = async (event) => {
    if (event.body.event === undefined && event.body.type !== 'app_rate_limited')
      return await toListeners(event)
    return await takeDelivered(desk, event, run)
  }
  return app
}

/** Where the connection is gone Slack delivers again, and that is passed over: the work is done all the same. */
async function acknowledge(desk: Desk, ack: () => Promise<unknown>): Promise<void> {
  await ack().catch((error: unknown) =>
    desk.log.info({ error: String(error) }, 'an acknowledgment did not arrive'),
  )
}

/** Bolt would acknowledge before anybody has looked at it. Stored first, an event is delivered again after a crash. */
async function takeDelivered(
  desk: Desk,
  { body, ack }: ReceiverEvent,
  run: (work: Promise<void>) => void,
): Promise<void> {
  if (body.type === 'app_rate_limited') {
    desk.log.warn(
      { minute: body.minute_rate_limited },
      'Slack limits what it delivers; the daily reading is the net',
    )
  } else {
    const after = await takeEvent(desk, body)
    if (after) run(after())
  }
  await acknowledge(desk, ack)
}
