import { expect, test } from 'vitest'
import { submitted } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'
import { read } from './views/facts.ts'

test('A policy manager records from the policy what happened outside Slack, and everybody reads it as that', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  await submitted(s)
  await settle()
  const [mia, olga, sam] = [as('mia'), as('olga'), as('sam')]
  const { policy } = await s.row('submissions', {})
  const record = async () =>
    await mia.select(await mia.newest(({ text }) => text.includes('ISP-07')), 'more', `record ${policy}`)

  await mia.command('/policy show ISP-07')
  const minutes = { approver: s.id('ann'), document: 'Board minutes, page 3' }
  const recorded = await mia.fill({ what: 'endorsement', ...minutes }, await record())
  expect(read(recorded.views?.modals.at(-1)?.blocks ?? [])).toContain(
    'Recorded that Ann endorsed ISP-07 1.0.',
  )
  await settle()
  expect(read((await olga.newest(({ text }) => text.includes('endorsed'))).blocks ?? [])).toContain(
    'recorded by <@U0MIA>: "Board minutes, page 3"',
  )
  expect(read((await as('bob').newest()).blocks ?? [])).toContain('recorded by <@U0MIA>')

  await mia.command('/policy show ISP-07')
  const mailing = { audience: 'all <!channel> customers', document: 'https://example.com/mailing' }
  await mia.fill({ what: 'distribution', sentOn: '2027-03-01', ...mailing }, await record())
  const scan = { what: 'acknowledgments', addresses: 'Jo <jo@contractor.example>', document: 'scan.pdf' }
  await mia.fill(scan, await record())
  await mia.command('/policy show ISP-07')
  const shown = read((await mia.newest(({ text }) => text.includes('Rhythm'))).blocks ?? [])
  expect(shown).toContain('Outside Slack: 1.0 went to all')
  expect(shown).toContain('customers on Monday 1 March (https://example.com/mailing)')
  expect(shown).not.toContain('<!channel>')
  expect(shown).toContain('Acknowledged: 1 of 7')

  await sam.command('/policy show ISP-07')
  const forSam = await sam.newest(({ text }) => text.includes('Rhythm'))
  expect(JSON.stringify(forSam)).not.toContain('"record"')
})
