import { describe, expect, test } from 'vitest'
import { changeSettings } from '../../../src/actions/change-settings.ts'
import { concludeReview } from '../../../src/actions/conclude-review.ts'
import { eventSettings, settingKeys } from '../../../src/rules/settings.ts'
import { type SectionName, sections } from '../../../src/slack/views/modals/settings.ts'
import { aPolicy } from '../../support/company.ts'
import { distributed, inForce, submitted, text } from '../../support/situations.ts'
import { windows } from './windows.ts'

describe('The window to go live', () => {
  test('previews who hears what and when, then goes live once', async () => {
    const office = await windows({ isLive: false })
    await inForce(office)
    await office.database.kysely.updateTable('obligations').set({ dueOn: '2027-02-26' }).execute()
    const window = await office.open('mia', 'golive', '')
    expect(window.text).toContain('1 person hears of 1 item')
    expect(window.text).toContain('*Olga* · Monday 1 March, 09:00 (Europe/Vienna) · review Access control')
    expect(window.text).toContain('overdue by 3 days')
    expect((await window.submit()).text).toContain('Live since 1 March, 08:00.')
    expect(await office.row('workspaces', {})).toMatchObject({ liveAt: '2027-03-01T07:00:00.000Z' })
    expect((await office.open('mia', 'golive', '')).text).toContain('has been live since')
  })

  test('has no button while something is missing, and names the place to set it', async () => {
    const office = await windows({ isLive: false })
    await office.database.kysely
      .updateTable('settings')
      .set({ value: '[]' })
      .where('key', '=', 'approvers')
      .execute()
    const window = await office.open('mia', 'golive', '')
    expect(window.text).toContain('with /policy settings: approvers')
    expect(window.view.submit).toBeUndefined()
  })

  test('is for policy managers', async () => {
    const office = await windows({ isLive: false })
    expect((await office.open('olga', 'golive', '')).text).toContain('Only a policy manager')
  })
})

