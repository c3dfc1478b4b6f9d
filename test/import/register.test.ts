import { expect, test } from 'vitest'
import { csv, importOf, rowsOf } from './files.ts'

const register = (header: string, ...lines: string[]) => rowsOf('register.csv', csv(header, ...lines))

test.each([
  ['Doc ID', 'code'],
  ['doc_id', 'code'],
  ['docId', 'code'],
  ['Ref', 'code'],
  ['Policy Number', 'code'],
  ['document_id', 'code'],
  ['sop_code', 'code'],
  ['Policy Owner', 'statedOwner'],
  ['Responsible Officer', 'statedOwner'],
  ['owner_slack', 'statedOwner'],
  ['Version No.', 'versionNumber'],
  ['STATUS', 'statedStatus'],
  ['Review Frequency', 'statedCadence'],
  ['Approved by', 'statedApprover'],
] as const)('a column "%s" is the %s', async (header, field) => {
  const [row] = await register(`${header},Policy Name`, 'annual,Doors')
  expect(row).toMatchObject({ [field]: 'annual', title: 'Doors' })
})

test.each([
  ['Last Review', 'lastReviewedOn'],
  ['Last reviewed', 'lastReviewedOn'],
  ['last_reviewed_on', 'lastReviewedOn'],
  ['Approved', 'lastReviewedOn'],
  ['Last Approved', 'lastReviewedOn'],
  ['Next Review', 'statedNextOn'],
  ['Next Scheduled Review', 'statedNextOn'],
  ['Review due', 'statedNextOn'],
  ['Effective Date', 'effectiveOn'],
] as const)('a column "%s" is the %s', async (header, field) => {
  const [row] = await register(`Title,${header}`, 'Doors,2026-05-04')
  const dates = {
    lastReviewedOn: row?.lastReviewedOn,
    statedNextOn: row?.statedNextOn,
    effectiveOn: row?.effectiveOn,
  }
  expect(dates).toEqual({
    lastReviewedOn: null,
    statedNextOn: null,
    effectiveOn: null,
    [field]: '2026-05-04',
  })
})

test('where two columns may hold a field, the more exact name does, and the other is reported', async () => {
  const [file] = await importOf({ 'r.csv': csv('id,Policy Number,Policy,Title', '77,P-1,short,Doors') })
  expect(file?.rows[0]).toMatchObject({ code: 'P-1', title: 'Doors' })
  expect(file?.notes).toContain('Columns not used: id, Policy.')
})

test('what stands before the header, empty lines, totals and repeated headers are named and skipped', async () => {
  const [file] = await importOf({
    'r.csv': csv(
      'Our register,',
      ',',
      'Title,Owner',
      'Doors,a@example.com',
      ',',
      'Title,Owner',
      'Keys,b@example.com',
      'TOTAL,2',
    ),
  })
  expect(file?.rows.map(({ row, title }) => [row, title])).toEqual([
    [4, 'Doors'],
    [7, 'Keys'],
  ])
  expect(file?.notes).toEqual([
    'Line 1 stands before the header and is not used: Our register.',
    'There is no column for the code: rows are recognised by their title.',
    'There is no column for the review cycle: 12 months.',
    'Line 6 repeats the header and is skipped.',
    'Line 8 is a total and is skipped.',
    'Empty lines are skipped: 5.',
  ])
})

test('a file without a header is no register: one refused row with the remedy', async () => {
  const rows = await register(
    '"1001","Door log opened","2026-01-02"',
    '"1002","Door log closed","2026-01-03"',
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.refused).toContain('register.csv: expected a header line with a title or a code')
  expect(rows[0]?.refused).toContain('add the header line and import again')
})

test('codes that look like numbers are texts: 1.1 and 1.10 are two policies, and zeros stay', async () => {
  const rows = await register('id,title,version', '1.1,Doors,1.10', '1.10,Keys,1.1', '0031187,Seals,v2')
  expect(rows.map(({ code, versionNumber, refused }) => [code, versionNumber, refused])).toEqual([
    ['1.1', '1.10', null],
    ['1.10', '1.1', null],
    ['0031187', 'v2', null],
  ])
})

