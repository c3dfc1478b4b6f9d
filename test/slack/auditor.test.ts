import { expect, test } from 'vitest'
import { showHome } from '../../src/slack/home.ts'
import { aPolicy } from '../support/company.ts'
import { distributed } from '../support/situations.ts'
import { buttonsIn, counter, wordsIn } from './commands/counter.ts'

const company = { settings: { auditors: 'sam@example.com' } }
const labels = ({ blocks }: { blocks: unknown[] }) => buttonsIn(blocks).map(({ text }) => text.text)

test('An auditor sees in Home how the register stands, and nothing to press but what shows', async () => {
  const c = await counter(company)
  await aPolicy(c, 'ISP-01', { title: 'Doors' })
  await aPolicy(c, 'ISP-02', { title: 'Keys', owner: c.id('bob'), deputies: [] })
  await showHome(c.desk, await c.person('sam'))
  const home = () => c.slack.homes.at(-1) as { view: { blocks: unknown[] } }
  expect(wordsIn(home().view.blocks)).not.toContain('What you own')
  expect(labels(home().view)).toEqual(['Show all', 'Filter…', 'Due'])
  await c.press('sam', home().view, { action: 'page:all' }, true)
  const shown = wordsIn(home().view.blocks)
  for (const words of ['The register', 'Doors', 'Keys', 'Olga', 'Bob']) expect(shown).toContain(words)
  expect(labels(home().view)).toEqual(['Back', 'Filter…', 'Show', 'Show'])
})

test('An auditor is shown a policy and who is missing, and may change nothing of it', async () => {
  const c = await counter(company)
  await distributed(c)
  const shown = await c.answer('sam', 'show ISP-07')
  expect(labels(shown)).toEqual(['Read', 'Acknowledge', 'Who is missing'])
  await c.press('sam', shown, { action: 'missing' })
  expect(c.slack.windows.at(-1)).toMatchObject({ title: { text: 'Who is missing' } })
})

test('The help offers an auditor no word that writes', async () => {
  const c = await counter(company)
  expect(labels(await c.answer('sam', 'help'))).toEqual(['List', 'Show', 'Due', 'Coverage', 'Acknowledge'])
})
