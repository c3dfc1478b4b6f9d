import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { aPolicy, type Company, openCompany } from '../support/company.ts'
import { type Folder, newFolder, perennial, register, rowsOf } from './perennial.ts'

let folder: Folder
let db = ''
let company: Company

beforeAll(async () => {
  folder = newFolder()
  db = `file:${folder.path('perennial.db')}`
  company = await openCompany(db, { isLive: false })
  await aPolicy(company, 'ISP-17')
  await perennial('import', folder.put('register.csv', register.replaceAll('2026', '2001')), '--db', db)
})
afterAll(async () => {
  await company.close()
  folder.remove()
})

const json = async (...argv: string[]) => JSON.parse((await perennial(...argv, '--db', db, '--json')).out)

test('settings show people by their addresses, as they are given', async () => {
  expect(await json('settings')).toMatchObject({
    timeZone: 'Europe/Vienna',
    policyManagers: ['mia@example.com'],
    quorum: 'any',
  })
  expect(await json('settings', 'get', 'approvers')).toEqual({
    approvers: ['ann@example.com', 'bob@example.com'],
  })
})

test('a setting is changed, changed back and reset, each by an entry of its own', async () => {
  const before = (await rowsOf(db, 'entries')).length
  for (const country of ['AT', 'DE', 'AT', 'none'])
    expect(await json('settings', 'set', 'country', country)).toEqual({
      country: country === 'none' ? null : country,
    })
  expect((await rowsOf(db, 'entries')).length).toBe(before + 4)
  expect(await json('settings', 'set', 'closedDays', '2027-12-24', '2027-12-31')).toEqual({
    closedDays: ['2027-12-24', '2027-12-31'],
  })
})

test('the preview names each person with the day and all that the first message says, and changes nothing', async () => {
  const before = await rowsOf(db, 'entries')
  const { liveAt, missing, mornings } = await json('golive', '--dry-run')
  expect({ liveAt, missing }).toEqual({ liveAt: null, missing: [] })
  const olga = mornings.find(({ to }: { to: { email: string } }) => to.email === 'olga@example.com')
  expect(olga).toMatchObject({
    to: { name: 'Olga' },
    zone: 'Europe/Vienna',
    items: [{ kind: 'review', code: 'ISP-01' }],
  })
  expect(olga.at).toMatch(/T0[78]:00:00\.000Z$/)
  const { out } = await perennial('golive', '--dry-run', '--db', db)
  expect(out).toMatch(
    /Olga <olga@example\.com>, .*09:00 \(Europe\/Vienna\), one message:\n +review +ISP-01 +Access control · overdue by \d+ days/,
  )
  expect(out).toMatch(/Nothing was sent or changed\.\n$/)
  expect(await rowsOf(db, 'entries')).toEqual(before)
})

test('going live tells when, once; a second time is refused', async () => {
  expect(await perennial('beat', '--db', db)).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/Not live yet: nobody is told anything\.\n$/),
  })
  expect((await perennial('golive', '--db', db)).out).toMatch(
    /^Live since .* on their first business morning\.\n$/,
  )
  const { exit, err } = await perennial('golive', '--db', db)
  expect({ exit, err }).toMatchObject({
    exit: 1,
    err: expect.stringMatching(/^This workspace has been live since/),
  })
})

test('a beat at the first business morning reminds those whom the preview named', async () => {
  const { exit, out } = await perennial('beat', '--at', '2099-06-03T07:30:00Z', '--db', db)
  expect(exit).toBe(0)
  expect(out).toMatch(/ [1-9]\d* (person|people) reminded\.\n$/)
  const database = await openDatabase(db)
  const notices = await database.kysely.selectFrom('notices').select(['recipient', 'kind']).execute()
  await database.close()
  expect(notices).toContainEqual({ recipient: company.id('olga'), kind: 'reminder' })
})

test('where time has been moved forward, the lists speak of the day that the record has reached', async () => {
  company.at('2099-06-10T07:30:00.000Z')
  await aPolicy(company, 'ISP-18')
  const items = await json('due')
  expect(items.find(({ code }: { code: string }) => code === 'ISP-01').daysLeft).toBeLessThan(-35_000)
})
