import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { inBrowser, openPage } from '../support/browser.ts'
import { appFor, field, modal, option, words } from './http-app.ts'
import { type Reply, sandboxFor, type TestSandbox } from './support.ts'

/** What one does with the page beside reading, pressing and moving the clock. */

const browserTime = 60_000
const userOf = async (sandbox: TestSandbox, name: string): Promise<Reply> =>
  (await sandbox.control('GET', 'people')).find((person: Reply) => person.real_name === name)
const channelOf = async (sandbox: TestSandbox, name: string): Promise<Reply> =>
  (await sandbox.control('GET', 'channels')).find((channel: Reply) => channel.name === name)
const inForm = (page: Page, name: string) => page.getByRole('form', { name })

async function manage(page: Page): Promise<void> {
  await page.locator('#people button').first().waitFor()
  await page.locator('#manage > summary').click()
}

inBrowser(
  'an administrator hires, changes and deactivates people, and only what was changed is sent',
  async () => {
    const sandbox = await sandboxFor()
    const page = await openPage(sandbox.url)
    await manage(page)
    const people = inForm(page, 'People')
    await people.getByRole('combobox').selectOption({ label: 'Tomas Lima' })
    await people.getByRole('button', { name: 'Save' }).click()
    await people.getByText('Nothing was changed.').waitFor()
    await people.getByLabel('Title').fill('Head of Platform')
    await people.getByLabel('Deactivated').check()
    await people.getByRole('button', { name: 'Save' }).click()
    await people.getByText('Done.').waitFor()
    expect(await userOf(sandbox, 'Tomas Lima')).toMatchObject({ deleted: true })
    await people.getByLabel('Time zone').fill('Mars/Base')
    await people.getByRole('button', { name: 'Save' }).click()
    await people.getByText('expected').waitFor()
    const hiring = inForm(page, 'Hire somebody')
    await hiring.getByLabel('Name').fill('Ivo Hanak')
    await hiring.getByLabel('E-mail').fill('ivo@alpenglow.example')
    await hiring.getByRole('button', { name: 'Hire' }).click()
    await hiring.getByText('Done.').waitFor()
    expect(await userOf(sandbox, 'Ivo Hanak')).toMatchObject({ tz: 'Europe/Vienna', deleted: false })
    await page.getByRole('button', { name: 'Ivo Hanak' }).waitFor()
    expect(await hiring.getByLabel('Name').inputValue()).toBe('')
    await sandbox.control('POST', 'act', { do: 'change', as: 'leo', set: { title: 'Chairman' } })
    await people.getByRole('combobox').selectOption({ label: 'Ivo Hanak' })
    await people.getByLabel('Guest').check()
    await sandbox.control('POST', 'act', { do: 'change', as: 'ivo', set: { title: 'Assistant' } })
    await page.getByText('Assistant', { exact: true }).waitFor()
    expect(await people.getByLabel('Guest').isChecked()).toBe(true)
    await people.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => people.getByLabel('Title').inputValue()).toBe('Assistant')
    expect(await userOf(sandbox, 'Ivo Hanak')).toMatchObject({ is_restricted: true })
  },
  browserTime,
)

inBrowser(
  'a channel is renamed and archived, and its members come and go; a group has others',
  async () => {
    const sandbox = await sandboxFor()
    const page = await openPage(sandbox.url)
    await manage(page)
    const channels = inForm(page, 'Channels')
    await channels.getByRole('combobox').selectOption({ label: '#security' })
    const before = (await channelOf(sandbox, 'security')).members as string[]
    const [first] = before as [string]
    const boxes = channels.getByRole('group', { name: 'Members' })
    await boxes.locator(`input[value="${first}"]`).uncheck()
    await channels.getByLabel('Name').fill('assurance')
    await channels.getByLabel('Archived').check()
    await channels.getByLabel('Shared with another organisation').check()
    await channels.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => channels.getByRole('status').textContent()).toBe('Done.')
    const changed = await channelOf(sandbox, 'assurance')
    expect(changed).toMatchObject({ is_archived: true, is_ext_shared: true })
    expect(changed.members).toEqual(before.filter((id) => id !== first))
    const groups = inForm(page, 'Groups')
    const heard = groups.getByRole('group', { name: 'Members' })
    for (const box of await heard.getByRole('checkbox').all()) await box.uncheck()
    await heard.locator('input[value="U0LEOBRAND"]').check()
    await groups.getByRole('button', { name: 'Save' }).click()
    await groups.getByText('Done.').waitFor()
    const { groups: now } = await sandbox.control('POST', 'people', {})
    expect(now[0].users).toEqual(['U0LEOBRAND'])
  },
  browserTime,
)

