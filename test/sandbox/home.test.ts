import { expect, test } from 'vitest'
import { appFor, modal, section, typed, words } from './http-app.ts'
import { type Reply, times } from './support.ts'

const home = (text: string, more: Reply = {}) => ({ type: 'home', blocks: [section(text)], ...more })

test('opening Home tells the app, with the view once there is one', async () => {
  const { act, sandbox, seen } = await appFor()
  const first = await act({ do: 'open_home' })
  expect(first).toMatchObject({ ack: null, views: { home: null } })
  expect(seen[0].event).toEqual({
    type: 'app_home_opened',
    user: 'U0ANAWEBER',
    channel: 'D0ANAWEBER',
    tab: 'home',
    event_ts: expect.stringMatching(/^\d+\.\d{6}$/),
  })
  const { view } = await sandbox.call('views.publish', {
    user_id: 'U0ANAWEBER',
    view: home('Yours', { private_metadata: 'x' }),
  })
  const second = await act({ do: 'open_home' })
  expect(second.views.home).toMatchObject({ id: view.id, blocks: [{ text: { text: 'Yours' } }] })
  expect(seen[1].event.view).toEqual(view)
})

test('opening the Messages tab is told without a view', async () => {
  const { act, sandbox, seen } = await appFor()
  await sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home('Yours') })
  await act({ do: 'open_home', tab: 'messages' })
  expect(seen[0].event).toMatchObject({ type: 'app_home_opened', tab: 'messages' })
  expect(seen[0].event).not.toHaveProperty('view')
  expect((await act({ do: 'open_home', tab: 'about' })).error).toMatch(/^expected "tab"/)
})

test('Home is published for one person, keeps its id and draws anew', async () => {
  const { sandbox, views } = await appFor()
  const publish = (user_id: string, text: string): Promise<Reply> =>
    sandbox.call('views.publish', { user_id, view: home(text) })
  const first = await publish('U0ANAWEBER', 'one')
  const second = await publish('U0ANAWEBER', 'two')
  expect(first.view).toMatchObject({
    type: 'home',
    team_id: 'T0ALPENGLOW',
    app_id: 'A0PERENNIAL',
    root_view_id: first.view.id,
  })
  expect(second.view.id).toBe(first.view.id)
  expect(second.view.hash).not.toBe(first.view.hash)
  expect((await views()).home.blocks[0].text.text).toBe('two')
  expect((await views('leo')).home).toBeNull()
})

test('a stale hash conflicts, and so does any where nothing was shown yet', async () => {
  const { sandbox } = await appFor()
  const publish = (hash?: string): Promise<Reply> =>
    sandbox.call('views.publish', {
      user_id: 'U0ANAWEBER',
      view: home('x'),
      ...(hash === undefined ? {} : { hash }),
    })
  expect((await publish('')).error).toBe('hash_conflict')
  expect((await publish('1804838400.0a1b2c3d')).error).toBe('hash_conflict')
  const { view } = await publish()
  expect((await publish(view.hash)).ok).toBe(true)
  expect((await publish(view.hash)).error).toBe('hash_conflict')
})

test('Home is not published to somebody deactivated, of another organisation, unknown, or to a bot', async () => {
  const { sandbox } = await appFor()
  for (const user_id of ['U0JOKELLER', 'U0VERAVEND', 'U0NOBODY', 'U0BUILDBOT', 'U0PERENNIAL', '__proto__'])
    expect([user_id, (await sandbox.call('views.publish', { user_id, view: home('x') })).error]).toEqual([
      user_id,
      'invalid_arguments',
    ])
  expect((await sandbox.call('views.publish', { user_id: 'U0SAMGUEST', view: home('x') })).ok).toBe(true)
})

test('where the manifest has no Home tab, there is none to publish or open', async () => {
  const { sandbox, act, seen } = await appFor({
    features: { app_home: { home_tab_enabled: false, messages_tab_enabled: true } },
  })
  expect((await sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home('x') })).error).toBe(
    'not_enabled',
  )
  expect((await act({ do: 'open_home' })).error).toMatch(/^expected a manifest with the tab home/)
  await act({ do: 'open_home', tab: 'messages' })
  expect(seen).toHaveLength(1)
})

