import { describe, expect, test } from 'vitest'
import { retirePolicy } from '../../../src/actions/retire-policy.ts'
import { transferOwnership } from '../../../src/actions/transfer-ownership.ts'
import type { Message } from '../../../src/rules/message-facts.ts'
import { aPolicy } from '../../support/company.ts'
import { engines } from '../../support/engines.ts'
import { distributed, endorsed, inForce } from '../../support/situations.ts'
import { buttonsIn, type Counter, counter, wordsIn } from './counter.ts'

const codesIn = ({ text }: Message) => [...text.matchAll(/`([^`]+)`/g)].map((found) => found[1])
const labels = ({ blocks }: Message) => buttonsIn(blocks).map(({ text }) => text.text)
const firstLine = ({ text }: Message) => text.split('\n')[0]

/** From the first page to the last by [Next], each in the place of the one before. */
async function turnAll(c: Counter, who: string, first: Message): Promise<Message[]> {
  const pages = [first]
  for (;;) {
    const page = pages.at(-1) as Message
    if (!labels(page).includes('Next')) return pages
    const { said, replaced } = await c.press(who, page, { action: 'page:next' })
    expect(said).toEqual([])
    pages.push(replaced[0] as Message)
  }
}

const hostile = [
  '<!channel> <@U0MIA> *bold* _it_ ~no~ `code` &amp; <https://evil.example|Approve>',
  '👩‍👩‍👧‍👦'.repeat(25),
  'سياسة الوصول '.repeat(20),
  '\u202eevil\u202c policy',
  'x'.repeat(300),
  '&'.repeat(300),
]

test('The register of 130 policies is paged to its end and back, whatever people call them', async () => {
  const c = await counter()
  for (let i = 0; i < 130; i += 1)
    await aPolicy(c, `ISP-${String(i).padStart(3, '0')}`, {
      title: (hostile[i] ?? `Policy ${i}`).slice(0, 300),
    })
  const pages = await turnAll(c, 'sam', await c.answer('sam', 'list'))
  expect(pages.map(firstLine)).toEqual([
    '130 policies · 1–30 of 130',
    '130 policies · 31–60 of 130',
    '130 policies · 61–90 of 130',
    '130 policies · 91–120 of 130',
    '130 policies · 121–130 of 130',
  ])
  const shown = pages.flatMap(({ blocks }) =>
    buttonsIn(blocks).filter(({ action_id }) => action_id === 'show'),
  )
  expect(new Set(shown.map(({ value }) => value)).size).toBe(130)
  const words = pages.map(({ blocks, text }) => `${wordsIn(blocks)}\n${text}`).join('\n')
  expect(words).not.toMatch(/<!|<@U0MIA>|<https|\u202e/)
  const back = await c.press('sam', pages[4] as Message, { action: 'page:previous' })
  expect(back.replaced).toEqual([pages[3]])
  expect(labels(pages[0] as Message)).not.toContain('Previous')
  expect(firstLine(await c.answer('sam', 'list page 5'))).toBe('130 policies · 121–130 of 130')
  expect(firstLine(await c.answer('sam', 'list page 99'))).toBe('130 policies · 121–130 of 130')
})

test('What is due for 65 policies is paged to its end, the readers own first', async () => {
  const c = await counter()
  for (let i = 0; i < 65; i += 1) {
    const code = `ISP-${String(i).padStart(3, '0')}`
    const { policy } = await inForce(c, code)
    if (i % 2 === 1) await c.does('mia', transferOwnership, { policy, to: c.id('sam') })
  }
  const pages = await turnAll(c, 'sam', await c.answer('sam', 'due'))
  expect(pages.map(firstLine)).toEqual([
    '65 items owed · 1–30 of 65',
    '65 items owed · 31–60 of 65',
    '65 items owed · 61–65 of 65',
  ])
  const lines = pages.flatMap(({ text }) => text.split('\n').slice(1))
  expect(lines.filter((line) => line.endsWith('· yours'))).toHaveLength(32)
  expect(lines.slice(0, 32).every((line) => line.endsWith('· yours'))).toBe(true)
  expect(lines[32]).toBe(
    'Access control `ISP-000` · review due in 352 days (Wednesday 16 February 2028) · with Olga',
  )
  expect(labels(pages[0] as Message)[0]).toBe('Review')
  expect(labels(pages[2] as Message)[0]).toBe('Show')
})

for (const engine of engines) {
  describe(engine.name, () => {
    test('A list is narrowed as it was typed, and says to what', async () => {
      const c = await counter({}, engine)
      await aPolicy(c, 'AC-1', { title: 'Access control', tags: ['Customer data'], owner: c.id('dan') })
      await aPolicy(c, 'AC-2', { title: '100% of Access_logs', components: ['Privacy'] })
      await inForce(c, 'INC-1', { title: 'Incident management', cadenceMonths: 6 })
      await inForce(c, 'NET-1', { title: 'Network security' })
      const { submission } = await c.does('mia', retirePolicy, {
        policy: (await inForce(c, 'OLD-1', { title: 'Floppy disks' })).policy,
        reason: 'No drives are left.',
        replacement: null,
      })
      await endorsed(c, 'ann', submission)
      c.at('2027-10-01T08:00:00.000Z')
      const narrowed: [string, string[]][] = [
        ['list', ['INC-1', 'NET-1', 'AC-1', 'AC-2', 'OLD-1']],
        ['list draft', ['AC-1', 'AC-2']],
        ['list retired', ['OLD-1']],
        ['list overdue', ['INC-1']],
        ['list active due in March', ['NET-1']],
        ['list due in September', []],
        ['list due in September 2027', ['INC-1']],
        ['list owner <@U0DAN|dan>', ['AC-1']],
        ['list owner <@U0NOBODY>', []],
        ['list mine active', ['INC-1', 'NET-1']],
        ['list tag:"customer data"', ['AC-1']],
        ['list tag:customer', []],
        ['list tag:privacy', ['AC-2']],
        ['list ACCESS', ['AC-1', 'AC-2']],
        ['list ac-', ['AC-1', 'AC-2']],
        ['list 100%', ['AC-2']],
        ['list access_', ['AC-2']],
        ['list %', ['AC-2']],
        ['due overdue', ['INC-1']],
        ['due in February', ['NET-1']],
        ['due with', []],
        ['due network', ['NET-1']],
        ['due <@U0OLGA>', ['INC-1', 'NET-1']],
        ['due <@U0DAN>', []],
        ['due reviews', ['INC-1', 'NET-1']],
        ['due endorsements', []],
        ['due 2027-08-01..2027-09-30', ['INC-1']],
        ['list due 2028-01-01..2028-03-31', ['NET-1']],
      ]
      for (const [text, codes] of narrowed)
        expect([text, codesIn(await c.answer('olga', text))]).toEqual([text, codes])
      expect(firstLine(await c.answer('olga', 'list overdue mine'))).toBe('1 policy · overdue · yours')
      expect(firstLine(await c.answer('olga', 'list due in September 2027'))).toBe(
        '1 policy · due in September 2027',
      )
      expect(firstLine(await c.answer('ann', 'list active owner <@U0OLGA>'))).toBe(
        '2 policies · active · of Olga',
      )
      expect(firstLine(await c.answer('ann', 'due <@U0OLGA>'))).toBe('2 items owed · with Olga')
      expect(firstLine(await c.answer('ann', 'list tag:"customer data" AC'))).toBe(
        '1 policy · tag “customer data” · “AC”',
      )
      expect((await c.answer('olga', 'list nothing <@U0DAN>')).text).toBe(
        'No policy matches “nothing” · of Dan. "/policy list" shows every policy.',
      )
    })

    test('What is due names whom it waits for, and gives the reader the button of their part', async () => {
      const c = await counter({}, engine)
      const { policy, version } = await distributed(c, 'ISP-07')
      const draft = await aPolicy(c, 'ISP-08', { title: 'Logging' })
      const due = await c.answer('dan', 'due')
      expect(due.text.split('\n')).toEqual([
        '2 items owed',
        expect.stringMatching(/^Access control `ISP-07` · acknowledgments due .* · yours$/),
        'Access control `ISP-07` · review due in 352 days (Wednesday 16 February 2028) · with Olga',
      ])
      expect(buttonsIn(due.blocks).map(({ action_id, value }) => [action_id, value])).toEqual([
        ['acknowledge', version],
        ['show', policy],
      ])
      const gus = await c.answer('gus', 'due')
      expect(gus.text).toContain('0 of 6 acknowledgments, due')
      expect(draft).not.toBe(policy)
    })
  })
}

test('An empty register says how policies come in, and nothing due is said as such', async () => {
  const c = await counter()
  expect((await c.answer('mia', 'list')).text).toContain('No policy is registered yet.')
  expect((await c.answer('mia', 'due')).text).toBe('Nothing is due, and nobody owes anything.')
})

test('A button of a page that is none, or of another list, is refused', async () => {
  const c = await counter()
  for (const value of [
    '',
    '{',
    '{"list":"list"}',
    '{"list":"golive","filter":"","page":1}',
    '{"list":"list","filter":"","page":0}',
  ]) {
    const element = { action_id: 'page:next', value, text: { text: 'Next' } }
    const shown = { blocks: [{ type: 'actions', elements: [element] }] }
    await expect(c.press('mia', shown, { action: 'page:next' })).rejects.toThrow(
      expect.objectContaining({ name: 'Refusal' }),
    )
  }
})
