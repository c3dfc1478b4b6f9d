import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import type { RefusalCode } from '../../src/rules/refusal.ts'
import { type Folder, newFolder, perennial, register, rowsOf } from './perennial.ts'

let folder: Folder
let db = ''
let rehearsal = ''

beforeAll(async () => {
  folder = newFolder()
  db = `file:${folder.path('real.db')}`
  rehearsal = `file:${folder.path('rehearsal.db')}`
  const path = folder.put('register.csv', register)
  await perennial('import', path, '--db', db)
  await perennial('import', path, '--db', rehearsal, '--rehearsal')
  folder.put('answers-list.json', '["12"]')
  folder.put('answers-broken.json', '{')
})
afterAll(() => folder.remove())

/** The sentence's beginning and its remedy. */
type Case = [code: RefusalCode, argv: () => string[], says: RegExp]

const cases: Case[] = [
  ['unknown_policy', () => ['show', 'NOPE', '--db', db], /^No policy has the code "NOPE"\. Look at the list/],
  ['unknown_command', () => ['lst'], /^"lst" is not a command\. The nearest is "list"/],
  ['unknown_command', () => ['--json', 'lst'], /not (a command|an option)/],
  [
    'unknown_option',
    () => ['list', '--jsn'],
    /^--jsn is not an option of "perennial list"\. The nearest is --json/,
  ],
  [
    'bad_usage',
    () => ['show'],
    /^Missing required argument 'code'\. Run "perennial show --help" to see an example/,
  ],
  ['bad_usage', () => ['import', '--date-order', 'ydm', 'x'], /Allowed choices are dmy, mdy, ymd/],
  ['bad_usage', () => ['settings', 'set', 'timeZone', '--db', db], /^A value for timeZone is missing/],
  [
    'bad_day',
    () => ['due', '--on', '2026-02-30', '--db', db],
    /a calendar day such as 2027-03-01, but "2026-02-30" came/,
  ],
  ['bad_day', () => ['due', '--on', 'tomorrow', '--db', db], /but "tomorrow" came/],
  [
    'bad_instant',
    () => ['beat', '--at', '2027-03-01 09:00', '--db', rehearsal],
    /such as 2027-03-01T09:00:00Z/,
  ],
  ['clock_moves', () => ['beat', '--at', '2099-03-01T09:00:00Z', '--db', db], /Leave out --at/],
  [
    'clock_back',
    () => ['beat', '--at', '2001-03-01T09:00:00Z', '--db', rehearsal],
    /time only moves forward/,
  ],
  ['unknown_setting', () => ['settings', 'get', 'timezon', '--db', db], /The nearest is "timeZone"/],
  ['unknown_setting', () => ['settings', 'set', 'cadence', '13', '--db', db], /"cadence" is not a setting/],
  ['bad_setting', () => ['settings', 'set', 'timeZone', 'Mars/Base', '--db', db], /such as Europe\/Vienna/],
  [
    'bad_setting',
    () => ['settings', 'set', 'country', 'XX', '--db', db],
    /one whose holidays are known, such as AT/,
  ],
  ['bad_setting', () => ['settings', 'set', 'closedDays', '2027-02-30', '--db', db], /expected days such as/],
  [
    'unknown_person',
    () => ['settings', 'set', 'approvers', 'no@one.example', '--db', db],
    /Check the spelling/,
  ],
  [
    'golive_incomplete',
    () => ['golive', '--db', db],
    /a policy manager .* approvers .* a time zone.* "perennial settings set"/,
  ],
  ['unknown_workspace', () => ['list', '--db', db, '--workspace', 'other'], /It holds: main/],
  [
    'kind_fixed',
    () => ['import', folder.path('register.csv'), '--db', db, '--rehearsal'],
    /is real and stays so/,
  ],
  ['bad_catalogue', () => ['import', '--catalogue', 'iso', '--db', db], /The built-in one is "programme"/],
  [
    'bad_answers',
    () => ['import', folder.path('register.csv'), '--answers', folder.path('answers-list.json'), '--db', db],
    /but a list came/,
  ],
  [
    'bad_answers',
    () => [
      'import',
      folder.path('register.csv'),
      '--answers',
      folder.path('answers-broken.json'),
      '--db',
      db,
    ],
    /no JSON came/,
  ],
  [
    'path_unusable',
    () => ['import', folder.path('register.csv'), '--answers', folder.path('none.json'), '--db', db],
    /none\.json cannot be used: nothing is there/,
  ],
  [
    'path_unusable',
    () => ['import', folder.path('register.csv'), '--answers', folder.path('register.csv/x'), '--db', db],
    /a part of the path is a file/,
  ],
  ['bad_request', () => ['sandbox', '--port', '99999'], /a port number from 0 to 65535/],
]

