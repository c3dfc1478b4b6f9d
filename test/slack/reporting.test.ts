import { expect, test } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'

const words = (shown: unknown) => JSON.stringify(shown)

test('Something is reported, found significant, reviewed out of cycle, and who reported it hears of it', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  const { policy } = await inForce(s)
  await s.does('mia', changePolicy, { policy, revision: 1, changes: { tags: ['customer data'] } })
  await settle()

  const opened = await as('sam').command('/policy report a laptop was stolen')
  const reported = await as('sam').fill(
    { category: 'security_event', happenedOn: '2027-02-27', tags: ['customer data'] },
    opened,
  )
  expect(words(reported.views?.modals)).toContain(
    'Recorded as E-1. The policy managers decide by Wednesday 3 March',
  )
  await settle()

  const request = await as('mia').newest()
  expect(request.text).toContain('1 report awaits your decision')
  for (const shown of ['a laptop was stolen', 'Criteria:', 'Proposed for a review', 'Access control'])
    expect(words(request)).toContain(shown)
  expect(words((await as('bob').command('/policy due')).messages.at(-1))).toContain('triage')
  await as('mia').openHome()
  expect(words(await as('mia').home())).toContain('1 report to decide on')

  await as('mia').fill({ reason: 'It was not encrypted' }, await as('mia').press('significant'))
  await settle()
  const review = await s.row('reviews', { kind: 'out of cycle' })
  expect(review).toMatchObject({ policy, dueOn: '2027-03-31' })
  const outcome = await as('sam').newest()
  expect(outcome.text).toContain('significant, decided by Mia on Monday 1 March')
  expect(outcome.text).toContain('reviews opened for Access control, due Wednesday 31 March')
  expect(outcome.text).toContain('It was not encrypted')
  const after = await as('mia').newest((one) => words(one).includes('E-1'))
  expect(words(after)).toContain('decided by')
  expect(words(after)).not.toContain('Not significant…')
  expect(words(await as('mia').home())).not.toContain('to decide on')
})

test('Whose button is old hears who decided, and when', async () => {
  const { as, desk, settle } = await people({
    settings: { policyManagers: 'mia@example.com dan@example.com' },
  })
  const s = told(desk.company)
  await inForce(s)
  await settle()
  const opened = await as('sam').command('/policy report')
  const typed = { category: 'platform_change', happenedOn: '2027-02-27', what: 'Another cloud' }
  await as('sam').fill(typed, opened)
  await settle()
  const list = (await as('dan').command('/policy due')).messages.at(-1)
  if (!list) throw new Error('Expected the list of what is due')
  await as('mia').fill({ reason: 'Nothing of ours runs there' }, await as('mia').press('not_significant'))
  const late = await as('dan').click(list, 'significant')
  expect(words(late.views?.modals)).toContain('Mia decided on Monday 1 March: E-1 is not significant.')
})
