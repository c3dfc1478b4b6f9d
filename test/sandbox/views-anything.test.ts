import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appFor, field, modal, options, typed, words } from './http-app.ts'
import type { Reply } from './support.ts'

const key = fc.oneof(
  fc.constantFrom('field', 'value', 'go', 'file', 'one', '__proto__', 'constructor', 'toString'),
  fc.string({ maxLength: 5 }),
)
const value = fc.oneof(fc.jsonValue(), fc.constantFrom('o1', 'ana', '2027-04-01', '', null))
const byBlock = fc.oneof(fc.dictionary(key, fc.dictionary(key, value)), value)
const files = fc.dictionary(
  key,
  fc.dictionary(key, fc.oneof(fc.array(fc.record({ name: value, content: value })), value)),
)
const deed = fc.record(
  {
    do: fc.constantFrom('click', 'select', 'suggest', 'submit', 'close', 'open_home'),
    actionId: fc.oneof(key, value),
    blockId: fc.oneof(key, value),
    value,
    values: byBlock,
    files: fc.oneof(files, value),
    all: value,
    tab: value,
  },
  { requiredKeys: ['do'] },
)

test('whatever a person does in a view, it is carried out or refused with what was expected', async () => {
  const faults: string[] = []
  const app = await appFor({ options: { log: (line) => faults.push(line) } })
  const view = modal([
    typed(),
    { ...field({ type: 'multi_static_select', options: options(2) }), block_id: 'one', optional: true },
    { ...field({ type: 'file_input' }), block_id: 'file', optional: true },
    { type: 'actions', block_id: 'go', elements: [{ type: 'button', action_id: 'go', text: words('Go') }] },
  ])
  let opened: Reply = await app.open(view)
  await fc.assert(
    fc.asyncProperty(deed, async (done) => {
      if ((await app.views()).modals.length === 0) opened = await app.open(view)
      const answer = await app.act({ ...done, view: opened.id })
      expect(answer.ack !== undefined || /^expected/.test(answer.error)).toBe(true)
    }),
    { numRuns: 200 },
  )
  expect(faults.filter((line) => line.includes('fault'))).toEqual([])
}, 60_000)

test('whatever the app answers to a submission, the person sees modals or trouble, and nothing stumbles', async () => {
  const faults: string[] = []
  const app = await appFor({ options: { log: (line) => faults.push(line) } })
  const word = fc.constantFrom('errors', 'update', 'push', 'clear', 'close')
  const answer = fc.record(
    {
      response_action: fc.oneof(word, value),
      errors: fc.oneof(fc.dictionary(key, value), value),
      view: fc.oneof(fc.constant(modal([typed({ initial_value: 'x' })])), value),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(answer, async (said) => {
      app.answers(() => undefined)
      const view = await app.open(modal([typed({ initial_value: 'x' })]))
      app.answers(() => said)
      const { views, violations } = await app.act({ do: 'submit', view: view.id })
      const trouble = views.modals.filter((one: Reply) => one.trouble !== null)
      expect(trouble).toHaveLength(violations.length)
    }),
    { numRuns: 150 },
  )
  expect(faults.filter((line) => line.includes('fault'))).toEqual([])
}, 60_000)
