import fc from 'fast-check'
import { expect, test } from 'vitest'
import { METHODS } from '../../src/sandbox/methods.ts'
import { sandboxFor } from './support.ts'

const ids = [
  'C0GENERAL1',
  'C0VENDOR01',
  'U0ANAWEBER',
  'D0ANAWEBER',
  '1804838400.000000',
  '__proto__',
  'constructor',
  'general',
]
const blocks = fc.constant([{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }])
const value = fc.oneof(
  fc.constantFrom(...ids),
  fc.constantFrom('true', '0', '5'),
  fc.string(),
  fc.jsonValue(),
  blocks,
)

test('whatever is sent to a method, it answers 200 with ok true or a named error, and does not stumble', async () => {
  const faults: string[] = []
  const { raw } = await sandboxFor({ log: (line) => faults.push(line) })
  const methods = Object.entries(METHODS)
  await fc.assert(
    fc.asyncProperty(
      fc.nat(methods.length - 1),
      fc.array(value, { minLength: 8, maxLength: 8 }),
      async (at, values) => {
        const [method, { required, optional }] = methods[at]!
        const names = [...required, ...optional]
        const given = Object.fromEntries(names.map((name, index) => [name, values[index % values.length]]))
        const asForm = await raw(method, given)
        const json = { 'content-type': 'application/json; charset=utf-8' }
        const asJson = await raw(method, {}, { body: JSON.stringify(given), headers: json })
        for (const { status, body } of [asForm, asJson]) {
          expect(status).toBe(200)
          expect(body.ok === true || typeof body.error === 'string').toBe(true)
        }
      },
    ),
    { numRuns: 300 },
  )
  expect(faults.filter((line) => line.includes('fault'))).toEqual([])
}, 60_000)

test('a control call of anything is carried out or answered 400 with what was expected', async () => {
  const faults: string[] = []
  const { url } = await sandboxFor({ log: (line) => faults.push(line) })
  const body = fc.oneof(
    fc.jsonValue(),
    fc.record({
      do: fc.constantFrom('say', 'change', 'join', 'invite', 'archive'),
      as: value,
      channel: value,
      set: fc.jsonValue(),
      people: fc.jsonValue(),
      text: value,
    }),
    fc.record({ people: fc.jsonValue(), channels: fc.jsonValue(), groups: fc.jsonValue() }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('act', 'people', 'faults', 'clock', 'clock/settled'),
      body,
      async (path, sent) => {
        const reply = await fetch(`${url}/__sandbox/${path}`, { method: 'POST', body: JSON.stringify(sent) })
        const answer = (await reply.json()) as { error?: unknown }
        expect([200, 400]).toContain(reply.status)
        if (reply.status === 400) expect(answer.error).toMatch(/^expected/)
      },
    ),
    { numRuns: 300 },
  )
  expect(faults.filter((line) => line.includes('fault'))).toEqual([])
}, 60_000)
