import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { inBrowser, openPage } from '../support/browser.ts'
import { told } from '../support/stories.ts'
import { people } from './gestures.ts'

/** The loop of a year in the sandbox's page, by mouse and keyboard alone. */

const labelled = (words: string) => new RegExp(`^${words}( \\(optional\\))?$`)

function hands(page: Page) {
  const modal = page.locator('#modal')
  return {
    be: (name: string) => page.locator(`[data-place="U0${name.toUpperCase()}"]`).click(),
    async type(command: string) {
      await page.getByLabel('Message').fill(command)
      await page.keyboard.press('Enter')
    },
    press: (name: string) =>
      page.locator('#timeline, #home').getByRole('button', { name }).filter({ visible: true }).last().click(),
    /** The window with that title, when it is filled. */
    window: (title: string) => modal.getByRole('heading', { name: title }).waitFor(),
    write: (label: string, words: string) => modal.getByLabel(labelled(label)).fill(words),
    choose: (label: string, choice: string) =>
      modal.getByLabel(labelled(label)).selectOption({ label: choice }),
    tick: (choice: string) => modal.getByLabel(choice).check(),
    /** Sends the window, and closes what it may say of it. */
    async submit(name: string) {
      await modal.getByRole('button', { name, exact: true }).click()
      await modal.locator('[type="submit"]').waitFor({ state: 'detached' })
      const close = modal.getByRole('button', { name: 'Close' })
      if (await close.isVisible()) await close.click()
      await modal.waitFor({ state: 'detached' })
    },
    see: (words: string) =>
      page.locator('#timeline, #home').getByText(words).filter({ visible: true }).last().waitFor(),
  }
}

inBrowser(
  'a policy is registered, endorsed, acknowledged, and reaffirmed a year later, in the page alone',
  async () => {
    const { desk, settle } = await people()
    const s = told(desk.company)
    const page = await openPage(desk.sandbox.url)
    const { be, type, press, window, write, choose, tick, submit, see } = hands(page)

    await be('mia')
    await type('/policy add')
    await window('Add a policy')
    await write('Code', 'ISP-01')
    await write('Title', 'Acceptable use')
    await choose('Owner', 'Olga')
    await submit('Add')

    await be('olga')
    await type('/policy submit isp-01')
    await window('Submit a version')
    await write('Version number', '1.0')
    await choose('Change kind', 'Major')
    await write('What changed, and why', 'The first text.')
    await write('Text', 'Lock your screen.')
    await submit('Submit')

    await be('ann')
    await press('Endorse')
    await window('Endorse')
    await submit('Endorse')
    await see('Endorsed by')
    await settle()

    await be('bob')
    await see('in force since today')
    await press('Acknowledge')
    await see('You acknowledged 1.0 on 1 March')
    expect(await s.row('policies', { code: 'ISP-01' })).toMatchObject({ status: 'active' })

    await be('olga')
    await page.getByLabel('Set to').fill('2028-01-17T09:00')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('Monday 17 January 2028, 09:00').waitFor()
    await see('your review is to be submitted')
    await press('Review')
    await window('Review')
    await tick('Reaffirm')
    for (const considered of ['Incidents', 'Law and contracts', 'Audit findings']) await tick(considered)
    await write('Outcome in a sentence', 'It holds.')
    await submit('Submit')
    await see('Submitted by')

    await be('ann')
    await press('Endorse')
    await window('Endorse')
    await submit('Endorse')
    await settle()

    await be('olga')
    await page.locator('[data-place="home"]').click()
    await see('Acceptable use')
    expect(await s.row('policies', { code: 'ISP-01' })).toMatchObject({ lastReviewedOn: '2028-01-17' })
    expect(await page.locator('#violation-count').textContent()).toBe('0 violations')
  },
  120_000,
)