test('unquoted commas after a quotation mark that never closes are put back, with a note', async () => {
  const rows = await register(
    'id,title,owner',
    '1,1.1 "Keys, Locks, and Seals,a@example.com',
    '2,Plain,b@example.com',
  )
  expect(rows[0]).toMatchObject({ title: '1.1 Keys, Locks, and Seals', ownerEmail: 'a@example.com' })
  expect(rows[0]?.notes).toContain(
    'A quotation mark that is never closed is taken out of: 1.1 "Keys, Locks, and Seals',
  )
  expect(rows[1]?.notes).toEqual([expect.stringContaining('Never reviewed')])
})

test('a row with more cells than the header, and nothing to say which was split, is refused and the others go on', async () => {
  const rows = await register('id,title,owner', '1,too,many,cells,a@example.com', '2,Plain,b@example.com')
  expect(rows.map(({ refused }) => refused)).toEqual([
    'Line 2 has 5 cells, the header 3: put quotation marks around the cell that holds a ",", and import again.',
    null,
  ])
})

test('a row without code and title is refused; with either it is taken in', async () => {
  const rows = await register(
    'Code,Title,Owner',
    ',,a@example.com',
    'P-1,,a@example.com',
    ',Doors,a@example.com',
  )
  expect(rows.map(({ refused }) => refused)).toEqual([
    'Neither a code nor a title is stated: fill in one of them and import again.',
    null,
    null,
  ])
})

test('a title is kept in full up to 300 characters; a longer one is refused', async () => {
  const rows = await register('Code,Title', `P-1,${'x'.repeat(300)}`, `P-2,${'y'.repeat(301)}`)
  expect(rows[0]?.title).toHaveLength(300)
  expect(rows[1]?.refused).toBe(
    'The title has 301 characters, at most 300 are taken: shorten it and import again.',
  )
})

test('markup is kept as typed, control characters are dropped and line breaks joined, each with a note', async () => {
  const rows = await register(
    'Code,Title',
    'P-1,<!channel> R&D <Data>',
    'P-2,Do\u0007ors',
    'P-3,"Two',
    'lines"',
  )
  expect(rows.map(({ title }) => title)).toEqual(['<!channel> R&D <Data>', 'Doors', 'Two lines'])
  expect(rows[1]?.notes[0]).toBe('Control characters in "Title" are dropped.')
  expect(rows[2]?.notes[0]).toBe('A line break in "Title" is taken as a space.')
})

test.each([
  ['Approved', 'active'],
  ['PUBLISHED', 'active'],
  ['approved ', 'active'],
  ['Draft', 'draft'],
  ['Superseded', 'retired'],
  ['Withdrawn', 'retired'],
  ['Retired', 'retired'],
])('status "%s" is %s', async (word, status) => {
  const [row] = await register('Title,Status,Last review', `Doors,${word},2026-01-01`)
  expect(row).toMatchObject({ status, statedStatus: word.trim(), notes: [] })
})

test.each(['In Review', 'Overdue', 'Pending'])(
  'status "%s" is not recognised: active, with a note',
  async (word) => {
    const [row] = await register('Title,Status,Last review', `Doors,${word},2026-01-01`)
    expect(row).toMatchObject({
      status: 'active',
      statedStatus: word,
      notes: [`Status "${word}" is none of draft, active and retired; it counts as active.`],
    })
  },
)

