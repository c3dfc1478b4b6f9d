import { describe, expect, test } from 'vitest'
import { triageEvent } from '../../../src/actions/triage-event.ts'
import { beat } from '../../../src/beat.ts'
import { inForce, reported, triggered } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

const quarter = '2027-Q1'

/** It is April; of the first quarter one report is significant, one is not, and one is undecided. */
async function april(): Promise<Windows & { undecided: string }> {
  const office = await windows({ settings: { policyManagers: 'mia@example.com dan@example.com' } })
  const { policy } = await inForce(office)
  await triggered(office, [policy], { what: 'A laptop was stolen, SEC-7' })
  const { event } = await reported(office, { what: 'A door stood open', category: 'organization_change' })
  await office.does('mia', triageEvent, { event, reason: 'seen', decision: { is: 'not significant' } })
  const { event: undecided } = await reported(office, { what: 'Something odd in the log' })
  office.at('2027-04-02T08:00:00.000Z')
  await beat(office.world)
  return { ...office, undecided }
}

const said = { isComplete: ['yes'], statement: 'The log is still being looked at.' }

describe('The window to attest', () => {
  test('lists what is significant by category, "none" where nothing is, and names what is undecided', async () => {
    const office = await april()
    const window = await office.open('mia', 'attest', quarter)
    for (const shown of [
      'Events of the first quarter of 2027',
      'Reported from Monday 1 March to Wednesday 31 March',
      '*Security event* · 1',
      'E-1 · happened on Monday 1 March · A laptop was stolen, SEC-7 · reviews: ISP-07 open, due Wednesday 31 March',
      '*Change of the service* · none',
      '*Change of the business model* · none',
      '*Law or contract* · none',
      '*Change of the organization* · none',
      '*Change of the platform* · none',
      '*Not decided yet* · 1',
      'E-3 · happened on Monday 1 March · Something odd in the log',
      'Not compared with an incident tracker.',
      'SHA-256 of the list: ',
    ])
      expect(window.text).toContain(shown)
    expect(window.text).not.toContain('A door stood open')
  })

  test('attests with the tick and a sentence on what is undecided, and keeps what was typed until then', async () => {
    const office = await april()
    const window = await office.open('mia', 'attest', quarter)
    expect((await window.submit()).errors.isComplete).toContain('tick the box')
    expect((await window.type({ isComplete: ['yes'] }).submit()).errors.statement).toContain(
      'E-3 is not decided yet',
    )
    const done = await window.type(said).submit()
    expect(done.text).toContain(
      'Attested: the events of the first quarter of 2027. 1 report significant, 1 not significant, 1 not decided yet.',
    )
    expect(await office.row('attestations', {})).toMatchObject({
      attestedBy: office.id('mia'),
      statement: said.statement,
      undecided: 1,
    })
    expect((await office.open('dan', 'attest', quarter)).text).toContain(
      'Mia attested the events of the first quarter of 2027 on Friday 2 April',
    )
  })

  test('shows the list anew where it has changed, with what was typed, and attests it only then', async () => {
    const office = await april()
    const window = await office.open('mia', 'attest', quarter)
    const decision = { is: 'not significant' as const }
    await office.does('dan', triageEvent, { event: office.undecided, reason: 'nothing', decision })
    const late = await window.type(said).submit()
    expect(late.text).toContain('The list of the first quarter of 2027 has changed since it was shown to you')
    expect(late.text).toContain(said.statement)
    expect(late.text).not.toContain('Not decided yet')
    expect(await office.row('attestations', {})).toMatchObject({ attestedAt: null })
    await window.submit()
    expect(await office.row('attestations', {})).toMatchObject({ attestedBy: office.id('mia'), undecided: 0 })
  })

  test('is for policy managers, and only of a quarter that is over', async () => {
    const office = await april()
    expect((await office.open('olga', 'attest', quarter)).text).toContain('Only a policy manager may attest')
    expect((await office.open('mia', 'attest', '2027-Q2')).text).toContain('There is nothing to attest')
  })

  test('turns its pages where there were many', async () => {
    const office = await windows()
    const { policy } = await inForce(office)
    for (let i = 1; i <= 30; i += 1) await triggered(office, [policy], { what: `Event number ${i}.` })
    office.at('2027-04-02T08:00:00.000Z')
    await beat(office.world)
    const window = await office.open('mia', 'attest', quarter)
    expect(window.text).toContain('*Security event* · 30')
    expect(window.text).not.toContain('Event number 26.')
    await window.press('turn:1', '1')
    expect(window.text).toContain('Event number 26.')
    expect(window.text).toContain('26–30 of 30')
    await window.type({ isComplete: ['yes'] }).submit()
    expect(await office.row('attestations', {})).toMatchObject({ significant: 30 })
  })
})

