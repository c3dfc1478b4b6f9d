import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Folder, newFolder, perennial } from './perennial.ts'

let folder: Folder
let db = ''

const rows = [
  'Code,Title,Owner,Status,Review cycle,Last review,Version,Components',
  'ISP-01,Access control,olga@example.com,active,12 months,2099-01-10,1.2,Access control',
  'ISP-02,Backup,dan@example.com,active,annual,2001-03-31,2.0,Privacy',
  'ISP-03,New rules,dan@example.com,draft,annual,,0.1,Network security',
]

beforeAll(async () => {
  folder = newFolder()
  db = `file:${folder.path('perennial.db')}`
  await perennial('import', folder.put('register.csv', rows.join('\n')), '--db', db)
})
afterAll(() => folder.remove())

test('coverage gives each component with its policies as one document, those without one in force first', async () => {
  const { exit, out, err } = await perennial('coverage', '--db', db, '--json')
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  const all: { component: string; state: string }[] = JSON.parse(out)
  expect(all).toHaveLength(29)
  expect(all[0]).toEqual({
    component: 'Policy, standards and procedures',
    isOfProgramme: true,
    state: 'none',
    policies: [],
  })
  const policy = { code: 'ISP-02', title: 'Backup', status: 'active', state: 'overdue', dueOn: '2002-03-31' }
  const days = { daysLeft: expect.any(Number), due: expect.stringMatching(/^overdue by \d+ days$/) }
  expect(all.slice(26)).toMatchObject([
    { component: 'Network security', state: 'in the making' },
    { component: 'Privacy', state: 'overdue', policies: [{ ...policy, ...days }] },
    { component: 'Access control', state: 'covered' },
  ])
})

test('for people it is a table with counts', async () => {
  const { out } = await perennial('coverage', '--db', db)
  expect(out).toMatch(/^Component +State +Policies\nPolicy, standards and procedures +no policy\n/)
  expect(out).toMatch(/\nPrivacy +overdue +ISP-02 overdue by \d+ days\n/)
  expect(out).toMatch(/\n1 of 29 components are covered, 1 overdue, 27 without a policy in force\.\n$/)
})

test('the components of the workspace replace those that are built in, also as drafts to begin with', async () => {
  const set = await perennial(
    'settings',
    'set',
    'components',
    'Privacy; Cloud, and what runs in it',
    '--db',
    db,
  )
  expect(set.exit).toBe(0)
  const all = JSON.parse((await perennial('coverage', '--db', db, '--json')).out)
  expect(all.map(({ component }: { component: string }) => component)).toEqual([
    'Cloud, and what runs in it',
    'Network security',
    'Privacy',
    'Access control',
  ])
  const { out } = await perennial('import', '--catalogue', 'programme', '--db', db, '--json')
  expect(JSON.parse(out).totals).toMatchObject({ new: 1 })
  await perennial('settings', 'set', 'components', 'none', '--db', db)
  expect(JSON.parse((await perennial('coverage', '--db', db, '--json')).out)).toHaveLength(30)
})
