import { expect, test } from 'vitest'
import { appFor, field, modal, option, section, typed, words } from './http-app.ts'
import type { Reply } from './support.ts'

type App = Awaited<ReturnType<typeof appFor>>

const closed = ({ seen }: App): Reply[] => seen.filter(({ type }) => type === 'view_closed')
const button = (more: Reply = {}) => ({ type: 'button', action_id: 'go', text: words('Go'), ...more })
const actions = (...elements: Reply[]) => ({ type: 'actions', block_id: 'row', elements })

/** Opens one modal and pushes the others on it; answers them all, the lowest first. */
async function stack(app: App, ...views: Reply[]): Promise<Reply[]> {
  const [first, ...others] = views
  await app.open(first)
  for (const view of others) await app.sandbox.call('views.push', { trigger_id: await app.trigger(), view })
  return (await app.views()).modals
}

test('a press in a modal brings the view with what was typed so far', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed(), actions(button({ style: 'primary', value: 'v' }))]))
  const values = { field: { value: 'half a sentence' } }
  const { ack } = await app.act({ do: 'click', view: view.id, actionId: 'go', values })
  expect(ack).toEqual({ ms: expect.any(Number) })
  expect(app.last('block_actions')).toMatchObject({
    container: { type: 'view', view_id: view.id },
    view: {
      id: view.id,
      hash: view.hash,
      state: { values: { field: { value: { type: 'plain_text_input', value: 'half a sentence' } } } },
    },
    actions: [
      {
        action_id: 'go',
        block_id: 'row',
        type: 'button',
        text: { type: 'plain_text', text: 'Go' },
        style: 'primary',
        value: 'v',
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      },
    ],
  })
})

test('what is chosen in a modal is told at once, and a field of a form only where it is to', async () => {
  const app = await appFor()
  const options = [option('one'), option('two')]
  const select = { type: 'static_select', options }
  const view = await app.open(
    modal([
      actions({ ...select, action_id: 'a' }, { type: 'overflow', action_id: 'menu', options }),
      field(select, { block_id: 'quiet' }),
      field(select, { block_id: 'loud', dispatch_action: true }),
    ]),
  )
  const choose = async (deed: Reply) => {
    const before = app.seen.length
    await app.act({ do: 'select', view: view.id, value: 'two', ...deed })
    return app.seen.slice(before).flatMap((payload) => payload.actions)
  }
  expect(await choose({ actionId: 'a' })).toMatchObject([
    { action_id: 'a', type: 'static_select', selected_option: options[1] },
  ])
  expect(await choose({ actionId: 'menu' })).toMatchObject([
    { type: 'overflow', selected_option: options[1] },
  ])
  expect(await choose({ blockId: 'quiet', actionId: 'value' })).toEqual([])
  expect(await choose({ blockId: 'loud', actionId: 'value' })).toMatchObject([{ block_id: 'loud' }])
  const { values } = app.last('block_actions').view.state
  expect(Object.keys(values).sort()).toEqual(['loud', 'quiet', 'row'])
  expect(values.row).toEqual({ a: { type: 'static_select', selected_option: options[1] } })
  expect(values.quiet.value.selected_option).toEqual(options[1])
})

test('nobody presses what is not there, not theirs, or of another kind', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed(), actions(button(), { type: 'users_select', action_id: 'who' })]))
  const refused = async (deed: Reply) => (await app.act({ view: view.id, ...deed })).error
  expect(await refused({ do: 'click', actionId: 'none' })).toMatch(/^expected "actionId" to be one of/)
  expect(await refused({ do: 'click', actionId: 'who' })).toMatch(/^expected a button/)
  expect(await refused({ do: 'select', actionId: 'go', value: 'x' })).toMatch(/got a button/)
  expect(await refused({ do: 'select', actionId: 'who', value: 'nobody' })).toMatch(/^expected "value"/)
  expect(await refused({ do: 'click', actionId: 'go', as: 'leo' })).toMatch(/^expected "view"/)
  for (const values of ['x', { field: 'x' }, { none: { value: 'x' } }, { field: { value: {} } }])
    expect(await refused({ do: 'click', actionId: 'go', values })).toMatch(/^expected/)
  expect(app.last('block_actions')).toBeUndefined()
})

test('a press that the app does not acknowledge is trouble to the person until the view is drawn anew', async () => {
  const app = await appFor()
  const view = await app.open(modal([actions(button())]))
  app.answers(() => new Promise(() => {}))
  const done = await app.act({ do: 'click', view: view.id, actionId: 'go' })
  expect(done.ack.error).toBe('timeout')
  expect(done.violations.map(({ kind }: Reply) => kind)).toEqual(['ack_missing'])
  expect(done.views.modals).toMatchObject([{ trouble: expect.stringContaining('trouble') }])
  await app.sandbox.call('views.update', { view_id: view.id, view: modal() })
  expect((await app.views()).modals).toMatchObject([{ trouble: null }])
})