const csv = [
  'Key,Summary,Created,Priority,URL',
  'SEC-7,Laptop stolen,2027-03-01,High,https://tracker.example.com/browse/SEC-7',
  'SEC-8,Odd entries in the log,2027-03-02,Low,https://tracker.example.com/browse/SEC-8',
  'SEC-9,Phishing mail to <!channel>,2027-03-20,High,https://tracker.example.com/browse/SEC-9',
  'SEC-1,Old thing,2026-05-20,High,',
].join('\n')

describe("The window to compare with a tracker's export", () => {
  test('says what matches and how, what is likely the same, and what only one side has', async () => {
    const office = await april()
    office.files.F1 = { name: 'incidents.csv', body: csv }
    const window = await office.open('mia', 'compare_tracker', quarter)
    const done = await window.type({ file: ['F1'] }).submit()
    for (const shown of [
      'incidents.csv against the reports of the first quarter of 2027',
      '4 rows; 1 of other quarters',
      '*In the tracker and not reported* · 1',
      'SEC-9 · Phishing mail to &lt;!channel&gt; · Saturday 20 March · High',
      'Report…',
      '*Likely the same* · 1',
      'E-3 by the day and words of the title: look whether it is the same',
      '*Matched* · 1',
      'SEC-7 · Laptop stolen · Monday 1 March · High · E-1 by the number',
      '*Reported and not in the tracker* · 1',
      'E-2 Change of the organization · A door stood open',
    ])
      expect(done.text).toContain(shown)
    expect((await office.open('dan', 'attest', quarter)).text).toContain(
      'Compared with incidents.csv by Mia on Friday 2 April: 1 matched, 1 likely the same, 1 not reported, 1 not in the tracker.',
    )
  })

  test('opens the report of what is missing filled in, after which it matches', async () => {
    const office = await april()
    office.files.F1 = { name: 'incidents.csv', body: csv }
    await (await office.open('mia', 'compare_tracker', quarter)).type({ file: ['F1'] }).submit()
    const report = await office.open('mia', 'report_incident', `${quarter}:2`)
    expect(report.text).toContain('Phishing mail to <!channel> (SEC-9)')
    await report.submit()
    expect(await office.row('events', { number: 4 })).toMatchObject({
      category: 'security_event',
      happenedOn: '2027-03-20',
      link: 'https://tracker.example.com/browse/SEC-9',
    })
    const again = await office.open('mia', 'compared', quarter)
    expect(again.text).toContain('*In the tracker and not reported* · none')
    expect(again.text).toContain('E-4 by the link')
    expect((await office.open('olga', 'report_incident', `${quarter}:2`)).text).toContain(
      'Only a policy manager may compare',
    )
    expect((await office.open('mia', 'report_incident', `${quarter}:99`)).text).toContain('of another file')
  })

  test('asks where days can be read in two ways, and keeps the file meanwhile', async () => {
    const office = await april()
    office.files.F1 = { name: 'incidents.csv', body: csv.replace(/(\d{4})-(\d\d)-(\d\d)/g, '03/04/2027') }
    const window = await office.open('mia', 'compare_tracker', quarter)
    const asked = await window.type({ file: ['F1'] }).submit()
    expect(asked.errors.dateOrder).toContain('can be read in two ways')
    const done = await window.type({ dateOrder: 'mdy' }).submit()
    expect(done.text).toContain('Thursday 4 March')
  })

  test.each([
    ['incidents.xlsx', csv, 'a CSV file (.csv)'],
    ['incidents.csv', 'Name,Age\nAna,41\n', 'Choose these columns for the export'],
    ['incidents.csv', 'x'.repeat(5_000_001), 'at most 5 MB'],
    [
      'incidents.csv',
      Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'latin1'),
      'Save or export it as CSV.',
    ],
  ])('says in a sentence what is wrong with %s', async (name, body, words) => {
    const office = await april()
    office.files.F1 = { name, body }
    const window = await office.open('mia', 'compare_tracker', quarter)
    expect((await window.type({ file: ['F1'] }).submit()).errors.file).toContain(words)
    expect(await office.rows('trackerFiles')).toEqual([])
  })

  test('is for policy managers', async () => {
    const office = await april()
    for (const name of ['compare_tracker', 'compared'] as const)
      expect((await office.open('olga', name, quarter)).text).toMatch(/Only a policy manager|none came/)
  })
})
