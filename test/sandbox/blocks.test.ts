import fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemsOfMessageBlocks } from '../../src/sandbox/blocks/validate.ts'
import { mrkdwn, plain, type Reply, sandboxFor, times } from './support.ts'

const words = (length: number) => 'x'.repeat(length)
const section = (more: object) => ({ type: 'section', text: mrkdwn(1), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const accessory = (element: object) => section({ accessory: element })
const button = (more: object = {}) => ({ type: 'button', text: plain(1), ...more })
const option = (more: object = {}) => ({ text: plain(1), value: 'v', ...more })
const options = (count: number) => times(count, (index) => option({ value: `v${index}` }))
const select = (more: object = {}) => ({ type: 'static_select', options: options(1), ...more })
const overflow = (more: object = {}) => ({ type: 'overflow', options: options(1), ...more })
const boxes = (more: object = {}) => ({ type: 'checkboxes', options: options(1), ...more })
const confirm = (more: object = {}) => ({
  title: plain(1),
  text: plain(1),
  confirm: plain(1),
  deny: plain(1),
  ...more,
})
const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://x.example/i.png',
  alt_text: 'x',
  ...more,
})
const url = (length: number) => `https://x.example/${words(length - 18)}`
const group = (more: object = {}) => ({ label: plain(1), options: options(1), ...more })

type Limit = [name: string, limit: number, make: (size: number) => object | object[]]

// Every limit by its number, written out here again so that a loosened table is noticed.
const LIMITS: Limit[] = [
  ['blocks', 50, (size) => times(size, () => ({ type: 'divider' }))],
  ['header text', 150, (size) => ({ type: 'header', text: plain(size) })],
  ['section text', 3000, (size) => ({ type: 'section', text: mrkdwn(size) })],
  ['section fields', 10, (size) => ({ type: 'section', fields: times(size, () => plain(1)) })],
  ['section field text', 2000, (size) => ({ type: 'section', fields: [mrkdwn(size)] })],
  ['context elements', 10, (size) => ({ type: 'context', elements: times(size, () => plain(1)) })],
  ['context text', 3000, (size) => ({ type: 'context', elements: [mrkdwn(size)] })],
  ['actions elements', 25, (size) => actions(...times(size, () => button()))],
  ['image title', 2000, (size) => image({ title: plain(size) })],
  ['image alt text', 2000, (size) => image({ alt_text: words(size) })],
  ['image address', 3000, (size) => image({ image_url: url(size) })],
  ['block_id', 255, (size) => ({ type: 'divider', block_id: words(size) })],
  ['markdown', 12000, (size) => ({ type: 'markdown', text: words(size) })],
  [
    'markdown in all',
    12000,
    (size) => [6000, size - 6000].map((part) => ({ type: 'markdown', text: words(part) })),
  ],
  ['button text', 75, (size) => actions(button({ text: plain(size) }))],
  ['button value', 2000, (size) => actions(button({ value: words(size) }))],
  ['button address', 3000, (size) => actions(button({ url: url(size) }))],
  ['accessibility label', 75, (size) => actions(button({ accessibility_label: words(size) }))],
  ['action_id', 255, (size) => actions(button({ action_id: words(size) }))],
  ['option text', 75, (size) => actions(select({ options: [option({ text: plain(size) })] }))],
  ['option value', 75, (size) => actions(select({ options: [option({ value: words(size) })] }))],
  ['option description', 75, (size) => actions(select({ options: [option({ description: plain(size) })] }))],
  ['select options', 100, (size) => actions(select({ options: options(size) }))],
  [
    'option groups',
    100,
    (size) => actions({ type: 'static_select', option_groups: times(size, () => group()) }),
  ],
  [
    'group label',
    75,
    (size) => actions({ type: 'static_select', option_groups: [group({ label: plain(size) })] }),
  ],
  ['overflow options', 5, (size) => actions(overflow({ options: options(size) }))],
  ['overflow address', 3000, (size) => actions(overflow({ options: [option({ url: url(size) })] }))],
  ['checkbox options', 10, (size) => actions(boxes({ options: options(size) }))],
  ['radio options', 10, (size) => actions({ type: 'radio_buttons', options: options(size) })],
  ['placeholder', 150, (size) => actions(select({ placeholder: plain(size) }))],
  ['confirm title', 100, (size) => actions(button({ confirm: confirm({ title: plain(size) }) }))],
  ['confirm text', 300, (size) => actions(button({ confirm: confirm({ text: plain(size) }) }))],
  ['confirm button', 30, (size) => actions(button({ confirm: confirm({ confirm: plain(size) }) }))],
  ['deny button', 30, (size) => actions(button({ confirm: confirm({ deny: plain(size) }) }))],
]

