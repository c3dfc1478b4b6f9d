import { setTimeout as pause } from 'node:timers/promises'
import { longestLink } from '../rules/limits.ts'
import type { ChosenMessage } from './envelope.ts'
import { sortFailure } from './errors.ts'
import type { Desk } from './gesture.ts'

/** A window waits for the link. */
const answeredWithin = 1_500

/**
 * Slack's own link to a message. Of a conversation that the app is not in it gives none, and the link is put together
 * as Slack does; null where the workspace's name is not known either.
 */
export async function permalinkOf(
  { client, log }: Pick<Desk, 'client' | 'log'>,
  message: ChosenMessage,
  domain: string | null,
): Promise<string | null> {
  const { channel, ts } = message
  try {
    const asked = client.chat.getPermalink({ channel, message_ts: ts })
    const answer = await Promise.race([asked, pause(answeredWithin, null, { ref: false })])
    const link = answer?.permalink
    if (link !== undefined && /^https?:\/\/\S+$/.test(link) && link.length <= longestLink) return link
  } catch (error) {
    log.info({ channel, failure: sortFailure(error) }, 'Slack gave no link to a message')
  }
  return builtLink(message, domain)
}

function builtLink({ channel, ts, thread }: ChosenMessage, domain: string | null): string | null {
  if (domain === null || !/^[a-z0-9-]+$/i.test(domain)) return null
  const within = thread === null || thread === ts ? '' : `?thread_ts=${thread}&cid=${channel}`
  return `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${within}`
}
