import { describe, expect, test } from 'vitest'
import { blockOfField, keptForm } from '../../../src/slack/views/kept-form.ts'

const input = (block_id: string, element: object) => ({
  type: 'input',
  block_id,
  label: { type: 'plain_text', text: block_id },
  element: { action_id: 'value', ...element },
})

const form = (blocks: { type: string }[], values: object = {}) => ({
  whole: {
    id: 'V1',
    team_id: 'T1',
    hash: 'h',
    root_view_id: 'V1',
    type: 'modal',
    callback_id: 'submit',
    private_metadata: '{"policy":"p"}',
    title: { type: 'plain_text', text: 'Submit' },
    submit: { type: 'plain_text', text: 'Submit' },
    close: null,
  },
  blocks,
  values: values as never,
})

const option = { text: { type: 'plain_text', text: 'Minor' }, value: 'minor' }

describe('What was typed stands in the form again', () => {
  for (const [type, state, kept] of [
    ['plain_text_input', { value: 'a text' }, { initial_value: 'a text' }],
    ['datepicker', { selected_date: '2027-03-01' }, { initial_date: '2027-03-01' }],
    ['static_select', { selected_option: option }, { initial_option: option }],
    ['radio_buttons', { selected_option: option }, { initial_option: option }],
    ['checkboxes', { selected_options: [option] }, { initial_options: [option] }],
    ['users_select', { selected_user: 'U1' }, { initial_user: 'U1' }],
    ['multi_users_select', { selected_users: ['U1', 'U2'] }, { initial_users: ['U1', 'U2'] }],
    ['multi_channels_select', { selected_channels: ['C1'] }, { initial_channels: ['C1'] }],
  ] as const)
    test(type, () => {
      const values = { field: { value: { type, ...state } } }
      const { blocks } = keptForm(form([input('field', { type, initial_value: 'before' })], values), []) as {
        blocks: { element: object }[]
      }
      expect(blocks[0]?.element).toEqual({ action_id: 'value', type, ...kept })
    })

  test('a field that was emptied is empty, and one that cannot be given back stays as it was', () => {
    const values = {
      emptied: { value: { type: 'plain_text_input', value: null } },
      unticked: { value: { type: 'checkboxes', selected_options: [] } },
      file: { value: { type: 'file_input', files: [{ id: 'F1' }] } },
    }
    const file = input('file', { type: 'file_input' })
    const blocks = [
      input('emptied', { type: 'plain_text_input', initial_value: 'before' }),
      input('unticked', { type: 'checkboxes', initial_options: [option] }),
      file,
    ]
    expect((keptForm(form(blocks, values), []) as { blocks: object[] }).blocks).toMatchObject([
      { element: { action_id: 'value', type: 'plain_text_input' } },
      { element: { action_id: 'value', type: 'checkboxes' } },
      file,
    ])
    expect(JSON.stringify(keptForm(form(blocks, values), []))).not.toContain('initial')
  })
})

test('What is wrong stands above it, in the place of what was wrong before', () => {
  const first = keptForm(form([input('field', { type: 'plain_text_input' })]), ['One.', 'Two.']) as {
    blocks: { type: string; block_id: string }[]
  }
  expect(first.blocks.map(({ block_id }) => block_id)).toEqual(['problem~0', 'problem~1', 'field'])
  const second = keptForm(form(first.blocks), ['<!channel> & *three*']) as {
    blocks: { text?: { text: string } }[]
  }
  expect(second.blocks).toHaveLength(2)
  expect(second.blocks[0]?.text?.text).toBe('&lt;!channel&gt; &amp; ∗three∗')
})

test('Only what Slack takes of a view is given back', () => {
  expect(keptForm(form([]), [])).toEqual({
    type: 'modal',
    callback_id: 'submit',
    private_metadata: '{"policy":"p"}',
    title: { type: 'plain_text', text: 'Submit' },
    submit: { type: 'plain_text', text: 'Submit' },
    clear_on_close: false,
    notify_on_close: false,
    blocks: [],
  })
})

test('A field is found by its name, also where its block has a number behind it', () => {
  const some = form([input('summary', {}), input('until~2', {}), { type: 'divider' }])
  expect(['summary', 'until', 'unt', 'other'].map((field) => blockOfField(some, field))).toEqual([
    'summary',
    'until~2',
    null,
    null,
  ])
})
