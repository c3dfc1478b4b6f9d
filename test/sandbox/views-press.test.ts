import { expect, test } from 'vitest'
import { appFor, field, modal, option, section, typed, words } from './http-app.ts'
import type { Reply } from './support.ts'

const button = (action_id: string, more: Reply = {}) => ({
  type: 'button',
  action_id,
  text: words('Go'),
  ...more,
})
const actions = (...elements: Reply[]) => ({ type: 'actions', block_id: 'actions', elements })
const pressedIn = (app: Awaited<ReturnType<typeof appFor>>): Reply[] =>
  app.seen.filter(({ type }) => type === 'block_actions')

test('a press in a modal brings the view with all that was typed so far', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed(), actions(button('go', { value: 'P1', style: 'danger' }))]))
  const done = await app.act({
    do: 'click',
    view: view.id,
    actionId: 'go',
    values: { field: { value: 'half' } },
  })
  expect(done.ack.error).toBeUndefined()
  const [payload] = pressedIn(app)
  expect(payload).toMatchObject({
    type: 'block_actions',
    user: { id: 'U0ANAWEBER' },
    container: { type: 'view', view_id: view.id },
    view: { id: view.id, hash: view.hash, state: { values: { field: { value: { value: 'half' } } } } },
    actions: [
      {
        action_id: 'go',
        block_id: 'actions',
        type: 'button',
        value: 'P1',
        style: 'danger',
        text: { text: 'Go' },
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      },
    ],
    trigger_id: expect.any(String),
  })
  for (const name of ['channel', 'message', 'response_url']) expect(payload).not.toHaveProperty(name)
})

test('what was noted of a press stays what it was, whatever is typed next', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed(), actions(button('go'))]))
  const press = (value: string) =>
    app.act({ do: 'click', view: view.id, actionId: 'go', values: { field: { value } } })
  await press('first')
  await press('second')
  const journal = await app.sandbox.control('GET', 'journal')
  const noted = journal.filter(({ kind, payload }: Reply) => kind === 'delivery' && payload.view)
  expect(noted.map(({ payload }: Reply) => payload.view.state.values.field.value.value)).toEqual([
    'first',
    'second',
  ])
})

test('a press gives a trigger for a modal on top', async () => {
  const app = await appFor()
  const view = await app.open(modal([actions(button('go'))]))
  await app.act({ do: 'click', view: view.id, actionId: 'go' })
  const { trigger_id } = pressedIn(app)[0]
  const pushed = await app.sandbox.call('views.push', { trigger_id, view: modal() })
  expect(pushed.view.previous_view_id).toBe(view.id)
})

test('a choice is kept in the view, and told of where it is no field of a form', async () => {
  const app = await appFor()
  const options = [option('one'), option('two')]
  const menu = { type: 'overflow', action_id: 'menu', options }
  const select = { type: 'static_select', action_id: 'choose', options }
  const told = { ...field({ type: 'radio_buttons', options }), block_id: 'told', dispatch_action: true }
  const view = await app.open(modal([typed(), actions(select, menu), told]))
  const choose = async (actionId: string, value: unknown, blockId = 'actions') => {
    const { ack, views } = await app.act({ do: 'select', view: view.id, actionId, blockId, value })
    return { ack, values: views.modals[0].state.values }
  }
  const quiet = await choose('value', 'typed', 'field')
  expect(quiet.ack).toBeNull()
  expect(pressedIn(app)).toEqual([])
  expect(quiet.values.field.value.value).toBe('typed')
  const chosen = await choose('choose', 'two')
  expect(chosen.ack.error).toBeUndefined()
  expect(chosen.values.actions).toEqual({ choose: { type: 'static_select', selected_option: options[1] } })
  const fromMenu = await choose('menu', 'one')
  expect(fromMenu.values.actions).toEqual(chosen.values.actions)
  await choose('value', 'one', 'told')
  expect(pressedIn(app).map((payload) => payload.actions[0])).toMatchObject([
    { action_id: 'choose', type: 'static_select', selected_option: options[1] },
    { action_id: 'menu', type: 'overflow', selected_option: options[0] },
    { action_id: 'value', block_id: 'told', type: 'radio_buttons', selected_option: options[0] },
  ])
})

test('what cannot be pressed or chosen is refused with what could be', async () => {
  const app = await appFor()
  const options = [option('one')]
  const view = await app.open(
    modal([typed(), actions(button('go'), { type: 'static_select', action_id: 'choose', options })]),
  )
  const refused = async (deed: Reply) => (await app.act({ view: view.id, ...deed })).error
  expect(await refused({ do: 'click', actionId: 'nothing' })).toMatch(/one of value, go, choose/)
  expect(await refused({ do: 'click', actionId: 'choose' })).toMatch(/^expected a button/)
  expect(await refused({ do: 'select', actionId: 'go', value: 'x' })).toMatch(/click it/)
  expect(await refused({ do: 'select', actionId: 'choose', value: 'two' })).toMatch(/one of one/)
  expect(await refused({ do: 'click', actionId: 'go', as: 'leo' })).toMatch(/^expected "view"/)
  expect(await refused({ do: 'click', actionId: 'go', values: { nowhere: { value: 'x' } } })).toMatch(
    /^expected/,
  )
  expect(await refused({ do: 'click', actionId: 'go', values: 'x' })).toMatch(/^expected "values"/)
  expect(pressedIn(app)).toEqual([])
})

test('a press that is not acknowledged is trouble to the person', async () => {
  const app = await appFor()
  const view = await app.open(modal([actions(button('go'))]))
  app.answers(() => new Promise(() => {}))
  const done = await app.act({ do: 'click', view: view.id, actionId: 'go' })
  expect(done.ack.error).toBe('timeout')
  expect(done.views.modals).toMatchObject([{ trouble: expect.stringContaining('trouble connecting') }])
})

