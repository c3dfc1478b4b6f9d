import { existsSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { onTestFinished, test } from 'vitest'

const browserPath = process.env.PERENNIAL_TEST_BROWSER ?? '/usr/bin/chromium'
const hasBrowser = existsSync(browserPath)
if (!hasBrowser) console.warn(`NOT RUN: the sandbox's page in a browser; there is none at ${browserPath}.`)
export const inBrowser = test.skipIf(!hasBrowser)

export async function openPage(url: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport })
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(url)
  return page
}
