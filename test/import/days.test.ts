import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DayOrder, readDay, settleOrder } from '../../src/import/days.ts'
import type { Cell } from '../../src/import/fields.ts'

const cell = (text: string): Cell => ({ text, place: 'Next review', kind: 'text' })
const read = (text: string) => readDay(cell(text))

test.each([
  ['2026-07-15', '2026-07-15'],
  ['2026/07/15', '2026-07-15'],
  ['2026.7.5', '2026-07-05'],
  [' 2026-07-15 ', '2026-07-15'],
  ['2026-07-15T00:00:00Z', '2026-07-15'],
  ['2026-07-15 00:00:00.000', '2026-07-15'],
  ['15 July 2026', '2026-07-15'],
  ['1st April 2026', '2026-04-01'],
  ['2nd of May, 2026', '2026-05-02'],
  ['29-Apr-2022', '2022-04-29'],
  ['Feb 1, 2022', '2022-02-01'],
  ['September 3rd 2026', '2026-09-03'],
  ['Sept. 3, 2026', '2026-09-03'],
  ['Wednesday, 25 November 2026', '2026-11-25'],
  ['29/02/2024', undefined],
])('"%s" is %s', (text, day) => {
  if (day === undefined)
    expect(read(text)).toEqual({ kind: 'figures', byOrder: { dmy: '2024-02-29' }, note: null })
  else expect(read(text)).toEqual({ kind: 'day', day, note: null })
})

test.each([
  ['03/2026', '2026-03-01', '03/2026 names a month only: its first day, 2026-03-01, is taken'],
  ['2026-03', '2026-03-01', '2026-03 names a month only: its first day, 2026-03-01, is taken'],
  ['March 2026', '2026-03-01', 'March 2026 names a month only: its first day, 2026-03-01, is taken'],
  ['46022', '2025-12-31', "46022 is a spreadsheet's day number: 2025-12-31"],
  ['46203.99998842592', '2026-06-30', "46203.99998842592 is a spreadsheet's day number: 2026-06-30"],
  ['08-Oct-25', '2025-10-08', 'the year of 08-Oct-25 is taken as one of this century'],
  ['2026-07-15 23:59:59', '2026-07-15', 'the time of day 23:59:59 is left out'],
  ['2021-08-16 17:03:00 BST', '2021-08-16', 'the time of day 17:03:00 is left out'],
])('"%s" is %s, and the note says: %s', (text, day, note) => {
  expect(read(text)).toEqual({ kind: 'day', day, note })
})

test.each([
  '2026-13-01',
  '2026-02-30',
  '31/31/2026',
  '29/02/2026',
  '30 February 2026',
  '13/2026',
  '2026-02-30T00:00:00Z',
  '31-Apr-2026',
])('"%s" is no day of the calendar', (text) => {
  expect(read(text)).toEqual({ kind: 'impossible' })
})

test.each([
  '',
  'TBD',
  'tbc',
  'N/A',
  '-',
  '—',
  'None',
  'never',
  'null',
  '{{next_review_date}}',
  '[Date]',
  '<date>',
])('"%s" states nothing', (text) => {
  expect(read(text).kind).toBe('nothing')
})

test.each(['soon', '2026', 'Q1 2026', '12', 'Oct-25', '1/2/3', 'annual', '+6'])(
  '"%s" cannot be read',
  (text) => {
    expect(read(text)).toEqual({ kind: 'unreadable' })
  },
)

const orderOf = (...texts: string[]) => settleOrder(texts.map(read))

test.each<[string[], DayOrder]>([
  [['07/10/2024', '13/10/2025', '03/04/2025'], 'dmy'],
  [['07/10/2024', '10/13/2025', '03/04/2025'], 'mdy'],
  [['01.02.26', '31.01.26'], 'dmy'],
  [['26-01-02', '48-01-31'], 'ymd'],
  [['01/02/2026', 'TBD', '', '2026-13-01', '14/02/2026'], 'dmy'],
])('one unambiguous value of %j settles all: %s', (texts, order) => {
  expect(orderOf(...texts)).toEqual({ kind: 'settled', order })
})

test('a column in which every order fits stays open, and so does one that mixes them', () => {
  expect(orderOf('01/02/2026', '03/04/2026')).toEqual({ kind: 'open', choices: ['dmy', 'mdy'], mixed: false })
  expect(orderOf('13/02/2026', '02/13/2026', '01/02/2026')).toEqual({
    kind: 'open',
    choices: ['dmy', 'mdy'],
    mixed: true,
  })
})

test('any calendar day written in any of the ways is that day', () => {
  const days = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, (day) => {
      const [year = '', month = '', date = ''] = day.split('-')
      expect(read(`${year}/${month}/${date}`)).toMatchObject({ kind: 'day', day })
      expect(read(`${date}/${month}/${year}`)).toMatchObject({ kind: 'figures', byOrder: { dmy: day } })
      expect(read(`${month}-${date}-${year}`)).toMatchObject({ kind: 'figures', byOrder: { mdy: day } })
      const serial = Math.round((Date.parse(day) - Date.parse('1899-12-30')) / 86_400_000)
      expect(read(String(serial))).toMatchObject({ kind: 'day', day })
    }),
  )
})
