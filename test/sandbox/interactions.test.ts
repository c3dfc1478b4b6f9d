import { expect, test } from 'vitest'
import { workspaceOf } from '../support/workspace-client.ts'
import { acknowledging, connect, type Frame, isCommand, isGesture } from './socket-support.ts'
import { type Reply, START, sandboxFor, type TestSandbox } from './support.ts'

const QUICK = { ackMs: 300, quietMs: 10, firstCallMs: 10, openEveryMs: 0 }
const label = (text: string) => ({ type: 'plain_text', text })
const option = (value: string) => ({ text: label(value.toUpperCase()), value })
const MANIFEST = {
  features: {
    slash_commands: [
      { command: '/policy', should_escape: true },
      { command: '/plain', should_escape: false },
    ],
    shortcuts: [
      { type: 'global', name: 'Report', callback_id: 'report' },
      { type: 'message', name: 'Attach', callback_id: 'attach' },
    ],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'im:write', 'im:history', 'channels:history'] } },
  settings: { interactivity: { is_enabled: true }, socket_mode_enabled: true },
}

async function withApp(payload?: unknown) {
  const sandbox = await sandboxFor({ timing: QUICK, manifest: MANIFEST })
  const app = acknowledging(await connect(sandbox), payload)
  return { sandbox, app, workspace: workspaceOf(sandbox.url) }
}

