import { describe, expect, test } from 'vitest'
import { judging } from '../../../src/actions/judging.ts'
import { performMany } from '../../../src/actions/perform-many.ts'
import { registerPolicy } from '../../../src/actions/register-policy.ts'
import { retirePolicy } from '../../../src/actions/retire-policy.ts'
import { transferOwnership } from '../../../src/actions/transfer-ownership.ts'
import { Refusal } from '../../../src/rules/refusal.ts'
import { candidatesOf, planOf, sayDone } from '../../../src/slack/modals/several-plan.ts'
import { aPolicy } from '../../support/company.ts'
import { endorsed, inForce, submitted } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

const titles = ['Access control', 'Logging', 'Privacy', 'Cryptography']

async function register(): Promise<Windows & { ids: string[] }> {
  const office = await windows()
  const ids: string[] = []
  for (const [i, title] of titles.entries())
    ids.push(await aPolicy(office, `ISP-0${i + 1}`, { title, tags: i < 2 ? ['Customer data'] : [] }))
  return { ...office, ids }
}

async function open(office: Windows, filter = 'all') {
  return await office.open('mia', 'change_several', filter)
}

describe('The window to change several policies', () => {
  test('shows what comes of it before it is done, and an entry is written for each that changes', async () => {
    const office = await register()
    await office.does('mia', transferOwnership, { policy: office.ids[3]!, to: office.id('sam') })
    const window = await open(office)
    expect(window.text).toContain('4 policies')
    await window.type({ field: 'owner' }).press('value')
    expect(window.text).not.toContain('get ')
    await window.type({ owner: 'U0SAM' }).press('value')
    expect(window.text).toContain(
      '3 policies get Sam as owner: ISP-01, ISP-02 and ISP-03. 1 has that already.',
    )
    const done = await window.submit()
    expect(done.text).toContain('3 policies get Sam as owner')
    expect(await office.rows('policies', { owner: office.id('sam') })).toHaveLength(4)
    expect(await office.rows('entries', { action: 'transfer-ownership' })).toHaveLength(4)
  })

  test('takes only some of them, found by a part of the title, and only those of the list', async () => {
    const office = await register()
    const window = await open(office, 'tag:"Customer data"')
    expect(window.text).toContain('2 policies')
    await window.type({ which: 'some', field: 'tags' }).press('value')
    await window.type({ find: 'logg' }).press('value')
    expect(window.text).toContain('ISP-02 Logging')
    expect(window.text).not.toContain('ISP-01 Access control')
    await window.type({ policies: [office.ids[1]!], tags: 'customer data, Switzerland' }).press('value')
    expect(window.text).toContain('1 policy gets the tags “customer data” and “Switzerland”: ISP-02.')
    await window.submit()
    expect((await office.row('policies', { code: 'ISP-02' })).tags).toBe('["Customer data","Switzerland"]')
    expect((await office.row('policies', { code: 'ISP-01' })).tags).toBe('["Customer data"]')
  })

  test('is not carried out before what was typed last was shown', async () => {
    const office = await register()
    const window = await open(office)
    await window.type({ field: 'components' }).press('value')
    const unseen = await window.type({ components: 'Privacy' }).submit()
    expect(unseen.text).toContain('was not shown yet')
    expect(unseen.text).toContain('4 policies get the components “Privacy”')
    expect((await office.row('policies', { code: 'ISP-01' })).components).toBe('[]')
    expect((await window.submit()).text).toContain('4 policies get the components')
    expect((await office.row('policies', { code: 'ISP-01' })).components).toBe('["Privacy"]')
  })

  test('adds and takes away deputies and approvers, and asks new approvers of many in one message', async () => {
    const office = await windows()
    for (const code of ['A', 'B', 'C']) await submitted(office, code)
    const window = await open(office)
    await window.type({ field: 'approvers' }).press('value')
    await window.type({ how: 'replace', approvers: ['U0SAM'] }).press('value')
    expect(window.text).toContain('3 policies get Sam as approvers in place of those they have')
    await window.submit()
    const request = await office.row('notices', { kind: 'endorsement request', recipient: office.id('sam') })
    expect(await office.rows('noticeItems', { notice: request.id })).toHaveLength(3)
    const less = await open(office)
    await less.type({ field: 'deputies' }).press('value')
    await less.type({ how: 'remove', deputies: ['U0DAN', 'U0BOB'] }).press('value')
    expect(less.text).toContain('3 policies lose Dan and Bob as deputies: A, B and C.')
    await less.submit()
    expect(await office.rows('policyRoles', { role: 'deputy' })).toEqual([])
  })

  test('gives all of them one audience', async () => {
    const office = await register()
    const window = await open(office)
    await window.type({ field: 'audience' }).press('value')
    await window.type({ channels: ['C0SECURITY'], groups: ['S1'] }).press('value')
    expect(window.text).toContain('4 policies get the members of 1 channel and 1 user group as audience')
    await window.submit()
    expect((await office.rows('policies')).map(({ audience }) => JSON.parse(audience))).toEqual(
      titles.map(() => ({ everyone: false, channels: ['C0SECURITY'], groups: ['S1'], people: [] })),
    )
  })

  test('takes no bot, and leaves what is retired alone', async () => {
    const office = await register()
    const { policy } = await inForce(office, 'OLD', { title: 'Fax machines' })
    const request = { policy, reason: 'no fax any more', replacement: null }
    const { submission } = await office.does('olga', retirePolicy, request)
    await endorsed(office, 'ann', submission)
    const window = await open(office)
    expect(window.text).toContain('4 policies')
    await window.type({ field: 'owner' }).press('value')
    await window.type({ owner: 'U0ROBOT' }).press('value')
    expect((await window.submit()).errors.owner).toContain('Robot cannot be owner: they are a bot.')
    await window.type({ owner: 'U0NOBODY' }).press('value')
    expect(Object.keys((await window.submit()).errors)).toEqual(['owner'])
    const some = await open(office)
    await some.type({ which: 'some', field: 'owner' }).press('value')
    await some.type({ owner: 'U0SAM' }).press('value')
    const [refused] = Object.entries((await some.submit()).errors)
    expect(refused?.[0]).toMatch(/^policies~/)
    expect(refused?.[1]).toContain('none came')
  })

  test('says which did not change, and why', async () => {
    const office = await register()
    const act = await judging(office.world, office.as('mia'))
    const policies = (await office.rows('policies')).slice(0, 3)
    const wish = { field: 'owner' as const, owner: office.id('sam') }
    const plan = planOf(await candidatesOf(act, policies), wish)
    const stale = new Refusal('stale', { what: '"ISP-02"' })
    const said = await sayDone(act, plan, [{ answer: null }, { refusal: stale }, { answer: null }])
    expect(said).toBe(
      '2 policies get Sam as owner: ISP-01 and ISP-03. 1 policy did not change. ISP-02: Someone changed "ISP-02" meanwhile. Look at it again and repeat your change.',
    )
  })

  test('holds for hundreds as for four: an entry each, and the same press again changes nothing', async () => {
    const office = await windows()
    const request = {
      title: 'One of many',
      owner: office.id('olga'),
      deputies: [],
      approvers: [],
      cadenceMonths: 12,
      preferredMonth: null,
      audience: { everyone: true, channels: [], groups: [], people: [] },
      tags: [],
      components: [],
    }
    const requests = Array.from({ length: 230 }, (_, i) => ({
      request: { ...request, code: `P-${String(i).padStart(3, '0')}` },
      key: `register:${i}`,
    }))
    await performMany(office.world, office.as('mia'), registerPolicy, requests)
    const window = await open(office)
    await window.type({ which: 'some', field: 'owner' }).press('value')
    await window.type({ owner: 'U0SAM' }).press('value')
    expect(window.text).toContain('and 130 more policies: narrow them down')
    await window.type({ which: 'all' }).press('value')
    expect(window.text).toContain('230 policies get Sam as owner: P-000')
    await window.submit('press')
    expect(await office.rows('policies', { owner: office.id('sam') })).toHaveLength(230)
    expect(await office.rows('entries', { action: 'transfer-ownership' })).toHaveLength(230)
  })

  test('is for policy managers', async () => {
    const office = await register()
    expect((await office.open('olga', 'change_several', 'all')).text).toContain('Only a policy manager')
  })
})