describe('The window of the settings', () => {
  test.each([
    [
      { channel: { name: 'old', is_archived: true, is_member: true } },
      'cannot write to #old: it is archived.',
    ],
    [{ channel: { name: 'leads', is_member: false } }, 'no member there. Type /invite @perennial there'],
    [{ ok: false, error: 'channel_not_found' }, 'it is private, or gone'],
  ])('refuses a channel to which nothing can be posted: %j', async (says, words) => {
    const office = await windows()
    office.slackSays['conversations.info'] = { ok: true, ...says }
    const window = await office.open('mia', 'settings', 'distribution')
    const { errors } = await window.type({ governanceChannel: 'C0OLD' }).submit()
    expect(Object.values(errors).join()).toContain(words)
    office.slackSays['conversations.info'] = { ok: true, channel: { name: 'sec', is_member: true } }
    expect((await window.submit()).text).toContain('Saved: the governance channel.')
  })

  test('is a short menu, and each section a window on top of it', async () => {
    const office = await windows()
    const menu = await office.open('mia', 'settings', '')
    expect(menu.view.submit).toBeUndefined()
    const titles = ['People', 'Calendar and hours', 'Reminders', 'Escalation', 'Days to act', 'Endorsement']
    for (const title of titles) expect(menu.text).toContain(title)
    for (const section of Object.keys(sections)) {
      expect(menu.text).toContain(sections[section as SectionName].says)
      const window = await office.open('mia', 'settings', section)
      expect(window.view.title.text).toBe(sections[section as SectionName].title)
      expect(window.view.submit?.text).toBe('Save')
    }
    expect((await office.open('olga', 'settings', 'people')).text).toContain('Only a policy manager')
  })

  test('has a field for every setting, in one section alone, but for those with a window of their own', async () => {
    const office = await windows()
    const fields: string[] = []
    for (const section of Object.keys(sections)) {
      const { view } = await office.open('mia', 'settings', section)
      for (const { type, block_id } of view.blocks) if (type === 'input') fields.push(block_id as string)
    }
    const own: readonly string[] = eventSettings
    expect(fields.sort()).toEqual(settingKeys.filter((key) => !own.includes(key)).sort())
  })

  test('changes only what was changed', async () => {
    const office = await windows()
    const entries = (await office.rows('entries')).length
    for (const section of Object.keys(sections)) {
      const untouched = await office.open('mia', 'settings', section)
      expect((await untouched.submit()).text).toContain(
        'It stands like this already, so nothing had to be saved.',
      )
    }
    expect((await office.rows('entries')).length).toBe(entries)
    const saves = async (section: string, typed: Record<string, string | string[]>) =>
      (await (await office.open('mia', 'settings', section)).type(typed).submit()).text
    expect(await saves('calendar', { country: 'AT', weekend: ['7'], sendingHour: '8' })).toContain(
      'Saved: the country, the weekend and the first hour.',
    )
    expect(await saves('people', { approvers: ['U0ANN', 'U0DAN'] })).toContain('Saved: the approvers.')
    expect(await saves('endorsement', { singleApprover: 'yes' })).toContain('Saved: single-approver mode.')
    expect(await saves('reminders', { reviewReminders: '60 30 0 weekly' })).toContain(
      'Saved: the reminders of reviews.',
    )
    const stored = Object.fromEntries(
      (await office.rows('settings')).map(({ key, value }) => [key, JSON.parse(value)]),
    )
    expect(stored).toMatchObject({
      country: 'AT',
      approvers: [office.id('ann'), office.id('dan')],
      weekend: [7],
      sendingHour: '08:00',
      singleApprover: true,
      reviewReminders: { before: [60, 30, 0], after: 'weekly' },
      timeZone: 'Europe/Vienna',
    })
    expect(await saves('reminders', { reviewReminders: '' })).toContain('Saved: the reminders of reviews.')
    const again = await office.open('mia', 'settings', 'reminders')
    expect(JSON.stringify(again.view)).toContain('"initial_value":"30 14 7 1 0 weekly"')
    expect(again.text).toContain('Left empty: 30 14 7 1 0 weekly.')
  })

  test.each([
    ['calendar', 'timeZone', 'Vienna'],
    ['calendar', 'country', 'A1'],
    ['endorsement', 'quorum', 'few'],
    ['calendar', 'country', 'XX'],
    ['calendar', 'closedDays', '2027-02-30'],
    ['calendar', 'sendingHour', '9:30'],
    ['calendar', 'closingHour', '08:00'],
    ['reminders', 'reviewReminders', '7 14 0 weekly'],
    ['escalation', 'escalateToChannel', '0'],
    ['given', 'endorseDays', '61'],
    ['distribution', 'portalUrl', 'policies'],
  ])('names the field that does not fit: of %s, %s', async (section, field, typed) => {
    const office = await windows()
    const window = await office.open('mia', 'settings', section)
    expect(await window.type({ [field]: typed }).submit()).toMatchObject({
      is: 'errors',
      errors: { [field]: expect.stringContaining('expected') },
    })
  })

  test('refuses a region of another country, whichever of the two came later, and names those there are', async () => {
    const office = await windows()
    const window = await office.open('mia', 'settings', 'calendar')
    const errors = { region: expect.stringContaining('expected a region of DE: none, or one of BY') }
    expect(await window.type({ country: 'DE', region: '9' }).submit()).toMatchObject({ is: 'errors', errors })
    expect(await office.rows('settings', { key: 'country' })).toEqual([])
    await office.does('mia', changeSettings, { changes: [{ key: 'region', text: '9' }] })
    const later = { changes: [{ key: 'country', text: 'DE' }] }
    expect(await office.refused('mia', changeSettings, later)).toBe('bad_setting')
  })

  test('keeps what another changed meanwhile, and refuses where both changed the same', async () => {
    const office = await windows()
    const window = await office.open('mia', 'settings', 'calendar')
    const changes = [
      { key: 'country', text: 'DE' },
      { key: 'region', text: 'BY' },
    ]
    await office.does('mia', changeSettings, { changes })
    const form = window.view
    expect((await window.type({ closingHour: '17:00' }).submit()).text).toContain('Saved: the last hour.')
    window.show(form)
    expect(await office.row('settings', { key: 'country' })).toMatchObject({ value: '"DE"' })
    const refused = await window.type({ country: 'AT' }).submit()
    expect(refused.text).toContain('changed the country and the region on 1 March, 08:00.')
    expect(refused.text).toContain('Country: now "DE", yours "AT". Yours still stands here.')
    expect(await office.row('settings', { key: 'country' })).toMatchObject({ value: '"DE"' })
  })
})

