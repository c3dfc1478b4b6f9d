import { expect, test } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { inForce, reported, text, triggered } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'

const words = (shown: unknown) => JSON.stringify(shown)

test('A policy manager adds a rule, sees what it would have matched, and a report is taken by it', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  const { policy } = await inForce(s)
  await reported(s, { tags: ['customer data'] })
  await reported(s, { category: 'platform_change' })
  await settle()
  const mia = as('mia')
  const top = async () => (await mia.modals()).at(-1)!

  await mia.command('/policy settings')
  await mia.click(await top(), 'rules')
  expect(words(await top())).toContain('There is no rule yet.')
  await mia.click(await top(), 'rule')
  expect(words(await top())).toContain('Choose a category')
  const typed = { category: 'security_event', tags: ['customer data'], policies: [policy] }
  const view = await top()
  for (const [field, value] of Object.entries(typed))
    await mia.select(await top(), 'value', value, { blockId: field })
  expect(words(await top())).toContain(
    'This would have matched 1 of the last 2 events: E-1. Today it stands for 1 active policy.',
  )
  await mia.fill({ ...typed, withoutTriage: ['withoutTriage'] })
  const list = await top()
  expect(list.id).toBe(view.id)
  expect(words(list)).toContain('Opens reviews without triage of Access control (ISP-07).')

  const opened = await as('sam').command('/policy report keys were stolen')
  const done = await as('sam').fill(
    { category: 'security_event', happenedOn: '2027-02-27', tags: ['customer data'] },
    opened,
  )
  expect(words(done.views?.modals)).toContain('it is significant: 1 policy is reviewed because of it.')
  await settle()
  const accepted = await mia.newest((one) => one.text.includes('without triage'))
  expect(accepted.text).toContain('by the rule "security event, customer data"')
  const told_ = await as('olga').newest((one) => one.text.includes('out of cycle'))
  expect(told_.text).toContain('1 policy is to be reviewed out of cycle')
  expect(words(told_)).toContain('keys were stolen')

  await mia.click(list, 'rule_removal', { blockId: 'rule:0' })
  await mia.submit(await top())
  expect(words(await top())).toContain('There is no rule yet.')
})

test('Criteria and days of a category are set in a window, and shown to who decides', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  await inForce(s)
  const mia = as('mia')
  const top = async () => (await mia.modals()).at(-1)!
  await mia.command('/policy settings')
  await mia.click(await top(), 'criteria')
  const wrong = await mia.fill({ days_platform_change: '0' })
  expect(words(wrong.ack)).toContain('expected a number from 1 to 365')
  const saved = await mia.fill({ days_platform_change: '60', criteria_platform_change: 'A cloud is left.' })
  expect(words(saved.views?.modals)).toContain(
    'Saved: the criteria of significance and the days for a review.',
  )
  const { event } = await reported(s, { category: 'platform_change' })
  await settle()
  const request = await mia.newest()
  expect(words(request)).toContain('Criteria: A cloud is left.')
  await mia.press('significant', event)
  expect(words(await top())).toContain('Left empty: Friday 30 April')
})

test('A report is reached by its number, with its history and what its reader may do', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  const { policy } = await inForce(s, 'ISP-07', { approvers: [s.id('ann')], deputies: [] })
  await triggered(s, [policy])
  await settle()
  const mia = as('mia')
  const seen = await mia.command('/policy report E-1')
  for (const shown of [
    'Sam reported it',
    'Mia decided that it is significant',
    'keys were on it',
    'Open again…',
  ])
    expect(words(seen.views?.modals)).toContain(shown)
  const others = await as('bob').command('/policy report e-1')
  expect(words(others.views?.modals)).toContain('Security event')
  expect(words(others.views?.modals)).not.toContain('keys were on it')
  expect(words((await as('sam').command('/policy report E-9')).views?.modals)).toContain(
    'There is no report E-9 here.',
  )

  await mia.click((await mia.modals()).at(-1)!, 'reopen_event')
  expect(words(await mia.modals())).toContain('1 review because of it is not submitted yet: ISP-07.')
  const done = await mia.fill({ reason: 'Logging was concerned too' })
  expect(words(done.views?.modals)).toContain('E-1 is open again.')
  await settle()
  const owner = await as('olga').newest((one) => one.text.includes('1 event changed'))
  expect(owner.text).toContain('void: the review of Access control')
  expect((await as('sam').newest()).text).toContain('open again: waits for the decision of a policy manager')
  expect((await mia.newest()).text).toContain('1 report awaits your decision')

  const mine = await as('sam').command('/policy report E-1')
  expect(words(mine.views?.modals)).toContain('Mia opened it again')
  await as('sam').click((await as('sam').modals()).at(-1)!, 'withdraw_event')
  await as('sam').fill({ reason: 'It was found' })
  expect(await s.row('events', {})).toMatchObject({ state: 'withdrawn' })
})

test('What came after the submission is counted to the approver, and folded in by its owner', async () => {
  const { as, desk, settle, moveTo } = await people()
  const s = told(desk.company)
  const { policy } = await inForce(s)
  await s.does('olga', concludeReview, {
    policy,
    scope: 'whole policy',
    considered: [],
    note: 'one clause more',
    outcome: 'revised',
    version: text('1.1'),
  })
  await settle()
  await moveTo('2027-03-02T09:00:00.000Z')
  await triggered(s, [policy])
  await settle()
  const request = await as('ann').newest((one) => words(one).includes('Send back'))
  expect(words(request)).toContain('1 event since submission')
  const acted = await as('olga').press('fold_in')
  expect(words(acted)).toContain('Recalled and folded in')
  expect(await s.row('versions', { number: '1.1' })).toMatchObject({ state: 'draft' })
  expect(await s.row('reviews', { kind: 'out of cycle' })).toMatchObject({ state: 'in progress' })
  await settle()
  expect(words(await as('ann').newest((one) => words(one).includes('ISP-07')))).not.toContain('Send back')
})
