import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type ImportOptions, readPaths } from '../../src/import/read.ts'
import { importDocument } from '../../src/import/report.ts'
import type { ImportFile, ImportRow } from '../../src/import/row.ts'

/** Registers and policy folders as people publish them. They are not part of the repository: their licences differ. */
const folder = fileURLToPath(new URL('../../../shared/field-data/', import.meta.url))
const present = existsSync(folder)
if (!present)
  console.warn(`NOT RUN: the published registers are not at ${folder}; only the invented ones were tested.`)

const read = (path: string, options: Partial<ImportOptions> = {}) =>
  readPaths([`${folder}${path}`], { format: 'auto', today: '2026-11-25', ...options })

async function readOne(path: string, options: Partial<ImportOptions> = {}): Promise<ImportFile> {
  const files = await read(path, options)
  expect(files).toHaveLength(1)
  return files[0] as ImportFile
}

const facts = (rows: ImportRow[]) =>
  rows.map((row) => [
    row.row,
    row.code,
    row.title,
    row.status,
    row.versionNumber,
    row.lastReviewedOn,
    row.statedNextOn,
  ])
const owners = (rows: ImportRow[]) => rows.map((row) => [row.ownerEmail, row.statedOwner])
const asked = (rows: ImportRow[]) => rows.map(({ questions }) => questions.map(({ id }) => id))
const notes = (rows: ImportRow[]) => rows.map((row) => row.notes)
const neverReviewed = 'Never reviewed as far as is known: due now.'
const vacant = 'No owner is stated: the place is vacant.'
const noCycle = 'No review cycle is stated: 12 months.'
const noCycleColumn = 'There is no column for the review cycle: 12 months.'

