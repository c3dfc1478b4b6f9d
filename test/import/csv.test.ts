import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitRecord, readCsv } from '../../src/import/csv.ts'
import { decodeText } from '../../src/import/decode.ts'
import { readRegister } from '../../src/import/register.ts'
import { ImportRefusal } from '../../src/import/row.ts'

const texts = (text: string) =>
  readCsv(text).lines.map(({ line, cells }) => [line, ...cells.map((cell) => cell.text)])

test.each([
  ['UTF-8', Buffer.from('Café “quoted” – €5')],
  ['UTF-8 with a mark', Buffer.from('\ufeffCafé “quoted” – €5')],
  ['UTF-16, little end first', Buffer.from('\ufeffCafé “quoted” – €5', 'utf16le')],
  ['UTF-16, big end first', Buffer.from('\ufeffCafé “quoted” – €5', 'utf16le').swap16()],
  ['Windows-1252', Buffer.from('Caf\xe9 \x93quoted\x94 \x96 \x805', 'latin1')],
])('%s is read as what was written', (_, bytes) => {
  expect(decodeText(bytes, 'r.csv').text).toBe('Café “quoted” – €5')
})

test('UTF-16 without a mark is known by the zero bytes of Latin text', () => {
  expect(decodeText(Buffer.from('Title,Owner\n', 'utf16le'), 'r.csv').text).toBe('Title,Owner\n')
  expect(decodeText(Buffer.from('Title,Owner\n', 'utf16le').swap16(), 'r.csv').text).toBe('Title,Owner\n')
})

test('an encoding that is guessed is noted', () => {
  expect(decodeText(Buffer.from('Caf\xe9', 'latin1'), 'r.csv').notes).toEqual([
    'The file is not UTF-8; it is read as Windows-1252.',
  ])
  expect(decodeText(Buffer.from('Café'), 'r.csv').notes).toEqual([])
})

test.each([
  [
    'a spreadsheet',
    Buffer.from('PK\x03\x04rest'),
    'this is a zip or spreadsheet file: give it the ending .xlsx',
  ],
  [
    'a picture',
    Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', 'latin1'),
    'this file holds binary data: export the register as CSV or XLSX',
  ],
])('%s that claims to be CSV is refused with the remedy', (_, bytes, words) => {
  expect(() => decodeText(bytes, 'r.csv')).toThrow(ImportRefusal)
  expect(() => decodeText(bytes, 'r.csv')).toThrow(words)
})

test.each([',', ';', '\t', '|'])(
  'cells separated by "%s" are told apart by the header, whatever the text holds',
  (delimiter) => {
    const lines = [
      ['Ref', 'Title', 'Owner'],
      ['1', 'a, b; c', 'x'],
    ].map((cells) => cells.map((cell) => `"${cell}"`).join(delimiter))
    expect(texts(lines.join('\n'))).toEqual([
      [1, 'Ref', 'Title', 'Owner'],
      [2, '1', 'a, b; c', 'x'],
    ])
  },
)

test('a first line "sep=;" names the delimiter and is no record', () => {
  expect(texts('sep=;\nTitle;Owner\nA,B;c\n')).toEqual([
    [2, 'Title', 'Owner'],
    [3, 'A,B', 'c'],
  ])
})

test('a cell may hold line breaks; the rows after it keep the line numbers that a person counts', () => {
  expect(texts('Title,Owner\n"one\ntwo, three\nfour",a\nB,"b ""x"""\n')).toEqual([
    [1, 'Title', 'Owner'],
    [2, 'one\ntwo, three\nfour', 'a'],
    [5, 'B', 'b "x"'],
  ])
})

test('a quotation mark that never closes costs its own line, not those after it', () => {
  const grid = readCsv('id,title,owner\n1,"Opened,a\n2,"Doors, Gates",b\n3,Plain,c\n')
  expect(grid.lines.map(({ line, cells }) => [line, cells.length])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
    [4, 3],
  ])
  expect(grid.notes).toEqual([
    'Line 2: a quotation mark is opened and never closed; the line is read by itself.',
  ])
  expect(grid.lines[2]?.cells[1]?.text).toBe('Doors, Gates')
})

test.each([
  [['1', 'a "b', ' c', ' d', 'e'], 3, { texts: ['1', 'a "b, c, d', 'e'], repaired: true }],
  [['1', 'b', 'c', '', ' '], 3, { texts: ['1', 'b', 'c'], repaired: false }],
  [['1', 'b'], 3, { texts: ['1', 'b'], repaired: false }],
  [['1', 'b', 'c', 'd'], 3, undefined],
  [['1', '"b', '"c', 'd'], 3, undefined],
  [['1', 'b', 'c', '"d'], 3, undefined],
])('%j fits %i columns as %j', (cells, width, fitted) => {
  expect(fitRecord(cells, width, ',')).toEqual(fitted)
})

function readBytes(bytes: Uint8Array): void {
  const { text } = decodeText(bytes, 'r.csv')
  readRegister(readCsv(text), 'r.csv', { today: '2026-11-25', answers: { given: {}, met: new Set() } })
}

test('whatever bytes are given as CSV are read or refused in a sentence', () => {
  const pieces = fc.constantFrom(
    'Title',
    'Owner',
    'Next review',
    ',',
    ';',
    '\t',
    '"',
    '""',
    '\n',
    '\r\n',
    '01/02/2026',
    '46022',
    '{{x}}',
    '\u0000',
    'é',
    'a@b.cd',
    '31/31/2026',
    '2026-02-30T10:00',
    'Biannual',
    '99999999999999',
  )
  const made = fc
    .array(pieces, { maxLength: 60 })
    .map((parts) => Buffer.from(`Title,Owner,Review cycle,Next review,Last review\n${parts.join('')}`))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), made), (bytes) => {
      try {
        readBytes(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(ImportRefusal)
      }
    }),
    { numRuns: 500 },
  )
})

test('the apostrophe with which exports guard formulas is taken off, so that an export comes back as it was', () => {
  const grid = readCsv("Title,Owner\n'=HYPERLINK(1),a\n'-12,b\n'quoted',c\n")
  expect(grid.lines.map(({ cells }) => cells[0]?.text)).toEqual(['Title', '=HYPERLINK(1)', '-12', "'quoted'"])
  expect(grid.notes).toEqual([
    'The apostrophe that keeps a cell from running as a formula is taken off in lines 2, 3.',
  ])
})

test('what is written as CSV comes back cell for cell', () => {
  const cell = fc.string().filter((text) => !text.includes('\r') && !/^'[=+\-@\t]/.test(text))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (records) => {
      const header = [['Code', 'Title', 'Owner']]
      const lines = [...header, ...records].map((record) =>
        record.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
      )
      expect(readCsv(lines.join('\n')).lines.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
        ...header,
        ...records,
      ])
    }),
  )
})

test('ten thousand rows with quoted line breaks do not take the time of their square', () => {
  const lines = Array.from(
    { length: 10_000 },
    (_, index) => `P-${index},"Title ${index}\nline two",owner@example.com,2026-01-0${(index % 9) + 1}`,
  )
  const begin = performance.now()
  const { rows } = readRegister(readCsv(`Code,Title,Owner,Last review\n${lines.join('\n')}\n`), 'r.csv', {
    today: '2026-11-25',
    answers: { given: {}, met: new Set() },
  })
  expect(rows).toHaveLength(10_000)
  expect(performance.now() - begin).toBeLessThan(10_000)
})