inBrowser(
  'the app is uninstalled and installed again, rate limits change, and faults strike until they are ended',
  async () => {
    const sandbox = await sandboxFor()
    const page = await openPage(sandbox.url)
    await manage(page)
    await page.getByRole('button', { name: 'Uninstall' }).click()
    await page.getByText('Its token is revoked.').waitFor()
    expect((await sandbox.call('auth.test')).error).toBe('account_inactive')
    await page.getByRole('button', { name: 'Install again' }).click()
    await page.getByText('Its token is active.').waitFor()
    expect((await sandbox.call('auth.test')).ok).toBe(true)
    await page.getByLabel('Rate limits').selectOption('harsh')
    await expect.poll(() => page.getByLabel('Rate limits').inputValue()).toBe('harsh')
    await page.getByLabel('Which fault').selectOption({ label: 'Slack fails with 503, three times' })
    await page.getByRole('button', { name: 'Let it happen' }).click()
    const inForce = page.getByRole('list', { name: 'Faults in force' })
    await inForce.getByText('Slack fails with 503, three times').waitFor()
    expect((await fetch(`${sandbox.url}/api/auth.test`, { method: 'POST' })).status).toBe(503)
    await sandbox.control('POST', 'faults', { do: 'error', error: 'user_disabled', user: 'ana' })
    await page.getByLabel('Which fault').selectOption({ label: 'Every answer takes 2 s longer' })
    await page.getByRole('button', { name: 'Let it happen' }).click()
    await inForce.getByText('"user_disabled"').waitFor()
    await page.getByRole('button', { name: 'End: Slack fails with 503, three times' }).click()
    await expect.poll(() => inForce.getByRole('listitem').count()).toBe(2)
    expect((await sandbox.control('GET', 'faults')).map((rule: Reply) => rule.do)).toEqual(['error', 'delay'])
    await page.getByRole('button', { name: 'End all faults' }).click()
    await page.getByText('No fault is in force.').waitFor()
    expect(await sandbox.control('GET', 'faults')).toEqual([])
  },
  browserTime,
)

inBrowser(
  'a file goes along with words, is shown as a card and can be opened; words are answered, edited and deleted',
  async () => {
    const sandbox = await sandboxFor()
    const page = await openPage(sandbox.url)
    await page.getByRole('button', { name: 'general', exact: true }).click()
    const file = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes\n') }
    await page.locator('#attach').setInputFiles([file])
    await page.getByText('notes.md (8 B)').waitFor()
    await page.locator('#words').fill('Here they are')
    await page.getByRole('button', { name: 'Send' }).click()
    const card = page.locator('.file')
    await card.getByText('notes.md').waitFor()
    const address = await card.getAttribute('href')
    expect(await (await fetch(`${sandbox.url}${address}`)).text()).toBe('# Notes\n')
    const choose = async (name: string) => {
      const message = page.locator('.message').first()
      await message.hover()
      await message.getByLabel('More actions').click()
      await message.getByRole('button', { name }).click()
    }
    await choose('Reply in thread')
    await page.locator('#words').fill('Thank you')
    await page.locator('#words').press('Enter')
    await page.locator('.message.reply').getByText('Thank you').waitFor()
    await choose('Edit')
    await page.getByRole('dialog').getByRole('textbox').fill('Here they are, mended')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Here they are, mended').waitFor()
    await choose('Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Here they are, mended').waitFor({ state: 'detached' })
    const left = await sandbox.control('GET', 'messages?channel=C0GENERAL1')
    expect((left as Reply[]).map(({ text }) => text)).toEqual(['Thank you'])
  },
  browserTime,
)

