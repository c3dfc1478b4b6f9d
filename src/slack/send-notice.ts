import type { webApi } from '@slack/bolt'
import type { Destination, Posted, Sender, SendOutcome } from '../rules/delivery.ts'
import { sha256 } from '../rules/digest.ts'
import { openConversation } from './conversation.ts'
import { type Failure, sortFailure } from './errors.ts'
import { lookUp, metadataOf } from './look-up.ts'
import { updateMessage } from './update-message.ts'
import { checkMessage } from './views/check-message.ts'

type Client = webApi.WebClient
type Sent = { sent: true; channel: string; ts: string }
type Tried = { to: string | null; answer: Sent | Failure }

/** How long to wait where the call is known not to have arrived, and nobody said how long. */
const waitAfterFailure = 30_000

/** Posts notices and looks them up. Retries nothing itself: whoever calls it keeps the queue. */
export function makeSender(client: Client): Sender {
  const whatWaits = limitWatcher()

  return {
    async post(to, message) {
      const problems = checkMessage(message)
      if (problems.length > 0) {
        const reason = `the message breaks a limit of Slack: ${problems.join('; ')}`
        return { outcome: 'never', reason, lost: null }
      }
      const tried = await (to.kind === 'channel'
        ? postIn(client, to.channel, message)
        : postTo(client, to, message))
      return outcomeOf(to, tried, whatWaits)
    },
    update: (at, message) => updateMessage(client, at, message),
    lookUp: (to, noticeId, sinceSeconds) => lookUp(client, to, noticeId, sinceSeconds),
  }
}

type Person = Destination & { kind: 'person' }

/** A remembered conversation that Slack no longer knows is opened anew, once. */
async function postTo(client: Client, to: Person, message: Posted): Promise<Tried> {
  if (to.knownChannel !== null) {
    const tried = await postIn(client, to.knownChannel, message)
    if (!('error' in tried.answer && tried.answer.error === 'channel_not_found')) return tried
  }
  const opened = await openConversation(client, to.slackId)
  return typeof opened === 'string' ? postIn(client, opened, message) : { to: null, answer: opened }
}

async function postIn(client: Client, channel: string, { text, blocks, noticeId }: Posted): Promise<Tried> {
  try {
    const answer = await client.apiCall('chat.postMessage', {
      channel,
      text,
      blocks,
      metadata: metadataOf(noticeId),
      client_msg_id: uuidOf(noticeId),
      unfurl_links: false,
      unfurl_media: false,
    })
    return { to: channel, answer: sentBy(answer, channel) }
  } catch (error) {
    return { to: channel, answer: sortFailure(error) }
  }
}

type Answer = webApi.WebAPICallResult & { channel?: unknown; ts?: unknown }

function sentBy(answer: Answer, channel: string): Sent | Failure {
  if (typeof answer.ts !== 'string')
    return { failure: 'in doubt', reason: 'Slack did not say where the message is' }
  return { sent: true, channel: typeof answer.channel === 'string' ? answer.channel : channel, ts: answer.ts }
}

function outcomeOf(to: Destination, { to: channel, answer }: Tried, whatWaits: LimitWatcher): SendOutcome {
  if ('sent' in answer) {
    whatWaits.passed()
    return { outcome: 'sent', channel: answer.channel, ts: answer.ts }
  }
  switch (answer.failure) {
    case 'rate limited': {
      const holds = whatWaits.limited(to.kind === 'channel' ? to.channel : to.slackId)
      return {
        outcome: 'later',
        afterMilliseconds: answer.milliseconds,
        holds,
        reason: 'Slack asked to wait',
      }
    }
    case 'later':
      return {
        outcome: 'later',
        afterMilliseconds: waitAfterFailure,
        holds: 'workspace',
        reason: answer.reason,
      }
    case 'in doubt':
      return { outcome: 'in doubt', channel, reason: answer.reason }
    case 'stopped':
      return { outcome: 'stopped', reason: answer.reason }
    case 'refused':
      return { outcome: 'never', reason: answer.error, lost: lostBy(to, answer.gone) }
  }
}

/** What befalls a conversation says nothing about the person in it. */
function lostBy(to: Destination, gone: 'person' | 'conversation' | null): 'person' | 'channel' | null {
  if (to.kind === 'person') return gone === 'person' ? 'person' : null
  return gone === 'conversation' ? 'channel' : null
}

type LimitWatcher = { passed(): void; limited(place: string): 'channel' | 'workspace' }

/**
 * Slack does not say whether a channel or the whole workspace is over its limit. One place that has
 * to wait is taken for itself alone; a second one, with nothing sent between them, for the workspace.
 */
function limitWatcher(): LimitWatcher {
  let waiting: string | null = null
  return {
    passed() {
      waiting = null
    },
    limited(place) {
      const holds = waiting === null || waiting === place ? 'channel' : 'workspace'
      waiting = place
      return holds
    },
  }
}

/** The same notice has the same id in every attempt. */
function uuidOf(noticeId: string): string {
  const hex = sha256(noticeId)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
