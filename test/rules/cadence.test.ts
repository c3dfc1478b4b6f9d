import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCadence, parseTypedCadence } from '../../src/rules/cadence.ts'

const understood: [string, number][] = [
  ['Annual', 12],
  ['annually', 12],
  ['Yearly', 12],
  ['every 12 months', 12],
  ['12', 12],
  ['12m', 12],
  ['1 year', 12],
  ['Once a year', 12],
  ['every year', 12],
  ['at least annually', 12],
  ['Annual review', 12],
  ['P1Y', 12],
  ['RRULE:FREQ=YEARLY', 12],
  ['Quarterly', 3],
  ['every quarter', 3],
  ['RRULE:FREQ=MONTHLY;INTERVAL=3', 3],
  ['3 months', 3],
  ['P3M', 3],
  ['Semi-annual', 6],
  ['Half-yearly', 6],
  ['6 monthly', 6],
  ['six-monthly', 6],
  ['twice a year', 6],
  ['Every 6 months', 6],
  ['Monthly', 1],
  ['every month', 1],
]

test.each(understood)('"%s" is %i months, without a note', (text, months) => {
  expect(parseCadence(text)).toEqual({ months, stated: text })
})

const tooLong: [string, number][] = [
  ['Biennial', 24],
  ['Every two years', 24],
  ['every other year', 24],
  ['24 months', 24],
  ['24', 24],
  ['Every 3 years', 36],
  ['3 yrs', 36],
  ['Triennial', 36],
  ['6 years', 72],
  ['P2Y', 24],
  ['18 months', 18],
]

test.each(tooLong)(
  '"%s" is kept as a word and counted as 12, with %i months named in the note',
  (text, months) => {
    expect(parseCadence(text)).toEqual({
      months: 12,
      stated: text,
      note: `${months} months is longer than 12: counted as 12`,
    })
  },
)

const noted: [string, number, string][] = [
  ['Annually or upon significant change', 12, '"upon significant change" is an occasion'],
  ['Every 6 months or after a major incident', 6, '"after a major incident" is an occasion'],
  ['Annually, or as needed', 12, '"as needed" is an occasion'],
  ['Annual (calendar year)', 12, '"(calendar year)" is not part of the rhythm'],
  ['365 days', 12, '365 days are counted as a year'],
  ['52 weeks', 11, '364 days are counted as 11 whole months'],
  ['90 days', 2, '90 days are counted as 2 whole months'],
  ['92 days', 3, '92 days are counted as 3 whole months'],
  ['180 days', 5, '180 days are counted as 5 whole months'],
  ['31 days', 1, '31 days are counted as 1 whole month,'],
  ['P90D', 2, '90 days are counted as 2'],
  ['730 days', 12, '24 months is longer than 12'],
]

test.each(noted)('"%s" is %i months, and the note says why', (text, months, words) => {
  const read = parseCadence(text)
  expect(read).toMatchObject({ months, stated: text })
  expect('note' in read && read.note).toContain(words)
})

const asked: [string, string[]][] = [
  ['Biannual', ['6', '24']],
  ['Bi-annual', ['6', '24']],
  ['biannually', ['6', '24']],
  ['Bi-monthly', ['2', '1']],
  ['3', ['3', '36']],
  ['1', ['1', '12']],
  ['As needed', ['12', '6', '3', '1']],
  ['Ad hoc', ['12', '6', '3', '1']],
  ['Upon significant change', ['12', '6', '3', '1']],
  ['None', ['12', '6', '3', '1']],
  ['Every release', ['12', '6', '3', '1']],
  ['Jan/Jul', ['12', '6', '3', '1']],
  ['Q2 each year', ['12', '6', '3', '1']],
  ['fortnightly', ['12', '6', '3', '1']],
  ['RRULE:FREQ=YEARLY;COUNT=3', ['12', '6', '3', '1']],
  ['year', ['12', '6', '3', '1']],
  ['annually or biennially', ['12', '6', '3', '1']],
  ['__proto__', ['12', '6', '3', '1']],
  ['weekly', ['1']],
  ['30 days', ['1']],
  ['0 months', ['1']],
]

test.each(asked)('"%s" is asked, never counted', (text, choices) => {
  expect(parseCadence(text)).toEqual({ ask: expect.stringContaining(`"${text}"`), choices })
})

test.each([
  ['12', 12],
  ['6', 6],
  ['1', 1],
  ['annual', 12],
  ['6 months', 6],
  ['quarterly', 3],
])('typed by a person, "%s" is %i months', (text, months) => {
  expect(parseTypedCadence(text)).toEqual({ months })
})

test.each([
  ['24', '24 months is longer than 12'],
  ['every 3 years', '36 months is longer than 12'],
  ['biannual', '"biannual" is no cadence'],
  ['0', 'shorter than a month'],
  ['weekly', 'shorter than a month'],
  ['whenever', '"whenever" is no cadence'],
  ['', '"" is no cadence'],
])('typed by a person, "%s" is refused with what is expected', (text, words) => {
  const read = parseTypedCadence(text)
  expect(read).toEqual({ refused: expect.stringContaining(words) })
  expect('refused' in read && read.refused).toContain('expected 1 to 12 months')
})

test('whatever is written is 1 to 12 whole months or a question', () => {
  const fragments = fc.constantFrom(
    'every',
    'year',
    '3',
    'months',
    'or',
    'after',
    'P',
    'Y',
    ' ',
    '(',
    ')',
    'annual',
    'days',
    '-',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fragments).map((parts) => parts.join(' ')),
      ),
      (text) => {
        const read = parseCadence(text)
        if ('ask' in read) expect(read.choices.length).toBeGreaterThan(0)
        else expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).toContain(read.months)
      },
    ),
  )
})
