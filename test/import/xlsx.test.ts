import fc from 'fast-check'
import { expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { ImportRefusal } from '../../src/import/row.ts'
import { readXlsx } from '../../src/import/xlsx.ts'
import { date, formula, makeWorkbook, number, row, text, zip } from './make-workbook.ts'

const header = row(2, text('B2', 'Ref'), text('C2', 'Policy'), text('D2', 'Last reviewed'))

test('a date cell is its calendar day, at midnight and at 23:59:59, in whatever zone this runs', async () => {
  const rows = row(1, date('A1', 46053), date('B1', 46203.99998842592), date('C1', 45351), date('D1', 46022))
  const { grids } = await readXlsx(makeWorkbook([{ name: 'Register', rows }]), 'r.xlsx')
  const days = grids[0]?.lines[0]?.cells.map(({ text, kind }) => [text, kind])
  expect(days).toEqual([
    ['2026-01-31', 'day'],
    ['2026-06-30', 'day'],
    ['2024-02-29', 'day'],
    ['2025-12-31', 'day'],
  ])
})

test('a day number typed as a number stands for the day that its workbook counts from', async () => {
  const rows = row(1, number('A1', 46022), number('B1', 2.1), number('C1', 12))
  const cells = async (from1904: boolean) =>
    (await readXlsx(makeWorkbook([{ name: 'R', rows }], from1904), 'r.xlsx')).grids[0]?.lines[0]?.cells
  expect(await cells(false)).toEqual([
    { text: '46022', kind: 'number', serialDay: '2025-12-31' },
    { text: '2.1', kind: 'number' },
    { text: '12', kind: 'number' },
  ])
  expect((await cells(true))?.[0]).toEqual({ text: '46022', kind: 'number', serialDay: '2030-01-01' })
})

test('a date cell of a workbook that counts from 1904 is the day that its program shows', async () => {
  const { grids } = await readXlsx(
    makeWorkbook([{ name: 'R', rows: row(1, date('A1', 44561)) }], true),
    'r.xlsx',
  )
  expect(grids[0]?.lines[0]?.cells[0]).toEqual({ text: '2026-01-01', kind: 'day' })
})

test('rows and columns keep their numbers where the sheet begins with empty ones', async () => {
  const rows = `${header}${row(5, text('B5', 'P-1'), text('C5', 'Doors'), formula('D5', ''))}`
  const { grids } = await readXlsx(makeWorkbook([{ name: 'R', rows }]), 'r.xlsx')
  const found = grids[0]?.lines.flatMap(({ line, cells }) =>
    cells.filter(({ text }) => text !== '').map(({ text }) => [line, text]),
  )
  expect(found).toEqual([
    [2, 'Ref'],
    [2, 'Policy'],
    [2, 'Last reviewed'],
    [5, 'P-1'],
    [5, 'Doors'],
  ])
  expect(grids[0]?.lines[4]?.cells.map(({ kind }) => kind).at(-1)).toBe('no result')
})

test('a formula with a stored result is its result; one without is marked, not empty', async () => {
  const rows = row(
    1,
    formula('A1', '46356'),
    formula('B1', ''),
    '<c r="C1"><f>A1</f></c>',
    '<c r="D1" s="1"/>',
    text('E1', 'x'),
  )
  const { grids } = await readXlsx(makeWorkbook([{ name: 'R', rows }]), 'r.xlsx')
  expect(grids[0]?.lines[0]?.cells.map(({ text, kind }) => `${kind}:${text}`)).toEqual([
    'number:46356',
    'no result:',
    'no result:',
    'text:',
    'text:x',
  ])
})

test('hidden and archive sheets are skipped with the reason; a sheet that is named is read alone', async () => {
  const sheets = [
    { name: 'Live &amp; well', rows: header },
    { name: 'Lists', state: 'hidden' as const, rows: header },
    { name: 'Archive 2019', rows: header },
    { name: 'Old_register', rows: header },
  ]
  const all = await readXlsx(makeWorkbook(sheets), 'r.xlsx')
  expect(all.grids.map(({ sheet }) => sheet)).toEqual(['Live & well'])
  expect(all.notes).toEqual([
    'Sheet "Lists" is skipped: it is hidden.',
    'Sheet "Archive 2019" is skipped: its name says that it is an archive; to import it, name it with --sheet.',
    'Sheet "Old_register" is skipped: its name says that it is an archive; to import it, name it with --sheet.',
  ])
  const one = await readXlsx(makeWorkbook(sheets), 'r.xlsx', 'Archive 2019')
  expect(one.grids.map(({ sheet }) => sheet)).toEqual(['Archive 2019'])
  await expect(readXlsx(makeWorkbook(sheets), 'r.xlsx', 'Nope')).rejects.toThrow(
    'r.xlsx: expected a sheet "Nope", the workbook has Live & well, Lists, Archive 2019, Old_register: name one of them.',
  )
})

test('a workbook of a spreadsheet program is read as its writer meant it', async () => {
  const format = 'dd/mm/yyyy'
  const bytes = await writeWorkbook([
    [{ value: 'Policy' }, { value: 'Last reviewed' }],
    [{ value: 'Doors' }, { value: new Date('2026-06-30T00:00:00Z'), type: Date, format }],
  ]).toBuffer()
  const { grids } = await readXlsx(bytes, 'r.xlsx')
  expect(grids[0]?.lines[1]?.cells).toEqual([
    { text: 'Doors', kind: 'text' },
    { text: '2026-06-30', kind: 'day' },
  ])
})

const whole = makeWorkbook([{ name: 'R', rows: header }])
test.each([
  ['an empty file', Buffer.alloc(0)],
  ['text', Buffer.from('Ref,Policy\n1,Doors\n')],
  ['a workbook cut in half', whole.subarray(0, whole.length / 2)],
  ['a zip that is no workbook', zip({ 'note.txt': 'hello' })],
  [
    'a workbook whose sheet is missing',
    zip({ 'xl/workbook.xml': '<workbook><sheets><sheet name="R" r:id="rId1"/></sheets></workbook>' }),
  ],
  [
    'a zip that unpacks to more than memory should hold',
    zip({ 'xl/workbook.xml': '<workbook/>', 'xl/big.xml': Buffer.alloc(129 * 1024 * 1024) }),
  ],
])('%s is refused in one sentence', async (_, bytes) => {
  const refusal = await readXlsx(bytes, 'r.xlsx').catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(ImportRefusal)
  expect((refusal as Error).message).toBe(
    'r.xlsx: expected an XLSX workbook, this file cannot be opened as one: save it again as .xlsx, or as CSV.',
  )
})

test('a workbook with damaged bytes is read or refused in a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
      async (changes) => {
        const damaged = Buffer.from(whole)
        for (const [at, byte] of changes) damaged[at] = byte
        const result = await readXlsx(damaged, 'r.xlsx').catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(ImportRefusal)
      },
    ),
    { numRuns: 150 },
  )
})
