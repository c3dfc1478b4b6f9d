import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMarkdown } from '../../src/import/markdown.ts'
import { csv, importOf, rowsOf } from './files.ts'

const page = (...lines: string[]) => `${lines.join('\n')}\n`
const policy = (...keys: string[]) => page('---', 'title: Doors', ...keys, '---', '', 'Doors are closed.')

test('front matter is taken as text: versions keep their zeros and dates have no zone', async () => {
  const [row] = await rowsOf(
    'doors.md',
    policy(
      'document_id: COM-019',
      'version: 1.10',
      'status: Active',
      'owner: a@example.com',
      'last_reviewed: 2026-07-15',
      'review_frequency: Every 6 months',
      'tags:',
      '  - doors',
      '  - gates',
      'components: [Access control]',
    ),
  )
  expect(row).toMatchObject({
    row: 1,
    code: 'COM-019',
    title: 'Doors',
    status: 'active',
    versionNumber: '1.10',
    ownerEmail: 'a@example.com',
    lastReviewedOn: '2026-07-15',
    cadenceMonths: 6,
    statedCadence: 'Every 6 months',
    tags: ['doors', 'gates'],
    components: ['Access control'],
    content: '\nDoors are closed.\n',
    notes: [],
    questions: [],
  })
})

test('review_in counts from the last review, and a channel is no owner', async () => {
  const [row] = await rowsOf(
    'keys.html.md.erb',
    page(
      '---',
      "owner_slack: '#key-desk'",
      'title: Keys',
      'last_reviewed_on: 2026-01-10',
      'review_in: 3 months',
      '---',
      '# Keys',
    ),
  )
  expect(row).toMatchObject({
    cadenceMonths: 3,
    lastReviewedOn: '2026-01-10',
    ownerEmail: null,
    statedOwner: '#key-desk',
  })
  expect(row?.questions.map(({ question }) => question)).toEqual([
    'Owner "#key-desk" is a channel, not a person. Whose e-mail address is it, or "none" for a vacancy?',
  ])
})

test('empty strings, null and placeholders state nothing', async () => {
  const [row] = await rowsOf(
    'doors.md',
    policy(
      'owner: "{{owner_name}}"',
      'last_reviewed: null',
      'next_review: ""',
      'version: "[Version]"',
      'approver:',
    ),
  )
  expect(row).toMatchObject({
    ownerEmail: null,
    statedOwner: '{{owner_name}}',
    lastReviewedOn: null,
    statedNextOn: null,
    versionNumber: null,
    statedApprover: null,
  })
  expect(row?.questions.map(({ id }) => id)).toEqual(['in:owner:{{owner_name}}'])
})

test('a colon in an unquoted title is repaired, and the note names the file and the line', async () => {
  const [row] = await rowsOf(
    'a/colon.md',
    page(
      '---',
      'owner: a@example.com',
      'title: Governance: who decides what',
      'purpose: >',
      '  folded',
      '  text',
      '---',
      'Text.',
    ),
  )
  expect(row).toMatchObject({ title: 'Governance: who decides what', ownerEmail: 'a@example.com' })
  expect(row?.notes[0]).toBe(
    'a/colon.md line 3: a colon in an unquoted value is repaired by putting quotation marks around it.',
  )
})

test('front matter beyond repair is refused by file and line, and the rest of the folder is taken in', async () => {
  const files = await importOf({
    'bad.md': page('---', 'title: Fence', 'owner:', '  - a', '  b: [c', '---', 'Text.'),
    'good.md': policy(),
  })
  expect(files.map(({ rows }) => rows.map(({ title, refused }) => title ?? refused))).toEqual([
    [
      expect.stringMatching(
        /^bad\.md line \d: expected front matter as YAML, this line cannot be read \(.+\): correct it and import again\.$/,
      ),
    ],
    ['Doors'],
  ])
})

test('a mark at the start and Windows line ends change nothing but the text as it is kept', async () => {
  const plain = await rowsOf('doors.md', policy('owner: a@example.com'))
  const marked = await rowsOf('doors.md', `\ufeff${policy('owner: a@example.com').replaceAll('\n', '\r\n')}`)
  expect(marked).toEqual(plain)
})