describe.runIf(present)('published registers', () => {
  test('iso27001-document-control.csv', async () => {
    const { rows, notes: said } = await readOne('registers/iso27001-document-control.csv')
    expect(said).toEqual(['Columns not used: Classification, Distribution.', noCycleColumn])
    expect(facts(rows)).toEqual([
      [2, 'POL-001', 'Information Security Policy', 'active', '2.0', '2026-01-15', '2027-01-15'],
      [3, 'POL-002', 'Access Control Policy', 'active', 'v2.1', '2025-12-01', '2026-12-01'],
      [4, 'POL-003', 'Acceptable Use Policy', 'active', '1.0.3', '2025-11-25', '2026-11-25'],
      [5, 'POL-004', 'Cryptography Policy', 'active', '1.1', '2023-05-30', '2024-05-30'],
      [6, 'POL-005', 'Supplier Security Policy', 'draft', '0.9-draft', null, null],
      [7, 'POL-006', 'Business Continuity Policy', 'active', '2023-Q4', '2023-10-01', null],
      [8, 'POL-007', 'Incident Response Policy', 'active', 'Rev C', '2026-02-28', '2026-02-28'],
      [9, 'POL-008', 'Access Control Policy', 'retired', '3', '2024-02-29', '2025-02-28'],
      [10, 'POL-009', 'access control policy', 'active', '3.0', '2026-06-30', '2027-06-30'],
      [11, 'POL-010', 'Physical Security Policy', 'active', '1.10', '2026-03-31', '2027-03-31'],
      [12, 'POL-011', 'Clear Desk Policy, incl. screens', 'active', '1.9', '2026-03-31', '2027-03-31'],
      [13, 'POL-012', 'Remote Working Policy', 'active', '2.2', '2025-09-01', '2026-09-01'],
      [14, 'FRM-001', 'Policy acknowledgement form', 'active', '1', '2022-01-01', null],
      [15, 'POL-003', 'Acceptable Use Policy', 'retired', '1.0.2', '2024-11-20', '2025-11-20'],
    ])
    expect(rows.map(({ effectiveOn }) => effectiveOn)).toEqual(
      rows.map(({ code, lastReviewedOn }) => (code === 'POL-005' ? null : lastReviewedOn)),
    )
    expect(
      rows.every(({ cadenceMonths, statedCadence }) => cadenceMonths === 12 && statedCadence === null),
    ).toBe(true)
    expect(owners(rows)).toEqual([
      [null, 'CISO'],
      ['owner-a@example.com', 'owner-a@example.com'],
      [null, 'owner-a@example.com; owner-b@example.com'],
      [null, null],
      [null, 'TBD'],
      [null, 'Head of Operations (acting)'],
      ['owner-c@example.com', 'owner-c@example.com'],
      ['owner-d@example.com', 'owner-d@example.com'],
      ['owner-d@example.com', 'owner-d@example.com'],
      [null, 'Facilities / Security'],
      ['owner-e@example.com', 'owner-e@example.com'],
      [null, 'former.owner@example.com (left 03/2026)'],
      [null, 'HR'],
      ['owner-a@example.com', 'owner-a@example.com'],
    ])
    const file = 'iso27001-document-control.csv'
    expect(asked(rows)).toEqual([
      [`${file}:owner:CISO`],
      [],
      [`${file}:owner:owner-a@example.com; owner-b@example.com`],
      [],
      [`${file}:owner:TBD`],
      [`${file}:owner:Head of Operations (acting)`, `${file}:POL-006:Next Review`],
      [],
      [],
      [],
      [`${file}:owner:Facilities / Security`],
      [],
      [`${file}:owner:former.owner@example.com (left 03/2026)`],
      [`${file}:FRM-001:type`, `${file}:owner:HR`],
      [],
    ])
    expect(rows.map(({ refused }) => refused)).toEqual([
      ...Array(13).fill(null),
      `Code POL-003 is already at row 4 of ${folder}registers/${file}: give each policy its own code, or remove this row.`,
    ])
    const approver = (words: string) =>
      `"Approver" names no e-mail address in "${words}"; the workspace's approvers are asked.`
    const twin = (...places: string[]) =>
      `The same title, but for capitals and spaces, is at ${places.map((place) => place.replace(' (', ` of ${folder}registers/${file} (`)).join(' and ')}: they are taken as different policies.`
    expect(notes(rows)).toEqual([
      [approver('CEO')],
      [approver('CISO'), twin('row 9 (POL-008)', 'row 10 (POL-009)')],
      [approver('CISO')],
      [approver('CISO'), vacant],
      [
        approver('TBD'),
        '"Last Review" says "N/A", no date; it is left empty.',
        '"Effective Date" says "TBD", no date; it is left empty.',
        '"Next Review" says "TBD", no date; it is left empty.',
      ],
      ['Status "In Review" is none of draft, active and retired; it counts as active.', approver('CEO')],
      [
        approver('CEO'),
        'Next review 2026-02-28 is not after the last review 2026-02-28; one of them may be a slip.',
        'States 2026-02-28 as next review; last review 2026-02-28 + 12 months is 2027-02-28; the earlier holds.',
      ],
      [approver('CISO'), twin('row 3 (POL-002)', 'row 10 (POL-009)')],
      [approver('CISO'), twin('row 3 (POL-002)', 'row 9 (POL-008)')],
      [approver('COO')],
      [approver('COO')],
      ['Status "Overdue" is none of draft, active and retired; it counts as active.', approver('COO')],
      [approver('HR')],
      [approver('CISO')],
    ])
  })

  test('a second import of iso27001-document-control.csv counts 0 new, 0 changed, and refuses POL-003 again', async () => {
    const path = 'registers/iso27001-document-control.csv'
    const [first, second] = [await read(path), await read(path)]
    expect(second).toEqual(first)
    expect(importDocument(first, () => ({ result: 'new', notes: [] })).totals).toEqual({
      new: 6,
      changed: 0,
      same: 0,
      asked: 7,
      refused: 1,
    })
    expect(importDocument(second, () => ({ result: 'same', notes: [] })).totals).toEqual({
      new: 0,
      changed: 0,
      same: 6,
      asked: 7,
      refused: 1,
    })
  })

  test('preamble-cp1252-crlf.csv', async () => {
    const { rows, notes: said } = await readOne('registers/preamble-cp1252-crlf.csv')
    expect(said).toEqual([
      'The file is not UTF-8; it is read as Windows-1252.',
      'Line 1 stands before the header and is not used: POLICY AND LEGISLATION REGISTER.',
      'Line 2 stands before the header and is not used: Prepared by Compliance · Date of Last Review · 08-Oct-25.',
      'Columns not used: Date Added, Description, Fine if not met, Links.',
      'There is no column for the code: rows are recognised by their title.',
      noCycleColumn,
      'Line 11 is a total and is skipped.',
      'Empty lines are skipped: 10.',
    ])
    expect(facts(rows)).toEqual([
      [5, null, 'Information Security Policy', 'active', null, null, '2025-10-07'],
      [6, null, 'Data Protection Policy', 'active', null, null, '2025-10-13'],
      [7, null, 'Payments Policy', 'active', null, null, '2025-04-03'],
      [9, null, 'Café & Visitors Policy', 'active', null, null, '2026-12-31'],
    ])
    expect(owners(rows)).toEqual([
      ['owner-a@example.com', 'owner-a@example.com'],
      [null, 'Compliance'],
      [null, 'Compliance, Legal'],
      [null, null],
    ])
    expect(asked(rows)).toEqual([
      [],
      ['preamble-cp1252-crlf.csv:owner:Compliance'],
      ['preamble-cp1252-crlf.csv:owner:Compliance, Legal'],
      [],
    ])
    expect(notes(rows)).toEqual([[], [], [], [vacant]])
  })

  test('college-broken-quotes.csv', async () => {
    const { rows, notes: said } = await readOne('registers/college-broken-quotes.csv')
    expect(said).toEqual([
      'Columns not used: url, category.',
      'There is no column for the owner: the places are vacant.',
      noCycleColumn,
    ])
    const titles = [
      '1.01 Introduction',
      '1.02 Vision, Mission, and Core Values',
      '1.10 Equal Opportunity',
      '1.1 Definitions (superseded)',
      '2.06 Powers, Duties, and Responsibilities of the President',
      '2.20 Role of Faculty – Governance',
    ]
    expect(facts(rows)).toEqual(
      titles.map((title, index) => [index + 2, title.split(' ')[0], title, 'active', null, null, null]),
    )
    expect(asked(rows).flat()).toEqual([])
    expect(notes(rows)).toEqual(
      titles.map((title) => [
        `A quotation mark that is never closed is taken out of: ${title.replace(' ', ' "')}`,
        neverReviewed,
      ]),
    )
    expect(rows.every(({ refused }) => refused === null)).toBe(true)
  })

  test('due-for-review-report.csv', async () => {
    const { rows, notes: said } = await readOne('registers/due-for-review-report.csv')
    expect(said).toEqual(['Columns not used: Area, Applicability, Days Until Due.', noCycleColumn])
    expect(facts(rows)).toEqual([
      [2, '9014455', 'Access to Clinical Systems', 'active', null, '2023-03-01', '2026-03-01'],
      [3, '9014456', 'Access to Clinical Systems', 'active', null, '2023-03-01', '2026-03-01'],
      [4, '7720011', 'Downtime Procedure', 'active', null, '2025-11-01', '2026-11-01'],
      [5, '1200345', 'Workforce Sanctions', 'active', null, '2025-12-01', '2026-12-01'],
      [6, '0031187', 'Media Disposal', 'active', null, '2024-02-01', '2027-02-01'],
      [7, null, 'Legacy Fax Policy', 'retired', null, '2015-01-01', null],
    ])
    expect(owners(rows)).toEqual(
      [
        'Owner A: Director',
        'Owner A: Director',
        'Owner B: Manager',
        'Owner C: VP HR',
        'Unassigned',
        'Owner D: Clerk',
      ].map((words) => [null, words]),
    )
    expect(asked(rows)).toEqual(
      rows.map(({ statedOwner }) => [`due-for-review-report.csv:owner:${statedOwner}`]),
    )
    const month = (column: string, text: string) =>
      `"${column}": ${text} names a month only: its first day, ${text.slice(3)}-${text.slice(0, 2)}-01, is taken.`
    const approved = (text: string, revised = text) => [
      `"Last Revised" ${revised} is not used: an update is not a review.`,
      month('Last Approved', text),
      `"Last Approved" ${text.slice(3)}-${text.slice(0, 2)}-01 counts as the last review.`,
    ]
    const twin = (place: string) =>
      `The same title, but for capitals and spaces, is at ${place.replace(' (', ` of ${folder}registers/due-for-review-report.csv (`)}: they are taken as different policies.`
    const late =
      'States 2026-03-01 as next review; last review 2023-03-01 + 12 months is 2024-03-01; the earlier holds.'
    expect(notes(rows)).toEqual([
      [...approved('03/2023'), month('Next Review', '03/2026'), twin('row 3 (9014456)'), late],
      [...approved('03/2023'), month('Next Review', '03/2026'), twin('row 2 (9014455)'), late],
      [
        'Status "Pending" is none of draft, active and retired; it counts as active.',
        ...approved('11/2025', '06/2021'),
        month('Next Review', '11/2026'),
      ],
      [...approved('12/2025'), month('Next Review', '12/2026')],
      [
        ...approved('02/2024'),
        month('Next Review', '02/2027'),
        'States 2027-02-01 as next review; last review 2024-02-01 + 12 months is 2025-02-01; the earlier holds.',
      ],
      approved('01/2015'),
    ])
  })

  test('university-review-cycles.csv: each of 38 spellings is counted, capped or asked', async () => {
    const capped = (months: number) => [`${months} months is longer than 12: counted as 12`]
    const whole = (days: number, months: number) => [
      `${days} days are counted as ${months} whole months, so that no review is later than stated`,
    ]
    const occasion = (words: string) => [
      `"${words}" is an occasion, not a rhythm: report it as an event when it happens`,
    ]
    const cycles: [string, string, number | 'asked', string[]][] = [
      ['2025-02-02', 'Annual', 12, []],
      ['2025-03-03', 'annually', 12, []],
      ['2025-04-04', 'Yearly', 12, []],
      ['2025-05-05', 'every 12 months', 12, []],
      ['2025-06-06', '12', 12, []],
      ['2025-07-07', '12m', 12, []],
      ['2025-08-08', '1 year', 12, []],
      ['2025-09-09', 'Once a year', 12, []],
      ['2025-10-10', 'Biennial', 12, capped(24)],
      ['2025-11-11', 'Every two years', 12, capped(24)],
      ['2025-12-12', '24 months', 12, capped(24)],
      ['2025-01-13', 'Every 3 years', 12, capped(36)],
      ['2025-02-14', '3 yrs', 12, capped(36)],
      ['2025-03-15', 'Triennial', 12, capped(36)],
      ['2025-04-16', 'Quarterly', 3, []],
      ['2025-05-17', 'every quarter', 3, []],
      ['2025-06-18', 'Semi-annual', 6, []],
      ['2025-07-19', 'Half-yearly', 6, []],
      ['2025-08-20', 'Biannual', 'asked', []],
      ['2025-09-21', 'Bi-annual', 'asked', []],
      ['2025-10-22', '6 monthly', 6, []],
      ['2025-11-23', 'Monthly', 1, []],
      ['2025-12-24', 'As needed', 'asked', []],
      ['2025-01-25', 'Ad hoc', 'asked', []],
      ['2025-02-26', 'Upon significant change', 'asked', []],
      ['2025-03-27', 'Annually or upon significant change', 12, occasion('upon significant change')],
      ['2025-04-01', 'Every 6 months or after a major incident', 6, occasion('after a major incident')],
      ['2025-05-02', 'P1Y', 12, []],
      ['2025-06-03', 'RRULE:FREQ=YEARLY', 12, []],
      ['2025-07-04', 'None', 'asked', []],
      ['2025-08-05', 'Every release', 'asked', []],
      ['2025-09-06', '6 years', 12, capped(72)],
      ['2025-10-07', '90 days', 2, whole(90, 2)],
      ['2025-11-08', '365 days', 12, ['365 days are counted as a year, 12 months']],
      ['2025-12-09', '52 weeks', 11, whole(364, 11)],
      [
        '2025-01-10',
        'Annual (calendar year)',
        12,
        ['"(calendar year)" is not part of the rhythm: counted from the last review'],
      ],
      ['2025-02-11', 'Jan/Jul', 'asked', []],
      ['2025-03-12', 'Q2 each year', 'asked', []],
    ]
    const file = 'university-review-cycles.csv'
    const officers = ['Dean', 'CIO', 'Director, IT', 'VP']
    const { rows, notes: said } = await readOne(`registers/${file}`)
    expect(said).toEqual(['Columns not used: Responsible Office.'])
    expect(rows).toHaveLength(cycles.length)
    for (const [index, [approvedOn, stated, months, found]] of cycles.entries()) {
      const officer = officers[index % 4]
      const cadence = months === 'asked' ? [`${file}:cadence:${stated}`] : []
      expect(rows[index]).toMatchObject({
        row: index + 2,
        code: String(101 + index),
        title: `Sample Policy ${String(index + 1).padStart(2, '0')}`,
        status: 'active',
        ownerEmail: null,
        statedOwner: officer,
        versionNumber: null,
        lastReviewedOn: approvedOn,
        statedNextOn: null,
        statedCadence: stated,
        cadenceMonths: months === 'asked' ? null : months,
        refused: null,
        notes: [
          ...found.map((note) => `Review cycle "${stated}": ${note}.`),
          `"Approved" ${approvedOn} counts as the last review.`,
        ],
      })
      expect(rows[index]?.questions.map(({ id }) => id)).toEqual([`${file}:owner:${officer}`, ...cadence])
    }
    const { questions } = importDocument(await read(`registers/${file}`), () => ({
      result: 'new',
      notes: [],
    }))
    expect(
      questions.filter(({ id }) => id.includes(':owner:')).map(({ id, rows: where }) => [id, where.length]),
    ).toEqual([
      [`${file}:owner:Dean`, 10],
      [`${file}:owner:CIO`, 10],
      [`${file}:owner:Director, IT`, 9],
      [`${file}:owner:VP`, 9],
    ])
  })

  test('change-log-no-header.csv is no register', async () => {
    const { rows } = await readOne('registers/change-log-no-header.csv')
    expect(rows.map(({ row, refused }) => [row, refused])).toEqual([
      [
        1,
        expect.stringMatching(
          /^change-log-no-header\.csv: expected a header line .* this is no register of policies; if it is, add the header line and import again\.$/,
        ),
      ],
    ])
  })

  test('register-excel-1900.xlsx', async () => {
    const { rows, notes: said } = await readOne('registers/register-excel-1900.xlsx')
    expect(said).toEqual([
      'Sheet "Lists" is skipped: it is hidden.',
      'Sheet "Archive 2019" is skipped: its name says that it is an archive; to import it, name it with --sheet.',
      'Line 1 stands before the header and is not used: Example Ltd – Policy Register (printed copies are uncontrolled).',
      'Empty lines are skipped: 9.',
    ])
    expect(facts(rows)).toEqual([
      [4, 'P-01', 'Information Security Policy', 'active', '2.1', '2026-01-31', '2027-01-31'],
      [5, 'P-02', 'Access Control Policy', 'active', '2.10', '2025-11-30', '2026-11-30'],
      [6, 'P-03', 'Mobile Device Policy', 'active', 'v1', '2025-12-31', '2026-12-31'],
      [7, 'P-04', 'Data Retention Policy', 'active', '1.0', '2025-12-31', '2026-12-31'],
      [8, 'P-05', 'Leap Day Policy', 'active', '4', '2024-02-29', null],
      [10, 'P-06', 'Clean Desk Policy', 'draft', '1', '2026-03-29', null],
      [11, 'P-07', 'Vendor Policy', 'active', '1.0', '2026-06-30', null],
      [12, 'P-08', 'Backup Policy', 'active', '1.0', '2026-07-01', null],
    ])
    expect(rows.map(({ cadenceMonths, statedCadence }) => [cadenceMonths, statedCadence])).toEqual([
      [12, 'Annual'],
      [12, '12 months'],
      [12, 'Annual'],
      [12, 'yearly'],
      [12, 'Annual'],
      [6, 'Every 6 months'],
      [12, 'Annual'],
      [12, 'biennial'],
    ])
    expect(owners(rows)).toEqual([
      ['owner-a@example.com', 'owner-a@example.com'],
      ['owner-b@example.com', 'owner-b@example.com'],
      [null, 'Head of IT'],
      ['owner-c@example.com', 'owner-c@example.com'],
      ['owner-d@example.com', 'owner-d@example.com'],
      [null, null],
      ['owner-e@example.com', 'owner-e@example.com'],
      ['owner-f@example.com', 'owner-f@example.com'],
    ])
    expect(asked(rows)).toEqual([
      [],
      [],
      ['register-excel-1900.xlsx:owner:Head of IT'],
      [],
      [],
      ['register-excel-1900.xlsx:P-06:owner'],
      [],
      [],
    ])
    expect(notes(rows)).toEqual([
      ['Version 2.1 is stored as a number: zeros at its end, as in 2.10, are lost in the spreadsheet.'],
      ['"Next review": 46356 is a spreadsheet\'s day number: 2026-11-30.'],
      [
        '"Last reviewed": 46022 is a spreadsheet\'s day number: 2025-12-31.',
        '"Next review": 46387 is a spreadsheet\'s day number: 2026-12-31.',
      ],
      [],
      [
        'Status "Under review" is none of draft, active and retired; it counts as active.',
        '"Next review" is a formula whose result the file does not hold; it is left empty: open and save the file in its program, and import again.',
      ],
      ['Version 1 is stored as a number: zeros at its end, as in 1.0, are lost in the spreadsheet.'],
      ['"Next review" says "TBC", no date; it is left empty.'],
      ['Review cycle "biennial": 24 months is longer than 12: counted as 12.'],
    ])
  })

  test('the archive sheet of register-excel-1900.xlsx is read when it is named', async () => {
    const { rows } = await readOne('registers/register-excel-1900.xlsx', { sheet: 'Archive 2019' })
    expect(facts(rows)).toEqual([
      [2, 'P-01', 'Information Security Policy', 'retired', '1.0', '2019-01-31', '2020-01-31'],
    ])
  })
})

describe.runIf(present)('published folders', () => {
  const byName = (files: ImportFile[], name: string) =>
    files.find(({ path }) => path.endsWith(name)) as ImportFile

  test('front-matter-shapes', async () => {
    const files = await read('front-matter-shapes')
    expect(files.map(({ path, rows }) => [basename(path), ...facts(rows)])).toEqual([
      [
        'Access-Control-Policy.md',
        [1, 'EX-ISMS-POL-037', 'Access Control Policy', 'draft', '1.0.0', null, '2027-02-28'],
      ],
      ['COM-019.md', [1, 'COM-019', 'Security & Privacy Standards', 'active', '1.10', null, null]],
      ['POL-001.md', [1, 'POL-001', 'Information Security Policy', 'draft', '1.0', null, null]],
      ['REVIEW-SCHEDULE.md'],
      ['SEC-003.md', [1, 'SEC-003', 'Responding to Hacked Accounts', 'active', '1.1', '2026-07-22', null]],
      ['colon-in-title.md', [1, null, 'Governance: who decides what', 'active', '3', '2026-05-01', null]],
      ['crlf-bom.md', [1, null, 'Encryption Policy', 'active', 'v2.1', null, null]],
      ['no-front-matter.md', [1, null, 'Acceptable Use Policy', 'active', null, null, null]],
    ])
    expect(files.map(({ notes: said }) => said)).toEqual([
      ['Front matter not used: program_manager, classification, related_documents.'],
      ['Front matter not used: reviewed_by, purpose.'],
      ['Front matter not used: tsc_criteria.'],
      ['REVIEW-SCHEDULE.md is a list of policies or a schedule, not a policy; it is not taken in.'],
      ['Front matter not used: classification.'],
      [],
      [],
      [],
    ])
    const rows = files.flatMap((file) => file.rows)
    expect(owners(rows)).toEqual([
      [null, 'Security Engineering Lead'],
      [null, 'Owner C.'],
      [null, '{{owner_name}}'],
      [null, 'Security Owner'],
      ['owner-a@example.com', 'owner-a@example.com'],
      ['owner-b@example.com', 'owner-b@example.com'],
      [null, 'Head of Security'],
    ])
    expect(
      rows.map(({ cadenceMonths, statedCadence, effectiveOn, tags }) => [
        cadenceMonths,
        statedCadence,
        effectiveOn,
        tags,
      ]),
    ).toEqual([
      [12, null, null, []],
      [6, 'Every 6 months', null, ['security']],
      [12, 'Annual (next review: {{next_review_date}})', null, []],
      [6, 'Every 6 months or after a major incident', null, []],
      [12, null, null, []],
      [12, 'annual', null, []],
      [12, null, '2026-04-01', []],
    ])
    expect(asked(rows)).toEqual([
      ['front-matter-shapes:owner:Security Engineering Lead'],
      ['front-matter-shapes:owner:Owner C.'],
      ['front-matter-shapes:owner:{{owner_name}}'],
      ['front-matter-shapes:owner:Security Owner'],
      [],
      ['front-matter-shapes:last_reviewed:order'],
      ['front-matter-shapes:owner:Head of Security'],
    ])
    expect(notes(rows)).toEqual([
      [
        '"Version" in the text is "1.1.0", the front matter says "1.0.0"; the front matter holds.',
        '"Approval Date" in the text is "2026-02-30", which is no day of the calendar; it is not used.',
        '"Next Review Date" is taken from the text: 2027-02-28.',
        '"approver" names no e-mail address in "Executive Management, Example Group LLC"; the workspace\'s approvers are asked.',
        noCycle,
      ],
      ['"last_updated" 2026-07-15 is not used: an update is not a review.', neverReviewed],
      [
        '"Review Cadence" is taken from the text: Annual (next review: {{next_review_date}}).',
        'Review cycle "Annual (next review: {{next_review_date}})": "(next review: {{next_review_date}})" is not part of the rhythm: counted from the last review.',
      ],
      [
        '"approvers" names no e-mail address in "Founders"; the workspace\'s approvers are asked.',
        'Review cycle "Every 6 months or after a major incident": "after a major incident" is an occasion, not a rhythm: report it as an event when it happens.',
      ],
      [
        'colon-in-title.md line 2: a colon in an unquoted value is repaired by putting quotation marks around it.',
        noCycle,
      ],
      [neverReviewed],
      [
        '"Policy Owner" is taken from the text: Head of Security.',
        '"Effective from" is taken from the text: 1st April 2026.',
        noCycle,
        neverReviewed,
      ],
    ])
    expect(byName(files, 'crlf-bom.md').rows[0]?.content).toBe('\n# Encryption Policy\n')
  })

  test('the ambiguous date of crlf-bom.md is settled by the order that a person gives', async () => {
    const files = await read('front-matter-shapes', { dateOrder: 'dmy' })
    expect(byName(files, 'crlf-bom.md').rows[0]).toMatchObject({
      lastReviewedOn: '2026-02-01',
      questions: [],
    })
  })

  test('md-review-in', async () => {
    const files = await read('md-review-in')
    const rows = files.flatMap((file) => file.rows)
    expect(files.map(({ path }) => path.slice(folder.length))).toEqual([
      'md-review-in/information/break-glass-process.html.md.erb',
      'md-review-in/information/we-dont-do-that.html.md.erb',
      'md-review-in/services/pagerduty.html.md.erb',
    ])
    expect(facts(rows)).toEqual([
      [1, null, 'Break Glass Process', 'active', null, '2025-05-13', null],
      [1, null, "Services We Don't Manage", 'active', null, '2025-05-06', null],
      [1, null, 'PagerDuty', 'active', null, '2025-03-17', null],
    ])
    expect(rows.map(({ cadenceMonths, statedCadence }) => [cadenceMonths, statedCadence])).toEqual([
      [3, '3 months'],
      [3, '3 months'],
      [6, '6 months'],
    ])
    expect(owners(rows)).toEqual(Array(3).fill([null, '#operations-engineering-alerts']))
    expect(asked(rows)).toEqual(Array(3).fill(['md-review-in:owner:#operations-engineering-alerts']))
    expect(notes(rows)).toEqual([[], [], []])
    expect(files.flatMap(({ notes: said }) => said)).toEqual([])
    expect(rows.every(({ content }) => content?.startsWith('\n# '))).toBe(true)
  })

  test('md-nested-index', async () => {
    const files = await read('md-nested-index')
    const rows = files.flatMap((file) => file.rows)
    expect(files.map(({ path, notes: said }) => [path.slice(folder.length), said])).toEqual([
      ['md-nested-index/README.md', ['README.md is about the folder, not a policy; it is not taken in.']],
      ...['access-control', 'incident-response-policy', 'incident-response-process', 'vendor'].map((name) => [
        `md-nested-index/${name}/index.md`,
        ['Front matter not used: slug, policy, faq, weight.'],
      ]),
    ])
    const titles = [
      'Access control policy',
      'Incident response policy',
      'Incident response process',
      'Third party vendor review policy',
    ]
    expect(facts(rows)).toEqual(titles.map((title) => [1, null, title, 'active', null, '2026-02-24', null]))
    expect(rows.map(({ cadenceMonths, statedCadence }) => [cadenceMonths, statedCadence])).toEqual(
      Array(4).fill([12, null]),
    )
    expect(owners(rows)).toEqual(Array(4).fill([null, null]))
    expect(asked(rows)).toEqual(Array(4).fill([]))
    expect(notes(rows)).toEqual(
      Array(4).fill([
        'The last review is taken from README.md, which says that its policies were last reviewed on 2026-02-24.',
        vacant,
        noCycle,
        '"last_updated" 2026-01-12 is not used: an update is not a review.',
      ]),
    )
  })
})
