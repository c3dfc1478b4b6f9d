import { expect, test } from 'vitest'
import { inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { buttonsOf, people } from './gestures.ts'
import { read } from './views/facts.ts'

test('Once a year a manager asks everybody anew from the settings, and each acknowledges all in one message', async () => {
  const { as, desk, settle, moveTo } = await people()
  const s = told(desk.company)
  const [mia, olga] = [as('mia'), as('olga')]
  await inForce(s, 'ISP-01')
  await inForce(s, 'ISP-02')
  await settle()
  await olga.press('acknowledge')
  await olga.press('acknowledge')
  await moveTo('2028-02-28T09:00:00.000Z')

  const settings = (await mia.command('/policy settings')).views?.modals.at(-1)
  if (!settings) throw new Error('Expected the settings')
  const opened = (await mia.click(settings, 'campaign')).views?.modals.at(-1)
  expect(read(opened?.blocks ?? [])).toContain(
    '6 people get one message each, for 2 policies: ISP-01 and ISP-02.',
  )
  if (!opened) throw new Error('Expected a window on top of the settings')
  const confirm = opened.blocks.find(({ block_id }) => block_id.startsWith('confirm~'))?.block_id as string
  const done = await mia.fill({ confirm: [confirm.split('~')[1]] })
  expect(read(done.views?.modals.at(-1)?.blocks ?? [])).toContain(
    'Started: everybody whom 2 policies concern',
  )
  await settle()

  const message = await olga.newest()
  expect(message.text).toContain('2 policies are waiting for your acknowledgment')
  expect(read(message.blocks ?? [])).toContain(
    'everyone is asked anew: you acknowledged 1.0 on Monday 1 March 2027',
  )
  expect(buttonsOf(message, 'acknowledge')).toHaveLength(2)
  await olga.press('acknowledge')
  await olga.press('acknowledge')
  expect(read((await olga.newest()).blocks ?? [])).toContain(
    'You acknowledged 1.0 on 28 February, 10:00 (Europe/Vienna).',
  )
  expect(await s.rows('acknowledgments', { person: s.id('olga'), state: 'given' })).toHaveLength(2)
  expect(await s.rows('acknowledgmentsBefore', { person: s.id('olga') })).toHaveLength(2)

  expect(JSON.stringify(await mia.openHome())).toContain('Ask for everything…')
  expect(JSON.stringify(await olga.openHome())).not.toContain('Ask for everything…')
})
