import { expect, test } from 'vitest'
import { appFor, modal, section, typed, words } from './http-app.ts'
import { type Reply, type TestSandbox, times } from './support.ts'

const home = (blocks: Reply[] = [section()], more: Reply = {}) => ({ type: 'home', blocks, ...more })

async function published(sandbox: TestSandbox, given: Reply = {}): Promise<Reply> {
  return sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home(), ...given })
}

test('a published Home is there for that person alone, and each publishing changes its hash, not its id', async () => {
  const { sandbox, views } = await appFor()
  const first = await published(sandbox)
  expect(first.view).toMatchObject({
    type: 'home',
    id: expect.stringMatching(/^V[0-9A-Z]+$/),
    root_view_id: first.view.id,
    previous_view_id: null,
  })
  for (const name of ['title', 'submit', 'close']) expect(first.view).not.toHaveProperty(name)
  const second = await published(sandbox, { view: home([section('new')]) })
  expect(second.view.id).toBe(first.view.id)
  expect(second.view.hash).not.toBe(first.view.hash)
  expect((await views()).home).toMatchObject({ blocks: [{ text: { text: 'new' } }], hash: second.view.hash })
  expect((await views('leo')).home).toBeNull()
  expect(await sandbox.violations()).toEqual([])
})

test('what was typed in Home outlives a publishing where block and action stay', async () => {
  const { sandbox, act, views } = await appFor()
  const named = (block_id: string) => ({ ...typed(), block_id })
  const { view } = await published(sandbox, { view: home([named('a'), named('b')]) })
  for (const blockId of ['a', 'b'])
    await act({ do: 'select', view: view.id, blockId, actionId: 'value', value: 'typed' })
  await published(sandbox, { view: home([named('a'), named('c')]) })
  const { values } = (await views()).home.state
  expect(values).toMatchObject({ a: { value: { value: 'typed' } }, c: { value: { value: null } } })
  expect(values).not.toHaveProperty('b')
})

test('a publishing with the hash of the newest view is taken, and with any other it is a conflict', async () => {
  const { sandbox } = await appFor()
  const error = async (hash: string) => (await published(sandbox, { hash })).error
  expect(await error('1805875200.0123abcd')).toBe('hash_conflict')
  const { view } = await published(sandbox)
  expect(await error(view.hash)).toBeUndefined()
  expect(await error(view.hash)).toBe('hash_conflict')
  expect(await sandbox.violations()).toEqual([])
  expect(await error('')).toBe('hash_conflict')
  expect(await error('null')).toBe('hash_conflict')
  expect(await sandbox.violations()).toEqual(['view_hash_invented', 'view_hash_invented'])
})

test('nothing is published where the Home tab is off', async () => {
  const { sandbox, act } = await appFor({ features: { app_home: { home_tab_enabled: false } } })
  expect((await published(sandbox)).error).toBe('not_enabled')
  expect((await act({ do: 'open_home' })).error).toMatch(/^expected a manifest with the tab home/)
})

test('nothing is published to who cannot have a Home', async () => {
  const { sandbox } = await appFor()
  const people: Reply[] = await sandbox.control('GET', 'people')
  const without = people.filter((one) => one.deleted || one.is_bot || one.is_stranger)
  expect(without.length).toBeGreaterThan(2)
  for (const { id } of [...without, { id: 'U0NOBODY' }]) {
    const reply = await published(sandbox, { user_id: id })
    expect([id, reply.error, reply.response_metadata.messages]).toEqual([
      id,
      'invalid_arguments',
      [expect.stringContaining('[json-pointer:/user_id]')],
    ])
  }
  expect((await sandbox.call('views.publish', { view: home() })).error).toBe('invalid_arguments')
})

test('opening Home tells the app of it, with the view once there is one', async () => {
  const { sandbox, act, last } = await appFor()
  await act({ do: 'open_home' })
  expect(last('event_callback').event).toEqual({
    type: 'app_home_opened',
    user: 'U0ANAWEBER',
    channel: expect.stringMatching(/^D/),
    tab: 'home',
    event_ts: expect.stringMatching(/^\d+\.\d{6}$/),
  })
  const { view } = await published(sandbox)
  await act({ do: 'open_home' })
  expect(last('event_callback').event.view).toEqual(view)
  await act({ do: 'open_home', tab: 'messages' })
  expect(last('event_callback').event).toMatchObject({ tab: 'messages' })
  expect(last('event_callback').event).not.toHaveProperty('view')
  expect((await act({ do: 'open_home', tab: 'about' })).error).toMatch(/^expected "tab"/)
})

test('a press in Home brings the view and no channel, and its trigger opens a modal', async () => {
  const { sandbox, act, last, views } = await appFor()
  const button = { type: 'button', action_id: 'go', text: words('Go'), value: 'ISP-01' }
  const { view } = await published(sandbox, {
    view: home([{ type: 'actions', block_id: 'row', elements: [button] }]),
  })
  await act({ do: 'click', view: view.id, actionId: 'go' })
  const payload = last('block_actions')
  expect(payload).toMatchObject({
    container: { type: 'view', view_id: view.id },
    view: { id: view.id, hash: view.hash },
    actions: [{ action_id: 'go', block_id: 'row', type: 'button', value: 'ISP-01' }],
  })
  for (const name of ['channel', 'message', 'response_url']) expect(payload).not.toHaveProperty(name)
  const { trigger_id } = payload
  expect((await sandbox.call('views.push', { trigger_id, view: modal() })).error).toBe('not_found')
  await act({ do: 'click', view: view.id, actionId: 'go' })
  const fresh = last('block_actions').trigger_id
  expect((await sandbox.call('views.open', { trigger_id: fresh, view: modal() })).ok).toBe(true)
  expect(await views()).toMatchObject({ home: { id: view.id }, modals: [{ type: 'modal' }] })
})

test('Home can be updated by its id, stays a Home, and is neither submitted nor closed', async () => {
  const { sandbox, act } = await appFor()
  const { view } = await published(sandbox)
  const update = (given: Reply): Promise<Reply> =>
    sandbox.call('views.update', { view_id: view.id, view: given })
  expect((await update(home(times(100, () => section())))).view.blocks).toHaveLength(100)
  expect((await update(modal())).error).toBe('invalid_arguments')
  for (const deed of ['submit', 'close'])
    expect((await act({ do: deed, view: view.id })).error).toMatch(/^expected the modal that is on top/)
})
