import { expect, test } from 'vitest'
import { appFor, modal, section, typed, words } from './http-app.ts'
import type { Reply } from './support.ts'

test('errors of the app are shown under their fields until the next try', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })]))
  app.answers(() => ({ response_action: 'errors', errors: { field: 'No such policy.' } }))
  const first = await app.act({ do: 'submit', view: view.id })
  expect(first.ack.payload.response_action).toBe('errors')
  expect(first.views.modals).toMatchObject([
    { id: view.id, errors: { field: 'No such policy.' }, trouble: null },
  ])
  app.answers(() => undefined)
  expect((await app.act({ do: 'submit', view: view.id })).views.modals).toEqual([])
  expect(await app.sandbox.violations()).toEqual([])
})

test('an update of the app takes its errors back', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })]))
  app.answers(() => ({ response_action: 'errors', errors: { field: 'No such policy.' } }))
  await app.act({ do: 'submit', view: view.id })
  await app.sandbox.call('views.update', { view_id: view.id, view: modal([typed()]) })
  expect((await app.views()).modals).toMatchObject([{ id: view.id, errors: {} }])
})

const WRONG: [sentence: string, answer: Reply][] = [
  ['errors without any', { response_action: 'errors', errors: {} }],
  ['errors that are no map', { response_action: 'errors', errors: ['x'] }],
  ['errors of a block that is no input', { response_action: 'errors', errors: { text: 'x' } }],
  ['errors of a block that is not there', { response_action: 'errors', errors: { other: 'x' } }],
  ['errors that are no words', { response_action: 'errors', errors: { field: 1 } }],
  ['errors that are empty', { response_action: 'errors', errors: { field: '' } }],
  ['an update without a view', { response_action: 'update' }],
  [
    'an update to a broken view',
    { response_action: 'update', view: modal([typed()], { submit: undefined }) },
  ],
  ['a push of a broken view', { response_action: 'push', view: { type: 'modal' } }],
  ['an action nobody knows', { response_action: 'close' }],
  ['a message', { text: 'Done' }],
]

test('an answer that Slack does not understand is trouble to the person, and a violation', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' }), { ...section(), block_id: 'text' }]))
  for (const [sentence, answer] of WRONG) {
    app.answers(() => answer)
    const done = await app.act({ do: 'submit', view: view.id })
    const kinds = done.violations.map(({ kind }: Reply) => kind)
    expect([sentence, kinds]).toEqual([sentence, ['ack_payload_wrong']])
    expect(done.views.modals).toMatchObject([
      { id: view.id, hash: view.hash, errors: {}, trouble: expect.stringContaining('trouble connecting') },
    ])
  }
})

test('an update by the app takes errors and trouble away', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })]))
  const update = async (): Promise<Reply> => {
    await app.sandbox.call('views.update', { view_id: view.id, view: modal([typed()]) })
    return (await app.views()).modals[0]
  }
  app.answers(() => ({ response_action: 'errors', errors: { field: 'No.' } }))
  await app.act({ do: 'submit', view: view.id })
  expect((await update()).errors).toEqual({})
  app.answers(() => ({ response_action: 'close' }))
  await app.act({ do: 'submit', view: view.id })
  expect((await update()).trouble).toBeNull()
})

test('the next try takes trouble away before the app answers', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })]))
  app.answers(() => ({ response_action: 'close' }))
  await app.act({ do: 'submit', view: view.id })
  app.answers(() => ({ response_action: 'errors', errors: { field: 'No.' } }))
  const done = await app.act({ do: 'submit', view: view.id })
  expect(done.views.modals).toMatchObject([{ trouble: null, errors: { field: 'No.' } }])
})

test('no answer within three seconds is trouble to the person, who keeps what was typed', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed()]))
  app.answers(() => new Promise(() => {}))
  const done = await app.act({ do: 'submit', view: view.id, values: { field: { value: 'long text' } } })
  expect(done.ack.error).toBe('timeout')
  expect(done.views.modals).toMatchObject([
    {
      trouble: expect.stringContaining('trouble'),
      state: { values: { field: { value: { value: 'long text' } } } },
    },
  ])
  app.answers(() => undefined)
  expect((await app.act({ do: 'submit', view: view.id })).views.modals).toEqual([])
})

test('an answer may update the modal, push another on it, or clear them all', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })], { external_id: 'mine' }))
  const title = (text: string, more: Reply = {}) =>
    modal([typed({ initial_value: 'x' })], { title: words(text), ...more })
  const submit = async (id: string, answer: Reply): Promise<Reply[]> => {
    app.answers(() => answer)
    return (await app.act({ do: 'submit', view: id })).views.modals
  }
  const [updated] = await submit(view.id, {
    response_action: 'update',
    view: title('Updated', { external_id: 'mine' }),
  })
  expect(updated).toMatchObject({ id: view.id, title: { text: 'Updated' } })
  expect(updated.hash).not.toBe(view.hash)
  const [, second] = await submit(view.id, { response_action: 'push', view: title('Second') })
  expect(second).toMatchObject({ previous_view_id: view.id, root_view_id: view.id })
  const three = await submit(second.id, { response_action: 'push', view: title('Third') })
  expect(three.map((one) => one.title.text)).toEqual(['Updated', 'Second', 'Third'])
  const third = three[2]!
  const tooMany = await submit(third.id, { response_action: 'push', view: title('Fourth') })
  expect(tooMany).toMatchObject([{}, {}, { id: third.id, trouble: expect.stringContaining('trouble') }])
  const below = await submit(third.id, undefined)
  expect(below.map(({ id }) => id)).toEqual([view.id, second.id])
  expect(await submit(second.id, { response_action: 'clear' })).toEqual([])
})

test('what the app pushes while a submission is under way stays when that is closed', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })]))
  app.answers(async ({ trigger_id }) => {
    await app.sandbox.call('views.push', { trigger_id, view: modal([section('pushed')]) })
  })
  const { views } = await app.act({ do: 'submit', view: view.id })
  expect(views.modals).toMatchObject([{ blocks: [{ text: { text: 'pushed' } }] }])
})

test('an answer to a modal that the person closed meanwhile changes nothing', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })]))
  let closing: Promise<Reply> | undefined
  app.answers(async () => {
    // Waiting for all that follows would wait for this very answer.
    closing = app.act({ do: 'close', view: view.id })
    await expect.poll(() => app.views()).toMatchObject({ modals: [] })
    return { response_action: 'push', view: modal() }
  })
  const done = await app.act({ do: 'submit', view: view.id })
  await closing
  expect(done.views.modals).toEqual([])
  expect(done.violations).toEqual([])
})
