import { afterAll, beforeAll, expect, test } from 'vitest'
import { table, width } from '../../src/commands/table.ts'
import { type Folder, newFolder, perennial } from './perennial.ts'

let folder: Folder
let db = ''

const rows = [
  'Code,Title,Owner,Deputies,Approvers,Status,Review cycle,Last review,Version,Tags',
  'ISP-01,Access control,olga@example.com,dan@example.com,ann@example.com,active,24 months,2099-01-10,1.2,customer data',
  'ISP-02,Backup,dan@example.com,,,active,annual,2001-03-31,2.0,',
  'ISP-03,Old rules,dan@example.com,,,retired,annual,2001-03-31,1.0,',
  'ISP-04,New rules,dan@example.com,,,draft,annual,,0.1,',
]

beforeAll(async () => {
  folder = newFolder()
  db = `file:${folder.path('perennial.db')}`
  await perennial('import', folder.put('register.csv', rows.join('\n')), '--db', db)
})
afterAll(() => folder.remove())

const json = async (...argv: string[]) => {
  const { exit, out, err } = await perennial(...argv, '--db', db, '--json')
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return JSON.parse(out)
}

test('list gives each policy with owner, version, clock and open reviews, by code', async () => {
  const policies = await json('list')
  expect(policies.map(({ code, status }: { code: string; status: string }) => [code, status])).toEqual([
    ['ISP-01', 'active'],
    ['ISP-02', 'active'],
    ['ISP-03', 'retired'],
    ['ISP-04', 'draft'],
  ])
  expect(policies[1]).toEqual({
    code: 'ISP-02',
    title: 'Backup',
    owner: { id: expect.any(String), name: 'dan@example.com', email: 'dan@example.com', hasLeft: false },
    statedOwner: expect.toSatisfy((text) => text === null || text === 'dan@example.com'),
    deputies: [],
    approvers: [],
    version: { number: '2.0', sha256: null, state: 'in force', effectiveOn: null },
    waiting: null,
    cadenceMonths: 12,
    statedCadence: 'annual',
    lastReviewedOn: '2001-03-31',
    nextReviewDueOn: '2002-03-31',
    daysLeft: expect.any(Number),
    due: expect.stringMatching(/^overdue by \d+ days$/),
    reviews: [
      {
        id: expect.any(String),
        kind: 'scheduled',
        state: 'open',
        dueOn: '2002-03-31',
        waivedUntil: null,
        causes: [],
      },
    ],
    status: 'active',
    tags: [],
    components: [],
  })
  expect(policies[0]).toMatchObject({
    deputies: [{ email: 'dan@example.com' }],
    approvers: [{ email: 'ann@example.com' }],
    cadenceMonths: 12,
    statedCadence: '24 months',
    tags: ['customer data'],
  })
  expect(policies[3]).toMatchObject({ nextReviewDueOn: null, daysLeft: null, due: null, reviews: [] })
})

test('due names who holds what, soonest first, in the words of the day that is given', async () => {
  const items = await json('due', '--on', '2002-03-19')
  expect(items.map(({ kind, code }: { kind: string; code: string }) => [kind, code])).toContainEqual([
    'review',
    'ISP-02',
  ])
  expect(items[0]).toEqual({
    obligationId: expect.any(String),
    kind: 'review',
    code: 'ISP-02',
    title: 'Backup',
    holders: [{ id: expect.any(String), name: 'dan@example.com', email: 'dan@example.com' }],
    dueOn: '2002-03-18',
    daysLeft: -1,
    due: 'overdue by 1 day',
    nextReminderAt: null,
  })
  const days = items.map(({ dueOn }: { dueOn: string }) => dueOn)
  expect(days).toEqual([...days].sort())
  expect((await json('due', '--on', '2002-03-18'))[0]).toMatchObject({ daysLeft: 0, due: 'due today' })
  expect((await json('due', '--on', '2002-03-17'))[0]).toMatchObject({ daysLeft: 1, due: 'due tomorrow' })
})

test('show gives one policy with versions, reviews, what is owed and its history', async () => {
  expect(await json('show', 'ISP-02')).toMatchObject({
    code: 'ISP-02',
    versions: [{ number: '2.0', state: 'in force', sha256: null, acknowledgments: { asked: 0, given: 0 } }],
    reviews: [{ kind: 'scheduled', state: 'open', openedOn: '2001-03-31', outcome: null }],
    obligations: [{ kind: 'review', code: 'ISP-02' }],
    history: [{ action: 'import-policy', actor: expect.stringMatching(/^operator:/) }],
  })
})

test('for people the same lists are tables with counts, and nothing is on standard error', async () => {
  const list = await perennial('list', '--db', db)
  expect(list.err).toBe('')
  expect(list.out).toMatch(/^Code +Policy +Owner +Version +Next review +Due\n/)
  expect(list.out).toMatch(
    /ISP-02 +Backup +dan@example\.com +2\.0 +2002-03-31 +overdue by \d+ days · text not held\n/,
  )
  expect(list.out).toMatch(/\n4 policies, 1 overdue, 1 due within 30 days\.\n$/)
  expect((await perennial('due', '--on', '2002-03-19', '--db', db)).out).toMatch(
    /overdue by 1 day +Monday 18 March +review +ISP-02 +Backup +dan@example\.com/,
  )
  expect((await perennial('show', 'ISP-02', '--db', db)).out).toMatch(
    /^Backup ISP-02 · active\n +Owner +dan@example\.com\n/,
  )
})

test('an empty record says where it looked and how to begin', async () => {
  const empty = `file:${folder.path('empty.db')}`
  expect((await perennial('list', '--db', empty)).out).toBe(
    `${empty} holds no policy yet. Bring your register in: perennial import register.csv\n`,
  )
  expect((await perennial('list', '--db', empty, '--json')).out).toBe('[]\n')
  expect((await perennial('due', '--db', empty)).out).toBe('Nothing is due, and nobody owes anything.\n')
})

const narrow = { out: () => {}, err: () => {}, columns: 30, hasColours: false, isWatched: false }
const two = [
  { head: 'Code', text: ([code]: string[]) => code ?? '' },
  { head: 'Title', text: ([, title]: string[]) => title ?? '', gives: 6 },
]

test('a table never passes the width of the terminal, whatever script a title is in', () => {
  const titles = [
    'A title that is longer than there is room for',
    '情報セキュリティ基本方針と管理体制について',
    '🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐',
  ]
  const text = table(
    narrow,
    two,
    titles.map((title) => ['ISP-01', title]),
  )
  for (const line of text.trimEnd().split('\n')) expect(width(line)).toBeLessThanOrEqual(30)
  expect(text).toContain('…')
})

test('what people typed cannot move the cursor, colour the terminal or turn its direction', () => {
  const text = table(narrow, two, [
    ['ISP-01', '\u001b[31mred\u001b[0m'],
    ['ISP-02', 'a\u202eb\nc'],
  ])
  for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character)
  expect(text.trimEnd().split('\n')).toHaveLength(3)
})