test.each(LIMITS)('%s: %i is taken and one more is refused', (_, limit, make) => {
  const problems = (size: number) => problemsOfMessageBlocks([make(size)].flat())
  expect(problems(limit)).toEqual([])
  expect(problems(limit + 1)).not.toEqual([])
})

test.each([
  ['an empty header', { type: 'header', text: plain(0) }, '/blocks/0/text/text'],
  ['markup in a header', { type: 'header', text: mrkdwn(1) }, '/blocks/0/text/type'],
  ['a section without words', { type: 'section' }, '/blocks/0'],
  ['no fields', { type: 'section', fields: [] }, '/blocks/0/fields'],
  ['an empty context', { type: 'context', elements: [] }, '/blocks/0/elements'],
  ['a button in a context', { type: 'context', elements: [button()] }, '/blocks/0/elements/0/type'],
  ['no actions', actions(), '/blocks/0/elements'],
  ['an image among actions', actions(image()), '/blocks/0/elements/0/type'],
  ['an input', { type: 'input', label: plain(1), element: { type: 'plain_text_input' } }, '/blocks/0/type'],
  ['an alert', { type: 'alert', text: plain(1) }, '/blocks/0/type'],
  ['an unknown block', { type: 'constructor' }, '/blocks/0/type'],
  ['a block without a type', { text: plain(1) }, '/blocks/0/type'],
  ['a block that is no object', 'divider', '/blocks/0'],
  ['an unknown field', { type: 'divider', colour: 'red' }, '/blocks/0/colour'],
  ['an unknown field of a button', actions(button({ icon: 'x' })), '/blocks/0/elements/0/icon'],
  ['an unknown element', accessory({ type: 'slider' }), '/blocks/0/accessory/type'],
  ['a text input in a message', actions({ type: 'plain_text_input' }), '/blocks/0/elements/0/type'],
  ['a colour that no button has', actions(button({ style: 'default' })), '/blocks/0/elements/0/style'],
  ['emoji on mrkdwn', section({ text: { ...mrkdwn(1), emoji: true } }), '/blocks/0/text/emoji'],
  ['verbatim on plain text', section({ text: { ...plain(1), verbatim: true } }), '/blocks/0/text/verbatim'],
  ['markup on a button', actions(button({ text: mrkdwn(1) })), '/blocks/0/elements/0/text/type'],
  ['an empty value', actions(button({ value: '' })), '/blocks/0/elements/0/value'],
  [
    'a link that is no web address',
    actions(button({ url: 'javascript:alert(1)' })),
    '/blocks/0/elements/0/url',
  ],
  ['options and groups at once', actions(select({ option_groups: [group()] })), '/blocks/0/elements/0'],
  ['neither options nor groups', actions({ type: 'static_select' }), '/blocks/0/elements/0'],
  [
    'an initial option not offered',
    actions(select({ initial_option: option({ value: 'w' }) })),
    '/blocks/0/elements/0',
  ],
  ['a box ticked that is not there', actions(boxes({ initial_options: [option()] })), '/blocks/0/elements/0'],
  [
    'the same action_id twice',
    actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
    '/blocks/0/elements/1/action_id',
  ],
  [
    'a day that is none',
    accessory({ type: 'datepicker', initial_date: '12.03.2027' }),
    '/blocks/0/accessory/initial_date',
  ],
  [
    'an hour that is none',
    accessory({ type: 'timepicker', initial_time: '25:00' }),
    '/blocks/0/accessory/initial_time',
  ],
  ['an image without words', { type: 'image', image_url: 'https://x.example/i' }, '/blocks/0'],
  ['an image without a place', { type: 'image', alt_text: 'x' }, '/blocks/0'],
  ['half a confirmation', actions(button({ confirm: { title: plain(1) } })), '/blocks/0/elements/0/confirm'],
  ['rich text of nothing', { type: 'rich_text', elements: [] }, '/blocks/0/elements'],
  [
    'an unknown piece of rich text',
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'html', text: 'x' }] }] },
    '/blocks/0/elements/0/elements/0/type',
  ],
])('%s is refused with a pointer to it', (_, block, pointer) => {
  expect(problemsOfMessageBlocks([block]).map((problem) => problem.pointer)).toContain(pointer)
})

