import { describe, expect, test } from 'vitest'
import { changePolicy } from '../../../src/actions/change-policy.ts'
import { syncPeople } from '../../../src/actions/sync-people.ts'
import { aPolicy, directory, member } from '../../support/company.ts'
import { inForce, submitted } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

/** dan owns A, is deputy of it and of B, whose approvers are dan and bob; a version of B awaits them. */
async function office(): Promise<Windows & { a: string; b: string; submission: string }> {
  const here = await windows()
  const a = await aPolicy(here, 'A', { owner: here.id('dan'), deputies: [here.id('olga')] })
  const { policy: b, submission } = await submitted(here, 'B', undefined, {
    approvers: [here.id('dan'), here.id('bob')],
  })
  return { ...here, a, b, submission }
}

async function holding(here: Windows, kind: 'review' | 'endorse') {
  const open = (await here.rows('obligations', { kind, state: 'open' })).map(({ id }) => id)
  const holders = await here.rows('obligationHolders', { as: 'holder' })
  return holders.filter(({ obligation }) => open.includes(obligation)).map(({ holder }) => holder)
}

describe('All that a person has of policies', () => {
  test('goes to another in one step before they leave: policies, deputyships, approvals, and what is open', async () => {
    const here = await office()
    const window = await here.open('mia', 'hand_over_all', 'U0DAN')
    for (const shown of [
      'Dan',
      'Owner of 1 policy: A.',
      'Deputy of 1 policy: B.',
      'Approver of 1 policy: B.',
    ])
      expect(window.text).toContain(shown)
    expect(window.text).toContain('0 reviews and 1 endorsement')
    expect(Object.keys((await window.submit()).errors)).toEqual(['to'])
    expect((await window.type({ to: 'U0DAN' }).submit()).errors.to).toContain('somebody else')
    expect((await window.type({ to: 'U0ROBOT' }).submit()).errors.to).toContain('they are a bot')
    const done = await window.type({ to: 'U0SAM' }).submit()
    expect(done.text).toContain(
      'Sam owns 1 more policy now and is deputy or approver of 1 policy in place of Dan.',
    )
    expect(await here.row('policies', { id: here.a })).toMatchObject({ owner: here.id('sam') })
    const roles = await here.rows('policyRoles', { policy: here.b })
    expect(roles.map(({ person, role, position }) => [person, role, position]).sort()).toEqual(
      [
        [here.id('sam'), 'deputy', 0],
        [here.id('sam'), 'approver', 0],
        [here.id('bob'), 'approver', 1],
      ].sort(),
    )
    expect((await holding(here, 'endorse')).sort()).toEqual([here.id('bob'), here.id('sam')].sort())
    const after = await here.open('mia', 'hand_over_all', 'U0DAN')
    expect(after.text).toContain('nothing is to be handed over')
  })

  test('goes from who has left as well, and who owns a policy becomes no deputy of it', async () => {
    const here = await windows()
    const { policy } = await inForce(here)
    const people = [member('dan', { isDeactivated: true })]
    await here.does(directory, syncPeople, { people, isLast: false })
    const window = await here.open('mia', 'hand_over_all', 'U0DAN')
    expect(window.text).toContain('has left')
    await window.type({ to: 'U0OLGA' }).submit()
    expect(await here.rows('policyRoles', { policy, role: 'deputy' })).toEqual([])
  })

  test('is for policy managers, names the approvers of the workspace, and somebody who is known', async () => {
    const here = await office()
    expect((await here.open('olga', 'hand_over_all', 'U0DAN')).text).toContain('Only a policy manager')
    expect((await here.open('mia', 'hand_over_all', 'U0BOB')).text).toContain('an approver of the workspace')
    expect((await here.open('mia', 'hand_over_all', 'U0NOBODY')).text).toContain('Nobody with the address')
  })

  test('that was changed meanwhile is not handed over, and the rest is', async () => {
    const here = await office()
    const window = await here.open('mia', 'hand_over_all', 'U0DAN')
    await here.does('mia', changePolicy, { policy: here.a, revision: 1, changes: { tags: ['x'] } })
    expect((await window.type({ to: 'U0SAM' }).submit()).text).toContain('Sam owns 1 more policy now')
  })
})
