import { describe, expect, test } from 'vitest'
import { changePolicy } from '../../../src/actions/change-policy.ts'
import { aPolicy, member, operator, staff } from '../../support/company.ts'
import { inForce } from '../../support/situations.ts'
import { windows } from './windows.ts'

describe('The window to add a policy', () => {
  const typed = {
    code: 'ISP-20',
    title: ' Cryptography ',
    owner: 'U0OLGA',
    deputy: ['U0DAN'],
    tags: 'a, b,a',
  }

  test('registers a draft with everything that was typed', async () => {
    const office = await windows()
    const window = await office.open('mia', 'add', '')
    const more = { components: ['Cryptographic controls'], cadence: '6', preferredMonth: '3' }
    expect((await window.type({ ...typed, ...more }).submit()).text).toContain('registered as a draft')
    const row = await office.row('policies', { code: 'ISP-20' })
    expect(row).toMatchObject({
      title: 'Cryptography',
      status: 'draft',
      owner: office.id('olga'),
      cadenceMonths: 6,
      preferredMonth: 3,
      tags: '["a","b"]',
      components: '["Cryptographic controls"]',
    })
    expect(await office.row('policyRoles', { policy: row.id })).toMatchObject({ person: office.id('dan') })
  })

  test.each([
    ['code', { code: 'ISP-07' }, 'belongs to "Access control"'],
    ['owner', { owner: 'U0ROBOT' }, 'they are a bot'],
    ['deputy', { deputy: ['U0XENA'] }, 'of another workspace'],
    ['title', { title: '  ' }, 'title must have 1 to 300'],
  ])('names the field that does not fit: %s', async (field, change, why) => {
    const office = await windows()
    await aPolicy(office)
    const window = await office.open('mia', 'add', '')
    expect(await window.type({ ...typed, ...change }).submit()).toMatchObject({
      is: 'errors',
      errors: { [field]: expect.stringContaining(why) },
    })
  })

  test('is for policy managers', async () => {
    const office = await windows()
    expect((await office.open('olga', 'add', '')).text).toContain('Only a policy manager')
  })
})