/** A frame's payload, without what changes from run to run. */
function shown({ payload }: Frame) {
  expect(payload.trigger_id).toMatch(/^\d+\.\d+\.[0-9a-f]{32}$/)
  const { trigger_id: _, response_url, ...rest } = payload
  return { ...rest, ...(response_url ? { response_url: response_url.replace(/^.*\/response\//, '') } : {}) }
}

const USER = { id: 'U0ANAWEBER', username: 'ana.weber', name: 'ana.weber', team_id: 'T0ALPENGLOW' }
const COMMON = {
  token: 'sandbox-verification-token',
  api_app_id: 'A0PERENNIAL',
  team: { id: 'T0ALPENGLOW', domain: 'alpenglow' },
  enterprise: null,
  is_enterprise_install: false,
  user: USER,
}

test('a command arrives with who, where and what, also where the app is no member', async () => {
  const { app, workspace } = await withApp()
  const { ack } = await workspace.as('ana').command('/policy  show ISP-01 ', 'vendor')
  expect(ack).toEqual({ ms: expect.any(Number) })
  const frame = await app.frame(isCommand)
  expect(frame.accepts_response_payload).toBe(true)
  expect(shown(frame)).toEqual({
    token: 'sandbox-verification-token',
    team_id: 'T0ALPENGLOW',
    team_domain: 'alpenglow',
    channel_id: 'C0VENDOR01',
    channel_name: 'vendor',
    user_id: 'U0ANAWEBER',
    user_name: 'ana.weber',
    command: '/policy',
    text: 'show ISP-01',
    api_app_id: 'A0PERENNIAL',
    is_enterprise_install: 'false',
    response_url: expect.stringMatching(/^commands\//),
  })
})

test.each([
  ['app', 'directmessage', 'D0ANAWEBER'],
  ['leadership', 'privategroup', 'C0LEADERS1'],
  ['general', 'general', 'C0GENERAL1'],
])('a command typed in %s says that it is in %s', async (channel, name, id) => {
  const { app, workspace } = await withApp()
  await workspace.as('ana').command('/policy list', channel)
  expect(shown(await app.frame(isCommand))).toMatchObject({ channel_id: id, channel_name: name })
})

test.each([
  ['@leo.brandt and @engineering', '<@U0LEOBRAND|leo.brandt> and <!subteam^S0ENGINEER|@engineering>'],
  ['#general, #nowhere', '<#C0GENERAL1|general>, #nowhere'],
  ['see https://x.example/a?b=1&c', 'see <https://x.example/a?b=1&amp;c>'],
  ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  ['ana@alpenglow.example @nobody', 'ana@alpenglow.example @nobody'],
])('%j is escaped where the manifest asks for it, and left alone where not', async (typed, escaped) => {
  const { app, workspace } = await withApp()
  await workspace.as('ana').command(`/policy ${typed}`)
  await workspace.as('ana').command(`/plain ${typed}`)
  const [one, other] = app.frames.filter(isCommand).map(({ payload }: Frame) => payload.text)
  expect([one, other]).toEqual([escaped, typed])
})

test.each([
  [{ text: 'Only for you' }, { text: 'Only for you', ephemeralFor: 'U0ANAWEBER' }],
  [{ text: 'Everybody', response_type: 'in_channel' }, { text: 'Everybody' }],
])('the ack %j of a command is a message', async (payload, message) => {
  const { workspace } = await withApp(payload)
  const { ack, messages } = await workspace.as('ana').command('/policy list', 'general')
  expect(ack).toMatchObject({ payload })
  expect(messages).toMatchObject([{ channel: 'C0GENERAL1', user: 'U0PERENNIAL', ...message }])
  expect(messages[0]!.ephemeralFor).toBe((message as Reply).ephemeralFor)
})

test.each([[{ mood: 'fine' }], [{ text: 'x', blocks: [{ type: 'nonsense' }] }], [{ text: '' }]])(
  'the ack %j of a command is trouble to the person and a violation',
  async (payload) => {
    const { workspace } = await withApp(payload)
    const { ack, messages, violations } = await workspace.as('ana').command('/policy list')
    expect(ack?.error).toBe('trouble connecting')
    expect(messages).toEqual([])
    expect(violations.map(({ kind }) => kind)).toEqual(['ack_payload_wrong'])
  },
)

const ELEMENTS = [
  {
    type: 'button',
    action_id: 'go',
    text: label('Go'),
    value: 'v1',
    style: 'primary',
    confirm: {
      title: label('Sure?'),
      text: label('Really'),
      confirm: label('Yes'),
      deny: label('No'),
    },
  },
  { type: 'button', action_id: 'link', text: label('Read'), url: 'https://x.example/' },
  {
    type: 'static_select',
    action_id: 'one',
    options: [option('a'), option('b')],
    initial_option: option('a'),
  },
  {
    type: 'multi_static_select',
    action_id: 'some',
    option_groups: [{ label: label('G'), options: [option('a'), option('b')] }],
  },
  { type: 'overflow', action_id: 'more', options: [option('a'), option('b')] },
  { type: 'radio_buttons', action_id: 'radio', options: [option('a'), option('b')] },
  { type: 'checkboxes', action_id: 'boxes', options: [option('a'), option('b')] },
  { type: 'datepicker', action_id: 'date' },
  { type: 'timepicker', action_id: 'time' },
  { type: 'datetimepicker', action_id: 'instant' },
  { type: 'users_select', action_id: 'person' },
  { type: 'multi_users_select', action_id: 'people' },
  { type: 'channels_select', action_id: 'channel' },
  { type: 'multi_channels_select', action_id: 'channels' },
  { type: 'conversations_select', action_id: 'place' },
  { type: 'multi_conversations_select', action_id: 'places' },
]
// A multi-select stands only beside a section's words.
const inSection = (type: string) => type.startsWith('multi_')
const BLOCKS = [
  { type: 'actions', block_id: 'acts', elements: ELEMENTS.filter(({ type }) => !inSection(type)) },
  ...ELEMENTS.filter(({ type }) => inSection(type)).map((accessory) => ({
    type: 'section',
    block_id: accessory.action_id,
    text: label('Choose'),
    accessory,
  })),
]

async function post(
  sandbox: TestSandbox,
  channel = 'C0GENERAL1',
  more = {},
): Promise<{ channel: string; ts: string }> {
  const posted = await sandbox.call('chat.postMessage', { channel, text: 'x', blocks: BLOCKS, ...more })
  expect(posted.error).toBeUndefined()
  return { channel: posted.channel, ts: posted.ts }
}

test('a press on a button says where, what stood there, and which button', async () => {
  const { sandbox, app, workspace } = await withApp()
  const where = await post(sandbox)
  await workspace.as('ana').click(where, 'go')
  const frame = await app.frame(isGesture)
  expect(frame.accepts_response_payload).toBe(false)
  const { message, state, actions, ...rest } = shown(frame)
  expect(rest).toEqual({
    type: 'block_actions',
    ...COMMON,
    container: { type: 'message', message_ts: where.ts, channel_id: 'C0GENERAL1', is_ephemeral: false },
    channel: { id: 'C0GENERAL1', name: 'general' },
    response_url: expect.stringMatching(/^actions\//),
  })
  expect(message).toMatchObject({ ts: where.ts, text: 'x', app_id: 'A0PERENNIAL', bot_id: 'B0PERENNIAL' })
  expect(actions).toEqual([
    {
      action_id: 'go',
      block_id: 'acts',
      type: 'button',
      text: label('Go'),
      value: 'v1',
      style: 'primary',
      action_ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
    },
  ])
  expect(state.values.acts).toMatchObject({
    one: { selected_option: option('a') },
    date: { selected_date: null },
  })
  expect(Object.keys(state.values.acts)).not.toContain('go')
  expect(Object.keys(state.values.acts)).not.toContain('more')
})

test('a button that leads elsewhere tells the app too', async () => {
  const { sandbox, app, workspace } = await withApp()
  await workspace.as('ana').click(await post(sandbox), 'link')
  expect(shown(await app.frame(isGesture)).actions[0]).toMatchObject({ url: 'https://x.example/' })
})

test.each([
  ['one', 'b', { selected_option: option('b') }],
  ['one', null, { selected_option: null }],
  ['some', ['b', 'a'], { selected_options: [option('b'), option('a')] }],
  ['more', 'a', { selected_option: option('a') }],
  ['radio', 'b', { selected_option: option('b') }],
  ['boxes', [], { selected_options: [] }],
  ['date', '2027-05-01', { selected_date: '2027-05-01' }],
  ['time', '09:30', { selected_time: '09:30' }],
  ['instant', 1_800_000_000, { selected_date_time: 1_800_000_000 }],
  ['person', 'leo', { selected_user: 'U0LEOBRAND' }],
  ['people', ['leo', 'U0ANAWEBER'], { selected_users: ['U0LEOBRAND', 'U0ANAWEBER'] }],
  ['channel', '#security', { selected_channel: 'C0SECURITY' }],
  ['channels', ['general'], { selected_channels: ['C0GENERAL1'] }],
  ['place', 'leo', { selected_conversation: 'U0LEOBRAND' }],
  ['places', ['general', 'leo'], { selected_conversations: ['C0GENERAL1', 'U0LEOBRAND'] }],
])(
  'choosing in %s %j says %j, and it stands in the state of that person alone',
  async (actionId, value, said) => {
    const { sandbox, app, workspace } = await withApp()
    const where = await post(sandbox)
    await workspace.as('ana').select(where, actionId, value)
    const { actions, state } = shown(await app.frame(isGesture))
    const { type, block_id } = actions[0]
    expect(actions).toEqual([{ action_id: actionId, block_id, type, ...said, action_ts: expect.any(String) }])
    if (type !== 'overflow') expect(state.values[block_id][actionId]).toEqual({ type, ...said })
    await workspace.as('leo').click(where, 'go')
    const other = shown(await app.frame(isGesture, 1)).state.values[block_id][actionId]
    if (value !== null && String(value) !== '') expect(other).not.toEqual({ type, ...said })
  },
)

test.each([
  [{ as: 'ana', do: 'click', actionId: 'none' }, 'expected "actionId" to be one of go, link, one'],
  [{ as: 'ana', do: 'click', actionId: 'one' }, 'expected a button, got a static_select'],
  [{ as: 'ana', do: 'click', actionId: 'go', blockId: 'other' }, 'expected "actionId" to be one of'],
  [{ as: 'ana', do: 'select', actionId: 'go', value: 'v1' }, 'expected something to choose in, got a button'],
  [{ as: 'ana', do: 'select', actionId: 'one', value: 'c' }, 'expected "value" to be one of a, b, got "c"'],
  [{ as: 'ana', do: 'select', actionId: 'some', value: 'a' }, 'expected "value" to be a list'],
  [{ as: 'ana', do: 'select', actionId: 'date', value: '1 May' }, 'expected "value" to be a date'],
  [{ as: 'ana', do: 'select', actionId: 'time', value: '24:00' }, 'expected "value" to be a time'],
  [{ as: 'ana', do: 'select', actionId: 'instant', value: '9' }, 'expected "value" to be whole seconds'],
  [{ as: 'ana', do: 'select', actionId: 'person', value: 'nobody' }, 'expected "value" to be a person'],
  [{ as: 'ana', do: 'select', actionId: 'channel', value: 'nowhere' }, 'expected "value" to be a channel'],
  [{ as: 'jo', do: 'click', actionId: 'go' }, 'expected somebody active: Jo Keller is deactivated'],
  [{ as: 'vera', do: 'click', actionId: 'go' }, 'expected Vera Lindqvist to be in the channel'],
  [{ as: 'ana', do: 'click', actionId: 'go', ts: '1.000000' }, 'expected "ts" to be the ts of a message'],
  [
    { as: 'ana', do: 'command', text: '/nothing' },
    'expected "text" to begin with a command of the app: /policy, /plain',
  ],
  [{ as: 'ana', do: 'command', text: 'policy' }, 'expected "text" to begin with a command'],
  [
    { as: 'leo', do: 'command', text: '/policy', channel: 'vendor' },
    'expected Leo Brandt to be in the channel',
  ],
  [
    { as: 'ana', do: 'shortcut', callbackId: 'attach', ts: undefined },
    'expected "callbackId" to be a global shortcut of the app: report',
  ],
  [
    { as: 'ana', do: 'shortcut', callbackId: 'report' },
    'expected "callbackId" to be a message shortcut of the app: attach',
  ],
])('%j is refused with what was expected, and the app hears nothing', async (body, error) => {
  const { sandbox, app, workspace } = await withApp()
  const where = await post(sandbox)
  await expect(workspace.act({ ...where, ...body })).rejects.toThrow(error)
  await workspace.as('ana').command('/policy after')
  expect(app.frames.filter((frame) => isGesture(frame) || isCommand(frame))).toHaveLength(1)
})

test('a press in a message for one person alone has no message in it, and nobody else can press it', async () => {
  const { sandbox, app, workspace } = await withApp()
  const channel = 'C0GENERAL1'
  const { message_ts: ts } = await sandbox.call('chat.postEphemeral', {
    channel,
    user: 'U0ANAWEBER',
    text: 'x',
    blocks: BLOCKS,
  })
  await workspace.as('ana').click({ channel, ts }, 'go')
  const payload = shown(await app.frame(isGesture))
  expect(payload.container.is_ephemeral).toBe(true)
  expect(payload).not.toHaveProperty('message')
  await expect(workspace.as('leo').click({ channel, ts }, 'go')).rejects.toThrow('that Leo Brandt can see')
})

test('a press in a thread names the thread', async () => {
  const { sandbox, app, workspace } = await withApp()
  const { channel, ts } = await post(sandbox)
  await workspace.as('ana').click(await post(sandbox, channel, { thread_ts: ts, text: 'y' }), 'go')
  expect(shown(await app.frame(isGesture)).container.thread_ts).toBe(ts)
})

test('somebody of another organisation presses with their own team', async () => {
  const { sandbox, app, workspace } = await withApp()
  await workspace.act({ do: 'invite', channel: 'vendor', people: ['perennial'] })
  const where = await post(sandbox, 'C0VENDOR01')
  await workspace.as('vera').click(where, 'go')
  expect(shown(await app.frame(isGesture))).toMatchObject({
    user: { id: 'U0VERAVEND', team_id: 'T0NORTHLIGHT' },
    team: { id: 'T0NORTHLIGHT', domain: 'northlight' },
  })
})

test('a shortcut says its callback_id, and one on a message also where and which', async () => {
  const { sandbox, app, workspace } = await withApp()
  const where = await post(sandbox)
  await workspace.as('ana').shortcut('report')
  await workspace.as('ana').shortcut('attach', where)
  const [global, onMessage] = app.frames.filter(isGesture).map(shown)
  const { api_app_id: _, user: __, ...common } = COMMON
  expect(global).toEqual({
    type: 'shortcut',
    ...common,
    user: { id: 'U0ANAWEBER', name: 'ana.weber', team_id: 'T0ALPENGLOW' },
    callback_id: 'report',
    action_ts: expect.any(String),
  })
  expect(onMessage).toMatchObject({
    type: 'message_action',
    callback_id: 'attach',
    channel: { id: 'C0GENERAL1', name: 'general' },
    message_ts: where.ts,
    message: { text: 'x' },
    response_url: expect.stringMatching(/^actions\//),
  })
})

test('two people press at once, one of them twice: three gestures with three triggers', async () => {
  const { sandbox, app, workspace } = await withApp()
  const where = await post(sandbox)
  await Promise.all(['ana', 'ana', 'leo'].map((name) => workspace.as(name).click(where, 'go')))
  const triggers = app.frames.filter(isGesture).map(({ payload }: Frame) => payload.trigger_id)
  expect(new Set(triggers).size).toBe(3)
})

test('an act answers when the app has done what it does, with the messages it wrote meanwhile', async () => {
  const { sandbox, app, workspace } = await withApp()
  app.socket.on('message', async (data) => {
    const { payload } = JSON.parse(data.toString())
    if (payload?.command === undefined) return
    const [dm] = [await sandbox.call('conversations.open', { users: payload.user_id })]
    await sandbox.call('chat.postMessage', { channel: dm.channel.id, text: 'first' })
    await sandbox.call('chat.postMessage', { channel: dm.channel.id, text: 'second' })
    await sandbox.call('chat.postEphemeral', { channel: 'C0GENERAL1', user: 'U0LEOBRAND', text: 'for Leo' })
  })
  const { messages } = await workspace.as('ana').command('/policy list')
  expect(messages.map(({ channel, text }) => [channel, text])).toEqual([
    ['D0ANAWEBER', 'first'],
    ['D0ANAWEBER', 'second'],
  ])
  expect(messages[0]!.ts).toBe(`${Date.parse(START) / 1000}.000000`)
})