test('what is pressed and typed in Home is told with the view that is Home', async () => {
  const { sandbox, act, last } = await appFor()
  const button = { type: 'button', action_id: 'go', text: words('Go'), value: '1' }
  const blocks = [
    { ...typed(), dispatch_action: true },
    { type: 'actions', block_id: 'actions', elements: [button] },
  ]
  const { view } = await sandbox.call('views.publish', {
    user_id: 'U0ANAWEBER',
    view: { type: 'home', blocks },
  })
  await act({ do: 'select', view: view.id, actionId: 'value', blockId: 'field', value: 'typed' })
  expect(last('block_actions').actions).toMatchObject([{ type: 'plain_text_input', value: 'typed' }])
  await act({ do: 'click', view: view.id, actionId: 'go' })
  expect(last('block_actions')).toMatchObject({
    container: { type: 'view', view_id: view.id },
    view: { type: 'home', state: { values: { field: { value: { value: 'typed' } } } } },
  })
  expect((await act({ do: 'submit', view: view.id })).error).toMatch(/^expected the modal/)
  expect((await act({ do: 'close', view: view.id })).error).toMatch(/^expected the modal/)
})

test('without interactivity in the manifest nothing can be pressed', async () => {
  const { sandbox, act } = await appFor({ interactivity: false })
  const { view } = await sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home('x') })
  expect((await act({ do: 'click', view: view.id, actionId: 'go' })).error).toMatch(/interactivity/)
})

test('what was typed in Home outlives a publishing where block and action stay', async () => {
  const { sandbox, act, views } = await appFor()
  const publish = (...names: string[]): Promise<Reply> => {
    const blocks = names.map((block_id) => ({ ...typed(), block_id }))
    return sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: { type: 'home', blocks } })
  }
  const { view } = await publish('a', 'b')
  for (const blockId of ['a', 'b'])
    await act({ do: 'select', view: view.id, blockId, actionId: 'value', value: 'typed' })
  await publish('a', 'c')
  expect((await views()).home.state.values).toEqual({
    a: { value: { type: 'plain_text_input', value: 'typed' } },
    c: { value: { type: 'plain_text_input', value: null } },
  })
})

test('a hash that Slack never made is a violation when Home is published with it', async () => {
  const { sandbox } = await appFor()
  const publish = (more: Reply): Promise<Reply> =>
    sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home('x'), ...more })
  const stale = (await publish({})).view.hash
  await publish({})
  expect((await publish({ hash: stale })).error).toBe('hash_conflict')
  expect(await sandbox.violations()).toEqual([])
  for (const hash of ['', 'null']) expect((await publish({ hash })).error).toBe('hash_conflict')
  expect(await sandbox.violations()).toEqual(['view_hash_invented', 'view_hash_invented'])
})

test('Home is updated by its id too, and stays a Home', async () => {
  const { sandbox } = await appFor()
  const { view } = await sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home('x') })
  const update = (given: Reply): Promise<Reply> =>
    sandbox.call('views.update', { view_id: view.id, view: given })
  const blocks = times(100, () => section())
  expect((await update(home('', { blocks }))).view.blocks).toHaveLength(100)
  expect((await update(modal())).error).toBe('invalid_arguments')
})

test('the trigger of a press in Home opens a modal, and pushes none where none is open', async () => {
  const { sandbox, act, last, views } = await appFor()
  const button = { type: 'button', action_id: 'go', text: words('Go') }
  const blocks = [{ type: 'actions', elements: [button] }]
  const { view } = await sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home('', { blocks }) })
  const show = async (method: string) => {
    await act({ do: 'click', view: view.id, actionId: 'go' })
    return sandbox.call(method, { trigger_id: last('block_actions').trigger_id, view: modal() })
  }
  expect((await show('views.push')).error).toBe('not_found')
  expect((await show('views.open')).ok).toBe(true)
  expect(await views()).toMatchObject({ home: { id: view.id }, modals: [{ type: 'modal' }] })
})
