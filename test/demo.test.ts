import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../db/open.ts'
import { components } from '../src/rules/programme.ts'
import { build, type Folder, launch, newFolder, perennial } from './commands/perennial.ts'

let folder: Folder
let db = ''

beforeAll(async () => {
  folder = newFolder()
  db = `file:${folder.path('data/rehearsal.db')}`
  await build()
  const { child, said, ended } = launch(['start'], {
    cwd: folder.path('.'),
    env: { PERENNIAL_PORT: '0', PERENNIAL_SANDBOX_PORT: '0' },
  })
  await said('Stop with Ctrl+C')
  child.kill('SIGTERM')
  await ended
}, 60_000)
afterAll(() => folder.remove())

const json = async (...argv: string[]) => JSON.parse((await perennial(...argv, '--db', db, '--json')).out)

type Listed = {
  code: string
  status: string
  daysLeft: number | null
  lastReviewedOn: string | null
  cadenceMonths: number
  statedCadence: string | null
  owner: { name: string; hasLeft: boolean } | null
  version: { number: string; sha256: string | null; state: string } | null
  waiting: { number: string } | null
  reviews: { kind: string; state: string; causes: unknown[] }[]
  components: string[]
}

test('the demo has one policy for each of the 29 components, owned by the people of the company', async () => {
  const policies: Listed[] = await json('list')
  expect(policies.flatMap((policy) => policy.components).sort()).toEqual([...components].sort())
  for (const { owner } of policies) expect(owner?.name).toMatch(/^[A-Z]\w+ [A-Z]\w+$/)
})

const scheduled = (policy: Listed, state: string) =>
  policy.reviews.some((review) => review.kind === 'scheduled' && review.state === state)

const states: [string, (policy: Listed) => boolean][] = [
  ['in time', ({ daysLeft }) => daysLeft !== null && daysLeft > 30],
  ['due soon', ({ daysLeft }) => daysLeft !== null && daysLeft > 0 && daysLeft <= 30],
  ['due today', ({ daysLeft }) => daysLeft === 0],
  ['overdue', ({ daysLeft }) => daysLeft !== null && daysLeft < 0],
  ['never reviewed', ({ status, lastReviewedOn }) => status === 'active' && lastReviewedOn === null],
  ['in progress', (policy) => scheduled(policy, 'in progress')],
  ['submitted', (policy) => scheduled(policy, 'submitted')],
  ['endorsed and waiting for its day', ({ waiting }) => waiting !== null],
  [
    'under review out of cycle',
    ({ reviews }) => reviews.some(({ kind, causes }) => kind === 'out of cycle' && causes.length === 1),
  ],
  ['a draft', ({ status }) => status === 'draft'],
  ['retired', ({ status }) => status === 'retired'],
  ['owned by somebody who has left', ({ owner }) => owner?.hasLeft === true],
  ['without its text', ({ version }) => version?.state === 'in force' && version.sha256 === null],
  [
    'on a cadence that was capped',
    ({ cadenceMonths, statedCadence }) => cadenceMonths === 12 && statedCadence === '36 months',
  ],
]

test.each(states)('a policy is %s', async (_, isSo) => {
  expect((await json('list')).filter(isSo).length).toBeGreaterThan(0)
})

test('one version was sent back, and one is in force and acknowledged by some of those who were asked', async () => {
  expect((await json('show', 'ISP-22')).versions.at(-1)).toMatchObject({ number: '3.0', state: 'sent back' })
  expect((await json('show', 'ISP-07')).versions.at(-1)).toMatchObject({
    number: '3.0',
    state: 'in force',
    acknowledgments: { asked: 8, given: 4 },
  })
})

test('those who have not acknowledged are one item of the due list for each day, and vacancies are the manager’s', async () => {
  const items: { kind: string; code: string; holders: { name: string }[] }[] = await json('due')
  const missing = items.filter(({ kind }) => kind === 'acknowledge')
  expect(new Set(missing.map(({ code }) => code))).toEqual(new Set(['ISP-07']))
  expect(missing.flatMap(({ holders }) => holders.map(({ name }) => name)).sort()).toEqual([
    'Grace Chen',
    'Leo Brandt',
    'Marek Novak',
    'Yuki Tanaka',
  ])
  expect(
    items
      .filter(({ kind }) => kind === 'fill')
      .map(({ code }) => code)
      .sort(),
  ).toEqual(['ISP-15', 'ISP-24'])
  expect(items.find(({ kind }) => kind === 'endorse')).toMatchObject({
    code: 'ISP-13',
    holders: [{ name: 'Leo Brandt' }, { name: 'Nora Fischer' }],
  })
})

test('everything in it was done by ordinary actions: the chain holds, and each entry names who acted', async () => {
  expect(await perennial('verify', '--db', db)).toMatchObject({ exit: 0 })
  const database = await openDatabase(db)
  const people = new Map(
    (await database.kysely.selectFrom('people').select(['id', 'name']).execute()).map(({ id, name }) => [
      id,
      name,
    ]),
  )
  const entries = await database.kysely.selectFrom('entries').select(['actor', 'action']).execute()
  await database.close()
  const by = (action: string) =>
    new Set(entries.filter((entry) => entry.action === action).map(({ actor }) => people.get(actor) ?? actor))
  expect(by('endorse')).toEqual(new Set(['Leo Brandt']))
  expect(by('acknowledge')).toEqual(new Set(['Ana Weber', 'Priya Rao', 'Nora Fischer', 'Tomas Lima']))
  expect(by('report-event')).toEqual(new Set(['Marek Novak']))
  expect(by('triage-event')).toEqual(new Set(['Ana Weber']))
  expect(by('import-policy')).toEqual(new Set(['operator:demo']))
})