describe('The window to edit a policy', () => {
  test('changes what is another than before, and writes nothing where nothing is', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    const entries = (await office.rows('entries')).length
    await (await office.open('olga', 'edit', policy)).submit()
    expect((await office.rows('entries')).length).toBe(entries)
    const window = await office.open('olga', 'edit', policy)
    await window.type({ title: 'Access', cadence: '6', approver: ['U0DAN'] }).submit()
    expect(await office.row('policies', { id: policy })).toMatchObject({ title: 'Access', cadenceMonths: 6 })
    expect(await office.row('reviews', { policy, state: 'open' })).toMatchObject({ dueOn: '2027-09-01' })
  })

  test('lets the components be, with commas and in their order, until others are chosen', async () => {
    const office = await windows()
    const own = ['Privacy', 'Policy, standards and procedures', 'Our cloud', 'x'.repeat(80)]
    const policy = await aPolicy(office, 'ISP-07', { components: own })
    const window = await office.open('olga', 'edit', policy)
    expect(window.text).toContain(`Too long to choose, and kept as they are: ${own[3]}.`)
    await window.type({ title: 'Access' }).submit()
    expect(await office.row('policies', { id: policy })).toMatchObject({ components: JSON.stringify(own) })
    const again = await office.open('olga', 'edit', policy)
    await again.type({ components: ['Our cloud', 'Access control'] }).submit()
    expect(await office.row('policies', { id: policy })).toMatchObject({
      components: JSON.stringify(['Our cloud', 'Access control', own[3]]),
    })
  })

  test("sets the policy's own rule of who endorses, and gives it up again", async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    await (await office.open('olga', 'edit', policy)).type({ quorum: '2', inOrder: 'yes' }).submit()
    const { approvalRule } = await office.row('policies', { id: policy })
    expect(JSON.parse(approvalRule ?? '')).toEqual({ quorum: 2, inOrder: true })
    const entries = (await office.rows('entries')).length
    await (await office.open('olga', 'edit', policy)).submit()
    expect((await office.rows('entries')).length).toBe(entries)
    await (await office.open('olga', 'edit', policy)).type({ quorum: 'workspace' }).submit()
    expect(await office.row('policies', { id: policy })).toMatchObject({ approvalRule: null })
  })

  test('shows a conflict with what the other changed, and keeps the typed text; then it may be saved', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'edit', policy)
    const { revision } = await office.row('policies', { id: policy })
    await office.does('mia', changePolicy, { policy, revision, changes: { title: "Mia's title" } })
    const refused = await window.type({ title: "Olga's title" }).submit()
    expect(refused.text).toContain('Not done.')
    expect(refused.text).toContain(
      'Mia changed the title on 1 March, 08:00. Title: now "Mia\'s title", yours "Olga\'s title". Yours still stands here.',
    )
    expect(refused.text).not.toMatch(/state|revision/)
    expect(JSON.stringify(window.view)).toContain('"initial_value":"Olga\'s title"')
    expect(await office.row('policies', { id: policy })).toMatchObject({ title: "Mia's title" })
    expect((await window.submit()).text).toContain('Saved: the title of ISP-07.')
    expect(await office.row('policies', { id: policy })).toMatchObject({ title: "Olga's title" })
  })

  test('saves beside each other what two changed in different fields', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const [olga, mia] = [await office.open('olga', 'edit', policy), await office.open('mia', 'edit', policy)]
    await mia.type({ title: "Mia's title", deputy: ['U0ANN'], inOrder: 'yes', quorum: '2' }).submit()
    expect((await olga.type({ cadence: '6', tags: 'phones' }).submit()).text).toContain(
      'Saved: the cadence and the tags of ISP-07.',
    )
    expect(await office.row('policies', { id: policy })).toMatchObject({
      title: "Mia's title",
      cadenceMonths: 6,
      tags: '["phones"]',
      approvalRule: '{"quorum":2,"inOrder":true}',
    })
    expect(await office.row('policyRoles', { policy, role: 'deputy' })).toMatchObject({
      person: office.id('ann'),
    })
  })

  test('keeps what another changed beside a conflict, also when it is saved after that', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const [olga, mia] = [await office.open('olga', 'edit', policy), await office.open('mia', 'edit', policy)]
    await olga.type({ approver: ['U0DAN'], owner: 'U0SAM', cadence: '3' }).submit()
    const refused = await mia.type({ approver: ['U0ANN', 'U0BOB'], owner: 'U0ANN' }).submit()
    expect(refused.text).toContain('Owner: now Sam, yours Ann; ')
    expect(refused.text).toContain('Approvers: now Dan, yours Ann and Bob.')
    await mia.submit()
    expect(await office.row('policies', { id: policy })).toMatchObject({
      owner: office.id('ann'),
      cadenceMonths: 3,
    })
  })

  test('names the administrator of Perennial where the change came from the machine', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'edit', policy)
    const { revision } = await office.row('policies', { id: policy })
    const change = { policy, revision, changes: { title: 'Access' } }
    await office.does(operator, changePolicy, change)
    const refused = await window.type({ title: "Olga's title" }).submit()
    expect(refused.text).toContain('The administrator of Perennial changed the title on 1 March, 08:00.')
    expect(refused.text).not.toContain('operator')
  })

  test('gives the policy to another owner, and nothing else is written', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    await (await office.open('olga', 'edit', policy)).type({ owner: 'U0SAM' }).submit()
    expect(await office.row('policies', { id: policy })).toMatchObject({ owner: office.id('sam') })
  })

  test('keeps the people whom Slack does not know', async () => {
    const office = await windows({ people: [...staff, member('reg')] })
    const policy = await aPolicy(office, 'ISP-07', { approvers: [] })
    const reg = office.id('reg')
    const { revision } = await office.row('policies', { id: policy })
    await office.does('mia', changePolicy, {
      policy,
      revision,
      changes: { deputies: [reg, office.id('dan')] },
    })
    await office.database.kysely.updateTable('people').set({ slackId: null }).where('id', '=', reg).execute()
    const window = await office.open('olga', 'edit', policy)
    expect(window.text).toContain('Not in Slack, and kept as they are: Reg.')
    await window.type({ title: 'Other' }).submit()
    expect((await office.rows('policyRoles', { policy })).map(({ person }) => person)).toContain(reg)
  })
})

