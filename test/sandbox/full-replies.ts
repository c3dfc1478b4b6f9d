import { fullViews } from './full-views.ts'
import { APP_TOKEN, type Reply, sandboxFor, type TestSandbox } from './support.ts'

const SCOPES = [
  'chat:write',
  'im:write',
  'im:read',
  'im:history',
  'mpim:write',
  'channels:read',
  'channels:history',
]
const MORE = [
  'groups:read',
  'groups:history',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'team:read',
]

/** One reply, at its fullest, of every method that the sandbox has. */
export async function fullReplies(): Promise<{ sandbox: TestSandbox; replies: Record<string, Reply[]> }> {
  const sandbox = await sandboxFor()
  await sandbox.control('POST', 'faults', { do: 'token', scopes: [...SCOPES, ...MORE] })
  const replies: Record<string, Reply[]> = {}
  const call = async (
    method: string,
    given: Record<string, unknown> = {},
    token?: string,
  ): Promise<Reply> => {
    const { body: reply } = await sandbox.raw(method, given, token ? { token } : {})
    if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply)}`)
    replies[method] = [...(replies[method] ?? []), reply]
    return reply
  }
  const channel = 'C0GENERAL1'
  const metadata = { event_type: 'notice', event_payload: { id: 'N1' } }
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }]
  for (const method of ['auth.test', 'team.info', 'users.list']) await call(method, {})
  await call('bots.info', { bot: 'B0PERENNIAL' })
  for (const user of ['U0ANAWEBER', 'U0PERENNIAL', 'U0VERAVEND']) {
    await call('users.info', { user, include_locale: 'true' })
  }
  await call('users.lookupByEmail', { email: 'ana.weber@alpenglow.example' })
  await call('usergroups.list', { include_users: 'true', include_count: 'true' })
  await call('usergroups.users.list', { usergroup: 'S0ENGINEER' })
  await call('conversations.open', { users: 'U0ANAWEBER', return_im: 'true' })
  await call('conversations.open', { users: 'U0ANAWEBER' })
  await call('conversations.open', { users: 'U0ANAWEBER,U0LEOBRAND', return_im: 'true' })
  for (const id of [channel, 'C0LEADERS1', 'C0ANNOUNCE', 'C0VENDOR01', 'D0ANAWEBER']) {
    await call('conversations.info', { channel: id, include_num_members: 'true' })
  }
  await call('conversations.members', { channel })
  for (const types of ['public_channel,private_channel', 'im']) {
    await call('conversations.list', { types })
    await call('users.conversations', { types })
  }
  const { ts } = await call('chat.postMessage', { channel, text: 'x', blocks, metadata, client_msg_id: 'id' })
  await call('chat.postMessage', { channel, text: 'y', thread_ts: ts, reply_broadcast: 'true' })
  await sandbox.control('POST', 'act', { as: 'ana', do: 'say', channel, text: 'z', thread_ts: ts })
  await call('chat.update', { channel, ts, text: 'edited', blocks, metadata })
  await call('chat.getPermalink', { channel, message_ts: ts })
  await call('chat.postEphemeral', { channel, text: 'x', user: 'U0ANAWEBER' })
  await call('conversations.history', { channel, include_all_metadata: 'true' })
  await call('conversations.replies', { channel, ts, include_all_metadata: 'true' })
  await call('chat.delete', { channel, ts })
  await call('apps.connections.open', {}, APP_TOKEN)
  await call('auth.revoke')
  const { replies: ofViews } = await fullViews()
  return { sandbox, replies: { ...replies, ...ofViews } }
}
