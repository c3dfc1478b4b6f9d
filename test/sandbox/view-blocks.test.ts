import { expect, test } from 'vitest'
import {
  appFor,
  field,
  modal,
  option,
  options,
  pointersOf,
  section,
  typed,
  updating,
  words,
} from './http-app.ts'
import { mrkdwn, type Reply, times } from './support.ts'

const select = (more: Reply) => field({ type: 'static_select', options: options(2), ...more })

const BROKEN: [sentence: string, view: Reply, pointer: string][] = [
  ['a modal without a title', modal([section()], { title: undefined }), '/view'],
  ['a title in mrkdwn', modal([section()], { title: { type: 'mrkdwn', text: 'x' } }), '/view/title/type'],
  ['an empty title', modal([section()], { title: words('') }), '/view/title/text'],
  ['no blocks', modal(undefined, { blocks: undefined }), '/view'],
  ['blocks that are no list', modal(undefined, { blocks: 'x' }), '/view/blocks'],
  ['an input without a submit button', modal([typed()], { submit: undefined }), '/view'],
  ['a field nobody knows', modal([section()], { colour: 'red' }), '/view/colour'],
  ['a block nobody knows', modal([{ type: 'poll' }]), '/view/blocks/0/type'],
  ['a field of an input nobody knows', modal([{ ...typed(), required: true }]), '/view/blocks/0/required'],
  ['an element nobody knows', modal([field({ type: 'slider' })]), '/view/blocks/0/element/type'],
  [
    'a button in an input block',
    modal([field({ type: 'button', text: words('x') })]),
    '/view/blocks/0/element/type',
  ],
  [
    'an overflow menu in an input block',
    modal([field({ type: 'overflow', options: options(2) })]),
    '/view/blocks/0/element/type',
  ],
  [
    'a text field in an actions block',
    modal([{ type: 'actions', elements: [{ type: 'plain_text_input', action_id: 'a' }] }]),
    '/view/blocks/0/elements/0/type',
  ],
  [
    'a text field beside a section',
    modal([{ ...section(), accessory: { type: 'plain_text_input', action_id: 'a' } }]),
    '/view/blocks/0/accessory/type',
  ],
  ['an input without a label', modal([{ ...typed(), label: undefined }]), '/view/blocks/0'],
  [
    'a label in mrkdwn',
    modal([{ ...typed(), label: { type: 'mrkdwn', text: 'x' } }]),
    '/view/blocks/0/label/type',
  ],
  ['an input without an element', modal([{ ...typed(), element: undefined }]), '/view/blocks/0'],
  ['min_length above max_length', modal([typed({ min_length: 3, max_length: 2 })]), '/view/blocks/0/element'],
  ['min_length below zero', modal([typed({ min_length: -1 })]), '/view/blocks/0/element/min_length'],
  ['max_length zero', modal([typed({ max_length: 0 })]), '/view/blocks/0/element/max_length'],
  [
    'max_files zero',
    modal([field({ type: 'file_input', max_files: 0 })]),
    '/view/blocks/0/element/max_files',
  ],
  [
    'a file input that tells of each change',
    modal([field({ type: 'file_input' }, { dispatch_action: true })]),
    '/view/blocks/0',
  ],
  ['a number without is_decimal_allowed', modal([field({ type: 'number_input' })]), '/view/blocks/0/element'],
  [
    'a choice that is not offered',
    modal([select({ initial_option: option('other') })]),
    '/view/blocks/0/element',
  ],
  [
    'both options and option_groups',
    modal([select({ option_groups: [{ label: words('g'), options: options(1) }] })]),
    '/view/blocks/0/element',
  ],
  [
    'a date that is none',
    modal([field({ type: 'datepicker', initial_date: '2027-13-01' })]),
    '/view/blocks/0/element/initial_date',
  ],
  ['the same block_id twice', modal([typed(), typed()]), '/view/blocks/1/block_id'],
  [
    'two fields that take the keyboard',
    modal([
      typed({ focus_on_load: true }),
      field({ type: 'plain_text_input', focus_on_load: true }, { block_id: 'b' }),
    ]),
    '/view/blocks/1/element/focus_on_load',
  ],
  [
    'response_url_enabled on a select that has none',
    modal([select({ response_url_enabled: true })]),
    '/view/blocks/0/element/response_url_enabled',
  ],
  ['an optional that is no flag', modal([{ ...typed(), optional: 'yes' }]), '/view/blocks/0/optional'],
  [
    'notify_on_close that is no flag',
    modal([section()], { notify_on_close: 'true' }),
    '/view/notify_on_close',
  ],
  ['the type of another surface', { ...modal([section()]), type: 'home' }, '/view/type'],
]

