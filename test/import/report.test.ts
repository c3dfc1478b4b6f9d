import { expect, test } from 'vitest'
import { importDocument, importText, type RowOutcome } from '../../src/import/report.ts'
import { csv, importOf } from './files.ts'

const files = () =>
  importOf({
    'r.csv': csv(
      'Code,Title,Owner,Last review',
      'P-1,Doors,a@example.com,2026-01-01',
      'P-2,Keys,CISO,2026-01-01',
      'P-3,Seals,CISO,2026-01-01',
      'P-1,Doors,,2026-01-01',
      'P-4,Gates,b@example.com,2026-01-01',
    ),
  })
const outcome =
  (result: RowOutcome['result'], ...notes: string[]) =>
  () => ({ result, notes })

test('the document has a result for each row, the totals, and each question once with its rows', async () => {
  const read = await files()
  const document = importDocument(read, outcome('new'))
  expect(document.files[0]?.rows.map(({ row, code, title, result }) => [row, code, title, result])).toEqual([
    [2, 'P-1', 'Doors', 'new'],
    [3, 'P-2', 'Keys', 'asked'],
    [4, 'P-3', 'Seals', 'asked'],
    [5, 'P-1', 'Doors', 'refused'],
    [6, 'P-4', 'Gates', 'new'],
  ])
  expect(document.totals).toEqual({ new: 2, changed: 0, same: 0, asked: 2, refused: 1 })
  expect(document.questions).toEqual([
    {
      id: 'r.csv:owner:CISO',
      path: read[0]?.path,
      rows: [3, 4],
      question:
        'Owner "CISO" is a role or a name, not an address. Whose e-mail address is it, or "none" for a vacancy?',
      choices: ['none'],
    },
  ])
})

test('a second import of the same counts 0 new and 0 changed; what was asked stays asked', async () => {
  expect(importDocument(await files(), outcome('same')).totals).toEqual({
    new: 0,
    changed: 0,
    same: 2,
    asked: 2,
    refused: 1,
  })
})

test('what the record refuses is refused, with its reason before the notes, even where something was asked', async () => {
  const document = importDocument(await files(), outcome('refused', 'The record says no.'))
  expect(document.totals).toEqual({ new: 0, changed: 0, same: 0, asked: 0, refused: 5 })
  expect(document.files[0]?.rows[1]?.notes[0]).toBe('The record says no.')
})

test('the text for people names file, rows, reasons, questions with their ids, and the totals', async () => {
  const read = await files()
  const text = importText(importDocument(read, outcome('new')))
  expect(text.split('\n')).toEqual([
    read[0]?.path,
    '  There is no column for the review cycle: 12 months.',
    '  2  P-1  Doors: new',
    '  3  P-2  Keys: asked',
    '  4  P-3  Seals: asked',
    '  5  P-1  Doors: refused',
    expect.stringMatching(
      /^ {7}Code P-1 is already at row 2 of .*: give each policy its own code, or remove this row\.$/,
    ),
    '       No owner is stated: the place is vacant.',
    '  6  P-4  Gates: new',
    '',
    '1 question. Answer in a JSON file and import again with --answers FILE, such as {"r.csv:owner:CISO":"none"}',
    '  Owner "CISO" is a role or a name, not an address. Whose e-mail address is it, or "none" for a vacancy? (none)',
    `       r.csv:owner:CISO · ${read[0]?.path} rows 3, 4`,
    '',
    '2 new, 0 changed, 0 the same, 2 asked, 1 refused.',
  ])
})