test('front matter in a programming language is not read, let alone run', async () => {
  const [file] = await importOf({
    'script.md': page('---js', '{ title: process.exit(7) }', '---', '# Ran by nobody', 'Text.'),
  })
  expect(file?.rows[0]).toMatchObject({ title: 'Ran by nobody' })
  expect(file?.rows[0]?.notes[0]).toBe('Front matter in js is not read, only YAML.')
})

test('aliases that multiply are refused, not unfolded', async () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
  ]
  const [row] = await rowsOf('bomb.md', page('---', ...bomb, '---', 'Text.'))
  expect(row?.refused).toContain('too many aliases')
})

test('the title is that of the front matter, else the heading, else the name of the file or of the folder', async () => {
  const files = await importOf({
    'a.md': page('---', 'name: From the key', '---', '# Heading'),
    'b.md': page('# **From the heading** #', 'Text.'),
    'c_plain-name.md': 'Text.\n',
    'd-folder/index.md': 'Text.\n',
  })
  expect(files.map(({ rows }) => rows[0]?.title)).toEqual([
    'From the key',
    'From the heading',
    'C plain name',
    'D folder',
  ])
  expect(files[2]?.rows[0]?.notes[0]).toBe(
    'No title is stated: "C plain name" is taken from the name of the file.',
  )
  expect(files[3]?.rows[0]?.notes[0]).toBe(
    'No title is stated: "D folder" is taken from the name of the folder.',
  )
})

test('what the text says of itself is taken where there is no front matter', async () => {
  const [row] = await rowsOf(
    'gates.md',
    page(
      '# Gates',
      '',
      '**Policy Owner: Gate Keeper**',
      '',
      '- **Version**: 1.10',
      'Effective from: 1st April 2026',
      '',
      '```',
      '**Approver**: not-this@example.com',
      '```',
    ),
  )
  expect(row).toMatchObject({
    title: 'Gates',
    statedOwner: 'Gate Keeper',
    versionNumber: '1.10',
    effectiveOn: '2026-04-01',
    statedApprover: null,
  })
  expect(row?.notes).toContain('"Policy Owner" is taken from the text: Gate Keeper.')
})

test('where a table in the text disagrees with the front matter, the front matter holds and the note says so', async () => {
  const text = page(
    '---',
    'title: Gates',
    'version: "1.0.0"',
    'approval_date: ""',
    'next_review: 2027-02-28',
    'effective_date: ""',
    '---',
    '| Field | Value |',
    '|---|---|',
    '| Version | 1.1.0 |',
    '| Approval Date | 2026-02-30 |',
    '| Next Review Date | 28 February 2027 |',
    '| Effective Date | 2026-02-27 |',
  )
  const [row] = await rowsOf('gates.md', text)
  expect(row).toMatchObject({
    versionNumber: '1.0.0',
    lastReviewedOn: null,
    statedNextOn: '2027-02-28',
    effectiveOn: '2026-02-27',
    questions: [],
  })
  expect(row?.notes.slice(0, 3)).toEqual([
    '"Version" in the text is "1.1.0", the front matter says "1.0.0"; the front matter holds.',
    '"Approval Date" in the text is "2026-02-30", which is no day of the calendar; it is not used.',
    '"Effective Date" is taken from the text: 2026-02-27.',
  ])
})

test('the README speaks of the policies below it: their last review, where they state none', async () => {
  const files = await importOf({
    'README.md': page('# Ours', '', 'These policies were last reviewed on 2026-02-24.'),
    'doors/index.md': policy('last_updated: 2026-01-12'),
    'keys.md': page('---', 'title: Keys', 'last_reviewed: 2026-06-06', '---', 'Text.'),
  })
  expect(files.map(({ rows }) => rows[0]?.lastReviewedOn)).toEqual([undefined, '2026-02-24', '2026-06-06'])
  expect(files[0]).toMatchObject({
    rows: [],
    notes: ['README.md is about the folder, not a policy; it is not taken in.'],
  })
  expect(files[1]?.rows[0]?.notes).toContain(
    'The last review is taken from README.md, which says that its policies were last reviewed on 2026-02-24.',
  )
  expect(files[1]?.rows[0]?.notes).toContain(
    '"last_updated" 2026-01-12 is not used: an update is not a review.',
  )
})

