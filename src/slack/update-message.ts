import type { webApi } from '@slack/bolt'
import type { UpdateOutcome } from '../rules/delivery.ts'
import type { Message } from '../rules/message-facts.ts'
import { type Failure, sortFailure } from './errors.ts'
import { checkMessage } from './views/check-message.ts'

/** How long to wait where nobody said how long. */
const waitAfterFailure = 30_000

/** Puts other words and blocks in the place of a message of ours. The same again does no harm. */
export async function updateMessage(
  client: webApi.WebClient,
  { channel, ts }: { channel: string; ts: string },
  { text, blocks }: Message,
): Promise<UpdateOutcome> {
  const problems = checkMessage({ text, blocks })
  if (problems.length > 0)
    return { outcome: 'never', reason: `the message breaks a limit of Slack: ${problems.join('; ')}` }
  try {
    // Without blocks the old ones would be taken away; the metadata stays as it is.
    await client.apiCall('chat.update', { channel, ts, text, blocks })
    return { outcome: 'drawn' }
  } catch (error) {
    return outcomeOf(sortFailure(error))
  }
}

/** A refusal says that it can be drawn no more: message_not_found, edit_window_closed and the like. */
function outcomeOf(failure: Failure): UpdateOutcome {
  switch (failure.failure) {
    case 'rate limited':
      return {
        outcome: 'later',
        afterMilliseconds: failure.milliseconds,
        holds: true,
        reason: 'Slack asked to wait',
      }
    case 'later':
    case 'in doubt':
      return { outcome: 'later', afterMilliseconds: waitAfterFailure, holds: false, reason: failure.reason }
    case 'stopped':
      return { outcome: 'stopped', reason: failure.reason }
    case 'refused':
      return { outcome: 'never', reason: failure.error }
  }
}