test('an owner that is no single address is kept as words and asked, once for all rows that say the same', async () => {
  const rows = await register(
    'Title,Owner',
    'Doors,CISO',
    'Keys,CISO',
    'Seals,a@example.com; b@example.com',
    'Gates,',
  )
  expect(rows.map(({ ownerEmail, statedOwner }) => [ownerEmail, statedOwner])).toEqual([
    [null, 'CISO'],
    [null, 'CISO'],
    [null, 'a@example.com; b@example.com'],
    [null, null],
  ])
  expect(rows.map(({ questions }) => questions.map(({ id, choices }) => [id, ...choices]))).toEqual([
    [['register.csv:owner:CISO', 'none']],
    [['register.csv:owner:CISO', 'none']],
    [['register.csv:owner:a@example.com; b@example.com', 'a@example.com', 'b@example.com', 'none']],
    [],
  ])
  expect(rows[3]?.notes).toContain('No owner is stated: the place is vacant.')
})

test('approvers and deputies: addresses are taken, words are kept and noted', async () => {
  const [row] = await register(
    'Title,Approver,Deputies',
    'Doors,CEO; chief@example.com,d@example.com; the team',
  )
  expect(row).toMatchObject({
    approverEmails: ['chief@example.com'],
    statedApprover: 'CEO; chief@example.com',
    deputyEmails: ['d@example.com'],
  })
  expect(row?.notes).toContain(
    '"Approver" names no e-mail address in "CEO"; the workspace\'s approvers are asked.',
  )
  expect(row?.notes).toContain('"Deputies" names no e-mail address in "the team"; they are left out.')
})

test('one unambiguous row settles the day and month of its whole column, and only of its column', async () => {
  const rows = await register(
    'Title,Last review,Next review',
    'Doors,07/10/2025,01/02/2027',
    'Keys,13/10/2025,03/04/2027',
    'Seals,03/04/2026,05/05/2027',
  )
  expect(rows.map(({ lastReviewedOn, statedNextOn }) => [lastReviewedOn, statedNextOn])).toEqual([
    ['2025-10-07', null],
    ['2025-10-13', null],
    ['2026-04-03', '2027-05-05'],
  ])
  expect(
    rows.map(({ questions }) => questions.map(({ id, field, choices }) => ({ id, field, choices }))),
  ).toEqual([
    [{ id: 'register.csv:Next review:order', field: 'statedNextOn', choices: ['dmy', 'mdy'] }],
    [{ id: 'register.csv:Next review:order', field: 'statedNextOn', choices: ['dmy', 'mdy'] }],
    [],
  ])
})

test('an order given by the person holds for every column; what does not fit it is asked', async () => {
  const rows = await rowsOf('register.csv', csv('Title,Last review', 'Doors,01/02/2026', 'Keys,13/02/2026'), {
    dateOrder: 'mdy',
  })
  expect(rows.map(({ lastReviewedOn }) => lastReviewedOn)).toEqual(['2026-01-02', null])
  expect(rows[1]?.questions[0]?.question).toContain(
    '"13/02/2026", which does not fit the order of day and month',
  )
})

test('a column that mixes both orders reads what has one reading only, and asks the rest', async () => {
  const rows = await register('Title,Last review', 'Doors,13/02/2026', 'Keys,02/14/2026', 'Seals,01/02/2026')
  expect(rows.map(({ lastReviewedOn, questions }) => [lastReviewedOn, questions.length])).toEqual([
    ['2026-02-13', 0],
    ['2026-02-14', 0],
    [null, 1],
  ])
})

test('a date that is none is left empty and asked; a word for none is left empty and noted', async () => {
  const rows = await register(
    'Code,Title,Last review,Next review',
    'P-1,Doors,2026-02-30,TBD',
    'P-2,Keys,soon,2026-13-01',
  )
  expect(rows.map(({ lastReviewedOn, statedNextOn }) => [lastReviewedOn, statedNextOn])).toEqual([
    [null, null],
    [null, null],
  ])
  expect(rows[0]?.notes).toContain('"Next review" says "TBD", no date; it is left empty.')
  expect(rows.flatMap(({ questions }) => questions.map(({ id, question }) => [id, question]))).toEqual([
    [
      'register.csv:P-1:Last review',
      '"Last review" of "P-1" is "2026-02-30", which is no day of the calendar. Which day is it (YYYY-MM-DD), or "none"?',
    ],
    [
      'register.csv:P-2:Last review',
      '"Last review" of "P-2" is "soon", which cannot be read as a date. Which day is it (YYYY-MM-DD), or "none"?',
    ],
    [
      'register.csv:P-2:Next review',
      '"Next review" of "P-2" is "2026-13-01", which is no day of the calendar. Which day is it (YYYY-MM-DD), or "none"?',
    ],
  ])
})

