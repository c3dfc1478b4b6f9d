import { readdirSync } from 'node:fs'
import axe from 'axe-core'
import { expect, test } from 'vitest'
import { inBrowser, openPage } from '../support/browser.ts'
import { type Reply, sandboxFor } from './support.ts'

const pageFile = (name: string) => new URL(`../../src/sandbox/page/${name}`, import.meta.url).href
const { parse, dateText }: Reply = await import(pageFile('text.js'))

/** The nodes in short: words as they are, the rest by type. */
const short = (nodes: Reply[]): Reply[] =>
  nodes.map((node) => {
    if (node.type === 'text') return node.text
    if (node.nodes) return [node.type, ...short(node.nodes)]
    return `${node.type}:${node.id ?? node.url ?? node.name ?? node.format}`
  })

test.each([
  ['plain words', ['plain words']],
  ['*bold* and _it_, ~no~', [['bold', 'bold'], ' and ', ['italic', 'it'], ', ', ['strike', 'no']]],
  ['*bold _both_*', [['bold', 'bold ', ['italic', 'both']]]],
  ['a*b*c snake_case_name 2 * 3 * 4', ['a*b*c snake_case_name 2 * 3 * 4']],
  ['`*code*` ```*pre*```', [['code', '*code*'], ' ', ['pre', '*pre*']]],
  ['*<@U1>* <#C1|x> <!subteam^S1>', [['bold', 'user:U1'], ' ', 'channel:C1', ' ', 'group:S1']],
  ['<!here> <!channel|c>', ['everybody:here', ' ', 'everybody:channel']],
  ['<https://x.example/?a=1&amp;b=2|R&amp;D>', ['link:https://x.example/?a=1&b=2']],
  ['<javascript:alert(1)|click>', ['<javascript:alert(1)|click>']],
  ['&lt;@U1&gt; &amp;lt; &lt;!channel&gt;', ['<@U1> &lt; <!channel>']],
  ['> quoted\nnot', [['quote', 'quoted'], 'not']],
  ['<!date^1804838400^{date_long}|then>', ['date:{date_long}']],
  ['<!date^soon^{date}|then>', ['then']],
  ['\ue000 is nobody', [' is nobody']],
])('%j is read as Slack reads it', (raw, nodes) => {
  expect(short(parse(raw))).toEqual(nodes)
})

test('a date is shown in the zone of the reader, and a form that nobody knows as its fallback', () => {
  const [node] = parse('<!date^1804838400^{date_long}, {time}|Friday 09:00 Vienna>')
  expect(dateText(node, 'Europe/Vienna')).toBe('Friday 12 March 2027, 09:00')
  expect(dateText(node, 'Asia/Tokyo')).toBe('Friday 12 March 2027, 17:00')
  expect(dateText(parse('<!date^1804838400^{ago}|some time>')[0], 'UTC')).toBe('some time')
})

test('the page and its files are served, and no others', async () => {
  const scripts = readdirSync(new URL('../../src/sandbox/page', import.meta.url)).filter((name) =>
    name.endsWith('.js'),
  )
  const { url } = await sandboxFor()
  const types = await Promise.all(
    ['', 'page.css', 'blocks.css', 'pieces.css', ...scripts, 'archives/C0GENERAL1/p1'].map(
      async (path) => (await fetch(`${url}/${path}`)).headers.get('content-type')?.split(';')[0],
    ),
  )
  const script = 'text/javascript'
  expect(types).toEqual([
    'text/html',
    'text/css',
    'text/css',
    'text/css',
    ...scripts.map(() => script),
    'text/html',
  ])
  expect((await fetch(`${url}/start.ts`)).status).toBe(404)
})

test('another name for this machine is turned away, so that a foreign page cannot reach the sandbox', async () => {
  const { port } = await sandboxFor()
  const { request } = await import('node:http')
  const status = await new Promise((resolve) => {
    const asked = request(
      { port, host: '127.0.0.1', path: '/', headers: { host: 'evil.example' } },
      (reply) => {
        reply.resume()
        resolve(reply.statusCode)
      },
    )
    asked.end()
  })
  expect(status).toBe(403)
})

