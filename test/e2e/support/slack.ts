import { dmOf, governanceChannel, slackIdOf } from '../../support/journey/people.ts'
import type { SandboxProcess } from './processes.ts'

/** What Slack holds after a journey. */

export type Posted = { to: string; at: string; notice: string; text: string }

type Page = {
  ok: boolean
  error?: string
  messages: { ts: string; text: string; metadata?: unknown }[]
  response_metadata?: { next_cursor?: string }
}

type Call = { method?: string; ok?: boolean; arguments?: { text?: string; metadata?: unknown } }

/** What was posted for each notice: a message is drawn anew later, and says then how it ended. */
async function textsAsSent(sandbox: SandboxProcess): Promise<Map<string, string>> {
  const calls = (await sandbox.get('journal')) as Call[]
  const sent = calls.filter(({ method, ok }) => method === 'chat.postMessage' && ok === true)
  return new Map(sent.map(({ arguments: given }) => [noticeOf(given?.metadata), given?.text ?? '']))
}

function noticeOf(metadata: unknown): string {
  const read = typeof metadata === 'string' ? JSON.parse(metadata) : metadata
  return (read as { event_payload?: { notice?: string } } | undefined)?.event_payload?.notice ?? ''
}

/** Every message of the app to these people and to the channel as it was sent, oldest first. */
export async function postedTo(sandbox: SandboxProcess, emails: readonly string[]): Promise<Posted[]> {
  const places = [
    ...emails.map((email) => ({ to: email, channel: dmOf(slackIdOf(email)) })),
    { to: '#', channel: governanceChannel },
  ]
  const sent = await textsAsSent(sandbox)
  const posted: Posted[] = []
  for (const { to, channel } of places) {
    let cursor = ''
    do {
      const given = { channel, limit: '200', include_all_metadata: 'true', ...(cursor ? { cursor } : {}) }
      const page = (await sandbox.call('conversations.history', given)) as unknown as Page
      // Whoever was never written to has no conversation with the app.
      if (!page.ok && page.error === 'channel_not_found') break
      if (!page.ok) throw new Error(`conversations.history: ${page.error}`)
      for (const { ts, text, metadata } of page.messages) {
        const at = new Date(Number(ts) * 1000).toISOString()
        const notice = noticeOf(metadata)
        posted.push({ to, at, notice, text: sent.get(notice) ?? text })
      }
      cursor = page.response_metadata?.next_cursor ?? ''
    } while (cursor !== '')
  }
  return posted.sort((a, b) => (a.at < b.at ? -1 : 1))
}
