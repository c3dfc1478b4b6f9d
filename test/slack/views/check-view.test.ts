import { expect, test } from 'vitest'
import { checkView } from '../../../src/slack/views/check-view.ts'

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) })
const input = (element: object, id = 'field') => ({
  type: 'input',
  block_id: id,
  label: text(10),
  element: { action_id: 'value', ...element },
})
const view = (change: object = {}) => ({
  type: 'modal',
  title: text(24),
  submit: text(24),
  close: text(24),
  private_metadata: 'm'.repeat(3_000),
  blocks: [input({ type: 'plain_text_input', max_length: 3_000 })],
  ...change,
})
const options = (count: number, length = 75) =>
  Array.from({ length: count }, (_, i) => ({ text: text(length), value: String(i), description: text(75) }))

test('a view at every limit fits', () => {
  const select = input({ type: 'static_select', options: options(100) }, 'other')
  expect(checkView(view({ blocks: [...view().blocks, select] }))).toEqual([])
})

test.each<[string, object, string]>([
  ['a title', { title: text(25) }, 'title: 25, at most 24'],
  ['a button to submit', { submit: text(25) }, 'submit: 25, at most 24'],
  ['no button beside an input', { submit: undefined }, 'submit: needed beside an input'],
  ['its metadata', { private_metadata: 'm'.repeat(3_001) }, 'private_metadata: 3001, at most 3000'],
  [
    '101 blocks',
    { blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) },
    'blocks: 101, at most 100',
  ],
  ['two blocks of one name', { blocks: [input({}), input({})] }, 'blocks: two have the same block_id'],
  [
    'a long option',
    { blocks: [input({ type: 'static_select', options: options(1, 76) })] },
    'blocks[0].element.elements[0]: 76, at most 75',
  ],
  [
    '101 options',
    { blocks: [input({ type: 'static_select', options: options(101) })] },
    'blocks[0].element.elements: 101, at most 100',
  ],
  [
    '11 ticks',
    { blocks: [input({ type: 'checkboxes', options: options(11) })] },
    'blocks[0].element.elements: 11, at most 10',
  ],
  [
    'no option',
    { blocks: [input({ type: 'radio_buttons', options: [] })] },
    'blocks[0].element: no elements',
  ],
  [
    'a text longer than its field',
    { blocks: [input({ type: 'plain_text_input', max_length: 5, initial_value: 'x'.repeat(6) })] },
    'blocks[0].element.initial_value: 6, at most 5',
  ],
  ['an unknown block', { blocks: [{ type: 'table' }] }, 'blocks[0]: unknown type table'],
  ['a section without text', { blocks: [{ type: 'section', text: text(0) }] }, 'blocks[0]: no text'],
  [
    'more than 250,000 characters',
    {
      blocks: Array.from({ length: 99 }, () => ({
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [text(3_000)] }],
      })),
    },
    'view: 3',
  ],
])('%s is found with its place', (_, change, problem) => {
  expect(checkView(view(change)).some((found) => found.startsWith(problem))).toBe(true)
})
