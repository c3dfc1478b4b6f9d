import { describe, expect, test } from 'vitest'
import { recallSubmission } from '../../../src/actions/recall-submission.ts'
import { startReview } from '../../../src/actions/start-review.ts'
import { aPolicy } from '../../support/company.ts'
import { inForce } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

const typed = { number: '1.0', summary: 'The first', content: 'Text.' }

describe('The window to submit a version', () => {
  test('submits the first version of a draft, in force on the day chosen', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'submit', policy)
    expect(window.text).toContain('counts as its first review')
    const end = await window.type({ ...typed, effectiveOn: '2027-04-01', note: 'Please read' }).submit()
    expect(end.text).toContain('Ann and Bob are asked to endorse it')
    expect(await office.row('versions', { policy })).toMatchObject({
      number: '1.0',
      changeKind: 'major',
      summary: 'The first',
      effectiveOn: '2027-04-01',
      state: 'submitted',
    })
  })

  test('concludes the review that is open with its sentence, unless it is editorial', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    const window = await office.open('olga', 'submit', 'ISP-07')
    expect(window.text).toContain('This concludes the review that is open, unless it is editorial')
    const minor = { ...typed, number: '1.1', changeKind: 'minor', note: '' }
    expect(await window.type(minor).submit()).toMatchObject({
      is: 'errors',
      errors: { note: expect.stringContaining('1 to 3000 characters') },
    })
    expect((await window.type({ changeKind: 'editorial' }).submit()).text).toContain('Submitted.')
    expect(await office.row('submissions', { policy, state: 'awaiting' })).toMatchObject({ review: null })
  })

  test('is the outcome of the review, with what was considered', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    await office.does('olga', startReview, { policy })
    const window = await office.open('olga', 'submit', policy)
    const concluding = { number: '1.1', changeKind: 'minor', note: 'It holds.', considered: ['incidents'] }
    await window.type({ ...typed, ...concluding }).submit()
    const submission = await office.row('submissions', { policy, state: 'awaiting' })
    expect(submission.review).not.toBeNull()
    expect(submission).toMatchObject({ statement: 'It holds.', considered: '["incidents"]' })
  })

  test('does not overwrite what another submitted and got back meanwhile', async () => {
    const office = await windows()
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'submit', policy)
    await (await office.open('dan', 'submit', policy)).type({ ...typed, content: "dan's text" }).submit()
    await office.does('dan', recallSubmission, { policy, reason: null })
    const refused = await window.type({ ...typed, content: "olga's text" }).submit()
    expect(refused.text).toContain('Dan submitted a version on 1 March, 08:00.')
    expect(refused.text).toContain("olga's text")
    expect(await office.row('versions', { policy })).toMatchObject({ content: "dan's text" })
    expect((await window.submit()).text).toContain('Submitted.')
  })

  test('is refused by who may not, in place of the form', async () => {
    const office = await windows()
    expect((await office.open('sam', 'submit', await aPolicy(office))).text).toContain('Only the owner')
  })
})

describe('A file that is attached', () => {
  const cases: [string, Windows['files'][string], string][] = [
    ['of a kind that is no text', { name: 'policy.docx', body: 'PK' }, 'a Markdown or text file'],
    ['in another encoding', { name: 'a.md', body: new Uint8Array([0x63, 0xe9, 0x63]) }, 'text in UTF-8'],
    ['that is too large', { name: 'a.md', body: 'a', size: 2_000_001 }, 'at most 2 MB'],
    [
      'behind a redirect to a page for signing in',
      { name: 'a.md', body: 'a', redirect: '/signin' },
      'status 302',
    ],
    [
      'that comes as a page with status 200',
      { name: 'a.md', body: '<!DOCTYPE html><p>Sign in', size: 7 },
      'a page of Slack',
    ],
    ['that comes in part', { name: 'a.md', body: 'half', size: 8 }, '4 of 8 bytes'],
  ]
  test.each(cases)('%s is refused on its field', async (_, file, why) => {
    const office = await windows()
    office.files.F1 = file
    const window = await office.open('olga', 'submit', await aPolicy(office))
    expect(await window.type({ ...typed, content: '', file: ['F1'] }).submit()).toMatchObject({
      is: 'errors',
      errors: { file: expect.stringContaining(why) },
    })
    expect(await office.rows('versions')).toEqual([])
  })

  test('that Slack knows no more is refused on its field', async () => {
    const office = await windows()
    const window = await office.open('olga', 'submit', await aPolicy(office))
    expect(await window.type({ ...typed, content: '', file: ['F9'] }).submit()).toMatchObject({
      errors: { file: expect.stringContaining('file_not_found') },
    })
  })

  test('together with a typed text is refused: one of them would be lost', async () => {
    const office = await windows()
    office.files.F1 = { name: 'a.md', body: 'from the file' }
    const window = await office.open('olga', 'submit', await aPolicy(office))
    expect(await window.type({ ...typed, file: ['F1'] }).submit()).toMatchObject({
      errors: { content: expect.stringContaining('Expected the text or a file, but both came.') },
    })
  })

  test('stays attached where something else is refused and the form is drawn anew', async () => {
    const office = await windows()
    office.files.F1 = { name: 'a.md', body: 'from the file' }
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'submit', policy)
    await office.database.kysely
      .updateTable('settings')
      .set({ value: '[]' })
      .where('key', '=', 'approvers')
      .execute()
    const refused = await window.type({ ...typed, content: '', file: ['F1'] }).submit()
    expect(refused.text).toContain('has no approver')
    expect(refused.text).toContain('The file that you attached before is kept.')
    await office.database.kysely
      .updateTable('settings')
      .set({ value: JSON.stringify([office.id('ann')]) })
      .where('key', '=', 'approvers')
      .execute()
    await window.type({ file: [] }).submit()
    expect(await office.row('versions', { policy })).toMatchObject({ content: 'from the file' })
  })

  test('that begins with a mark of its encoding is kept without it', async () => {
    const office = await windows()
    office.files.F1 = { name: 'a.txt', body: '\ufeffText.\r\n' }
    const policy = await aPolicy(office)
    const window = await office.open('olga', 'submit', policy)
    await window.type({ ...typed, content: '', file: ['F1'] }).submit()
    expect(await office.row('versions', { policy })).toMatchObject({ content: 'Text.\n' })
  })
})
