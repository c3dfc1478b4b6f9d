import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { inBrowser, openPage } from '../support/browser.ts'
import { appFor, field, modal, option, section, typed, words } from './http-app.ts'
import type { Reply } from './support.ts'

/** Every element as a person has it before them: what it takes, and what stays when it is drawn anew. */

const browserTime = 60_000
const patient = { options: { timing: { ackMs: 3000 } } }
const input = (block_id: string, label: string, element: Reply, more: Reply = {}) => ({
  ...field(element, more),
  block_id,
  label: words(label),
})

async function pageOf(app: Awaited<ReturnType<typeof appFor>>): Promise<Page> {
  const page = await openPage(app.sandbox.url)
  await page.locator('#people button').first().waitFor()
  return page
}

const sent = (app: Awaited<ReturnType<typeof appFor>>): Reply =>
  app.last('view_submission')?.view.state.values
const focused = (page: Page) =>
  page.evaluate(
    () => (document.activeElement as HTMLElement).closest<HTMLElement>('[data-control]')?.dataset.control,
  )

inBrowser(
  'a window that is drawn anew keeps what was typed and chosen, and the focus where it was',
  async () => {
    const app = await appFor(patient)
    const page = await pageOf(app)
    const choice = { type: 'static_select', options: [option('ops'), option('hr')] }
    const blocks = [section(), typed(), input('area', 'Area', choice)]
    const { id } = await app.open(modal(blocks))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Area').selectOption('hr')
    await dialog.getByLabel('Field').fill('half a sentence')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await app.sandbox.call('views.update', {
      view_id: id,
      view: modal([section('Drawn anew'), ...blocks.slice(1)]),
    })
    await dialog.getByText('Drawn anew').waitFor()
    await expect.poll(() => focused(page)).toBe('field value')
    await page.keyboard.type('-')
    expect(await dialog.getByLabel('Field').inputValue()).toBe('h-alf a sentence')
    expect(await dialog.getByLabel('Area').inputValue()).toBe('hr')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => sent(app)?.field.value.value).toBe('h-alf a sentence')
    expect(sent(app).area.value.selected_option.value).toBe('hr')
  },
  browserTime,
)

inBrowser(
  'a reload of the page loses nothing that the workspace knows, and a window that closes gives the focus back',
  async () => {
    const app = await appFor(patient)
    const page = await pageOf(app)
    const external = { type: 'multi_external_select', initial_options: [option('P1')] }
    const go = { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: words('Go') }] }
    const rich = { type: 'rich_text_input' }
    await app.open(modal([typed(), input('list', 'List', external), input('rich', 'Rich', rich), go]))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Field').fill('kept')
    await dialog.getByLabel('Rich').fill('rich words')
    await dialog.getByRole('button', { name: 'Go' }).click()
    await expect.poll(() => app.last('block_actions')?.view.state.values.field.value.value).toBe('kept')
    await page.reload()
    expect(await dialog.getByLabel('Field').inputValue()).toBe('kept')
    expect(await dialog.getByLabel('Rich').inputValue()).toBe('rich words')
    await dialog.getByRole('button', { name: 'Take P1 back' }).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.locator('#words').focus()
    await app.open(modal([typed()]))
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('words')
  },
  browserTime,
)

inBrowser(
  'Home keeps what was typed and chosen in it, and the focus, when it is published anew',
  async () => {
    const app = await appFor(patient)
    const choice = { type: 'static_select', action_id: 'area', options: [option('ops'), option('hr')] }
    const home = (said: string) => ({
      type: 'home',
      blocks: [section(said), typed(), { type: 'actions', block_id: 'choose', elements: [choice] }],
    })
    const publish = (said: string) =>
      app.sandbox.call('views.publish', { user_id: 'U0ANAWEBER', view: home(said) })
    await publish('First')
    const page = await pageOf(app)
    await page.getByRole('button', { name: /^Home/ }).click()
    const shown = page.locator('#home')
    await shown.getByLabel('Field').fill('half')
    await shown.locator('select').selectOption('hr')
    await expect.poll(() => app.last('block_actions')?.view.state.values.field.value.value).toBe('half')
    await shown.locator('select').focus()
    await publish('Second')
    await shown.getByText('Second').waitFor()
    expect(await shown.getByLabel('Field').inputValue()).toBe('half')
    expect(await shown.locator('select').inputValue()).toBe('hr')
    expect(await focused(page)).toBe('choose area')
  },
  browserTime,
)

inBrowser(
  'a list in a message asks as soon as it is opened, groups what is offered, and keeps what was chosen',
  async () => {
    const app = await appFor(patient)
    const groups = [{ label: words('Security'), options: [option('ISP-01'), option('ISP-02')] }]
    app.answers(({ type }) => (type === 'block_suggestion' ? { option_groups: groups } : undefined))
    const list = {
      type: 'external_select',
      action_id: 'policy',
      min_query_length: 0,
      placeholder: words('Policy'),
    }
    const blocks = (said: string) => [{ ...section(said), block_id: 'list', accessory: list }]
    const posted = { channel: 'U0ANAWEBER', text: 'x', blocks: blocks('First') }
    const { channel, ts } = await app.sandbox.call('chat.postMessage', posted)
    const page = await pageOf(app)
    const search = page.locator('.message').getByRole('combobox', { name: 'Policy' })
    await search.press('ArrowDown')
    await page.getByRole('option', { name: 'Security: ISP-01' }).waitFor()
    await search.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => app.last('block_actions')?.actions[0].selected_option?.value).toBe('ISP-02')
    await app.sandbox.call('chat.update', { channel, ts, text: 'x', blocks: blocks('Second') })
    await page.locator('.message').getByText('Second').waitFor()
    await page.getByRole('button', { name: 'Take ISP-02 back' }).waitFor()
    expect(await focused(page)).toBe('list policy')
    await page.getByRole('button', { name: 'Take ISP-02 back' }).click()
    await expect.poll(() => app.last('block_actions')?.actions[0].selected_option).toBe(null)
  },
  browserTime,
)

