import { expect, test } from 'vitest'
import { appFor, field, modal, option, section, typed } from './http-app.ts'
import type { Reply } from './support.ts'

const submitted = (app: Awaited<ReturnType<typeof appFor>>): Reply[] =>
  app.seen.filter(({ type }) => type === 'view_submission')

test('a submission brings every field as Slack says it, and an empty answer closes the modal', async () => {
  const app = await appFor()
  const of = (block_id: string, element: Reply): Reply => ({ ...field(element), block_id, optional: true })
  const options = [option('one'), option('two')]
  const view = await app.open(
    modal([
      of('words', { type: 'plain_text_input', initial_value: 'kept' }),
      of('empty', { type: 'plain_text_input' }),
      of('one', { type: 'static_select', options }),
      of('many', { type: 'multi_static_select', options }),
      of('boxes', { type: 'checkboxes', options, initial_options: [options[1]] }),
      of('radio', { type: 'radio_buttons', options }),
      of('person', { type: 'users_select' }),
      of('people', { type: 'multi_users_select' }),
      of('channel', { type: 'conversations_select', response_url_enabled: true }),
      of('day', { type: 'datepicker' }),
      of('time', { type: 'timepicker' }),
      of('rich', { type: 'rich_text_input' }),
      of('number', { type: 'number_input', is_decimal_allowed: true }),
    ]),
  )
  const values = {
    one: { value: 'two' },
    many: { value: ['one', 'two'] },
    person: { value: 'leo' },
    people: { value: ['leo', 'U0ANAWEBER'] },
    channel: { value: '#security' },
    day: { value: '2027-04-01' },
    time: { value: '09:30' },
    rich: { value: 'Words' },
    number: { value: '1.5' },
  }
  const done = await app.act({ do: 'submit', view: view.id, values })
  expect(done).toMatchObject({ ack: { ms: expect.any(Number) }, views: { modals: [] }, violations: [] })
  const [payload] = submitted(app)
  expect(payload).toMatchObject({
    type: 'view_submission',
    user: { id: 'U0ANAWEBER', team_id: 'T0ALPENGLOW' },
    team: { id: 'T0ALPENGLOW' },
    api_app_id: 'A0PERENNIAL',
    trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
    view: { id: view.id, hash: view.hash },
    response_urls: [
      {
        block_id: 'channel',
        action_id: 'value',
        channel_id: 'C0SECURITY',
        response_url: expect.stringContaining('/response/'),
      },
    ],
  })
  const rich = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Words' }] }],
  }
  expect(payload.view.state.values).toEqual({
    words: { value: { type: 'plain_text_input', value: 'kept' } },
    empty: { value: { type: 'plain_text_input', value: null } },
    one: { value: { type: 'static_select', selected_option: options[1] } },
    many: { value: { type: 'multi_static_select', selected_options: options } },
    boxes: { value: { type: 'checkboxes', selected_options: [options[1]] } },
    radio: { value: { type: 'radio_buttons', selected_option: null } },
    person: { value: { type: 'users_select', selected_user: 'U0LEOBRAND' } },
    people: { value: { type: 'multi_users_select', selected_users: ['U0LEOBRAND', 'U0ANAWEBER'] } },
    channel: { value: { type: 'conversations_select', selected_conversation: 'C0SECURITY' } },
    day: { value: { type: 'datepicker', selected_date: '2027-04-01' } },
    time: { value: { type: 'timepicker', selected_time: '09:30' } },
    rich: { value: { type: 'rich_text_input', rich_text_value: rich } },
    number: { value: { type: 'number_input', value: '1.5' } },
  })
})

/** An element, what is typed, and whether Slack itself lets it through. */
const TYPED: [element: Reply, value: unknown, isFine: boolean][] = [
  [{ type: 'plain_text_input' }, '', false],
  [{ type: 'plain_text_input' }, null, false],
  [{ type: 'plain_text_input' }, 'x', true],
  [{ type: 'plain_text_input', min_length: 3 }, 'ab', false],
  [{ type: 'plain_text_input', min_length: 3 }, 'abc', true],
  [{ type: 'plain_text_input', max_length: 3 }, 'abc', true],
  [{ type: 'plain_text_input', max_length: 3 }, 'abcd', false],
  [{ type: 'plain_text_input' }, 'x'.repeat(3000), true],
  [{ type: 'plain_text_input' }, 'x'.repeat(3001), false],
  [{ type: 'email_text_input' }, 'ana@alpenglow.example', true],
  [{ type: 'email_text_input' }, 'ana', false],
  [{ type: 'email_text_input' }, 'ana@alpenglow', false],
  [{ type: 'url_text_input' }, 'https://alpenglow.example/a', true],
  [{ type: 'url_text_input' }, 'alpenglow.example', false],
  [{ type: 'url_text_input' }, 'ftp://alpenglow.example', false],
  [{ type: 'number_input', is_decimal_allowed: false }, '12', true],
  [{ type: 'number_input', is_decimal_allowed: false }, '1.5', false],
  [{ type: 'number_input', is_decimal_allowed: true }, '1.5', true],
  [{ type: 'number_input', is_decimal_allowed: true }, 'twelve', false],
  [{ type: 'number_input', is_decimal_allowed: true, min_value: '2' }, '1.9', false],
  [{ type: 'number_input', is_decimal_allowed: true, min_value: '2' }, '2', true],
  [{ type: 'number_input', is_decimal_allowed: true, max_value: '2' }, '2', true],
  [{ type: 'number_input', is_decimal_allowed: true, max_value: '2' }, '2.1', false],
  [{ type: 'multi_users_select', max_selected_items: 1 }, ['ana'], true],
  [{ type: 'multi_users_select', max_selected_items: 1 }, ['ana', 'leo'], false],
  [{ type: 'multi_users_select' }, [], false],
  [{ type: 'checkboxes', options: [option('a')] }, [], false],
  [{ type: 'radio_buttons', options: [option('a')] }, 'a', true],
]

