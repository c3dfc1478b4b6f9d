import type { webApi } from '@slack/bolt'
import { type Failure, sortFailure } from './errors.ts'

/** The direct conversation with a person. Harmless to repeat: it is opened once and stays. */
export async function openConversation(client: webApi.WebClient, slackId: string): Promise<string | Failure> {
  try {
    const { channel } = await client.conversations.open({ users: slackId })
    return channel?.id ?? { failure: 'later', reason: 'Slack opened a conversation without naming it' }
  } catch (error) {
    const failure = sortFailure(error)
    return failure.failure === 'in doubt' ? { ...failure, failure: 'later' } : failure
  }
}