test('every long-stable block and element is taken', () => {
  const rich = (elements: object[]) => ({ type: 'rich_text_section', elements })
  const blocks = [
    { type: 'header', text: { ...plain(5), emoji: true } },
    section({ accessory: image(), fields: [plain(1), mrkdwn(1)] }),
    accessory({ type: 'multi_users_select', initial_users: ['U1'], max_selected_items: 2 }),
    { type: 'context', elements: [image(), mrkdwn(1), plain(1)] },
    actions(
      button({ style: 'primary', url: 'https://x.example', confirm: confirm({ style: 'danger' }) }),
      select({ initial_option: option({ value: 'v0' }) }),
      { type: 'external_select', min_query_length: 2 },
      { type: 'users_select', initial_user: 'U1' },
      { type: 'channels_select' },
      { type: 'conversations_select', filter: { include: ['public'], exclude_bot_users: true } },
      { type: 'datepicker', initial_date: '2027-03-12' },
      { type: 'timepicker', initial_time: '09:00', timezone: 'Europe/Vienna' },
      { type: 'datetimepicker', initial_date_time: 1_804_838_400 },
      boxes({ options: [option({ text: mrkdwn(1) })] }),
      overflow(),
    ),
    { type: 'divider', block_id: 'line' },
    image({ title: plain(1) }),
    { type: 'markdown', text: '**x**' },
    {
      type: 'rich_text',
      elements: [
        rich([
          { type: 'text', text: 'x', style: { bold: true } },
          { type: 'link', url: 'https://x.example' },
          { type: 'user', user_id: 'U1' },
          { type: 'channel', channel_id: 'C1' },
          { type: 'emoji', name: 'tada' },
          { type: 'date', timestamp: 1_804_838_400, format: '{date}', fallback: 'x' },
        ]),
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 1,
          elements: [rich([{ type: 'text', text: 'x' }])],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'x' }] },
        { type: 'rich_text_preformatted', border: 0, elements: [{ type: 'text', text: 'x' }] },
      ],
    },
  ]
  expect(problemsOfMessageBlocks(blocks)).toEqual([])
})

test('no JSON whatever makes the validator stumble, and only lists of blocks pass', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const problems = problemsOfMessageBlocks(value)
      expect(Array.isArray(problems)).toBe(true)
      if (!Array.isArray(value)) expect(problems).not.toEqual([])
    }),
  )
})

test('one field too many anywhere in a good message is found', () => {
  const good = [
    section({ accessory: button({ confirm: confirm() }) }),
    actions(select(), button({ action_id: 'b' })),
  ]
  const places = (value: Reply): Reply[] =>
    typeof value !== 'object'
      ? []
      : [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(places)]
  const count = places(good).length
  expect(count).toBeGreaterThan(10)
  for (let index = 0; index < count; index += 1) {
    const copy = structuredClone(good)
    places(copy)[index].surprise = 1
    expect(problemsOfMessageBlocks(copy)).toHaveLength(1)
  }
})

test('a refusal has the words and the pointer twice, as chat methods give them', async () => {
  const { call } = await sandboxFor()
  const reply = await call('chat.postMessage', {
    channel: 'C0GENERAL1',
    text: 'x',
    blocks: [{ type: 'header', text: plain(151) }],
  })
  expect(reply).toMatchObject({ ok: false, error: 'invalid_blocks' })
  expect(reply.errors).toEqual(['must be less than 151 characters [json-pointer:/blocks/0/text/text]'])
  expect(reply.response_metadata.messages).toEqual([`[ERROR] ${reply.errors[0]}`])
})

test.each([['not json'], ['"text"'], ['{"type":"divider"}']])(
  'blocks %s are no list of blocks',
  async (blocks) => {
    const { call } = await sandboxFor()
    const reply = await call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x', blocks })
    expect(reply.error).toBe('invalid_blocks_format')
  },
)

test('blocks that are each short enough are refused when all their text is over 13,000', async () => {
  const { call } = await sandboxFor()
  const blocks = (last: number) => [
    ...times(4, () => ({ type: 'section', text: mrkdwn(3000) })),
    section({ text: mrkdwn(last) }),
  ]
  const post = (last: number) =>
    call('chat.postMessage', { channel: 'C0GENERAL1', text: 'x', blocks: blocks(last) })
  expect((await post(1000)).ok).toBe(true)
  expect((await post(1001)).error).toBe('msg_blocks_too_long')
})

test('the same block_id twice in a message is refused', async () => {
  const { call } = await sandboxFor()
  const divider = { type: 'divider', block_id: 'same' }
  const reply = await call('chat.postMessage', {
    channel: 'C0GENERAL1',
    text: 'x',
    blocks: [divider, divider],
  })
  expect(reply.errors[0]).toContain('json-pointer:/blocks/1/block_id')
})
