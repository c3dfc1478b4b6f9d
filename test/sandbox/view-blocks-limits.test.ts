import { expect, test } from 'vitest'
import { field, modal, options, pointersOf, section, typed, updating } from './http-app.ts'
import { mrkdwn, plain, type Reply, times } from './support.ts'

const select = (more: Reply) => field({ type: 'static_select', options: options(2), ...more })
const text = (length: number) => 'x'.repeat(length)
const input = (more: Reply) =>
  modal([typed({}), field({ type: 'plain_text_input' }, { block_id: 'b', ...more })])

/** One at its limit, and one over it: the pointer of what is wrong. */
const LIMITS: [name: string, make: (size: number) => Reply, most: number, pointer: string][] = [
  ['the title', (size) => modal([section()], { title: plain(size) }), 24, '/view/title/text'],
  ['the submit button', (size) => modal([section()], { submit: plain(size) }), 24, '/view/submit/text'],
  ['the close button', (size) => modal([section()], { close: plain(size) }), 24, '/view/close/text'],
  ['blocks', (size) => modal(times(size, () => section())), 100, '/view/blocks'],
  [
    'private_metadata',
    (size) => modal([section()], { private_metadata: text(size) }),
    3000,
    '/view/private_metadata',
  ],
  ['callback_id', (size) => modal([section()], { callback_id: text(size) }), 255, '/view/callback_id'],
  ['external_id', (size) => modal([section()], { external_id: text(size) }), 255, '/view/external_id'],
  [
    'block_id of an input',
    (size) => modal([typed(), typed()].map((one, index) => ({ ...one, block_id: index ? text(size) : 'a' }))),
    255,
    '/view/blocks/1/block_id',
  ],
  ['the label', (size) => input({ label: plain(size) }), 2000, '/view/blocks/1/label/text'],
  ['the hint', (size) => input({ hint: plain(size) }), 2000, '/view/blocks/1/hint/text'],
  ['action_id', (size) => modal([typed({ action_id: text(size) })]), 255, '/view/blocks/0/element/action_id'],
  [
    'the placeholder',
    (size) => modal([typed({ placeholder: plain(size) })]),
    150,
    '/view/blocks/0/element/placeholder/text',
  ],
  [
    'initial_value',
    (size) => modal([typed({ initial_value: text(size) })]),
    3000,
    '/view/blocks/0/element/initial_value',
  ],
  ['max_length', (size) => modal([typed({ max_length: size })]), 3000, '/view/blocks/0/element/max_length'],
  ['min_length', (size) => modal([typed({ min_length: size })]), 3000, '/view/blocks/0/element/min_length'],
  [
    'max_files',
    (size) => modal([field({ type: 'file_input', max_files: size })]),
    10,
    '/view/blocks/0/element/max_files',
  ],
  [
    'options of a select',
    (size) => modal([select({ options: options(size) })]),
    100,
    '/view/blocks/0/element/options',
  ],
  [
    'options of radio buttons',
    (size) => modal([field({ type: 'radio_buttons', options: options(size) })]),
    10,
    '/view/blocks/0/element/options',
  ],
  [
    'options of checkboxes',
    (size) => modal([field({ type: 'checkboxes', options: options(size) })]),
    10,
    '/view/blocks/0/element/options',
  ],
  [
    'the text of a section',
    (size) => modal([{ type: 'section', text: mrkdwn(size) }]),
    3000,
    '/view/blocks/0/text/text',
  ],
]

test('each limit of a view holds what fits, and refuses one more with a pointer to it', async () => {
  const update = await updating()
  for (const [name, make, most, pointer] of LIMITS) {
    expect([name, (await update(make(most))).ok]).toEqual([name, true])
    const refused = await update(make(most + 1))
    expect([name, refused.error, pointersOf(refused)]).toEqual([name, 'invalid_arguments', [pointer]])
  }
})

test('a view of 250 kB is taken, and one byte more is too large', async () => {
  const update = await updating()
  const ofBytes = (bytes: number) => {
    const blocks = times(86, () => section('x'.repeat(2850)))
    const view = modal(blocks)
    const last = blocks.at(-1)!
    last.text.text = ''
    last.text.text = 'x'.repeat(bytes - JSON.stringify(view).length)
    return view
  }
  expect(JSON.stringify(ofBytes(250_000))).toHaveLength(250_000)
  expect((await update(ofBytes(250_000))).ok).toBe(true)
  expect((await update(ofBytes(250_001))).error).toBe('view_too_large')
  const umlauts = ofBytes(250_000)
  umlauts.blocks[0].text.text = `ö${umlauts.blocks[0].text.text.slice(1)}`
  expect((await update(umlauts)).error).toBe('view_too_large')
})