test('a last review in the future is asked, since it would put off the next', async () => {
  const [row] = await register('Title,Last review', 'Doors,2027-01-01')
  expect(row?.lastReviewedOn).toBeNull()
  expect(row?.questions[0]?.question).toContain('stated as 2027-01-01, which lies in the future')
})

test('a column "Review date" may mean the last or the next: asked, and the answer holds for all rows', async () => {
  const text = csv('Title,Review date', 'Doors,2026-01-01', 'Keys,2026-02-01')
  const [open] = await rowsOf('r.csv', text)
  expect(open).toMatchObject({
    lastReviewedOn: null,
    statedNextOn: null,
    questions: [{ id: 'r.csv:Review date:meaning', choices: ['last', 'next'] }],
  })
  const last = await rowsOf('r.csv', text, { answers: { 'r.csv:Review date:meaning': 'last' } })
  expect(last.map(({ lastReviewedOn, statedNextOn }) => [lastReviewedOn, statedNextOn])).toEqual([
    ['2026-01-01', null],
    ['2026-02-01', null],
  ])
  const next = await rowsOf('r.csv', text, { answers: { 'r.csv:Review date:meaning': 'next' } })
  expect(
    next.map(({ lastReviewedOn, statedNextOn, questions }) => [lastReviewedOn, statedNextOn, questions]),
  ).toEqual([
    [null, '2026-01-01', []],
    [null, '2026-02-01', []],
  ])
})

test('an update is not a review, and an approval counts as one only where no review is stated', async () => {
  const rows = await register(
    'Title,Last updated,Approved,Last review',
    'Doors,2026-10-10,2026-03-03,2026-01-01',
    'Keys,2026-10-10,2026-03-03,',
  )
  expect(rows.map(({ lastReviewedOn }) => lastReviewedOn)).toEqual(['2026-01-01', '2026-03-03'])
  expect(rows[1]?.notes).toEqual([
    '"Last updated" 2026-10-10 is not used: an update is not a review.',
    '"Approved" 2026-03-03 counts as the last review.',
  ])
})

test('a column "Approved" that holds yes and no is no date, and is reported as not used', async () => {
  const [file] = await importOf({ 'r.csv': csv('Title,Approved', 'Doors,yes', 'Keys,no') })
  expect(file?.rows.flatMap(({ questions }) => questions)).toEqual([])
  expect(file?.notes).toContain('Columns not used: Approved (holds no dates).')
})

test('a stated next review that differs from last + cadence is kept beside it, and the note says which holds', async () => {
  const rows = await register(
    'Title,Last review,Next review,Review cycle',
    'Doors,2026-01-31,2026-12-01,annual',
    'Keys,2026-01-31,2029-01-31,3 years',
    'Seals,2026-02-28,2026-02-28,annual',
  )
  expect(
    rows.map(({ lastReviewedOn, statedNextOn, cadenceMonths }) => [
      lastReviewedOn,
      statedNextOn,
      cadenceMonths,
    ]),
  ).toEqual([
    ['2026-01-31', '2026-12-01', 12],
    ['2026-01-31', '2029-01-31', 12],
    ['2026-02-28', '2026-02-28', 12],
  ])
  expect(rows[0]?.notes).toEqual([
    'States 2026-12-01 as next review; last review 2026-01-31 + 12 months is 2027-01-31; the earlier holds.',
  ])
  expect(rows[1]?.notes).toEqual([
    'Review cycle "3 years": 36 months is longer than 12: counted as 12.',
    'States 2029-01-31 as next review; last review 2026-01-31 + 12 months is 2027-01-31; the earlier holds.',
  ])
  expect(rows[2]?.notes).toContain(
    'Next review 2026-02-28 is not after the last review 2026-02-28; one of them may be a slip.',
  )
})

