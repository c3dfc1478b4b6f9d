import { DEFAULT_MANIFEST } from '../../src/sandbox/default-manifest.ts'
import { workspaceOf } from '../support/workspace-client.ts'
import { acknowledging, connect, type Frame } from './socket-support.ts'
import { type Reply, sandboxFor } from './support.ts'

const label = (text: string) => ({ type: 'plain_text', text, emoji: true })
const options = ['a', 'b'].map((value) => ({ text: label(value), value }))
const elements = [
  {
    type: 'button',
    action_id: 'go',
    text: label('Go'),
    value: 'v',
    style: 'primary',
    url: 'https://x.example/',
  },
  { type: 'static_select', action_id: 'one', options },
  { type: 'overflow', action_id: 'more', options },
  { type: 'radio_buttons', action_id: 'radio', options },
  { type: 'checkboxes', action_id: 'boxes', options },
  { type: 'datepicker', action_id: 'date' },
  { type: 'timepicker', action_id: 'time' },
  { type: 'datetimepicker', action_id: 'instant' },
  { type: 'users_select', action_id: 'person' },
  { type: 'channels_select', action_id: 'channel' },
  { type: 'conversations_select', action_id: 'place' },
]
const choices: Record<string, unknown> = {
  one: 'a',
  more: 'a',
  radio: 'a',
  boxes: ['a'],
  date: '2027-05-01',
  time: '09:30',
  instant: 1_800_000_000,
  person: 'leo',
  channel: 'general',
  place: 'general',
}

/** Everything that can be brought to the app beside views and files, at its fullest, by the name of its recording. */
export async function fullPayloads(): Promise<Record<string, Reply[]>> {
  const sandbox = await sandboxFor({ timing: { quietMs: 10, firstCallMs: 10 }, manifest: withShortcuts() })
  const app = acknowledging(await connect(sandbox))
  const { act, as } = workspaceOf(sandbox.url)
  const blocks = [{ type: 'actions', block_id: 'acts', elements }]
  const { channel, ts } = await sandbox.call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x', blocks })
  const where = { channel, ts }
  const { ts: reply } = await sandbox.call('chat.postMessage', { channel, text: 'y', blocks, thread_ts: ts })
  await as('ana').command('/policy list')
  await as('ana').click(where, 'go')
  await as('ana').click({ channel, ts: reply }, 'go')
  for (const [actionId, value] of Object.entries(choices)) await as('ana').select(where, actionId, value)
  await as('ana').shortcut('report')
  await as('ana').shortcut('attach', where)
  await talk(act)
  await administer(act)
  const payloads: Record<string, Reply[]> = {}
  for (const frame of app.frames.filter(({ payload }) => payload)) {
    const name = nameOf(frame)
    payloads[name] = [...(payloads[name] ?? []), frame.payload]
  }
  return payloads
}

type Act = ReturnType<typeof workspaceOf>['act']

async function talk(act: Act): Promise<void> {
  const { messages } = await act({ as: 'ana', do: 'say', channel: 'general', text: 'hello' })
  const { ts } = messages[0]!
  await act({ as: 'leo', do: 'say', channel: 'general', text: 'hi <@U0PERENNIAL>', thread_ts: ts })
  await act({ as: 'ana', do: 'say', channel: 'leadership', text: 'private' })
  await act({ as: 'ana', do: 'say', channel: 'app', text: 'direct' })
  for (const _ of ['added', 'removed'])
    await act({ as: 'leo', do: 'react', channel: 'general', ts, name: 'eyes' })
  await act({ as: 'ana', do: 'edit_message', channel: 'general', ts, text: 'hello again' })
  await act({ as: 'ana', do: 'delete_message', channel: 'general', ts })
}

async function administer(act: Act): Promise<void> {
  await act({ as: 'leo', do: 'join', channel: 'security' })
  await act({ as: 'ana', do: 'invite', channel: 'leadership', people: ['priya'] })
  await act({ as: 'leo', do: 'leave', channel: 'security' })
  for (const channel of ['security', 'leadership']) {
    await act({ do: 'change', channel, set: { name: `${channel}-2` } })
    await act({ do: 'change', channel: `${channel}-2`, set: { is_ext_shared: true } })
    await act({ do: 'change', channel: `${channel}-2`, set: { is_ext_shared: false } })
    await act({ do: 'archive', channel: `${channel}-2` })
    await act({ do: 'change', channel: `${channel}-2`, set: { is_archived: false } })
  }
  await act({ do: 'delete_channel', channel: 'leadership-2' })
  await act({ as: 'perennial', do: 'leave', channel: 'security-2' })
  await act({ do: 'delete_channel', channel: 'security-2' })
  const risk = { name: 'risk', is_private: true }
  const kim = { name: 'Kim Sato', email: 'kim@x.example', tz: 'Asia/Tokyo' }
  await act({ do: 'add', people: [kim], channels: [risk], groups: [{ handle: 'risk', users: ['Kim Sato'] }] })
  await act({ as: 'perennial', do: 'leave', channel: 'risk' })
  await act({ do: 'change', as: 'kim', set: { title: 'Risk' } })
  await act({ as: 'kim', do: 'deactivate' })
  await act({ do: 'change', group: 'risk', set: { name: 'Risk', users: ['ana'] } })
  await act({ do: 'uninstall' })
}

function withShortcuts(): Record<string, Reply> {
  const { features } = DEFAULT_MANIFEST
  const shortcuts = [
    { type: 'global', name: 'Report', callback_id: 'report' },
    { type: 'message', name: 'Attach', callback_id: 'attach' },
  ]
  return { ...DEFAULT_MANIFEST, features: { ...features, shortcuts } }
}

/** `events/MessagePayload`, `interactivity/BlockActionPayload`. */
function nameOf({ type, payload }: Frame): string {
  if (type === 'slash_commands') return 'interactivity/SlashCommandPayload'
  if (payload.type === 'block_actions') return 'interactivity/BlockActionPayload'
  if (payload.type === 'message_action') return 'interactivity/MessageShortcutPayload'
  if (payload.type === 'shortcut') return 'interactivity/global shortcut'
  const { event } = payload
  const words = String(event.subtype ?? event.type).split('_')
  return `events/${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Payload`
}
