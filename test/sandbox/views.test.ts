import { expect, test } from 'vitest'
import { appFor, modal, section, typed, words } from './http-app.ts'
import type { Reply } from './support.ts'

const errorOf = (reply: Reply): string | undefined => reply.error

test('an opened modal is before that person alone, whole, with a hash and an id', async () => {
  const { open, views, sandbox } = await appFor()
  const view = await open(
    modal([typed({ initial_value: 'x' })], { callback_id: 'form', private_metadata: '{"a":1}' }),
  )
  expect(view).toMatchObject({
    id: expect.stringMatching(/^V[0-9A-Z]+$/),
    team_id: 'T0ALPENGLOW',
    type: 'modal',
    title: { type: 'plain_text', text: 'Title', emoji: true },
    submit: { text: 'Send' },
    close: null,
    callback_id: 'form',
    private_metadata: '{"a":1}',
    external_id: '',
    state: { values: { field: { value: { type: 'plain_text_input', value: 'x' } } } },
    hash: expect.stringMatching(/^\d+\.[0-9a-f]{8}$/),
    clear_on_close: false,
    notify_on_close: false,
    root_view_id: view.id,
    previous_view_id: null,
    app_id: 'A0PERENNIAL',
    bot_id: 'B0PERENNIAL',
  })
  expect(await views()).toEqual({ home: null, modals: [{ ...view, errors: {}, trouble: null }] })
  expect(await views('leo')).toEqual({ home: null, modals: [] })
  expect(await sandbox.violations()).toEqual([])
})

test('blocks and elements that came without an id have one afterwards', async () => {
  const { open } = await appFor()
  const button = { type: 'button', text: words('Go') }
  const view = await open(
    modal([
      { ...typed(), block_id: undefined },
      { type: 'actions', elements: [button] },
      { ...section(), accessory: button },
    ]),
  )
  const [input, actions, withAccessory] = view.blocks
  expect(input.block_id).toMatch(/./)
  expect(actions.elements[0].action_id).toMatch(/./)
  expect(withAccessory.accessory.action_id).toMatch(/./)
  expect(new Set(view.blocks.map((block: Reply) => block.block_id)).size).toBe(3)
})

test('a trigger opens one view within three seconds, and no other text does', async () => {
  let now = Date.parse('2027-03-12T08:00:00Z')
  const { sandbox, trigger } = await appFor({
    options: { wall: { now: () => now, elapsed: () => performance.now() } },
  })
  const open = async (trigger_id: string, view: Reply = modal()) =>
    errorOf(await sandbox.call('views.open', { trigger_id, view }))
  const first = await trigger()
  expect(await open(first, modal([] as Reply[], { title: undefined }))).toBe('invalid_arguments')
  expect(await open(first)).toBeUndefined()
  expect(await open(first)).toBe('exchanged_trigger_id')
  expect(await open('1.2.abc')).toBe('invalid_trigger_id')
  expect(await open('')).toBe('invalid_arguments')
  const intime = await trigger()
  const late = await trigger()
  now += 3000
  expect(await open(intime)).toBeUndefined()
  now += 1
  expect(await open(late)).toBe('expired_trigger_id')
})

test('modals lie on one another, three at most, and only on one that is open', async () => {
  const { sandbox, trigger, views, open, act } = await appFor()
  const push = async () => sandbox.call('views.push', { trigger_id: await trigger(), view: modal() })
  expect(errorOf(await push())).toBe('not_found')
  const root = await open(modal())
  const { view: second } = await push()
  const { view: third } = await push()
  expect(errorOf(await push())).toBe('push_limit_reached')
  expect((await views()).modals.map(({ id }: Reply) => id)).toEqual([root.id, second.id, third.id])
  expect([second.previous_view_id, second.root_view_id]).toEqual([root.id, root.id])
  expect([third.previous_view_id, third.root_view_id]).toEqual([second.id, root.id])
  await act({ do: 'close', view: third.id })
  expect((await views()).modals).toHaveLength(2)
  expect((await push()).ok).toBe(true)
})

test('opening begins a stack anew', async () => {
  const { open, views } = await appFor()
  await open(modal())
  const second = await open(modal())
  expect((await views()).modals.map(({ id }: Reply) => id)).toEqual([second.id])
  expect(second).toMatchObject({ root_view_id: second.id, previous_view_id: null })
})

