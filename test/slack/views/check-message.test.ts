import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/sandbox/limits.ts'
import { checkMessage } from '../../../src/slack/views/check-message.ts'
import { limits } from '../../../src/slack/views/limits.ts'

const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) })
const section = (length: number) => ({ type: 'section', text: mrkdwn(length) })
const richText = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
})
const button = (more: object = {}) => ({
  type: 'button',
  action_id: 'read',
  text: { type: 'plain_text', text: 'Read' },
  value: 'v1',
  ...more,
})
const actions = (id: string, ...elements: object[]) => ({ type: 'actions', block_id: id, elements })
const buttons = (count: number) =>
  actions('a', ...Array.from({ length: count }, (_, index) => button({ action_id: `read ${index}` })))
const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item)

test.each([
  ['a text of 4,000 characters', 'x'.repeat(4_000), []],
  ['50 blocks', 'x', times(50, section(1))],
  ['a section of 3,000 characters', 'x', [section(3_000)]],
  ['10 elements of a context', 'x', [{ type: 'context', elements: times(10, mrkdwn(1)) }]],
  ['25 buttons', 'x', [buttons(25)]],
  ['10,000 characters in all', 'x', [...times(3, section(3_000)), richText('x'.repeat(1_000))]],
])('%s fits', (_, text, blocks) => {
  expect(checkMessage({ text, blocks })).toEqual([])
})

test.each([
  ['no text', '', [], 'text: no text'],
  ['a longer text', 'x'.repeat(4_001), [], 'text: 4001 characters, at most 4000'],
  ['more blocks', 'x', times(51, section(1)), 'blocks: 51, at most 50'],
  ['a longer section', 'x', [section(3_001)], 'blocks[0]: 3001 characters, at most 3000'],
  ['an empty section', 'x', [section(1), section(0)], 'blocks[1]: no text'],
  ['a section without text', 'x', [{ type: 'section' }], 'blocks[0]: no text'],
  [
    'more elements',
    'x',
    [{ type: 'context', elements: times(11, mrkdwn(1)) }],
    'blocks[0]: 11 elements, from 1 to 10',
  ],
  ['no elements', 'x', [{ type: 'context', elements: [] }], 'blocks[0]: 0 elements, from 1 to 10'],
  [
    'a longer element',
    'x',
    [{ type: 'context', elements: [mrkdwn(3_001)] }],
    'blocks[0].elements[0]: 3001 characters, at most 3000',
  ],
  ['an empty quote', 'x', [richText('')], 'blocks[0].elements[0].elements[0]: no text'],
  ['an empty rich text', 'x', [{ type: 'rich_text', elements: [] }], 'blocks[0]: no elements'],
  [
    'more in all',
    'x',
    [...times(3, section(3_000)), section(1_001)],
    'blocks: 10001 characters in all, at most 10000',
  ],
  ['more buttons', 'x', [buttons(26)], 'blocks[0]: 26 elements, from 1 to 25'],
  ['no button', 'x', [actions('a', { type: 'image' })], 'blocks[0].elements[0]: no button'],
  [
    'a longer button',
    'x',
    [actions('a', button({ text: { type: 'plain_text', text: 'x'.repeat(76) } }))],
    'blocks[0].elements[0]: 76 characters, at most 75',
  ],
  [
    'a longer label',
    'x',
    [actions('a', button({ accessibility_label: 'x'.repeat(76) }))],
    'blocks[0].elements[0].accessibility_label: 76 characters, at most 75',
  ],
  [
    'a style that Slack does not know',
    'x',
    [actions('a', button({ style: 'loud' }))],
    'blocks[0].elements[0]: unknown style loud',
  ],
  [
    'the same action twice in a block',
    'x',
    [actions('a', button(), button())],
    'blocks[0]: an action_id is there twice',
  ],
  [
    'two blocks of one name',
    'x',
    [actions('a', button()), actions('a', button())],
    'blocks: block_id a is there twice',
  ],
  [
    'two things to do that stand out',
    'x',
    [actions('a', button({ style: 'primary' })), actions('b', button({ style: 'primary' }))],
    'blocks: 2 primary buttons, at most 1',
  ],
  [
    'a menu of more than five',
    'x',
    [
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'x' },
        accessory: { type: 'overflow', action_id: 'more', options: Array(6).fill({ value: 'edit p1' }) },
      },
    ],
    'blocks[0]: 6 entries of a menu, from 1 to 5',
  ],
  ['a block we do not send', 'x', [{ type: 'marquee' }], 'blocks[0]: unknown type marquee'],
  ['no block at all', 'x', ['hello'], 'blocks[0]: no block'],
])('%s is reported with its place', (_, text, blocks, problem) => {
  expect(checkMessage({ text, blocks })).toEqual([problem])
})

test('our limits are nowhere looser than those of the local workspace', () => {
  const theirs: Record<keyof typeof limits, number> = {
    blocksPerMessage: LIMITS.blocksPerMessage,
    sectionText: LIMITS.sectionText,
    contextElements: LIMITS.contextElements,
    contextText: LIMITS.contextText,
    messageText: LIMITS.updateText,
    textInBlocks: LIMITS.messageBlocksText,
    actionsElements: LIMITS.actionsElements,
    menuOptions: LIMITS.overflowOptions,
    menuValue: LIMITS.optionValue,
    buttonText: LIMITS.buttonText,
    buttonValue: LIMITS.buttonValue,
    buttonUrl: LIMITS.buttonUrl,
    buttonLabel: LIMITS.accessibilityLabel,
    id: Math.min(LIMITS.blockId, LIMITS.actionId),
  }
  for (const name of Object.keys(limits) as (keyof typeof limits)[]) {
    expect(limits[name], name).toBeLessThanOrEqual(theirs[name])
  }
})