const shortcuts = [
  { type: 'global', name: 'Report a change', callback_id: 'report', description: 'Says what has changed' },
  { type: 'message', name: 'Report this', callback_id: 'report_message', description: 'Takes its words' },
]

inBrowser(
  "the app's shortcuts are had anywhere and on a message, and its page says what it is",
  async () => {
    const app = await appFor({ features: { shortcuts } })
    await app.act({ do: 'say', channel: 'C0GENERAL1', text: 'A laptop is gone' })
    const page = await openPage(app.sandbox.url)
    await page.getByRole('button', { name: 'general', exact: true }).click()
    await page.getByLabel('Shortcuts of the app').click()
    await page.getByRole('button', { name: 'Report a change' }).click()
    await expect.poll(() => app.last('shortcut')?.callback_id).toBe('report')
    await page.locator('.message').hover()
    await page.locator('.message').getByLabel('More actions').click()
    await page.getByRole('button', { name: 'Report this' }).click()
    await expect.poll(() => app.last('message_action')?.message.text).toBe('A laptop is gone')
    await page.getByRole('button', { name: /About/ }).click()
    await page.locator('#about').getByText('/policy').waitFor()
    await page.locator('#about').getByText('Report this').waitFor()
    await page.locator('#about').getByText('chat:write', { exact: true }).waitFor()
  },
  browserTime,
)

inBrowser(
  'a command is completed by Tab, and there is no menu of shortcuts where the app has none',
  async () => {
    const app = await appFor()
    const page = await openPage(app.sandbox.url)
    await page.locator('#people button').first().waitFor()
    expect(await page.getByLabel('Shortcuts of the app').count()).toBe(0)
    const line = page.locator('#words')
    await line.fill('/po')
    await page.getByRole('list', { name: 'Commands' }).getByText('/policy').waitFor()
    await line.press('Tab')
    expect(await line.inputValue()).toBe('/policy ')
    await page.keyboard.type('list')
    await page.keyboard.press('Enter')
    await expect.poll(() => app.seen.at(-1)).toMatchObject({ command: '/policy', text: 'list' })
  },
  browserTime,
)

inBrowser(
  'files dropped on the page go along with the next words, and can be left behind',
  async () => {
    const sandbox = await sandboxFor()
    const page = await openPage(sandbox.url)
    await page.getByRole('button', { name: 'general', exact: true }).click()
    const drop = (name: string) =>
      page.evaluate((named) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['dropped'], named))
        const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
        document.querySelector('#timeline')!.dispatchEvent(event)
      }, name)
    await drop('one.txt')
    await drop('two.txt')
    await page.getByText('two.txt (7 B)').waitFor()
    await page.getByRole('button', { name: 'Take back: one.txt (7 B)' }).click()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.file').getByText('two.txt').waitFor()
    expect(await page.locator('.file').count()).toBe(1)
    expect(await page.locator('#extras li').count()).toBe(0)
  },
  browserTime,
)

const policies = ['Access control', 'Acceptable use', 'Backup']
const answering = ({ type, value }: Reply) =>
  type === 'block_suggestion'
    ? {
        options: policies
          .filter((name) => name.toLowerCase().includes(value.toLowerCase()))
          .map((name) => ({ text: words(name), value: name })),
      }
    : undefined

