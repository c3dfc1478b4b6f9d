import { expect, test } from 'vitest'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { inForce, revised, text } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { buttonsOf, people, type Said } from './gestures.ts'
import { read } from './views/facts.ts'

const everything = ['incidents', 'law and contracts', 'changes to the business or platform', 'audit findings']

test('a whole year of one policy goes by in Slack alone', async () => {
  const { as, moveTo, desk, settle } = await people()
  const s = told(desk.company)
  const [mia, olga, ann, bob] = [as('mia'), as('olga'), as('ann'), as('bob')]

  // Registered, written, endorsed, in front of everyone.
  await mia.fill(
    { code: 'ISP-01', title: 'Acceptable use', owner: 'U0OLGA', cadence: '12', preferredMonth: 'none' },
    await mia.command('/policy add'),
  )
  const { id: policy } = await s.row('policies', { code: 'ISP-01' })
  await mia.fill({ everyone: ['everyone'] }, await mia.command('/policy audience ISP-01'))
  const first = {
    number: '1.0',
    changeKind: 'major',
    summary: 'The first text',
    content: 'Lock your screen.',
  }
  await olga.fill(first, await olga.command('/policy submit isp-01'))
  expect((await ann.newest()).text).toContain('Acceptable use')
  await ann.fill({ changeKind: 'major' }, await ann.press('endorse'))
  await settle()
  expect(await s.row('policies', { id: policy })).toMatchObject({
    status: 'active',
    lastReviewedOn: '2027-03-01',
  })
  for (const name of ['mia', 'olga', 'ann', 'bob', 'dan']) {
    await as(name).press('acknowledge')
    expect(read((await as(name).newest()).blocks ?? [])).toContain('You acknowledged 1.0 on 1 March')
  }

  // A year later the owner is reminded, snoozes, revises; is sent back, and submits again.
  await moveTo('2028-01-17T08:00:00.000Z')
  expect((await olga.newest()).text).toContain('Acceptable use')
  await olga.fill({ outcome: 'begun' }, await olga.press('review'))
  const second = {
    number: '2.0',
    changeKind: 'major',
    summary: 'Phones too',
    content: 'Lock your screen.\nAnd phone.',
  }
  const concluded = { outcome: 'revised', considered: everything, note: 'Phones were missing.' }
  await olga.fill({ ...concluded, ...second }, await olga.press('review'))
  await settle()
  await bob.fill({ reason: 'Say which phones.' }, await bob.press('send_back'))
  await settle()
  expect(read((await olga.newest()).blocks ?? [])).toContain('Say which phones.')
  const better = { ...concluded, ...second, content: 'Lock your screen.\nAnd every phone with company mail.' }
  await olga.fill(better, await olga.press('review'))
  await settle()
  await ann.fill({ changeKind: 'major' }, await ann.press('endorse'))
  await settle()
  expect(await s.row('versions', { policy, state: 'in force' })).toMatchObject({ number: '2.0' })
  expect(await s.row('policies', { id: policy })).toMatchObject({ lastReviewedOn: '2028-01-17' })
  const scheduled = (await s.rows('reviews', { policy, kind: 'scheduled' })).filter(
    (one) => one.state === 'open',
  )
  expect(scheduled.map(({ dueOn }) => dueOn)).toEqual(['2029-01-17'])
  await bob.press('acknowledge')
  expect(read((await bob.newest()).blocks ?? [])).toContain('You acknowledged 2.0')
}, 120_000)

test('twenty-nine reaffirmations are endorsed in one sitting, an entry each', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  const codes = Array.from({ length: 29 }, (_, index) => `ISP-${String(index + 1).padStart(2, '0')}`)
  for (const code of codes) await inForce(s, code, { title: `Policy ${code}` })
  for (const code of codes) await reaffirmed(s, code)
  await settle()
  const ann = as('ann')
  for (let left = 29; left > 0; ) {
    const list = (await ann.command('/policy endorse')).messages.at(-1)
    const listed = list ? buttonsOf(list, 'endorse') : []
    expect(listed.length).toBeGreaterThan(0)
    for (const blockId of listed) await ann.fill({}, await ann.click(list as Said, 'endorse', { blockId }))
    left -= listed.length
    expect(await s.rows('submissions', { state: 'awaiting' })).toHaveLength(left)
  }
  expect(await s.rows('submissions', { kind: 'reaffirmation', state: 'endorsed' })).toHaveLength(29)
  expect(await s.rows('entries', { action: 'endorse', actor: s.id('ann') })).toHaveLength(58)
}, 180_000)

test('an acknowledgment pressed at the very moment a new version comes into force counts for the one pressed', async () => {
  const { as, desk, settle } = await people()
  const s = told(desk.company)
  const { policy, version } = await inForce(s)
  await settle()
  const bob = as('bob')
  const before = await bob.newest()
  const [, pressed] = await Promise.all([revise(s, policy), bob.click(before, 'acknowledge')])
  expect(pressed.ack?.error).toBeUndefined()
  await settle()
  const given = await s.rows('acknowledgments', { person: s.id('bob'), state: 'given' })
  expect(given.map((row) => row.version)).toEqual([version])
  const { number } = await s.row('versions', { policy, state: 'in force' })
  expect(number).toBe('2.0')
  const after = (await bob.messages()).find(({ ts }) => ts === before.ts)
  expect(read(after?.blocks ?? [])).toContain('1.0')
  expect(buttonsOf(after ?? before, 'acknowledge')).toEqual([])
  // The new one is asked for, and still owed.
  expect(await s.row('acknowledgments', { person: s.id('bob'), state: 'open' })).not.toMatchObject({
    version,
  })
})

type Told = ReturnType<typeof told>

async function reaffirmed(s: Told, code: string): Promise<void> {
  const { id: policy } = await s.row('policies', { code })
  await s.does('olga', concludeReview, {
    policy,
    scope: 'whole policy',
    considered: everything,
    note: 'It holds.',
    outcome: 'reaffirmed',
  })
}

async function revise(s: Told, policy: string): Promise<void> {
  await revised(s, policy, text('2.0'))
}