test('a stated next review without a last one does not hold beyond 12 months', async () => {
  const rows = await register('Title,Next review', 'Doors,2027-11-25', 'Keys,2027-11-26')
  expect(rows.map(({ notes }) => notes)).toEqual([
    [],
    [
      'Next review 2027-11-26 without a last review is more than 12 months away; it does not hold.',
      'Never reviewed as far as is known: due now.',
    ],
  ])
})

test('a column that states the cadence in months is read as months; a rhythm of two readings is asked', async () => {
  const rows = await register(
    'Title,Cadence months,Stated cadence',
    'Doors,12,36 months',
    'Keys,3,',
    'Seals,24,',
  )
  expect(rows.map(({ cadenceMonths, statedCadence }) => [cadenceMonths, statedCadence])).toEqual([
    [12, '36 months'],
    [3, null],
    [12, '24 months'],
  ])
  const [biannual] = await register('Title,Review cycle', 'Doors,Biannual')
  expect(biannual).toMatchObject({
    cadenceMonths: null,
    statedCadence: 'Biannual',
    questions: [{ id: 'register.csv:cadence:Biannual', choices: ['6', '24'] }],
  })
})

test('a form among the policies is taken in and asked; "no" leaves it out', async () => {
  const text = csv('Code,Title,Type', 'FRM-1,Key slip,Form', 'P-1,Doors,Policy')
  const open = await rowsOf('r.csv', text)
  expect(open.map(({ refused, questions }) => [refused, questions.map(({ id }) => id)])).toEqual([
    [null, ['r.csv:FRM-1:type']],
    [null, []],
  ])
  const left = await rowsOf('r.csv', text, { answers: { 'r.csv:FRM-1:type': 'no' } })
  expect(left.map(({ refused }) => refused)).toEqual(['Left out by answer: it is not a policy.', null])
})

test('answers fill what was asked, an answer that does not fit keeps the question, an unknown one is named', async () => {
  const files = await importOf(
    {
      'r.csv': csv(
        'Code,Title,Owner,Review cycle,Last review,Next review',
        'P-1,Doors,CISO,Biannual,01/02/2026,2026-02-30',
        'P-2,Keys,Board,annual,03/04/2026,',
      ),
    },
    {
      answers: {
        'r.csv:owner:CISO': ' Chief@Example.com ',
        'r.csv:owner:Board': 'the board',
        'r.csv:cadence:Biannual': '6',
        'r.csv:Last review:order': 'mdy',
        'r.csv:P-1:Next review': '2026-07-02',
        'r.csv:owner:CIO': 'x@example.com',
      },
    },
  )
  const rows = files[0]?.rows
  expect(rows?.[0]).toMatchObject({
    ownerEmail: 'chief@example.com',
    statedOwner: 'CISO',
    cadenceMonths: 6,
    lastReviewedOn: '2026-01-02',
    statedNextOn: '2026-07-02',
    questions: [],
  })
  expect(rows?.[1]).toMatchObject({
    ownerEmail: null,
    lastReviewedOn: '2026-03-04',
    questions: [{ id: 'r.csv:owner:Board' }],
  })
  expect(rows?.[1]?.notes).toContain(
    'The answer "the board" to r.csv:owner:Board does not fit; the question stays open.',
  )
  expect(files[0]?.notes).toContain('Answers to questions that nothing here asks: r.csv:owner:CIO.')
})

test('reading the same file again gives the same rows and the same question ids', async () => {
  const text = csv('Code,Title,Owner,Last review', 'P-1,Doors,CISO,01/02/2026', 'P-2,Keys,TBD,2026-02-30')
  expect(await rowsOf('r.csv', text)).toEqual(await rowsOf('r.csv', text))
})