test('what Slack itself refuses of a field is said under it, and the app hears nothing', async () => {
  const app = await appFor()
  for (const [element, value, isFine] of TYPED) {
    const view = await app.open(modal([field(element)]))
    const before = submitted(app).length
    const done = await app.act({ do: 'submit', view: view.id, values: { field: { value } } })
    expect([element, value, submitted(app).length - before]).toEqual([element, value, isFine ? 1 : 0])
    const { modals } = await app.views()
    if (isFine) expect(modals).toEqual([])
    else {
      expect(done.error).toContain('"field"')
      expect(modals).toMatchObject([{ id: view.id, errors: { field: expect.stringMatching(/./) } }])
    }
  }
})

test('an optional field may stay empty, and one that is not empty is looked at all the same', async () => {
  const app = await appFor()
  const view = await app.open(modal([{ ...typed({ min_length: 3 }), optional: true }]))
  const submit = (value: string) => app.act({ do: 'submit', view: view.id, values: { field: { value } } })
  expect((await submit('ab')).error).toContain('"field"')
  expect((await submit('')).views.modals).toEqual([])
})

test('only the top modal of that person, with a submit button, can be submitted', async () => {
  const app = await appFor()
  const below = await app.open(modal([typed({ initial_value: 'x' })]))
  await app.sandbox.call('views.push', {
    trigger_id: await app.trigger(),
    view: modal([section()], { submit: undefined }),
  })
  const [, top] = (await app.views()).modals
  const refused = async (deed: Reply) => (await app.act({ do: 'submit', ...deed })).error
  expect(await refused({ view: below.id })).toMatch(/^expected the modal that is on top/)
  expect(await refused({ view: top.id })).toMatch(/^expected a modal with a submit button/)
  expect(await refused({ view: top.id, as: 'leo' })).toMatch(/^expected "view"/)
  expect(await refused({ view: 'V0NOWHERE' })).toMatch(/^expected "view"/)
  expect(submitted(app)).toEqual([])
})

test('a modal whose submit button is disabled cannot be submitted', async () => {
  const app = await appFor()
  const view = await app.open(modal([typed({ initial_value: 'x' })], { submit_disabled: true }))
  expect((await app.act({ do: 'submit', view: view.id })).error).toMatch(/can be submitted/)
  expect(submitted(app)).toEqual([])
})

test('files that are chosen arrive as objects of that person which the app can read', async () => {
  const app = await appFor()
  const view = await app.open(modal([field({ type: 'file_input', filetypes: ['md', 'png'], max_files: 2 })]))
  const submit = (files: Reply) =>
    app.act({ do: 'submit', view: view.id, files: { field: { value: files } } })
  const file = (name: string) => ({ name, content: 'Policy' })
  expect((await submit([])).error).toContain('"field"')
  expect((await submit([file('a.exe')])).error).toMatch(/^expected a file of the kind md, png/)
  expect((await submit(['a', 'b', 'c'].map((name) => file(`${name}.md`)))).error).toContain('"field"')
  expect(submitted(app)).toEqual([])
  expect((await submit([file('policy.md')])).views.modals).toEqual([])
  const { value } = submitted(app)[0].view.state.values.field
  expect(value).toMatchObject({
    type: 'file_input',
    files: [
      { user: 'U0ANAWEBER', name: 'policy.md', size: 6, filetype: 'markdown', mimetype: 'text/markdown' },
    ],
  })
  const [{ url_private_download }] = value.files
  const reply = await fetch(url_private_download, {
    headers: { authorization: 'Bearer xoxb-sandbox-perennial' },
  })
  expect(await reply.text()).toBe('Policy')
})
