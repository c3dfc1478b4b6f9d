import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPaths } from '../../src/import/read.ts'
import { csv, folderOf, today } from './files.ts'
import { makeWorkbook, row, text } from './make-workbook.ts'

const options = { format: 'auto', today } as const
const sheet = (...titles: string[]) =>
  row(1, text('A1', 'Ref'), text('B1', 'Policy')) +
  titles
    .map((title, index) => row(index + 2, text(`A${index + 2}`, `${title}-1`), text(`B${index + 2}`, title)))
    .join('')

test('a path that does not exist refuses the import before anything is read', async () => {
  const folder = await folderOf({ 'r.csv': csv('Title,Owner', 'Doors,a@example.com') })
  await expect(readPaths([join(folder, 'r.csv'), join(folder, 'nope.csv')], options)).rejects.toThrow(
    /nope\.csv: expected a file or a folder, nothing is there: check the path\.$/,
  )
  await expect(readPaths([], options)).rejects.toThrow(
    'Expected the path of a file or a folder, none was given: name one.',
  )
})

test('a file that cannot be read is one refused row, and the others go on', async () => {
  const folder = await folderOf({
    'a.csv': Buffer.from('\x89PNG\r\n\x1a\n\x00\x00', 'latin1'),
    'b.xlsx': 'no workbook',
    'c.csv': csv('Title,Owner', 'Doors,a@example.com'),
    'd.md': Buffer.from([0, 1, 2, 3, 0, 0]),
  })
  const files = await readPaths([folder], options)
  expect(
    files.map(({ path, rows }) => [
      path.slice(-5),
      rows.map(({ title, refused }) => title ?? refused?.split(':')[0]),
    ]),
  ).toEqual([
    ['a.csv', ['a.csv']],
    ['.xlsx', ['b.xlsx']],
    ['c.csv', ['Doors']],
    ['/d.md', ['d.md']],
  ])
})

test('an ending that says nothing is refused with the remedy; with a format it is read', async () => {
  const path = join(
    await folderOf({ 'register.dat': csv('Title,Owner', 'Doors,a@example.com') }),
    'register.dat',
  )
  const [refused] = await readPaths([path], options)
  expect(refused?.rows[0]?.refused).toBe(
    'register.dat: expected the ending .csv, .xlsx or .md: save the file as one of them, or say which it is with --format.',
  )
  const [read] = await readPaths([path], { ...options, format: 'csv' })
  expect(read?.rows[0]?.title).toBe('Doors')
})

test('a format takes only its files from a folder, and names the rest', async () => {
  const folder = await folderOf({
    'a.csv': csv('Title,Owner', 'Doors,a@example.com'),
    'b.md': '# Keys\nText.\n',
  })
  const files = await readPaths([folder], { ...options, format: 'markdown' })
  expect(files.flatMap(({ rows }) => rows.map(({ title }) => title))).toEqual(['Keys'])
  expect(files[0]?.notes).toEqual(['Not read, being no markdown file: a.csv.'])
})

test('an empty folder says that it is empty', async () => {
  const folder = await folderOf({ 'keep/.hidden': '' })
  expect(await readPaths([folder], options)).toEqual([
    { path: folder, format: 'markdown', rows: [], notes: ['The folder holds no file to import.'] },
  ])
})

test('each register sheet of a workbook is a file of its own; sheets without a header are named', async () => {
  const workbook = makeWorkbook([
    { name: 'Security', rows: sheet('Doors') },
    { name: 'Legend', rows: row(1, text('A1', 'red means late')) },
    { name: 'Privacy', rows: sheet('Data') },
  ])
  const path = join(await folderOf({ 'r.xlsx': workbook }), 'r.xlsx')
  const files = await readPaths([path], options)
  expect(
    files.map(({ path: named, rows }) => [named.slice(path.length), rows.map(({ code }) => code)]),
  ).toEqual([
    ['[Security]', ['Doors-1']],
    ['[Privacy]', ['Data-1']],
  ])
  expect(files[0]?.notes).toContain('Sheets without a header of a register are skipped: Legend.')
  const [only] = await readPaths([path], { ...options, sheet: 'Privacy' })
  expect(only?.rows.map(({ code }) => code)).toEqual(['Data-1'])
})

test('a workbook whose sheets are all hidden or archives is refused with the remedy', async () => {
  const path = join(
    await folderOf({ 'r.xlsx': makeWorkbook([{ name: 'Archive', rows: sheet('Doors') }]) }),
    'r.xlsx',
  )
  const [file] = await readPaths([path], options)
  expect(file?.rows[0]?.refused).toBe(
    'r.xlsx: expected a visible sheet with a register, all are hidden or archives: name one with --sheet.',
  )
})

test('Markdown files that are named one by one are read as one folder', async () => {
  const folder = await folderOf({
    'README.md': 'These policies were last reviewed on 2026-02-24.\n',
    'doors.md': '# Doors\nText.\n',
  })
  const files = await readPaths([join(folder, 'README.md'), join(folder, 'doors.md')], options)
  expect(files[1]?.rows[0]).toMatchObject({ title: 'Doors', lastReviewedOn: '2026-02-24' })
})
