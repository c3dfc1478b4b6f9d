import { describe, expect, test } from 'vitest'
import { changeSettings } from '../../../src/actions/change-settings.ts'
import { retirePolicy } from '../../../src/actions/retire-policy.ts'
import type { Message } from '../../../src/rules/message-facts.ts'
import { aPolicy, operator } from '../../support/company.ts'
import { engines } from '../../support/engines.ts'
import { endorsed, inForce, triggered } from '../../support/situations.ts'
import { buttonsIn, type Counter, counter } from './counter.ts'

const lines = ({ text }: Message) => text.split('\n')
const buttonAt = ({ blocks }: Message, line: string) => {
  const block = (blocks as { text?: { text: string } }[]).find((one) =>
    one.text?.text.startsWith(`*${line}*`),
  )
  return buttonsIn([block])[0]
}

async function withProgramme(c: Counter, text: string): Promise<void> {
  await c.does(operator, changeSettings, { changes: [{ key: 'components', text }] })
}

const own = 'Access control; Privacy; Policy, standards; Network; Logging'

for (const engine of engines) {
  describe(`Coverage on ${engine.name}`, () => {
    test('says of each component which policies it has, and what has none comes first', async () => {
      const c = await counter({}, engine)
      await withProgramme(c, own)
      await inForce(c, 'AC-1', { components: ['Access control'] })
      await inForce(c, 'AC-2', { title: 'Passwords', components: ['access control'] })
      await inForce(c, 'PS-1', { title: 'Rules', components: ['Policy, standards'], cadenceMonths: 1 })
      await aPolicy(c, 'NET-1', { title: 'Network', components: ['Network'] })
      const gone = await inForce(c, 'OLD-1', { title: 'Old', components: ['Logging'] })
      const why = { policy: gone.policy, reason: 'Nothing is logged.', replacement: null }
      await endorsed(c, 'ann', (await c.does('mia', retirePolicy, why)).submission)
      await inForce(c, 'CL-1', { title: 'Cloud', components: ['Cloud'] })
      c.at('2027-04-05T08:00:00.000Z')
      const shown = await c.answer('sam', 'coverage')
      expect(lines(shown)).toEqual([
        '1 of 5 components are covered · 3 without a policy in force · 1 with one overdue',
        'Privacy · no policy',
        'Logging · no policy',
        'Network · no policy in force · Network (NET-1), a draft',
        'Policy, standards · overdue · Rules (PS-1), overdue by 4 days (was due Thursday 1 April)',
        'Access control · covered · Access control (AC-1) and Passwords (AC-2)',
        'Cloud · covered · not a component of the programme · Cloud (CL-1)',
      ])
    })

    test('counts as overdue what an event wants reviewed and nobody did', async () => {
      const c = await counter({}, engine)
      await withProgramme(c, 'Access control')
      const { policy } = await inForce(c, 'AC-1', { components: ['Access control'] })
      await triggered(c, [policy])
      expect(lines(await c.answer('sam', 'coverage'))[0]).toBe('1 of 1 components are covered')
      c.at('2027-04-05T08:00:00.000Z')
      expect(lines(await c.answer('sam', 'coverage'))[1]).toContain('overdue by')
    })
  })
}

describe('From a component', () => {
  test('its one policy is shown, or the list of them', async () => {
    const c = await counter()
    await withProgramme(c, own)
    await inForce(c, 'PS-1', { title: 'Rules', components: ['Policy, standards'] })
    await inForce(c, 'AC-1', { components: ['Access control'] })
    await inForce(c, 'AC-2', { title: 'Passwords', components: ['access control'] })
    const shown = await c.answer('sam', 'coverage')
    const one = await c.press('sam', shown, { action: 'show' })
    expect(one.said[0]?.text).toContain('Rules `PS-1`')
    const several = await c.press('sam', shown, { action: 'menu:list' })
    expect(lines(several.said[0] as Message)[0]).toBe('2 policies · tag “Access control”')
  })

  test('without a policy a policy manager adds one that begins with it; others are offered nothing', async () => {
    const c = await counter()
    await withProgramme(c, own)
    expect(buttonAt(await c.answer('olga', 'coverage'), 'Privacy')).toBeUndefined()
    const shown = await c.answer('mia', 'coverage')
    expect(buttonAt(shown, 'Privacy')).toMatchObject({ text: { text: 'Add a policy…' } })
    await c.press('mia', shown, { action: 'add_for', value: 'Policy, standards' })
    const window = JSON.stringify(c.slack.windows.at(-1))
    expect(window).toContain('"initial_value":"Policy, standards"')
    expect(window).toMatch(/"initial_options":\[\{"text":\{[^}]*"Policy, standards"/)
  })

  test('many are paged', async () => {
    const c = await counter()
    await withProgramme(c, Array.from({ length: 70 }, (_, i) => `Part ${100 + i}`).join('\n'))
    const first = await c.answer('mia', 'coverage')
    expect(lines(first)[0]).toContain('1–30 of 70')
    const { replaced } = await c.press('mia', first, { action: 'page:next' })
    expect(lines(replaced[0] as Message)[1]).toBe('Part 130 · no policy')
  })
})

test('The built-in programme is what counts until the workspace names its own', async () => {
  const c = await counter()
  expect(lines(await c.answer('sam', 'coverage'))[0]).toBe(
    '0 of 29 components are covered · 29 without a policy in force',
  )
})