describe('Windows to read', () => {
  test('show a text of any length a page at a time, with its hash', async () => {
    const office = await windows()
    const content = Array.from({ length: 900 }, (_, i) => `Line ${i} of a long policy.`).join('\n')
    const { version } = await inForce(office, 'ISP-07', {}, text('1.0', { content }))
    const window = await office.open('sam', 'read', version)
    let shown = window.text
    for (let page = 1; window.text.includes('Next'); page += 1) {
      await window.press(`turn:${page}`, String(page))
      shown += window.text
    }
    for (const i of [0, 400, 899]) expect(shown).toContain(`Line ${i} of a long policy.`)
    expect(shown).toContain('SHA-256')
  })

  test('show a version that is not in force to those alone who make it or decide on it', async () => {
    const office = await windows()
    const { version } = await submitted(office)
    expect((await office.open('ann', 'read', version)).text).toContain('The text of 1.0.')
    expect((await office.open('sam', 'read', version)).text).toContain(
      'Only the owner, a deputy, an approver',
    )
  })

  test('compare what awaits with what is in force', async () => {
    const office = await windows()
    const { policy } = await inForce(office, 'ISP-07', {}, text('1.0', { content: 'one\ntwo' }))
    const { submission } = await office.does('olga', concludeReview, {
      policy,
      scope: 'whole policy',
      considered: [],
      note: 'n',
      outcome: 'revised',
      version: text('1.1', { content: 'one\n2' }),
    })
    const window = await office.open('ann', 'compare', submission)
    expect(window.text).toContain('version 1.1 against 1.0 · 1 line added, 1 removed')
    expect(window.text).toContain('- two\n+ 2')
  })

  test('list who is missing', async () => {
    const office = await windows()
    const { version } = await distributed(office)
    const window = await office.open('olga', 'missing', version)
    expect(window.text).toContain('0 of 6 acknowledged')
    expect(window.text).toContain('Ann, Bob, Dan, Mia, Olga and Sam')
    expect((await office.open('sam', 'missing', version)).text).toContain('Only the owner')
  })
})

describe('The window to choose a policy', () => {
  test('finds one of many, a page at a time, and goes on with what was wanted', async () => {
    const office = await windows()
    for (let i = 1; i <= 65; i += 1) await aPolicy(office, `P-${String(i).padStart(3, '0')}`)
    const window = await office.open('olga', 'pick', 'submit')
    expect(window.text).toContain('1–30 of 65')
    await window.press('turn:2', '2')
    expect(window.text).toContain('61–65 of 65')
    await window.type({ filter: 'p-042' }).press('value')
    expect(window.text).toContain('P-042 Access control')
    const { id } = await office.row('policies', { code: 'P-042' })
    const next = await window.type({ policy: id }).submit()
    expect(next.text).toContain('counts as its first review')
    await window.type({ number: '1.0', content: 'Text.', summary: 's' }).submit()
    expect(await office.row('submissions', { policy: id })).toMatchObject({ state: 'awaiting' })
  })

  test('offers those alone with which the person may do it', async () => {
    const office = await windows()
    await submitted(office, 'ISP-01')
    await aPolicy(office, 'ISP-02')
    expect((await office.open('ann', 'pick', 'endorse')).text).toContain('ISP-01')
    expect((await office.open('ann', 'pick', 'endorse')).text).not.toContain('ISP-02')
    expect((await office.open('sam', 'pick', 'endorse')).text).toContain('No policy fits here.')
  })
})
