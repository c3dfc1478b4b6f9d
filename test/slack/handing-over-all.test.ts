import { expect, test } from 'vitest'
import { inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'
import { read } from './views/facts.ts'

test('Of a leaver the manager gets one list, and gives all that they had to one person from it', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  for (const code of ['ISP-01', 'ISP-02', 'ISP-03']) await inForce(s, code)
  await settle()
  await desk.sandbox.act({ do: 'deactivate', as: 'U0OLGA' })
  await settle()
  const mia = as('mia')
  const list = await mia.newest(({ text }) => text.includes('no owner'))
  expect(list.text).toContain('3 policies have no owner since Olga left on Monday 1 March')
  const done = await mia.fill({ to: 'U0BOB' }, await mia.press('hand_over_all'))
  expect(read(done.views?.modals.at(-1)?.blocks ?? [])).toContain('Bob owns 3 more policies now.')
  await settle()
  expect(await s.rows('obligations', { kind: 'fill', state: 'open' })).toEqual([])
  expect(await s.rows('policies', { owner: s.id('bob') })).toHaveLength(3)
  const opened = await mia.command('/policy handover @Dan')
  expect(read(opened.views?.modals.at(-1)?.blocks ?? [])).toContain('Deputy of 3 policies: ISP-01')
})