test('the close button closes one modal, and tells of it only where that was asked for', async () => {
  const app = await appFor()
  const closed = () => app.seen.filter(({ type }) => type === 'view_closed')
  const below = await app.open(modal([typed()], { notify_on_close: true }))
  const push = async (more: Reply): Promise<Reply> =>
    (await app.sandbox.call('views.push', { trigger_id: await app.trigger(), view: modal([typed()], more) }))
      .view
  const quiet = await push({})
  expect((await app.act({ do: 'close', view: below.id })).error).toMatch(/on top/)
  const first = await app.act({ do: 'close', view: quiet.id })
  expect([first.ack, first.views.modals.map(({ id }: Reply) => id)]).toEqual([null, [below.id]])
  expect(closed()).toEqual([])
  const second = await app.act({ do: 'close', view: below.id })
  expect(second.ack.error).toBeUndefined()
  expect(closed()).toMatchObject([
    { type: 'view_closed', is_cleared: false, view: { id: below.id }, user: { id: 'U0ANAWEBER' } },
  ])
  expect(closed()[0]).not.toHaveProperty('trigger_id')
})

test('the cross, and a modal that clears on close, close the whole stack and tell of each that asked', async () => {
  const app = await appFor()
  const closed = () =>
    app.seen.filter(({ type }) => type === 'view_closed').map(({ view, is_cleared }) => [view.id, is_cleared])
  const stack = async (top: Reply): Promise<string[]> => {
    const below = await app.open(modal([section()], { notify_on_close: true }))
    const view = modal([section()], { notify_on_close: true, ...top })
    const pushed = await app.sandbox.call('views.push', { trigger_id: await app.trigger(), view })
    return [below.id, pushed.view.id]
  }
  const [root, top] = await stack({})
  expect((await app.act({ do: 'close', view: top, all: true })).views.modals).toEqual([])
  expect(closed()).toEqual([
    [top, true],
    [root, true],
  ])
  const [second, clearing] = await stack({ clear_on_close: true, notify_on_close: false })
  expect((await app.act({ do: 'close', view: clearing })).views.modals).toEqual([])
  expect(closed().slice(2)).toEqual([[second, true]])
})

test('a list that the app fills asks from the third character on, where it does not say otherwise', async () => {
  const app = await appFor()
  const view = await app.open(modal([field({ type: 'external_select' })]))
  app.answers(() => ({ options: [option('P1')] }))
  const suggest = (value: string) => app.act({ do: 'suggest', view: view.id, actionId: 'value', value })
  expect((await suggest('po')).error).toMatch(/3 characters/)
  expect((await suggest('pol')).ack.payload.options).toHaveLength(1)
})

test('a list that the app fills offers what the app answers, a hundred at most', async () => {
  const app = await appFor()
  const view = await app.open(modal([field({ type: 'external_select', min_query_length: 2 })]))
  const suggest = (value: string, more: Reply = {}) =>
    app.act({ do: 'suggest', view: view.id, actionId: 'value', value, ...more })
  const submit = (value: string) => app.act({ do: 'submit', view: view.id, values: { field: { value } } })
  expect((await suggest('p')).error).toMatch(/2 characters/)
  app.answers(() => ({ options: [option('P1'), option('P2')] }))
  const done = await suggest('po')
  expect(done.ack.payload.options).toHaveLength(2)
  expect(app.last('block_suggestion')).toMatchObject({
    type: 'block_suggestion',
    action_id: 'value',
    block_id: 'field',
    value: 'po',
    container: { type: 'view', view_id: view.id },
    view: { id: view.id },
  })
  expect((await submit('P3')).error).toMatch(/one of P1, P2/)
  for (const wrong of [
    {},
    { options: Array(101).fill(option('x')) },
    { options: [{ text: 'x' }] },
    { options: [], option_groups: [] },
  ]) {
    app.answers(() => wrong)
    expect((await suggest('po')).violations.map(({ kind }: Reply) => kind)).toEqual(['ack_payload_wrong'])
  }
  app.answers(() => ({ option_groups: [{ label: words('Group'), options: Array(100).fill(option('P4')) }] }))
  await suggest('po')
  app.answers(() => undefined)
  expect((await submit('P4')).views.modals).toEqual([])
  expect(app.last('view_submission').view.state.values.field.value.selected_option).toEqual(option('P4'))
})

test('a list that the app fills stands in a message too: what it offered there can be chosen', async () => {
  const app = await appFor()
  app.answers(({ type }) => (type === 'block_suggestion' ? { options: [option('P1')] } : undefined))
  const list = { type: 'external_select', action_id: 'policy', min_query_length: 1 }
  const blocks = [{ ...section(), block_id: 'list', accessory: list }]
  const { channel, ts } = await app.sandbox.call('chat.postMessage', {
    channel: 'U0ANAWEBER',
    text: 'x',
    blocks,
  })
  const at = { channel, ts, actionId: 'policy' }
  expect((await app.act({ do: 'select', ...at, value: 'P1' })).error).toMatch(/one of/)
  expect((await app.act({ do: 'suggest', ...at, value: 'p' })).ack.payload.options).toHaveLength(1)
  expect(app.last('block_suggestion')).toMatchObject({
    action_id: 'policy',
    block_id: 'list',
    value: 'p',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    message: { ts },
    channel: { id: channel },
  })
  expect(app.last('block_suggestion')).not.toHaveProperty('trigger_id')
  await app.act({ do: 'select', ...at, value: 'P1' })
  expect(app.last('block_actions').actions).toMatchObject([{ selected_option: option('P1') }])
  expect((await app.act({ as: 'leo', do: 'suggest', ...at, value: 'p' })).error).toMatch(/in the channel/)
})
