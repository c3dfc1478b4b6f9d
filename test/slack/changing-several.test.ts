import { expect, test } from 'vitest'
import { aPolicy } from '../support/company.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'
import { read } from './views/facts.ts'

test('From the list a policy manager gives all that it shows to one owner, in one gesture', async () => {
  const { as, desk } = await people()
  const s = told(desk.company)
  for (const code of ['ISP-01', 'ISP-02', 'ISP-03'])
    await aPolicy(desk.company, code, { tags: code === 'ISP-03' ? [] : ['Payments'] })
  const [mia, sam] = [as('mia'), as('sam')]
  await mia.command('/policy list draft tag:Payments')
  const opened = await mia.press('change_several')
  const done = await mia.fill({ which: 'all', field: 'owner', owner: 'U0SAM' }, opened)
  expect(read(done.views?.modals.at(-1)?.blocks ?? [])).toContain(
    '2 policies get Sam as owner: ISP-01 and ISP-02.',
  )
  expect(await s.rows('policies', { owner: s.id('sam') })).toHaveLength(2)
  await sam.command('/policy list')
  expect(JSON.stringify(await sam.newest())).not.toContain('change_several')
})