test('the trigger of a press in a modal pushes another on it', async () => {
  const app = await appFor()
  const view = await app.open(modal([actions(button())]))
  app.answers(async ({ trigger_id }) => {
    await app.sandbox.call('views.push', { trigger_id, view: modal([section('pushed')]) })
  })
  const { views } = await app.act({ do: 'click', view: view.id, actionId: 'go' })
  expect(views.modals).toMatchObject([{ id: view.id }, { previous_view_id: view.id, root_view_id: view.id }])
})

test('the app hears that a modal was closed only where it asked to', async () => {
  const app = await appFor()
  const silent = await app.open(modal())
  const done = await app.act({ do: 'close', view: silent.id })
  expect([done.ack, done.views.modals, closed(app)]).toEqual([null, [], []])
  const asking = await app.open(modal([typed({ initial_value: 'x' })], { notify_on_close: true }))
  const { ack } = await app.act({ do: 'close', view: asking.id })
  expect(ack).toEqual({ ms: expect.any(Number) })
  expect(closed(app)).toMatchObject([
    {
      type: 'view_closed',
      user: { id: 'U0ANAWEBER' },
      is_cleared: false,
      view: { id: asking.id, state: { values: { field: { value: { value: 'x' } } } } },
    },
  ])
  expect(closed(app)[0]).not.toHaveProperty('trigger_id')
})

test('a button closes the top modal, the cross all of them, and the app hears of each that asked', async () => {
  const app = await appFor()
  const asking = modal([section()], { notify_on_close: true })
  const first = await stack(app, asking, modal(), asking)
  await app.act({ do: 'close', view: first[2]!.id })
  expect((await app.views()).modals).toHaveLength(2)
  const second = await stack(app, asking, modal(), asking)
  const before = closed(app).length
  const { views } = await app.act({ do: 'close', view: second[2]!.id, all: true })
  expect(views.modals).toEqual([])
  const told = closed(app).slice(before)
  expect(told.map(({ view }) => view.id).sort()).toEqual([second[0]!.id, second[2]!.id].sort())
  expect(told.every(({ is_cleared }) => is_cleared)).toBe(true)
})

test('a modal that clears on close takes all below it along', async () => {
  const app = await appFor()
  const [, top] = await stack(
    app,
    modal([section()], { notify_on_close: true }),
    modal([section()], { clear_on_close: true }),
  )
  const { views } = await app.act({ do: 'close', view: top!.id })
  expect(views.modals).toEqual([])
  expect(closed(app)).toMatchObject([{ is_cleared: true }])
})

test('only the modal on top is closed, and nothing is opened anew by a second time', async () => {
  const app = await appFor()
  const [below, top] = await stack(app, modal(), modal())
  const refused = async (view: string) => (await app.act({ do: 'close', view })).error
  expect(await refused(below!.id)).toMatch(/^expected the modal that is on top/)
  expect(await refused(top!.id)).toBeUndefined()
  expect(await refused(top!.id)).toMatch(/^expected "view"/)
})

test('a list that the app fills offers what it says, and takes nothing else', async () => {
  const app = await appFor()
  const view = await app.open(modal([field({ type: 'external_select', min_query_length: 2 })]))
  const suggest = (value: string) => app.act({ do: 'suggest', view: view.id, actionId: 'value', value })
  const choose = (value: string) => app.act({ do: 'select', view: view.id, actionId: 'value', value })
  expect((await suggest('a')).error).toMatch(/2 characters or more/)
  app.answers(() => ({ options: [option('one')] }))
  expect((await suggest('on')).ack.payload).toEqual({ options: [option('one')] })
  expect(app.last('block_suggestion')).toMatchObject({
    action_id: 'value',
    block_id: 'field',
    value: 'on',
    container: { type: 'view', view_id: view.id },
  })
  expect((await choose('two')).error).toMatch(/^expected "value" to be one of one/)
  expect((await choose('one')).views.modals[0].state.values.field.value.selected_option).toEqual(
    option('one'),
  )
  for (const answer of [
    undefined,
    {},
    { options: 'x' },
    { options: [], option_groups: [] },
    { options: Array.from({ length: 101 }, (_, index) => option(`o${index}`)) },
  ]) {
    app.answers(() => answer)
    const done = await suggest('on')
    expect(done.violations.map(({ kind }: Reply) => kind)).toEqual(['ack_payload_wrong'])
    expect(done.views.modals).toMatchObject([{ trouble: expect.stringContaining('trouble') }])
  }
})
