import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openNative } from '../../db/native.ts'
import { type Folder, newFolder, perennial, register } from './perennial.ts'

let folder: Folder
let db = ''

beforeEach(async () => {
  folder = newFolder()
  db = `file:${folder.path('perennial.db')}`
  folder.put('policies.md', '# Backup\n\nBackups are restored for practice every quarter.\n')
  await perennial('import', folder.put('register.csv', register), folder.path('policies.md'), '--db', db)
  await perennial('settings', 'set', 'timeZone', 'Europe/Vienna', '--db', db)
})
afterEach(() => folder.remove())

/** As somebody would who has the file and wants to hide something: the triggers are no obstacle to them. */
function tamper(...statements: string[]): void {
  const file = openNative(folder.path('perennial.db'))
  for (const { name } of file.prepare("select name from sqlite_master where type = 'trigger'").all() as {
    name: string
  }[])
    file.exec(`drop trigger "${name}"`)
  for (const statement of statements) file.exec(statement)
  file.close()
}

test('an untouched record holds, with the number of entries and texts that were checked', async () => {
  const { exit, out } = await perennial('verify', '--db', db, '--json')
  const { ok, checked, damage } = JSON.parse(out)
  expect({ exit, ok, damage }).toEqual({ exit: 0, ok: true, damage: [] })
  expect(checked).toMatchObject({ entries: 4, files: 0 })
  expect(checked.texts).toBeGreaterThan(0)
  expect((await perennial('verify', '--db', db)).out).toMatch(
    /^All 4 entries hold, and \d+ texts? beside them\.\n$/,
  )
})

test('an empty record holds', async () => {
  const { exit, out } = await perennial('verify', '--db', `file:${folder.path('empty.db')}`)
  expect({ exit, out }).toEqual({ exit: 0, out: 'All 1 entry hold, and 0 texts beside them.\n' })
})

describe.each([
  [
    'bytes that were edited',
    "update entries set bytes = replace(bytes, 'Access control', 'Excess control') where sequence = 2",
    'entry 2',
  ],
  ['an entry that was taken out', 'delete from entries where sequence = 2', 'entry 2'],
  ['entries that were taken off the end', 'delete from entries where sequence > 2', 'entry 3'],
  ['a hash that was replaced', `update entries set hash = '${'a'.repeat(64)}' where sequence = 3`, 'entry 3'],
  [
    'another actor in the column',
    "update entries set actor = 'someone' where sequence = 3",
    'entry 3, its actor',
  ],
  [
    'another time in the column',
    "update entries set at = '2001-01-01T00:00:00.000Z' where sequence = 4",
    'entry 4, its at',
  ],
  ['a text that was edited', "update entryTexts set text = 'Backups are not needed.'", 'the text beside it'],
  ['a text that was deleted', 'delete from entryTexts', 'the text beside it'],
  ['a head that was moved', 'update heads set sequence = 3', 'entry 4, the head'],
])('%s', (_, statement, where) => {
  test('is found, named, and exits 3', async () => {
    tamper(statement)
    const { exit, out, err } = await perennial('verify', '--db', db, '--json')
    const { ok, damage } = JSON.parse(out)
    expect({ exit, err, ok, count: damage.length }).toEqual({ exit: 3, err: '', ok: false, count: 1 })
    expect(damage[0].where).toContain(where)
    expect(damage[0]).toEqual({
      where: expect.any(String),
      expected: expect.any(String),
      found: expect.any(String),
    })
    expect((await perennial('verify', '--db', db)).out).toContain(`Damaged at ${damage[0].where}.`)
  })
})

test('a text that was redacted, with its hash kept, is no damage', async () => {
  tamper('update entryTexts set text = null')
  expect((await perennial('verify', '--db', db)).exit).toBe(0)
})
