import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { inBrowser, openPage } from '../support/browser.ts'
import { appFor, field, modal, option, section, words } from './http-app.ts'
import { type Reply, sandboxFor, type TestSandbox } from './support.ts'

/** What one reads on the page: messages and what became of them, the journal, the tour; and whether everybody can. */

const browserTime = 60_000

async function openAt(sandbox: TestSandbox, channel: string, viewport?: { width: number; height: number }) {
  const page = await openPage(sandbox.url, viewport)
  await page.locator('#people button').first().waitFor({ state: 'attached' })
  if (viewport && viewport.width < 760) await page.locator('#choose').click()
  await page.getByRole('button', { name: channel, exact: true }).click()
  return page
}

async function talk({ control }: TestSandbox) {
  const act = (deed: Reply) => control('POST', 'act', { channel: 'general', ...deed })
  const tsOf = async (deed: Reply): Promise<string> => (await act({ do: 'say', ...deed })).messages[0].ts
  return { act, tsOf }
}

const said = async ({ control }: TestSandbox, text: string): Promise<Reply> =>
  (await control('GET', 'messages?channel=general')).find((one: Reply) => one.text === text)

inBrowser(
  'answers stand under what they answer and are counted, also when that is gone; what is for one alone says so',
  async () => {
    const sandbox = await sandboxFor()
    const { act, tsOf } = await talk(sandbox)
    const first = await tsOf({ as: 'ana', text: 'First' })
    const second = await tsOf({ as: 'leo', text: 'Second' })
    await act({ do: 'say', as: 'leo', text: 'To the first', thread_ts: first })
    await act({ do: 'say', as: 'ana', text: 'To the second', thread_ts: second })
    const page = await openAt(sandbox, 'general')
    const read = () =>
      page
        .locator('#timeline .message, #timeline .replies')
        .evaluateAll((all) => all.map((one) => (one.querySelector('.text') ?? one).textContent))
    await page.getByText('To the second').waitFor()
    expect(await read()).toEqual(['First', '1 reply', 'To the first', 'Second', '1 reply', 'To the second'])
    await act({ do: 'say', as: 'ana', text: 'And again', thread_ts: first })
    await page.getByText('2 replies').waitFor()
    await act({ do: 'delete_message', as: 'leo', ts: second })
    await page.getByText('This message was deleted.').waitFor()
    expect((await read()).slice(-3)).toEqual(['This message was deleted.', '1 reply', 'To the second'])
    const orphan = page.locator('.message.reply').last()
    await orphan.hover()
    await orphan.getByLabel('More actions').click()
    expect(await orphan.getByRole('button').allTextContents()).toEqual([
      'React with thumbs up 👍',
      'React with done ✅',
      'React with eyes 👀',
      'Edit',
      'Delete',
      'Report to Perennial',
    ])
    await orphan.getByRole('button', { name: 'React with eyes 👀' }).click()
    const eyes = orphan.getByRole('button', { name: 'eyes: Ana Weber' })
    await eyes.waitFor()
    await act({ do: 'react', as: 'leo', name: 'eyes', ts: (await said(sandbox, 'To the second')).ts })
    const both = orphan.getByRole('button', { name: 'eyes: Ana Weber, Leo Brandt' })
    await both.click()
    await orphan.getByRole('button', { name: 'eyes: Leo Brandt' }).waitFor()
    expect((await said(sandbox, 'To the second')).reactions).toEqual([
      { name: 'eyes', users: ['U0LEOBRAND'], count: 1 },
    ])
    await page.getByRole('button', { name: 'Vera Lindqvist' }).click()
    await page.getByRole('button', { name: 'general', exact: true }).click()
    await page.getByText('To the second').waitFor()
    expect(await page.getByLabel('More actions').count()).toBe(0)
    await page.getByRole('button', { name: 'Ana Weber', exact: false }).first().click()
    await page.getByRole('button', { name: 'general', exact: true }).click()
    const whispered = { channel: 'C0GENERAL1', user: 'U0ANAWEBER', text: 'Psst' }
    await sandbox.call('chat.postEphemeral', whispered)
    await page.locator('.message', { hasText: 'Psst' }).getByText('Only visible to you').waitFor()
  },
  browserTime,
)