describe('The window of an audience', () => {
  test('counts whom a choice comes to before it is saved', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'audience', policy)
    expect(window.text).toContain(
      'Today that is 6 people. Left out: 1 bot, 1 guest and 1 of another workspace.',
    )
    await window.type({ everyone: [], people: ['U0GUS', 'U0ANN'] }).press('value')
    expect(window.text).toContain('Today that is 2 people.')
    expect((await window.submit()).text).toContain('Saved: the audience of ISP-07.')
    const { audience } = await office.row('policies', { id: policy })
    expect(JSON.parse(audience)).toEqual({
      everyone: false,
      channels: [],
      groups: [],
      people: [office.id('gus'), office.id('ann')],
    })
  })

  test('tells two who chose otherwise what the other chose, and lets alone what one did not touch', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const [olga, mia] = [
      await office.open('olga', 'audience', policy),
      await office.open('mia', 'audience', policy),
    ]
    await mia.type({ groups: ['S1'], people: ['U0ANN'] }).submit()
    const refused = await olga.type({ people: ['U0GUS'] }).submit()
    expect(refused.text).toContain('Mia changed the audience on 1 March, 08:00. People: now Ann, yours Gus.')
    await olga.submit()
    const { audience } = await office.row('policies', { id: policy })
    expect(JSON.parse(audience)).toMatchObject({ everyone: true, groups: ['S1'], people: [office.id('gus')] })
  })

  test('says so where nobody is chosen, and offers the user groups', async () => {
    const office = await windows()
    const window = await office.open('olga', 'audience', await aPolicy(office))
    expect(window.text).toContain('Engineering')
    await window.type({ everyone: [] }).press('value')
    expect(window.text).toContain('Nobody is chosen yet')
  })
})

describe('The window to hand over', () => {
  test('gives the policy and its open review to another', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    const window = await office.open('olga', 'hand_over', policy)
    expect(window.text).toContain('owned by Olga')
    expect((await window.type({ owner: 'U0SAM' }).submit()).text).toContain('Sam owns ISP-07 now.')
    expect(await office.row('policies', { id: policy })).toMatchObject({ owner: office.id('sam') })
  })

  test('is refused where another handed it over meanwhile, naming who', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'hand_over', policy)
    await (await office.open('mia', 'hand_over', policy)).type({ owner: 'U0SAM' }).submit()
    expect((await window.type({ owner: 'U0DAN' }).submit()).text).toContain(
      'Mia handed it over to Sam on 1 March, 08:00. What you typed still stands here.',
    )
    expect(await office.row('policies', { id: policy })).toMatchObject({ owner: office.id('sam') })
  })

  test('takes no part in what else is changed of the policy meanwhile', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'hand_over', policy)
    await (await office.open('mia', 'edit', policy)).type({ title: 'Access' }).submit()
    expect((await window.type({ owner: 'U0SAM' }).submit()).text).toContain('Sam owns ISP-07 now.')
    expect(await office.row('policies', { id: policy })).toMatchObject({ title: 'Access' })
  })

  test('refuses a bot on its field, and is for the owner and the managers', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'hand_over', policy)
    expect(await window.type({ owner: 'U0ROBOT' }).submit()).toMatchObject({
      errors: { owner: expect.stringContaining('they are a bot') },
    })
    expect((await office.open('dan', 'hand_over', policy)).text).toContain(
      'Only a policy manager or the owner',
    )
  })
})

describe('The window to delegate', () => {
  test('names a deputy for a period, both days included', async () => {
    const office = await windows()
    const window = await office.open('ann', 'delegate', '')
    expect(window.text).not.toContain('Who is absent')
    const typed = { deputy: 'U0SAM', fromOn: '2027-03-08', untilOn: '2027-03-12' }
    expect((await window.type(typed).submit()).text).toContain(
      'Sam decides what is to be endorsed from Monday 8 March until Friday 12 March, both days included.',
    )
    expect(await office.row('delegations', {})).toMatchObject({
      person: office.id('ann'),
      deputy: office.id('sam'),
    })
  })

  test.each([
    ['untilOn', { untilOn: '2027-03-07' }],
    ['deputy', { deputy: 'U0ANN' }],
  ])('names the field that does not fit: %s', async (field, change) => {
    const office = await windows()
    const window = await office.open('ann', 'delegate', '')
    const typed = { deputy: 'U0SAM', fromOn: '2027-03-08', untilOn: '2027-03-12', ...change }
    expect(await window.type(typed).submit()).toMatchObject({
      is: 'errors',
      errors: { [field]: expect.any(String) },
    })
  })

  test('lets a manager name who decides for another', async () => {
    const office = await windows()
    const window = await office.open('mia', 'delegate', '')
    const typed = { person: 'U0ANN', deputy: 'U0SAM', fromOn: '2027-03-08', untilOn: '2027-03-12' }
    await window.type(typed).submit()
    expect(await office.row('delegations', {})).toMatchObject({ person: office.id('ann') })
  })
})

describe('The window to retire a policy', () => {
  test('says what ends by it, and has it endorsed', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    const window = await office.open('olga', 'retire', policy)
    expect(window.text).toContain('cannot be taken back')
    expect((await window.type({ reason: 'Merged', replacement: 'ISP-08' }).submit()).text).toContain(
      'Submitted.',
    )
    expect(await office.row('submissions', { policy, kind: 'retirement' })).toMatchObject({
      state: 'awaiting',
    })
  })
})
