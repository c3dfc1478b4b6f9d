import { expect, test } from 'vitest'
import { csv, importOf, rowsOf } from './files.ts'

const text = (title: string, ...keys: string[]) =>
  `---\ntitle: ${title}\n${keys.map((key) => `${key}\n`).join('')}---\nText of ${title}.\n`

test('the same code twice: the later row is refused, naming the first, and asks nothing', async () => {
  const rows = await rowsOf(
    'r.csv',
    csv(
      'Code,Title,Version,Owner',
      'P-1,Doors,2.0,a@example.com',
      'P-2,Keys,1,b@example.com',
      'P-1,Doors,1.0,CISO',
    ),
  )
  expect(rows.map(({ refused }) => refused)).toEqual([
    null,
    null,
    expect.stringMatching(
      /^Code P-1 is already at row 2 of .*r\.csv: give each policy its own code, or remove this row\.$/,
    ),
  ])
  expect(rows[2]?.questions).toEqual([])
})

test('a code is the same in whatever capitals, spaces and accents', async () => {
  const rows = await rowsOf('r.csv', csv('Code,Title', 'Zürich 1,Doors', 'ZU\u0308RICH  1,Keys'))
  expect(rows[1]?.refused).toMatch(/^Code ZU\u0308RICH {2}1 is already at row 2 of /)
})

test('the same code in two registers is refused in the second', async () => {
  const files = await importOf({
    'a.csv': csv('Code,Title', 'P-1,Doors'),
    'b.csv': csv('Code,Title', 'P-1,Doors'),
  })
  expect(files.map(({ rows }) => rows[0]?.refused !== null)).toEqual([false, true])
})

test('without codes the title tells rows apart, whatever its capitals, spaces and accents', async () => {
  const rows = await rowsOf(
    'r.csv',
    csv(
      'Title,Owner',
      'Politique de s\u00e9curit\u00e9,a@example.com',
      'politique  de se\u0301curite\u0301 ,b@example.com',
    ),
  )
  expect(rows[1]?.refused).toContain(
    'Title "politique  de se\u0301curite\u0301" without a code is already at row 2',
  )
})

test('one title with different codes is two policies, noted at both', async () => {
  const rows = await rowsOf(
    'r.csv',
    csv(
      'Code,Title,Last review',
      'P-1,Access Policy,2026-01-01',
      'P-2,access policy ,2026-01-01',
      'P-3,Keys,2026-01-01',
    ),
  )
  expect(rows.map(({ refused }) => refused)).toEqual([null, null, null])
  expect(rows.map(({ notes }) => notes)).toEqual([
    [
      expect.stringMatching(
        /The same title.* is at row 3 of .*r\.csv \(P-2\): they are taken as different policies\.$/,
      ),
    ],
    [
      expect.stringMatching(
        /The same title.* is at row 2 of .*r\.csv \(P-1\): they are taken as different policies\.$/,
      ),
    ],
    [],
  ])
})

test('a register and a Markdown file with composed and decomposed accents are one policy', async () => {
  const files = await importOf({
    'register.csv': csv(
      'Ref,Title,Owner,Last review',
      'P-1,Politique de s\u00e9curit\u00e9,a@example.com,2026-02-02',
    ),
    'Politique de se\u0301curite\u0301.md': 'Texte.\n',
  })
  const [register, markdown] = files.map(({ rows }) => rows[0])
  const same = {
    code: 'P-1',
    title: 'Politique de s\u00e9curit\u00e9',
    ownerEmail: 'a@example.com',
    lastReviewedOn: '2026-02-02',
    content: 'Texte.\n',
  }
  expect(register).toMatchObject(same)
  expect(markdown).toMatchObject(same)
  expect(register?.notes.at(-1)).toMatch(/^The text is taken from .*\.md, the same policy\.$/)
  expect(markdown?.notes).toContainEqual(
    expect.stringMatching(/^The same policy as row 2 of .*register\.csv; what the register states holds\.$/),
  )
})

test('what the register leaves empty is filled from the file with the same code; where they differ the register holds', async () => {
  const files = await importOf({
    'register.csv': csv('Code,Title,Owner,Version,Review cycle', 'P-1,Doors,CISO,2.0,'),
    'doors.md': text(
      'Doors and gates',
      'id: P-1',
      'owner: b@example.com',
      'version: 1.0',
      'review_cycle: Biannual',
      'last_reviewed: 2026-03-03',
    ),
  })
  const [register, markdown] = files.map(({ rows }) => rows[0])
  const { row: _, notes: __, ...first } = register ?? { row: 0, notes: [] }
  const { row: ___, notes, ...second } = markdown ?? { row: 0, notes: [] }
  expect(first).toEqual(second)
  expect(first).toMatchObject({
    title: 'Doors',
    ownerEmail: null,
    statedOwner: 'CISO',
    versionNumber: '2.0',
    lastReviewedOn: '2026-03-03',
    statedCadence: 'Biannual',
  })
  expect(register?.questions.map(({ id }) => id)).toEqual(['register.csv:owner:CISO', 'in:cadence:Biannual'])
  expect(notes).toContain('The file states 1.0 as versionNumber, the register 2.0: the register holds.')
  expect(notes).toContain('The file states Doors and gates as title, the register Doors: the register holds.')
  expect(register?.notes.join()).not.toContain('Never reviewed')
})

test('a Markdown file without a code whose title is that of two registered policies is asked', async () => {
  const given = { 'r.csv': csv('Code,Title', 'P-1,Doors', 'P-2,doors'), 'doors.md': text('Doors') }
  const open = (await importOf(given))[1]?.rows[0]
  expect(open).toMatchObject({ code: null, content: 'Text of Doors.\n' })
  expect(open?.questions).toMatchObject([
    { id: 'title:Doors:code', field: 'code', choices: ['P-1', 'P-2', 'none'] },
  ])
  const answered = await importOf(given, { answers: { 'title:Doors:code': 'P-2' } })
  expect(answered.flatMap(({ rows }) => rows.map(({ code, content }) => [code, content]))).toEqual([
    ['P-1', null],
    ['P-2', 'Text of Doors.\n'],
    ['P-2', 'Text of Doors.\n'],
  ])
  const none = (await importOf(given, { answers: { 'title:Doors:code': 'none' } }))[1]?.rows[0]
  expect(none).toMatchObject({ code: null, questions: [] })
})