inBrowser(
  'a press keeps the focus in its message when the app redraws it, and a menu is left by Escape',
  async () => {
    const app = await appFor({ options: { timing: { ackMs: 3000 } } })
    const button = (action_id: string) => ({ type: 'button', action_id, text: words(action_id) })
    const blocks = (...ids: string[]) => [{ type: 'actions', block_id: 'b', elements: ids.map(button) }]
    const posted = { channel: 'U0ANAWEBER', text: 'x', blocks: blocks('one', 'two') }
    const { channel, ts } = await app.sandbox.call('chat.postMessage', posted)
    const page = await openPage(app.sandbox.url)
    const redraw = (...ids: string[]) =>
      app.sandbox.call('chat.update', { channel, ts, text: 'x', blocks: blocks(...ids) })
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await page.getByRole('button', { name: 'two' }).click()
    await redraw('two', 'three')
    await page.getByRole('button', { name: 'three' }).waitFor()
    expect(await focused()).toBe('two')
    await redraw('four')
    await page.getByRole('button', { name: 'four' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('message')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('four')
    await page.getByLabel('More actions').click()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Reply in thread')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('button', { name: 'Reply in thread' }).isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('More actions')
  },
  browserTime,
)

inBrowser(
  'the journal shows an answer beside what it answers, one kind alone where wanted, and copies an entry as it is',
  async () => {
    const app = await appFor({ options: { timing: { ackMs: 3000 } } })
    const page = await openPage(app.sandbox.url)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.locator('#people button').first().waitFor()
    await app.act({ do: 'command', text: '/policy' })
    await app.sandbox.call('chat.postMessage', { channel: 'C0GENERAL1', text: 'Hello' })
    await app.sandbox.call('no.such')
    await page.locator('#journal > summary').click()
    const names = () => page.locator('#journal-list summary strong').allTextContents()
    const kind = page.getByLabel('Show')
    await kind.selectOption({ label: 'deliveries and their answers' })
    await expect.poll(names).toEqual(['verification', '/policy'])
    await page.getByText(/delivery · acknowledged after \d+ ms/).waitFor()
    await kind.selectOption({ label: 'what people did' })
    await expect.poll(names).toEqual(['Ana Weber: command'])
    await kind.selectOption({ label: 'violations' })
    await expect.poll(names).toEqual(['unknown method'])
    await kind.selectOption({ label: 'calls of the app' })
    await expect.poll(names).toEqual(['no.such', 'chat.postMessage'])
    await page.locator('#journal-list summary').nth(1).click()
    await app.sandbox.call('auth.test')
    await expect.poll(names).toEqual(['auth.test', 'no.such', 'chat.postMessage'])
    await page.getByRole('button', { name: 'Copy as test fixture' }).click()
    await page.getByText('Copied.').waitFor()
    const copied = JSON.parse(await page.evaluate('navigator.clipboard.readText()'))
    const all: Reply[] = await app.sandbox.control('GET', 'journal')
    expect(copied).toEqual(all.find(({ method }) => method === 'chat.postMessage'))
    await app.sandbox.control('POST', 'reset', {})
    await page.getByText('Nothing yet.').waitFor()
  },
  browserTime,
)

inBrowser(
  'the tour ticks off what was done, and the simulation and its clock stay in sight under every drawer',
  async () => {
    const app = await appFor()
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1440, height: 900 },
    ]) {
      const page = await openPage(app.sandbox.url, viewport)
      const ticked = () =>
        page
          .locator('#tour li')
          .filter({ hasText: 'done' })
          .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.step))
      await page.locator('#people button').first().waitFor({ state: 'attached' })
      for (const name of ['Tour', 'Manage', 'Journal', 'violations']) {
        await page.locator('.drawers summary', { hasText: name }).click()
        const drawer = page.locator('.drawers details[open] .float')
        await drawer.waitFor()
        expect(await drawer.count()).toBe(1)
        const header = await page.locator('header').boundingBox()
        const box = (await drawer.boundingBox())!
        expect(box.y).toBeGreaterThanOrEqual(header!.height)
        expect(box.x + box.width).toBeLessThanOrEqual(viewport.width)
        expect(box.y + box.height).toBeLessThanOrEqual(viewport.height)
      }
      await page.keyboard.press('Escape')
      expect(await page.locator('.drawers details[open]').count()).toBe(0)
      expect(await ticked()).toEqual([])
      await page.locator('#words').fill('/policy')
      await page.locator('#words').press('Enter')
      await expect.poll(ticked).toEqual(['command'])
      if (viewport.width === 360) await page.locator('#choose').click()
      await page.getByRole('button', { name: 'Leo Brandt' }).click()
      await expect.poll(ticked).toEqual(['person', 'command'])
      await page.reload()
      await expect.poll(ticked).toEqual(['person', 'command'])
    }
  },
  browserTime,
)

