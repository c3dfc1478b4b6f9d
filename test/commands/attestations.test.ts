import { afterAll, beforeAll, expect, test } from 'vitest'
import { attest } from '../../src/actions/attest.ts'
import { beat } from '../../src/beat.ts'
import { sha256 } from '../../src/rules/digest.ts'
import { openCompany } from '../support/company.ts'
import { inForce, reported, shownQuarter, triggered } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { type Folder, newFolder, perennial } from './perennial.ts'

const csv = [
  'Key,Summary,Created,Priority',
  'SEC-7,Laptop stolen,2027-03-01,High',
  'SEC-9,"=HYPERLINK(""x"")",2027-03-20,High',
].join('\n')

let folder: Folder
let db = ''

/** The first quarter is attested, the second is open; the third runs. */
beforeAll(async () => {
  folder = newFolder()
  db = `file:${folder.path('perennial.db')}`
  const company = await openCompany(db)
  const s = told(company)
  const { policy } = await inForce(s)
  await triggered(s, [policy], { what: 'A laptop was stolen, SEC-7' })
  s.at('2027-04-01T08:00:00.000Z')
  await beat(s.world)
  await s.does('mia', attest, { ...(await shownQuarter(s)), statement: 'As it was.' })
  await reported(s, { what: 'A door stood open' })
  s.at('2027-07-02T08:00:00.000Z')
  await beat(s.world)
  await company.close()
  folder.put('incidents.csv', csv)
})
afterAll(() => folder.remove())

const run = (...argv: string[]) => perennial('attestations', ...argv, '--db', db)
const json = async (...argv: string[]) => {
  const { exit, out, err } = await run(...argv, '--json')
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return JSON.parse(out)
}

test('The quarters since going live come with who attested each, when, and over which list', async () => {
  const all = await json()
  expect(all).toEqual([
    {
      quarter: '2027-Q1',
      fromOn: '2027-03-01',
      toOn: '2027-03-31',
      dueOn: '2027-04-10',
      attestation: {
        by: 'Mia',
        at: '2027-04-01T08:00:00.000Z',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        counts: { significant: 1, notSignificant: 0, undecided: 0 },
        statement: 'As it was.',
        comparison: null,
      },
    },
    { quarter: '2027-Q2', fromOn: '2027-04-01', toOn: '2027-06-30', dueOn: '2027-07-10', attestation: null },
  ])
  expect((await run()).out).toMatch(/2027-Q2 +2027-04-01 +2027-06-30 +not yet, due 2027-07-10/)
})

test('One quarter comes with its events; what it is compared with is looked at, and not kept', async () => {
  const one = await json('2027-Q1', '--compare', folder.path('incidents.csv'))
  expect(one).toMatchObject({
    quarter: '2027-Q1',
    timeZone: 'Europe/Vienna',
    counts: { significant: 1 },
    events: [{ number: 1, title: 'A laptop was stolen, SEC-7' }],
    comparison: {
      sha256: sha256(csv),
      rowCount: 2,
      matched: [{ id: 'SEC-7', event: 'E-1', by: 'number' }],
      likely: [],
      unreported: [{ id: 'SEC-9', title: '=HYPERLINK("x")' }],
      untracked: [],
    },
  })
  const { out } = await run('2027-Q1', '--compare', folder.path('incidents.csv'))
  for (const shown of [
    'Events of the first quarter of 2027, reported from Monday 1 March to Wednesday 31 March (Europe/Vienna)',
    'Attested by Mia on 1 April 2027, 10:00.',
    '"As it was."',
    '1 matched, 0 likely the same, 1 in the tracker and not reported, 0 reported and not in the tracker',
  ])
    expect(out).toContain(shown)
  expect((await json())[0].attestation.comparison).toBeNull()
})

test('Without a quarter the one that runs is compared, also before it is over', async () => {
  expect(await json('--compare', folder.path('incidents.csv'))).toMatchObject({
    quarter: '2027-Q3',
    attestation: null,
    comparison: { otherDays: 2, unreported: [] },
  })
  expect((await run('2027-q2')).out).toContain('Not attested yet: due in 8 days (Saturday 10 July)')
})

test.each([
  [['spring'], 'Expected a quarter such as 2027-Q1, but "spring" came.'],
  [['2026-Q4'], 'There is nothing to attest for "2026-Q4".'],
  [['2027-Q4'], 'There is nothing to attest for "2027-Q4".'],
  [['2027-Q1', '--compare', 'nowhere.csv'], 'nowhere.csv cannot be used: there is no such file.'],
])('%j is refused with what to do', async (argv, words) => {
  const { exit, out, err } = await run(...argv)
  expect({ exit, out }).toEqual({ exit: 1, out: '' })
  expect(err).toContain(words)
})

test('Days that can be read in two ways are asked, and read as answered', async () => {
  const file = folder.put('figures.csv', 'Key,Summary,Created\nSEC-9,Phishing,01/06/2027\n')
  const asked = await run('2027-Q2', '--compare', file)
  expect(asked).toMatchObject({ exit: 1, out: '' })
  expect(asked.err).toContain('--date-order dmy')
  const one = await json('2027-Q2', '--compare', file, '--date-order', 'dmy')
  expect(one.comparison.unreported).toMatchObject([{ openedOn: '2027-06-01' }])
})