inBrowser(
  'a list that the app fills is asked as one types, walked by keys, and what was chosen is sent',
  async () => {
    const app = await appFor({ options: { timing: { ackMs: 3000 } } })
    app.answers(answering)
    const several = { type: 'multi_external_select', min_query_length: 1, max_selected_items: 2 }
    const page = await openPage(app.sandbox.url)
    await page.locator('#people button').first().waitFor()
    await app.open(modal([field(several)]))
    const search = page.getByRole('combobox')
    await search.fill('zzz')
    await page.getByText('Nothing matches.').waitFor()
    await search.fill('acc')
    await page.getByRole('option', { name: 'Acceptable use' }).waitFor()
    await search.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Take Acceptable use back' }).waitFor()
    for (const name of ['Backup', 'Access control']) {
      await search.fill(name)
      await page.getByRole('option', { name }).click()
    }
    await page.getByText('At most 2 can be chosen.').waitFor()
    await page.evaluate(axe.source)
    const found: Reply = await page.evaluate('axe.run()')
    expect(found.violations.filter(({ impact }: Reply) => ['serious', 'critical'].includes(impact))).toEqual(
      [],
    )
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
    await expect
      .poll(() => app.last('view_submission')?.view.state.values.field.value.selected_options)
      .toEqual(['Acceptable use', 'Backup'].map((name) => ({ text: words(name), value: name })))
  },
  browserTime,
)

inBrowser(
  "a day and a time are of the reader's zone and travel as seconds; grouped choices stand under their heads",
  async () => {
    const app = await appFor({ options: { timing: { ackMs: 3000 } } })
    const page = await openPage(app.sandbox.url)
    await page.locator('#people button').first().waitFor()
    const grouped = [
      { label: words('Operations'), options: [option('ops')] },
      { label: words('People'), options: [option('hr')] },
    ]
    await app.open(
      modal([
        field({ type: 'datetimepicker', initial_date_time: 1804838400 }),
        { ...field({ type: 'static_select', option_groups: grouped }), block_id: 'grouped' },
      ]),
    )
    const when = page.getByRole('dialog').locator('input[type="datetime-local"]')
    expect(await when.inputValue()).toBe('2027-03-12T09:00')
    await when.fill('2027-03-29T09:30')
    await when.blur()
    const choice = page.getByRole('dialog').locator('select')
    expect(
      await choice.locator('optgroup').evaluateAll((all) => all.map((one) => one.getAttribute('label'))),
    ).toEqual(['Operations', 'People'])
    await choice.selectOption('hr')
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
    await expect
      .poll(() => app.last('view_submission')?.view.state.values.field.value.selected_date_time)
      .toBe(Date.parse('2027-03-29T07:30:00Z') / 1000)
    expect(app.last('view_submission').view.state.values.grouped.value.selected_option.value).toBe('hr')
  },
  browserTime,
)

inBrowser(
  'the app hears that its Home or its messages are opened, and has the tabs that its manifest says',
  async () => {
    const app = await appFor()
    const page = await openPage(app.sandbox.url)
    await page.locator('#people button').first().waitFor()
    const opened = () =>
      app.seen
        .filter(({ event }) => event?.type === 'app_home_opened')
        .map(({ event }) => [event.user, event.tab])
    await page.getByRole('button', { name: /^Home/ }).click()
    await expect.poll(opened).toEqual([['U0ANAWEBER', 'home']])
    await page.getByRole('button', { name: 'Leo Brandt' }).click()
    await expect.poll(opened).toEqual([
      ['U0ANAWEBER', 'home'],
      ['U0LEOBRAND', 'messages'],
    ])
    await page.getByRole('button', { name: 'Jo Keller' }).click()
    await page.getByPlaceholder('Jo Keller is deactivated and can only look.').waitFor()
    expect(opened()).toHaveLength(2)
    const without = await appFor({
      features: { app_home: { home_tab_enabled: false, messages_tab_enabled: true } },
    })
    const other = await openPage(without.sandbox.url)
    await other.getByRole('button', { name: /^Perennial/ }).waitFor()
    expect(await other.getByRole('button', { name: /^Home/ }).count()).toBe(0)
  },
  browserTime,
)