const serious = async (page: Page): Promise<Reply[]> => {
  const found: Reply = await page.evaluate('axe.run()')
  return found.violations
    .filter(({ impact }: Reply) => ['serious', 'critical'].includes(impact))
    .map((one: Reply) => [one.id, one.nodes.map(({ html }: Reply) => html)])
}

const grouped = [{ label: words('Operations'), options: [option('ops')] }]
const everyField = [
  'plain_text_input',
  'rich_text_input',
  'email_text_input',
  'datepicker',
  'timepicker',
  'datetimepicker',
  'users_select',
  'multi_users_select',
  'multi_channels_select',
  'conversations_select',
  'external_select',
  'multi_external_select',
  'file_input',
].map((type) => ({ ...field({ type }), block_id: type, hint: words('A hint') }))
const everyChoice = ['static_select', 'multi_static_select', 'checkboxes', 'radio_buttons'].map((type) => ({
  ...field({ type, ...(type.endsWith('select') ? { option_groups: grouped } : { options: [option('a')] }) }),
  block_id: type,
}))

inBrowser.each([
  { width: 1440, colorScheme: 'light' as const },
  { width: 360, colorScheme: 'dark' as const },
])(
  'an accessibility check finds nothing serious in drawers, threads, About and a window of every field: %o',
  async ({ width, colorScheme }) => {
    const app = await appFor({ options: { timing: { ackMs: 3000 } } })
    const { act, tsOf } = await talk(app.sandbox)
    const ts = await tsOf({ as: 'ana', text: 'First', files: [{ name: 'a.md', contentBase64: 'YQ==' }] })
    await act({ do: 'say', as: 'leo', text: 'To the first', thread_ts: ts })
    await app.sandbox.control('POST', 'faults', { do: 'error', error: 'x', method: 'no.such' })
    const page = await openAt(app.sandbox, 'general', { width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axe.source)
    await page.getByText('To the first').waitFor()
    await page.getByLabel('More actions').first().click()
    expect(await serious(page)).toEqual([])
    for (const name of ['Tour', 'Manage', 'Journal']) {
      await page.locator('.drawers summary', { hasText: name }).click()
      await page.locator('.drawers details[open] li').first().waitFor()
      expect({ [name]: await serious(page) }).toEqual({ [name]: [] })
    }
    await page.keyboard.press('Escape')
    if (width === 360) await page.locator('#choose').click()
    await page.getByRole('button', { name: /^About/ }).click()
    await page.locator('#about li').first().waitFor()
    expect(await serious(page)).toEqual([])
    await app.open(modal([section(), ...everyField, ...everyChoice]))
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
    await page.getByText('Please complete this required field.').first().waitFor()
    expect(await serious(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  },
  browserTime,
)
