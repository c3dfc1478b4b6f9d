import { afterEach, beforeEach, expect, test } from 'vitest'
import { components } from '../../src/rules/programme.ts'
import { type Folder, newFolder, perennial, register, rowsOf } from './perennial.ts'

let folder: Folder
let db = ''

beforeEach(() => {
  folder = newFolder()
  db = `file:${folder.path('perennial.db')}`
})
afterEach(() => folder.remove())

const importJson = async (...argv: string[]) => {
  const { exit, out, err } = await perennial('import', ...argv, '--json', '--db', db)
  return { exit, err, document: JSON.parse(out) }
}

test('the same register twice gives new, then the same, and the second run adds no entry', async () => {
  const path = folder.put('register.csv', register)
  const first = await importJson(path)
  expect(first).toMatchObject({ exit: 0, err: '', document: { totals: { new: 2, same: 0 }, questions: [] } })
  const before = await rowsOf(db, 'entries')
  expect((await importJson(path)).document.totals).toEqual({
    new: 0,
    changed: 0,
    same: 2,
    asked: 0,
    refused: 0,
  })
  expect(await rowsOf(db, 'entries')).toEqual(before)
})

test('what another file says meanwhile is changed back by the first, each time told as changed', async () => {
  const path = folder.put('register.csv', register)
  await importJson(path)
  for (const title of ['Access for all', 'Access control', 'Access for all', 'Access control']) {
    folder.put('register.csv', register.replace('Access control', title))
    expect((await importJson(path)).document.files[0].rows[0]).toMatchObject({ result: 'changed', title })
  }
  expect(await rowsOf(db, 'policies')).toMatchObject([{ title: 'Access control' }, { title: 'Backup' }])
})

test('a dry run reports what an import would say and changes nothing', async () => {
  const path = folder.put('register.csv', register)
  const dry = await importJson(path, '--dry-run')
  expect(await rowsOf(db, 'policies')).toEqual([])
  expect((await importJson(path)).document).toEqual(dry.document)
  folder.put('register.csv', register.replace('2.0', '2.1'))
  const before = await rowsOf(db, 'entries')
  expect((await importJson(path, '--dry-run')).document.totals).toMatchObject({ changed: 1, same: 1 })
  expect(await rowsOf(db, 'entries')).toEqual(before)
})

const doubtful: [what: string, row: string, result: string, question: RegExp | null][] = [
  ['a cadence of 0 months', 'P-1,Zero,a@b.example,active,0,,', 'asked', /"0" states no rhythm/],
  ['a cadence of 13 months', 'P-1,Long,a@b.example,active,13,,', 'new', null],
  [
    'a cadence "yearly-ish"',
    'P-1,Odd,a@b.example,active,yearly-ish,,',
    'asked',
    /"yearly-ish" states no rhythm/,
  ],
  [
    'an impossible date',
    'P-1,Odd,a@b.example,active,annual,2025-02-30,',
    'asked',
    /"2025-02-30", which is no day/,
  ],
  ['a title of 3,000 characters', `P-1,${'x'.repeat(3000)},a@b.example,active,annual,,`, 'refused', null],
  ['a title <!channel>', 'P-1,<!channel>,a@b.example,active,annual,,', 'new', null],
]

test.each(doubtful)('of %s the other rows are taken in all the same', async (_, row, result, question) => {
  const path = folder.put('register.csv', `${register}\n${row}`)
  const { exit, document } = await importJson(path)
  expect(exit).toBe(result === 'new' ? 0 : 3)
  expect(document.totals).toMatchObject({ new: result === 'new' ? 3 : 2 })
  expect(document.files[0].rows[2]).toMatchObject({ row: 4, code: 'P-1', result })
  if (question) expect(document.questions[0].question).toMatch(question)
  expect(await rowsOf(db, 'policies')).toHaveLength(result === 'refused' ? 2 : 3)
})

test('a cadence of 13 months counts as 12, and the report says so', async () => {
  const path = folder.put('register.csv', `${register}\nP-1,Long,a@b.example,active,13,,`)
  const { document } = await importJson(path)
  expect(document.files[0].rows[2].notes.join(' ')).toMatch(/13 months is longer than 12: counted as 12/)
  expect((await rowsOf(db, 'policies')).at(-1)).toMatchObject({ cadenceMonths: 12, statedCadence: '13' })
})

test('of two policies with one code the later is refused, named with where the first is', async () => {
  const path = folder.put('register.csv', `${register}\nISP-01,Another,a@b.example,active,annual,,`)
  const { exit, document } = await importJson(path)
  expect(exit).toBe(3)
  expect(document.files[0].rows[2]).toMatchObject({ result: 'refused', code: 'ISP-01' })
  expect(document.files[0].rows[2].notes[0]).toMatch(
    /Code ISP-01 is already at row 2 of .*: give each policy/,
  )
})

test.each([
  ['no text at all', Buffer.from([0, 1, 2, 255, 254, 0, 0, 7])],
  ['no table', Buffer.from('Dear all,\nplease find the policies attached.\n')],
  ['nothing in it', Buffer.from('')],
])('a CSV file with %s is one refused row with a sentence, and exits 3', async (_, bytes) => {
  const path = folder.put('register.csv', bytes as unknown as string)
  const { exit, document } = await importJson(path)
  expect(exit).toBe(3)
  expect(document.totals).toEqual({ new: 0, changed: 0, same: 0, asked: 0, refused: 1 })
  expect(document.files[0].rows[0].notes[0]).toMatch(/expected/i)
  expect(await rowsOf(db, 'policies')).toEqual([])
})

test('an answer given in a file settles its question at the next run', async () => {
  const path = folder.put('register.csv', `${register}\nP-1,Odd,a@b.example,active,biannual,2026-05-05,`)
  const { document } = await importJson(path)
  const [{ id, choices }] = document.questions
  expect(choices).toEqual(['6', '24'])
  const answers = folder.put('answers.json', JSON.stringify({ [id]: 6 }))
  const { exit, document: again } = await importJson(path, '--answers', answers)
  expect(exit).toBe(0)
  expect(again.totals).toMatchObject({ changed: 1, same: 2, asked: 0 })
  expect((await rowsOf(db, 'policies')).at(-1)).toMatchObject({ cadenceMonths: 6 })
})

test('1,050 rows are taken in by pieces, and the last one is there', async () => {
  const rows = Array.from(
    { length: 1050 },
    (_, i) => `P-${i},Policy ${i},a@b.example,active,annual,2026-01-01,`,
  )
  const path = folder.put(
    'register.csv',
    ['Code,Title,Owner,Status,Review cycle,Last review,Version', ...rows].join('\n'),
  )
  expect((await importJson(path)).document.totals).toMatchObject({ new: 1050, refused: 0 })
  expect(await rowsOf(db, 'policies')).toHaveLength(1050)
})

test('the catalogue gives a draft for each of the 29 components that no policy covers yet', async () => {
  await perennial('import', folder.put('register.csv', register), '--db', db)
  const { exit, document } = await importJson('--catalogue', 'programme')
  expect(exit).toBe(0)
  expect(document.totals).toMatchObject({ new: components.length - 1, changed: 0 })
  expect(components).toHaveLength(29)
  expect(document.files[0].notes).toEqual(['1 of 29 components are covered by policies here already.'])
  expect((await importJson('--catalogue', 'programme')).document.totals).toMatchObject({ new: 0, changed: 0 })
})
