import type { IncomingMessage, ServerResponse } from 'node:http'
import { type App, HTTPReceiver } from '@slack/bolt'
import { loggerWithoutTokens } from './client.ts'
import type { Desk } from './gesture.ts'

export type HttpOptions = {
  desk: Desk
  signingSecret: string
  /** Seconds since 1970 by the machine's own clock: Slack signs by the real time, also in a rehearsal. */
  seconds: () => number
}

const eventsPath = '/slack/events'
/** As Slack advises; Bolt refuses what is too old, and would take what is of the future. */
const farthest = 300

/** Takes what Slack sends to the program's own port. */
export function makeHttpListener(
  app: App,
  { desk, signingSecret, seconds }: HttpOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: eventsPath,
    logger: loggerWithoutTokens((line) => desk.log.debug({ line }, 'http')),
    bodyLimit: 1024 * 1024,
  })
  receiver.init(app)
  return (request, response) => {
    // Bolt throws at anything else, out of everybody's reach: one request would end the program.
    if (request.method !== 'POST' || request.url?.split('?')[0] !== eventsPath) {
      response.writeHead(404).end()
      return
    }
    const signedAt = Number(request.headers['x-slack-request-timestamp'] ?? Number.NaN)
    if (Math.abs(seconds() - signedAt) > farthest) {
      desk.log.warn({ signedAt }, 'a request signed at another time was refused')
      response.writeHead(401).end()
      return
    }
    // Bolt compares the whole header, and a character set in it is no reason to refuse a form.
    const type = request.headers['content-type']
    if (type !== undefined)
      request.headers['content-type'] = (type.split(';')[0] as string).trim().toLowerCase()
    receiver.requestListener(request, response)
  }
}
