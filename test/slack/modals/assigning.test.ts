import { expect, test } from 'vitest'
import { syncPeople } from '../../../src/actions/sync-people.ts'
import { directory, member } from '../../support/company.ts'
import { inForce } from '../../support/situations.ts'
import { windows } from './windows.ts'

async function withVacancies() {
  const office = await windows()
  for (const [code, title] of [
    ['ISP-07', 'Access control'],
    ['ISP-08', 'Logging'],
    ['ISP-09', 'Privacy'],
  ] as const)
    await inForce(office, code, { title })
  const people = [{ ...member('olga'), isDeactivated: true }]
  await office.does(directory, syncPeople, { people, isLast: false })
  return office
}

test('All vacancies are assigned to one person at once, or those that stay ticked', async () => {
  const office = await withVacancies()
  const window = await office.open('mia', 'assign_all', 'fill')
  for (const shown of ['ISP-07 Access control', 'ISP-08 Logging', 'ISP-09 Privacy'])
    expect(window.text).toContain(shown)
  const isp09 = (await office.row('policies', { code: 'ISP-09' })).id
  const chosen = (await office.rows('policies')).map(({ id }) => id).filter((id) => id !== isp09)
  expect(Object.keys((await window.type({ policies: chosen }).submit()).errors)).toEqual(['owner'])
  const done = await window.type({ owner: 'U0BOB' }).submit()
  expect(done.text).toContain('Bob owns 2 more policies now: ISP-07 and ISP-08.')
  expect(await office.rows('policies', { owner: office.id('bob') })).toHaveLength(2)
  expect(await office.rows('obligations', { kind: 'fill', state: 'open' })).toHaveLength(1)
})

test('Assigning all is for policy managers, and says where nothing is left', async () => {
  const office = await withVacancies()
  expect((await office.open('sam', 'assign_all', 'fill')).text).toContain('Only a policy manager')
  const all = (await office.rows('policies')).map(({ id }) => id)
  await (await office.open('mia', 'assign_all', 'fill')).type({ policies: all, owner: 'U0BOB' }).submit()
  expect((await office.open('mia', 'assign_all', 'fill')).text).toContain('Every policy has an owner')
})
