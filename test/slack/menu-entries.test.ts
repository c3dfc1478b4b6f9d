import { expect, test } from 'vitest'
import { problemsOfMessageBlocks } from '../../src/sandbox/blocks/validate.ts'
import { readPress } from '../../src/slack/envelope.ts'
import { withMenu } from '../../src/slack/views/buttons.ts'
import { mrkdwn } from '../../src/slack/views/mrkdwn.ts'

const entries = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ action: `act_${i}`, words: `Act ${i}…`, value: `policy ${i}` }))

const pressed = (action: object) =>
  readPress({
    user: { id: 'U1' },
    trigger_id: 't',
    actions: [{ action_id: 'more', action_ts: '1.1', ...action }],
  })

test('An entry of a menu beside a text is a press of what it stands for', () => {
  const { block, left } = withMenu(mrkdwn`About it`, 'menu:p', entries(2))
  expect(left).toEqual([])
  expect(problemsOfMessageBlocks([block])).toEqual([])
  const { accessory } = block as { accessory: { options: object[] } }
  expect(pressed({ type: 'overflow', selected_option: accessory.options[1] })).toMatchObject({
    actionId: 'act_1',
    value: 'policy 1',
  })
})

test('What Slack takes no more of in a menu is left to be drawn as buttons, and nobody who may nothing sees one', () => {
  expect(withMenu(mrkdwn`About it`, 'menu:p', entries(7)).left.map(({ action }) => action)).toEqual([
    'act_5',
    'act_6',
  ])
  expect(withMenu(mrkdwn`About it`, 'menu:p', []).block).not.toHaveProperty('accessory')
})

test('A button whose value has a space in it, or a menu that is none of ours, is taken as it is', () => {
  expect(pressed({ type: 'button', action_id: 'filter', value: 'list overdue' })).toMatchObject({
    actionId: 'filter',
    value: 'list overdue',
  })
  expect(pressed({ type: 'overflow', selected_option: { value: 'alone' } })).toMatchObject({
    actionId: 'more',
    value: 'alone',
  })
})
