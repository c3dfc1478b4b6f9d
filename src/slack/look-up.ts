import type { webApi } from '@slack/bolt'
import type { Destination, LookUp } from '../rules/delivery.ts'
import { openConversation } from './conversation.ts'
import { type Failure, sortFailure } from './errors.ts'
import { followPages } from './pages.ts'

type Message = NonNullable<webApi.ConversationsHistoryResponse['messages']>[number]

const noticeType = 'perennial_notice'

/** What travels with a posted notice and is found again by `lookUp`. */
export function metadataOf(noticeId: string) {
  return { event_type: noticeType, event_payload: { notice: noticeId } }
}

/** Absent only where the conversation was read to the end; whatever hinders that is "unknown". */
export async function lookUp(
  client: webApi.WebClient,
  to: Destination,
  noticeId: string,
  sinceSeconds: number,
): Promise<LookUp> {
  const channel = await conversationWith(client, to)
  if (typeof channel !== 'string') return unknown(channel)
  const range = {
    channel,
    oldest: sinceSeconds.toFixed(6),
    inclusive: true,
    include_all_metadata: true,
    limit: 200,
  }
  try {
    for await (const page of followPages((place) => client.conversations.history({ ...range, ...place }))) {
      const found = page.messages?.find((message) => isNotice(message, noticeId))
      if (found?.ts) return { found: 'sent', channel, ts: found.ts }
    }
    return { found: 'absent' }
  } catch (error) {
    return unknown(sortFailure(error))
  }
}

async function conversationWith(client: webApi.WebClient, to: Destination): Promise<string | Failure> {
  if (to.kind === 'channel') return to.channel
  return to.knownChannel ?? (await openConversation(client, to.slackId))
}

function isNotice({ metadata }: Message, noticeId: string): boolean {
  if (metadata?.event_type !== noticeType) return false
  const payload = metadata.event_payload as Record<string, unknown> | undefined
  return payload?.notice === noticeId
}

function unknown(failure: Failure): LookUp {
  if (failure.failure === 'rate limited') return { found: 'unknown', reason: 'Slack asked to wait' }
  return { found: 'unknown', reason: failure.failure === 'refused' ? failure.error : failure.reason }
}
