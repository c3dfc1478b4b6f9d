import { refuse } from '../../rules/refusal.ts'
import { sortFailure } from '../errors.ts'
import type { Desk } from '../gesture.ts'

/** Refuses a channel to which nothing can be posted, as long as whoever chose it can do something about it. */
export async function requireWritable(desk: Desk, channel: string, field: string): Promise<void> {
  const found = await infoOf(desk, channel)
  if (found === 'unread') return
  if (found === null) return refuse('channel_closed', { channel: 'this channel', ...closed }, field)
  const name = `#${found.name ?? channel}`
  if (found.is_archived) refuse('channel_closed', { channel: name, ...archived }, field)
  if (!found.is_member) refuse('channel_closed', { channel: name, ...uninvited }, field)
}

const invite = 'Type /invite @perennial there, then save again.'
const archived = { why: 'it is archived', remedy: 'Choose another channel.' }
const uninvited = { why: 'it is no member there', remedy: invite }
const closed = { why: 'it is private, or gone', remedy: `${invite} Or choose another channel.` }

type Info = { name?: string; is_archived?: boolean; is_member?: boolean }

/** Null where Slack shows no such channel; `unread` where it does not answer: what is chosen then counts. */
async function infoOf({ client, log }: Desk, channel: string): Promise<Info | null | 'unread'> {
  try {
    const { channel: found } = await client.conversations.info({ channel })
    return (found as Info | undefined) ?? null
  } catch (error) {
    const failure = sortFailure(error)
    if (failure.failure === 'refused' && failure.error === 'channel_not_found') return null
    log.info({ channel, failure }, 'a channel could not be looked at')
    return 'unread'
  }
}