const FINE: [sentence: string, view: Reply][] = [
  ['no submit button where there is no input', modal([section()], { submit: undefined })],
  ['min_length equal to max_length', modal([typed({ min_length: 2, max_length: 2 })])],
  [
    'a conversation to answer in',
    modal([
      field({
        type: 'conversations_select',
        response_url_enabled: true,
        default_to_current_conversation: true,
      }),
    ]),
  ],
  ['an offered choice', modal([select({ initial_option: option('o1') })])],
  [
    'an e-mail address, a web address and a number',
    modal([
      field({ type: 'email_text_input', initial_value: 'a@b.example' }, { block_id: 'a' }),
      field({ type: 'url_text_input', initial_value: 'https://a.example' }, { block_id: 'b' }),
      field(
        { type: 'number_input', is_decimal_allowed: true, min_value: '1', max_value: '2.5' },
        { block_id: 'c' },
      ),
    ]),
  ],
  [
    'rich text',
    modal([
      field({
        type: 'rich_text_input',
        initial_value: {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
        },
      }),
    ]),
  ],
  ['a file', modal([field({ type: 'file_input', filetypes: ['pdf'], max_files: 1 })])],
  [
    'a field that tells of each change',
    modal(
      [typed({ dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } })].map((one) => ({
        ...one,
        dispatch_action: true,
      })),
    ),
  ],
  ['an alert', modal([{ type: 'alert', text: mrkdwn(5), level: 'warning' }])],
  ['one field that takes the keyboard', modal([typed({ focus_on_load: true })])],
]

test('what Slack would not draw is refused with a pointer to it', async () => {
  const update = await updating()
  for (const [sentence, view, pointer] of BROKEN) {
    const refused = await update(view)
    expect([sentence, refused.error]).toEqual([sentence, 'invalid_arguments'])
    expect([sentence, pointersOf(refused)[0]]).toEqual([sentence, pointer])
  }
})

test('what stands at the edge of a rule is taken', async () => {
  const update = await updating()
  for (const [sentence, view] of FINE) {
    const reply = await update(view)
    expect([sentence, reply.ok, reply.response_metadata]).toEqual([sentence, true, undefined])
  }
})

test('Home has no title, no buttons and no way to close', async () => {
  const { sandbox } = await appFor()
  const publish = (more: Reply): Promise<Reply> =>
    sandbox.call('views.publish', {
      user_id: 'U0ANAWEBER',
      view: { type: 'home', blocks: [section()], ...more },
    })
  expect((await publish({})).ok).toBe(true)
  for (const name of ['title', 'submit', 'close']) {
    expect(pointersOf(await publish({ [name]: words('x') }))).toEqual([`/view/${name}`])
  }
  for (const name of ['clear_on_close', 'notify_on_close']) {
    expect(pointersOf(await publish({ [name]: true }))).toEqual([`/view/${name}`])
  }
  expect((await publish({ blocks: times(100, () => section()) })).ok).toBe(true)
  expect(pointersOf(await publish({ blocks: times(101, () => section()) }))).toEqual(['/view/blocks'])
  expect((await publish({ blocks: [typed()] })).ok).toBe(true)
  expect(pointersOf(await publish({ blocks: [{ type: 'alert', text: words('x') }] }))).toEqual([
    '/view/blocks/0/type',
  ])
})

test('an input block is refused in a message', async () => {
  const { sandbox } = await appFor()
  const reply = await sandbox.call('chat.postMessage', {
    channel: 'U0ANAWEBER',
    text: 'x',
    blocks: [typed()],
  })
  expect(reply.error).toBe('invalid_blocks')
})

test('blocks.validate says of a view and of blocks what the others would say, and sends nothing', async () => {
  const { sandbox } = await appFor()
  const validate = (given: Reply): Promise<Reply> => sandbox.call('blocks.validate', given)
  expect(await validate({ view: modal([typed()]) })).toEqual({ ok: true })
  expect(await validate({ blocks: [section()] })).toEqual({ ok: true })
  expect(await validate({ view: modal([typed()], { submit: undefined }) })).toMatchObject({
    ok: false,
    error: 'invalid_view',
    errors: [{ pointer: '/view', message: expect.stringContaining('submit') }],
  })
  expect(await validate({ blocks: [typed()] })).toMatchObject({
    error: 'invalid_blocks',
    errors: [{ pointer: '/blocks/0/type' }],
  })
  expect((await validate({})).error).toBe('invalid_arguments')
  expect((await validate({ blocks: '{' })).error).toBe('invalid_blocks')
})
