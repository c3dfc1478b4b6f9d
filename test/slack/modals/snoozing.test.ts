import { describe, expect, test } from 'vitest'
import { acknowledge } from '../../../src/actions/acknowledge.ts'
import { delivered, distributed, inForce } from '../../support/situations.ts'
import { type Windows, windows } from './windows.ts'

/** A review of olga's that is to be submitted by a day. */
async function owed(at: string, dueOn: string, settings = {}): Promise<Windows & { obligation: string }> {
  const office = await windows({ startsAt: '2026-11-02T07:00:00.000Z', settings })
  const { policy } = await inForce(office)
  const { id } = await office.row('obligations', { policy, kind: 'review', state: 'open' })
  await office.database.kysely.updateTable('obligations').set({ dueOn }).where('id', '=', id).execute()
  office.at(at)
  return { ...office, obligation: id }
}

describe('The window to snooze', () => {
  test('shows the next business morning, and stores what it shows', async () => {
    const office = await owed('2026-11-27T10:16:00.000Z', '2026-12-31')
    const window = await office.open('olga', 'snooze', office.obligation)
    expect(window.text).toContain('You are reminded on Monday 30 November, 09:00 your time.')
    expect((await window.submit()).text).toContain(
      'Your next reminder about ISP-07 comes on Monday 30 November, 09:00.',
    )
    expect(
      await office.row('obligationHolders', { obligation: office.obligation, as: 'holder' }),
    ).toMatchObject({
      snoozedUntil: '2026-11-30',
      nextReminderAt: '2026-11-30T08:00:00.000Z',
    })
  })

  test('works the time out anew when another day is chosen', async () => {
    const office = await owed('2026-11-27T10:16:00.000Z', '2026-12-31')
    const window = await office.open('olga', 'snooze', office.obligation)
    await window.type({ on: '2026-12-12' }).press('value')
    // A Saturday: it moves to the next business day like a rung.
    expect(window.text).toContain('You are reminded on Monday 14 December, 09:00 your time.')
  })

  test('gives, for a Saturday morning that has passed, the Saturday after, shown before it is stored', async () => {
    const office = await owed('2026-11-28T09:16:00.000Z', '2026-12-31', { weekend: '7' })
    const window = await office.open('olga', 'snooze', office.obligation)
    await window.type({ on: '2026-11-28' }).press('value')
    expect(window.text).toContain('09:00 of Saturday 28 November has passed')
    expect(window.text).toContain('You are reminded on Saturday 5 December, 09:00 your time.')
    const { view } = window
    const picker = view.blocks.find((block) => block.block_id?.startsWith('on')) as unknown as {
      element: object
    }
    expect(picker.element).toMatchObject({ initial_date: '2026-12-05' })
    await window.type({ on: '2026-12-05' }).submit()
    expect(
      await office.row('obligationHolders', { obligation: office.obligation, as: 'holder' }),
    ).toMatchObject({
      snoozedUntil: '2026-12-05',
      nextReminderAt: '2026-12-05T08:00:00.000Z',
    })
  })

  test('stores nothing where a passed morning is sent without being shown', async () => {
    const office = await owed('2026-11-28T09:16:00.000Z', '2026-12-31', { weekend: '7' })
    const window = await office.open('olga', 'snooze', office.obligation)
    const shown = await window.type({ on: '2026-11-28' }).submit()
    expect(shown.text).toContain('You are reminded on Saturday 5 December, 09:00 your time.')
    expect(
      await office.row('obligationHolders', { obligation: office.obligation, as: 'holder' }),
    ).toMatchObject({
      snoozedUntil: null,
    })
  })

  test('never passes the due day, and names the field', async () => {
    const office = await owed('2026-11-27T10:16:00.000Z', '2026-12-04')
    const window = await office.open('olga', 'snooze', office.obligation)
    await window.type({ on: '2026-12-07' }).press('value')
    expect(window.text).toContain('A snooze cannot pass the due day, Friday 4 December.')
    expect(Object.values((await window.submit()).errors)).toEqual([
      expect.stringContaining('cannot pass the due day'),
    ])
  })

  test('is not shown once it is overdue, and refused where it became so meanwhile', async () => {
    const office = await owed('2026-12-03T10:00:00.000Z', '2026-12-04')
    const window = await office.open('olga', 'snooze', office.obligation)
    office.at('2026-12-05T10:00:00.000Z')
    const refused = await window.type({ on: '2026-12-04' }).submit()
    expect(Object.values(refused.errors)).toEqual([expect.stringContaining('This is overdue')])
    expect((await office.open('olga', 'snooze', office.obligation)).text).toContain('cannot be snoozed')
  })

  test('is not offered once no later morning is left, and says why in one sentence', async () => {
    for (const at of ['2026-12-04T07:00:00.000Z', '2026-12-04T10:00:00.000Z']) {
      const office = await owed(at, '2026-12-04')
      const { view, text } = await office.open('olga', 'snooze', office.obligation)
      expect(text).toContain(
        'This is to be done by Friday 4 December, and no later morning is left to be reminded on.',
      )
      expect(text).not.toContain('Choose')
      expect(view.submit).toBeUndefined()
    }
    const sunday = await owed('2026-12-04T10:00:00.000Z', '2026-12-06')
    expect((await sunday.open('olga', 'snooze', sunday.obligation)).text).toContain(
      'no later morning is left',
    )
  })

  test('loses its button where the due day came while it stood open', async () => {
    const office = await owed('2026-12-03T10:00:00.000Z', '2026-12-04')
    const window = await office.open('olga', 'snooze', office.obligation)
    office.at('2026-12-04T10:00:00.000Z')
    expect((await window.submit()).text).toContain('it cannot be put off')
    expect(window.view.submit).toBeUndefined()
    expect(JSON.stringify(window.view.blocks)).not.toContain('datepicker')
  })

  test('accepts no day of which the time was not shown, and shows it', async () => {
    const office = await owed('2026-11-27T10:16:00.000Z', '2026-12-31')
    const window = await office.open('olga', 'snooze', office.obligation)
    const held = { obligation: office.obligation, as: 'holder' as const }
    const shown = await window.type({ on: '2026-12-12' }).submit()
    expect(shown.text).toContain('The time that comes of Saturday 12 December was not shown yet.')
    expect(shown.text).toContain('You are reminded on Monday 14 December, 09:00 your time.')
    expect(await office.row('obligationHolders', held)).toMatchObject({ snoozedUntil: null })
    expect((await window.submit()).text).toContain('comes on Monday 14 December, 09:00.')
    // The day on which the reminder goes, not the closed one that was chosen.
    expect(await office.row('obligationHolders', held)).toMatchObject({
      snoozedUntil: '2026-12-14',
      nextReminderAt: '2026-12-14T08:00:00.000Z',
    })
  })

  test('offers the business day after the reminder that comes anyway, where one is left', async () => {
    const office = await owed('2026-11-27T10:16:00.000Z', '2026-12-31')
    const planned = async (nextReminderAt: string) =>
      await office.database.kysely.updateTable('obligationHolders').set({ nextReminderAt }).execute()
    await planned('2026-12-04T08:00:00.000Z')
    const text = async () => (await office.open('olga', 'snooze', office.obligation)).text
    expect(await text()).toContain('You are reminded on Monday 7 December, 09:00 your time.')
    expect(await text()).toContain('Else you are reminded on Friday 4 December, 09:00.')
    await planned('2026-12-31T08:00:00.000Z')
    expect(await text()).toContain('You are reminded on Monday 30 November, 09:00 your time.')
  })

  test('is for the holder alone', async () => {
    const office = await owed('2026-11-27T10:16:00.000Z', '2026-12-31')
    expect((await office.open('mia', 'snooze', office.obligation)).text).toContain(
      'Only a person asked to do it may move this reminder.',
    )
  })

  test('speaks in the own zone of who snoozes', async () => {
    const office = await owed('2026-11-27T10:16:00.000Z', '2026-12-31')
    await office.database.kysely.updateTable('people').set({ zone: 'Asia/Tokyo' }).execute()
    const window = await office.open('olga', 'snooze', office.obligation)
    expect(window.text).toContain('Monday 30 November, 09:00 your time.')
    await window.submit()
    expect(
      await office.row('obligationHolders', { obligation: office.obligation, as: 'holder' }),
    ).toMatchObject({
      nextReminderAt: '2026-11-30T00:00:00.000Z',
    })
  })
})