inBrowser(
  'a message appears as it is posted, with its words as words and its buttons to press',
  async () => {
    const sandbox = await sandboxFor()
    const page = await openPage(sandbox.url)
    await page.getByText('Nothing was said here yet').waitFor()
    const evil = '<img src=x onerror="document.title=1"> &lt;!channel&gt;'
    await sandbox.call('chat.postMessage', {
      channel: 'U0ANAWEBER',
      text: evil,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*Due* ${evil} <@U0LEOBRAND>` } },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Review' } }] },
      ],
    })
    const row = page.locator('.message')
    await row.getByText('@Leo Brandt').waitFor()
    expect(await row.locator('strong').allTextContents()).toEqual(['Perennial', 'Due'])
    expect(await row.locator('.text').first().textContent()).toContain(
      '<img src=x onerror="document.title=1"> <!channel>',
    )
    expect(await row.locator('img').count()).toBe(0)
    const button = row.getByRole('button', { name: 'Review' })
    expect(await button.isEnabled()).toBe(true)
  },
  30_000,
)

inBrowser(
  'the simulation says its time, and moves by its buttons',
  async () => {
    const sandbox = await sandboxFor()
    const page = await openPage(sandbox.url)
    await page.getByText('Friday 12 March 2027, 09:00 Vienna').waitFor()
    expect(await page.getByRole('button', { name: 'Next due' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '+7 days' }).click()
    await page.getByText('Friday 19 March 2027, 09:00 Vienna').waitFor()
    await page.getByLabel('Set to').fill('2027-03-28T09:00')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('Sunday 28 March 2027, 09:00 Vienna').waitFor()
    expect((await sandbox.control('GET', 'clock')).now).toBe('2027-03-28T07:00:00.000Z')
    await page.getByLabel('Set to').fill('2027-01-01T09:00')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('business time only moves forward').waitFor()
  },
  30_000,
)

inBrowser(
  'on a phone the people fold away, a channel can be chosen, and nothing sticks out',
  async () => {
    const sandbox = await sandboxFor()
    await sandbox.call('no.such')
    const page = await openPage(sandbox.url, { width: 360, height: 740 })
    await page.getByText('1 violation').waitFor()
    expect(await page.getByRole('button', { name: 'security', exact: true }).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'You are Ana Weber' }).click()
    await page.getByRole('button', { name: 'security', exact: true }).click()
    await page.getByRole('heading', { name: '#security' }).waitFor()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBe(360)
  },
  30_000,
)

inBrowser(
  'an accessibility check finds nothing serious, in light and in dark, wide and on a phone',
  async () => {
    const sandbox = await sandboxFor()
    await sandbox.call('chat.postMessage', { channel: 'U0ANAWEBER', text: 'w', blocks: everyElement })
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [360, 'dark'],
    ] as const) {
      const page = await openPage(sandbox.url, { width, height: 800 })
      await page.emulateMedia({ colorScheme })
      await page.locator('.message').waitFor()
      await page.evaluate(axe.source)
      const found: Reply = await page.evaluate('axe.run()')
      const serious = found.violations.filter((one: Reply) => ['serious', 'critical'].includes(one.impact))
      expect(serious.map((one: Reply) => [one.id, one.nodes.map((node: Reply) => node.html)])).toEqual([])
    }
  },
  60_000,
)

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value })
const everyElement = [
  { type: 'section', text: { type: 'mrkdwn', text: '*Due* `ISP-01`' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'a', style: 'primary', text: { type: 'plain_text', text: 'Review' } },
      { type: 'button', action_id: 'b', style: 'danger', text: { type: 'plain_text', text: 'Retire' } },
      { type: 'static_select', action_id: 'c', options: [option('x')] },
      { type: 'datepicker', action_id: 'd' },
      { type: 'overflow', action_id: 'e', options: [option('x'), option('y')] },
      { type: 'checkboxes', action_id: 'f', options: [option('x')] },
      { type: 'radio_buttons', action_id: 'g', options: [option('x')] },
      { type: 'users_select', action_id: 'h' },
    ],
  },
]