test('an update draws anew, with a new hash, by id or external id', async () => {
  const { sandbox, open, views } = await appFor()
  const view = await open(modal([section('old')], { external_id: 'mine' }))
  const update = (given: Reply): Promise<Reply> =>
    sandbox.call('views.update', { view: modal([section('new')], { external_id: 'mine' }), ...given })
  const byId = await update({ view_id: view.id })
  expect(byId.view).toMatchObject({ id: view.id, blocks: [{ text: { text: 'new' } }] })
  expect(byId.view.hash).not.toBe(view.hash)
  expect((await update({ external_id: 'mine' })).view.id).toBe(view.id)
  expect((await views()).modals).toHaveLength(1)
  expect(errorOf(await update({}))).toBe('invalid_arguments')
  expect(errorOf(await update({ view_id: 'V0NOWHERE' }))).toBe('not_found')
  expect(errorOf(await update({ external_id: 'theirs' }))).toBe('not_found')
  for (const broken of ['{', '[]', '"x"'])
    expect(errorOf(await update({ view_id: view.id, view: broken }))).toBe('invalid_arguments')
})

test('a closed modal cannot be updated', async () => {
  const { sandbox, open, act } = await appFor()
  const view = await open(modal())
  await act({ do: 'close', view: view.id })
  expect(errorOf(await sandbox.call('views.update', { view_id: view.id, view: modal() }))).toBe('not_found')
})

test('a hash that is not the newest conflicts, and one that Slack never made is a violation too', async () => {
  const { sandbox, open } = await appFor()
  const { id, hash } = await open(modal())
  const update = (given: Reply): Promise<Reply> =>
    sandbox.call('views.update', { view_id: id, view: modal(), ...given })
  const { view } = await update({ hash })
  expect(errorOf(await update({ hash }))).toBe('hash_conflict')
  expect(await sandbox.violations()).toEqual([])
  expect(errorOf(await update({ hash: '' }))).toBe('hash_conflict')
  expect(errorOf(await update({ hash: 'made-up' }))).toBe('hash_conflict')
  expect(await sandbox.violations()).toEqual(['view_hash_invented', 'view_hash_invented'])
  expect((await update({ hash: view.hash })).ok).toBe(true)
})

test('an external id belongs to one view in the workspace as long as it is there', async () => {
  const { sandbox, open, act, trigger } = await appFor()
  const mine = modal([section()], { external_id: 'mine' })
  const view = await open(mine)
  const publish = (external_id: string): Promise<Reply> =>
    sandbox.call('views.publish', {
      user_id: 'U0LEOBRAND',
      view: { type: 'home', blocks: [section()], external_id },
    })
  expect(errorOf(await publish('mine'))).toBe('duplicate_external_id')
  const opening = async () => sandbox.call('views.open', { trigger_id: await trigger('leo'), view: mine })
  expect(errorOf(await opening())).toBe('duplicate_external_id')
  expect((await sandbox.call('views.update', { view_id: view.id, view: mine })).ok).toBe(true)
  await act({ do: 'close', view: view.id })
  expect((await opening()).ok).toBe(true)
})

test('what was typed outlives an update where block, action and kind stay, and not elsewhere', async () => {
  const { sandbox, open, act, views } = await appFor()
  const named = (block_id: string, more: Reply = {}) => ({ ...typed(more), block_id })
  const choice = (...values: string[]) => ({
    ...typed({ type: 'static_select', options: values.map((value) => ({ text: words(value), value })) }),
    block_id: 'choice',
  })
  const view = await open(modal([named('a'), named('b'), named('c'), named('d'), choice('one', 'two')]))
  const values = {
    a: { value: 'A' },
    b: { value: 'B' },
    c: { value: 'C' },
    d: { value: 'D' },
    choice: { value: 'two' },
  }
  await act({ do: 'select', view: view.id, blockId: 'a', actionId: 'value', value: 'A', values })
  const next = modal([
    named('a', { initial_value: 'other' }),
    named('b2', { initial_value: 'new' }),
    named('c', { action_id: 'other' }),
    { ...named('d'), element: { type: 'url_text_input', action_id: 'value' } },
    choice('one', 'three'),
  ])
  await sandbox.call('views.update', { view_id: view.id, view: next })
  const [top] = (await views()).modals
  expect(top.state.values).toEqual({
    a: { value: { type: 'plain_text_input', value: 'A' } },
    b2: { value: { type: 'plain_text_input', value: 'new' } },
    c: { other: { type: 'plain_text_input', value: null } },
    d: { value: { type: 'url_text_input', value: null } },
    choice: { value: { type: 'static_select', selected_option: null } },
  })
})

test('a view stays what it was: a modal becomes no Home', async () => {
  const { sandbox, open, trigger } = await appFor()
  const home = { type: 'home', blocks: [section()] }
  const { id } = await open(modal())
  expect(errorOf(await sandbox.call('views.update', { view_id: id, view: home }))).toBe('invalid_arguments')
  expect(errorOf(await sandbox.call('views.open', { trigger_id: await trigger(), view: home }))).toBe(
    'invalid_arguments',
  )
  expect(errorOf(await sandbox.call('views.push', { trigger_id: await trigger(), view: home }))).toBe(
    'invalid_arguments',
  )
  expect(errorOf(await sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: modal() }))).toBe(
    'invalid_arguments',
  )
})