describe('A request to acknowledge', () => {
  test('is put off like everything else, found by its policy, and reminded of on that morning', async () => {
    const office = await windows()
    const { policy, version } = await distributed(office)
    office.at('2027-03-01T20:00:00.000Z')
    await delivered(office)
    const window = await office.open('sam', 'snooze', policy)
    expect(window.text).toContain('*Access control* `ISP-07` · acknowledgment')
    await window.type({ on: '2027-03-11' }).press('value')
    const form = window.view
    expect((await window.submit()).text).toContain(
      'Your next reminder about ISP-07 comes on Thursday 11 March, 09:00.',
    )
    window.show(form)
    expect(await office.row('acknowledgments', { version, person: office.id('sam') })).toMatchObject({
      snoozedUntil: '2027-03-11',
      nextReminderAt: '2027-03-11T14:00:00.000Z',
    })
    await window.type({ on: '2027-03-16' }).press('value')
    expect(await window.submit()).toMatchObject({ is: 'errors' })
  })

  test('is offered among what can be put off, until it is given', async () => {
    const office = await windows()
    const { version } = await distributed(office)
    office.at('2027-03-01T20:00:00.000Z')
    await delivered(office)
    expect((await office.open('sam', 'pick', 'snooze')).text).toContain('ISP-07')
    await office.does('sam', acknowledge, { version, statement: 'read' })
    expect((await office.open('sam', 'pick', 'snooze')).text).not.toContain('ISP-07')
    expect((await office.open('sam', 'snooze', version)).text).toContain('You owe nothing')
  })

  test('is nothing to who was not asked, or has not been reached yet', async () => {
    const office = await windows()
    const { policy } = await distributed(office)
    for (const who of ['sam', 'gus'])
      expect((await office.open(who, 'snooze', policy)).text).toContain('You owe nothing for "ISP-07" now')
  })
})