inBrowser(
  'what is wrong is said under its field, the first one has the focus, and right words are sent as they are due',
  async () => {
    const app = await appFor(patient)
    const page = await pageOf(app)
    const bold = { type: 'text', text: 'bold', style: { bold: true } }
    const sections = [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'so ' }, bold] }]
    const initial_value = { type: 'rich_text', elements: sections }
    await app.open(
      modal([
        input('number', 'Number', { type: 'number_input', is_decimal_allowed: false, max_value: '9' }),
        input('url', 'Address', { type: 'url_text_input' }),
        input('mail', 'E-mail', { type: 'email_text_input' }),
        input('rich', 'Rich', { type: 'rich_text_input', initial_value }),
      ]),
    )
    const dialog = page.getByRole('dialog')
    const fill = async (number: string, url: string, mail: string) => {
      await dialog.getByLabel('Number').fill(number)
      await dialog.getByLabel('Address').fill(url)
      await dialog.getByLabel('E-mail').fill(mail)
      await dialog.getByRole('button', { name: 'Send' }).click()
    }
    await fill('99', 'nowhere', 'ana')
    await dialog.getByText('Must be 9 or less.').waitFor()
    expect(await dialog.locator('.input .wrong').allTextContents()).toEqual([
      'Must be 9 or less.',
      'Enter a valid URL.',
      'Enter a valid email address.',
    ])
    expect(await focused(page)).toBe('number value')
    expect(await dialog.getByLabel('Address').getAttribute('aria-describedby')).toBe('field-url-wrong')
    expect(await dialog.getByRole('alert').textContent()).toBe('')
    expect(await dialog.getByLabel('Rich').inputValue()).toBe('so bold')
    await dialog.getByLabel('Rich').fill('plain now')
    await fill('7', 'https://x.example/', 'ana@x.example')
    await dialog.waitFor({ state: 'detached' })
    expect(sent(app)).toMatchObject({
      number: { value: { value: '7' } },
      rich: {
        value: {
          rich_text_value: {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'plain now' }] }],
          },
        },
      },
    })
  },
  browserTime,
)

inBrowser(
  'a field tells of its words at Enter or at a pause, as the app wants it, and Enter sends no window then',
  async () => {
    const app = await appFor(patient)
    const page = await pageOf(app)
    const at = (trigger: string) => ({
      type: 'plain_text_input',
      dispatch_action_config: { trigger_actions_on: [trigger] },
    })
    await app.open(
      modal([
        input('enter', 'At Enter', at('on_enter_pressed'), { dispatch_action: true }),
        input('each', 'At each', at('on_character_entered'), { dispatch_action: true }),
      ]),
    )
    const dialog = page.getByRole('dialog')
    const told = () =>
      app.seen.filter(({ type }) => type === 'block_actions').map(({ actions }) => actions[0].value)
    await dialog.getByLabel('At Enter').fill('one')
    await dialog.getByLabel('At each').fill('two')
    await expect.poll(told).toEqual(['two'])
    await dialog.getByLabel('At Enter').press('Enter')
    await expect.poll(told).toEqual(['two', 'one'])
    expect(app.last('view_submission')).toBeUndefined()
  },
  browserTime,
)

inBrowser(
  'choices are those the app asks for, up to the number it takes, and a window may not be ready to send',
  async () => {
    const app = await appFor(patient)
    const page = await pageOf(app)
    const several = {
      type: 'multi_static_select',
      max_selected_items: 2,
      options: ['a', 'b', 'c'].map(option),
    }
    const filter = { include: ['private', 'im'], exclude_bot_users: true }
    const blocks = [
      input('some', 'Some', several),
      input('where', 'Where', { type: 'conversations_select', filter, placeholder: words('Somewhere') }),
    ]
    await app.open(modal(blocks, { submit_disabled: true }))
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
    const some = dialog.getByRole('group', { name: 'Some' })
    await some.getByLabel('a', { exact: true }).check()
    await some.getByLabel('b', { exact: true }).check()
    await some.getByText('At most 2 can be chosen.').waitFor()
    expect(await some.getByLabel('c', { exact: true }).isDisabled()).toBe(true)
    await some.getByLabel('a', { exact: true }).uncheck()
    expect(await some.getByLabel('c', { exact: true }).isEnabled()).toBe(true)
    const offered = await dialog.getByLabel('Where').locator('option').allTextContents()
    expect(offered[0]).toBe('Somewhere')
    expect(offered).toContain('#leadership')
    expect(offered).toContain('Leo Brandt')
    for (const other of ['#general', 'Build Bot', 'Perennial', 'Jo Keller'])
      expect(offered).not.toContain(other)
  },
  browserTime,
)
