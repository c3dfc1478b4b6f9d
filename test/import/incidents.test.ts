import { describe, expect, test } from 'vitest'
import { readIncidents } from '../../src/import/incidents.ts'
import type { DateOrder } from '../../src/rules/comparison.ts'
import { Refusal } from '../../src/rules/refusal.ts'

const read = (text: string | Uint8Array, order?: DateOrder) =>
  readIncidents({ name: 'incidents.csv', bytes: Buffer.from(text), zone: 'Europe/Vienna', order })

function refused(text: string | Uint8Array): Refusal {
  try {
    read(text)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('Expected a refusal')
}

describe('The export of', () => {
  test.each([
    [
      'Jira',
      'Summary,Issue key,Issue id,Priority,Created,Comment,Comment\nLaptop lost,SEC-7,10021,High,31/Mar/27 11:15 PM,,\n',
      { id: 'SEC-7', title: 'Laptop lost', openedOn: '2027-03-31', link: null, severity: 'High' },
    ],
    [
      'ServiceNow',
      '"number";"short_description";"opened_at";"priority"\n"INC0010023";"Mail; is slow";"2027-03-31 23:30:00";"3 - Moderate"\n',
      {
        id: 'INC0010023',
        title: 'Mail; is slow',
        openedOn: '2027-03-31',
        link: null,
        severity: '3 - Moderate',
      },
    ],
    [
      'PagerDuty',
      'id,incident_number,description,urgency,created_on,html_url\nQ3ABC9,812,Database down,high,2027-03-31T22:30:00Z,https://x.pagerduty.com/incidents/Q3ABC9\n',
      {
        id: 'Q3ABC9',
        title: 'Database down',
        openedOn: '2027-04-01',
        link: 'https://x.pagerduty.com/incidents/Q3ABC9',
        severity: 'high',
      },
    ],
    [
      'GitHub',
      'number\ttitle\tstate\tcreatedAt\turl\n45\tToken in the log\tCLOSED\t2027-02-03T10:15:00Z\thttps://github.com/o/r/issues/45\n',
      {
        id: '45',
        title: 'Token in the log',
        openedOn: '2027-02-03',
        link: 'https://github.com/o/r/issues/45',
        severity: null,
      },
    ],
  ])('%s is read by its own headers', (_, text, incident) => {
    expect(read(text)).toEqual({ incidents: [incident], rowCount: 1, undated: 0, repeated: 0 })
    expect(read(`\ufeff${text}`).incidents).toEqual([incident])
    expect(read(Buffer.from(`\ufeff${text}`, 'utf16le')).incidents).toEqual([incident])
  })
})

test('When it happened counts before when it was written down, row by row', () => {
  const { incidents } = read(
    'Key,Title,Created,Occurred\nA-1,One,2027-03-03,2027-03-01\nA-2,Two,2027-03-04,\n',
  )
  expect(incidents.map(({ openedOn }) => openedOn)).toEqual(['2027-03-01', '2027-03-04'])
})

test('A row that says nothing new is counted, and one without a day that can be read is kept', () => {
  const found = read(
    'Key,Title,Created\nA-1,One,2027-03-03\na-1,One again,2027-03-03\nA-2,Two,soon\n,,2027-03-03\n',
  )
  expect(found).toMatchObject({ rowCount: 4, undated: 1, repeated: 2 })
  expect(found.incidents.map(({ id }) => id)).toEqual(['A-1', 'A-2'])
})

describe('Days of figures', () => {
  const both = 'Key,Title,Created\nA-1,One,03/04/2027\nA-2,Two,05/06/2027\n'

  test('are asked where the whole column can be read in two ways, and read as answered', () => {
    const refusal = refused(both)
    expect([refusal.code, refusal.field]).toEqual(['ambiguous_days', 'dateOrder'])
    expect(refusal.message).toContain('"03/04/2027"')
    expect(read(both, 'dmy').incidents[0]?.openedOn).toBe('2027-04-03')
    expect(read(both, 'mdy').incidents[0]?.openedOn).toBe('2027-03-04')
  })

  test('are settled by one that can be read in one way alone', () => {
    expect(read(`${both}A-3,Three,25/06/2027\n`).incidents[0]?.openedOn).toBe('2027-04-03')
  })

  test('are not asked about in a column that is not needed', () => {
    const text = 'Key,Title,Occurred,Created\nA-1,One,2027-03-01,03/04/2027\n'
    expect(read(text).incidents[0]?.openedOn).toBe('2027-03-01')
  })
})

test('A formula is text, and no longer runs as one', () => {
  const { incidents } = read(
    'Key,Title,Created\n"\'=1+1","=HYPERLINK(""https://evil.example"")",2027-03-03\n',
  )
  expect(incidents[0]).toMatchObject({ id: '=1+1', title: '=HYPERLINK("https://evil.example")' })
})

test('A link is an address of the web, and nothing else', () => {
  const { incidents } = read('Key,Title,Created,URL\nA-1,One,2027-03-03,javascript:alert(1)\n')
  expect(incidents[0]?.link).toBeNull()
})

describe('In one sentence with what to do, refused is', () => {
  test.each([
    ['a file without the columns', 'Name,Age\nAna,41\n', '"Name", "Age" came. Choose these columns'],
    ['an empty file', '', 'nothing came'],
    [
      'a file of 5 MB and more',
      'x'.repeat(5_000_001),
      'at most 5 MB, but 5000001 bytes came. Give an export',
    ],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004....'), 'Save or export it as CSV.'],
    ['binary data', Buffer.from([1, 2, 0, 4, 0, 0, 7, 200, 0, 3]), 'Save or export it as CSV.'],
    ['100,000 rows', `Key,Title,Created\n${'A-1,One,2027-03-03\n'.repeat(100_000)}`, 'at most 20000 lines'],
    [
      'more incidents than a quarter has',
      `Key,Title,Created\n${'A-1,One,2027-03-03\n'.repeat(5_001)}`,
      'at most 5000 incidents, but 5001 came',
    ],
  ])('%s', (_, text, words) => {
    const refusal = refused(text)
    expect([refusal.code, refusal.field]).toEqual(['bad_tracker', 'file'])
    expect(refusal.message).toContain(words)
    expect(refusal.message).toMatch(/^"incidents\.csv" cannot be compared: .*\.$/)
  })
})