describe.each(cases)('%s', (_, argv, says) => {
  test('is said in one sentence with what to do, exits 1 and changes nothing', async () => {
    const before = await rowsOf(db, 'entries')
    const { exit, out, err } = await perennial(...argv())
    expect({ exit, out, lines: err.trimEnd().split('\n').length }).toEqual({ exit: 1, out: '', lines: 1 })
    expect(err).toMatch(says)
    expect(err).toMatch(/[.!?)]\n$/)
    expect(await rowsOf(db, 'entries')).toEqual(before)
  })
})

test('a path that does not exist refuses the whole import, and nothing of the other paths is taken in', async () => {
  const url = `file:${folder.path('fresh.db')}`
  const { exit, out, err } = await perennial(
    'import',
    folder.path('register.csv'),
    folder.path('nowhere.csv'),
    '--db',
    url,
  )
  expect({ exit, out }).toEqual({ exit: 1, out: '' })
  expect(err).toMatch(/nowhere\.csv: expected a file or a folder, nothing is there: check the path\.\n$/)
  expect(await rowsOf(url, 'policies')).toEqual([])
})

test('an import without a path says that one is to be named', async () => {
  const { exit, err } = await perennial('import', '--db', db)
  expect({ exit, err }).toEqual({
    exit: 1,
    err: 'Expected the path of a file or a folder, none was given: name one.\n',
  })
})

test.each([
  ['below a file', () => folder.path('register.csv/deep/perennial.db')],
  ['in a folder that nobody can write', () => '/proc/perennial/perennial.db'],
  ['that is no database', () => folder.path('register.csv')],
])('a database %s cannot be used, and the sentence says what to check', async (_, path) => {
  const before = readFileSync(folder.path('register.csv'), 'utf8')
  const { exit, out, err } = await perennial('list', '--db', `file:${path()}`)
  expect({ exit, out }).toEqual({ exit: 1, out: '' })
  expect(err).toMatch(
    /^The database .* cannot be used: .*\. Check the path, its permissions and the free space\.\n$/,
  )
  expect(readFileSync(folder.path('register.csv'), 'utf8')).toBe(before)
})

test('a database that a newer program has written is refused and left as it is', async () => {
  const url = `file:${folder.path('newer.db')}`
  await perennial('migrate', '--db', url)
  const database = await openDatabase(url)
  const newer = { name: '9999-from-the-future', timestamp: '2030-01-01T00:00:00.000Z' }
  await database.kysely
    .insertInto('kysely_migration' as never)
    .values(newer as never)
    .execute()
  await database.close()
  for (const argv of [['list'], ['import', folder.path('register.csv')], ['migrate']]) {
    const { exit, out, err } = await perennial(...argv, '--db', url)
    expect({ exit, out }).toEqual({ exit: 1, out: '' })
    expect(err).toMatch(
      /^The database was written by a newer Perennial \(it knows "9999-from-the-future"\)\. Install/,
    )
  }
  expect(await rowsOf(url, 'policies')).toEqual([])
})

test('a fault exits 2 with a reference that stays the same, and --trace shows where it was', async () => {
  const url = `file:${folder.path('broken.db')}`
  await perennial('import', folder.path('register.csv'), '--db', url)
  const database = await openDatabase(url)
  await database.kysely.schema.dropTable('reviewCauses').execute()
  await database.close()
  const { exit, out, err } = await perennial('list', '--db', url)
  expect({ exit, out }).toEqual({ exit: 2, out: '' })
  expect(err).toMatch(
    /^Nothing was changed\. .* \(reference R-[2-9A-Z]{4}\)\. Run it again with --trace to see where\.\n$/,
  )
  const traced = await perennial('list', '--db', url, '--trace')
  expect(traced.err.split('\n').length).toBeGreaterThan(3)
  expect(traced.err).toMatch(/no such table: reviewCauses[\s\S]*at /)
})

test.each([
  'start',
  'sandbox',
  'import',
  'list',
  'show',
  'due',
  'beat',
  'golive',
  'settings',
  'verify',
  'migrate',
])('help on %s shows an example', async (command) => {
  const { exit, out, err } = await perennial(command, '--help')
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  expect(out).toMatch(new RegExp(`Example:\\n +npx perennial ${command}`))
})

test('alone it shows every command', async () => {
  const { exit, out } = await perennial()
  expect(exit).toBe(0)
  for (const command of ['start', 'import', 'golive', 'verify']) expect(out).toContain(`  ${command} `)
})