test.each([
  [
    'a schedule',
    page(
      '# Schedule',
      '',
      '| Document | Owner | Review Frequency |',
      '|---|---|---|',
      '| Doors | Porter | Annual |',
      '| Keys | Porter | Monthly |',
    ),
    'is a list of policies or a schedule',
  ],
  ['a list of links', page('# All', '', '* [Doors](doors.md)', '* [Keys](keys.md)'), 'is a list of links'],
  ['an empty page', page('# Nothing yet'), 'holds no text'],
])('%s is no policy, and the note says so', async (_, text, words) => {
  const [file] = await importOf({ 'page.md': text })
  expect(file?.rows).toEqual([])
  expect(file?.notes).toEqual([expect.stringContaining(words)])
})

test('a policy with a table of roles among its text stays a policy', async () => {
  const rows = await rowsOf(
    'doors.md',
    page(
      '# Doors',
      'We close doors.',
      'Always.',
      'At night.',
      '| Document | Owner |',
      '|---|---|',
      '| Log | Porter |',
    ),
  )
  expect(rows.map(({ title }) => title)).toEqual(['Doors'])
})

test('the order of day and month is settled for the folder, else asked once for it', async () => {
  const one = page('---', 'title: One', 'last_reviewed: 01/02/2026', '---', 'Text.')
  const settled = await importOf({
    'one.md': one,
    'two.md': page('---', 'title: Two', 'last_reviewed: 13/02/2026', '---', 'Text.'),
  })
  expect(settled.map(({ rows }) => rows[0]?.lastReviewedOn)).toEqual(['2026-02-01', '2026-02-13'])
  const open = await importOf({ 'one.md': one })
  expect(open[0]?.rows[0]).toMatchObject({
    lastReviewedOn: null,
    questions: [{ id: 'in:last_reviewed:order', choices: ['dmy', 'mdy'] }],
  })
  const given = await importOf({ 'one.md': one }, { dateOrder: 'mdy' })
  expect(given[0]?.rows[0]).toMatchObject({ lastReviewedOn: '2026-01-02', questions: [] })
})

test('keys that are of no use are named once for the file; files of other kinds are named for the folder', async () => {
  const files = await importOf({
    'doors.md': policy('weight: 7', 'policy: true', 'nested:', '  a: b'),
    'logo.png': 'x',
    'sub/deed.pdf': 'x',
    '.git/config': 'x',
    'node_modules/a/README.md': 'x',
  })
  expect(files.map(({ notes }) => notes)).toEqual([
    ['Not read, being no Markdown, CSV or XLSX file: logo.png, sub/deed.pdf.'],
    ['Front matter not used: weight, policy, nested.'],
  ])
})

test('a file without text below its front matter is taken in without content', async () => {
  const [row] = await rowsOf('doors.md', page('---', 'title: Doors', '---', ''))
  expect(row?.content).toBeNull()
  expect(row?.notes).toContain('The file holds no text below its front matter: text not held.')
})

test('registers and policies of one folder are read in one import', async () => {
  const files = await importOf({ 'register.csv': csv('Code,Title', 'P-1,Gates'), 'doors.md': policy() })
  expect(files.map(({ format, rows }) => [format, rows[0]?.title])).toEqual([
    ['csv', 'Gates'],
    ['markdown', 'Doors'],
  ])
})

test('whatever stands in a Markdown file, it is a policy, a note or a refusal', () => {
  const pieces = fc.constantFrom(
    '---',
    '\n',
    'title: ',
    'owner',
    ': ',
    '- ',
    '[',
    '{',
    '&a',
    '*a',
    '# ',
    '**',
    '|',
    '"',
    '> ',
    '2026-02-30',
    '!!js/function',
    '__proto__: x',
    'a@b.cd',
    '\t',
  )
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 40 }).map((parts) => `---\n${parts.join('')}\n---\n${parts.join('')}`),
  )
  fc.assert(
    fc.property(texts, (content) => {
      const given = [{ path: 'a.md', relative: 'a.md', text: content, notes: [] }]
      const [file] = readMarkdown(given, 'folder', {
        today: '2026-11-25',
        answers: { given: {}, met: new Set() },
      })
      expect((file?.rows.length ?? 0) + (file?.notes.length ?? 0)).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})
