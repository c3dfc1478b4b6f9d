import { afterEach, describe, expect, test, vi } from 'vitest'
import { submitted } from '../support/situations.ts'
import {
  always,
  broken,
  company,
  crowd,
  gone,
  limited,
  lost,
  named,
  oneSentence,
  undrawable,
} from './faulty.ts'
import { buttonsOf } from './gestures.ts'
import { read } from './views/facts.ts'

/** Whatever Slack answers where something is said: it is said elsewhere, once, and the program goes on. */

const { open, person, entries, struck, answersNext } = company()
const own = [...crowd]

afterEach(() => vi.unstubAllGlobals())

describe('An acknowledgment whose message cannot be drawn anew is recorded once, and the person sees that', () => {
  test.each([...undrawable, ...named('channel_not_found', 'is_archived'), ...limited, ...always])(
    '%s',
    async (_, fault) => {
      const { slackId, name } = own.shift()!
      const who = open.desk.as(slackId)
      const asked = (await who.messages()).findLast((one) => buttonsOf(one, 'acknowledge').length > 0)!
      const press = () => who.click({ ...asked, channel: 'app' }, 'acknowledge')
      const acted = await struck('chat.update', { ...fault, times: 9 }, press)
      const given = await open.story.rows('acknowledgments', {
        person: open.story.id(name.toLowerCase()),
        state: 'given',
      })
      expect(given).toHaveLength(1)
      const after = (await who.messages()).find(({ ts }) => ts === asked.ts)
      const seen = [...acted.messages, after!].map((one) => read(one.blocks ?? []))
      expect(
        seen.filter((words) => words.includes('You acknowledged 1.0 on 1 March')).length,
      ).toBeGreaterThan(0)
      await answersNext(name.toLowerCase())
    },
  )
})

/** Slack's address for answers is no method: what it answers is put in its place. */
function answersWith(answer: () => Promise<Response>): void {
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (url: string | URL | Request, init?: RequestInit) =>
    String(url).includes('/response/') ? answer() : real(url, init),
  )
}

let asked = 0
/** Another answer each time, as nothing is to be said twice. */
const asksAnew = () => person('bob').command(`/policy show nothing-${++asked}`, 'general')

const page = '<!DOCTYPE html><html><body>Sorry</body></html>'
const unheard: [string, () => Promise<Response>][] = [
  ['404 used_url', async () => Response.json({ ok: false, error: 'used_url' }, { status: 404 })],
  ['500', async () => new Response('', { status: 500 })],
  ['503', async () => new Response('', { status: 503 })],
  ['429', async () => new Response('', { status: 429, headers: { 'retry-after': '1' } })],
  ['a page with status 200', async () => new Response(page)],
  ['a dropped connection', async () => Promise.reject(new TypeError('fetch failed'))],
]

describe('An answer that Slack does not take at its address is said beside the command', () => {
  test.each(unheard)('%s', async (_, answer) => {
    answersWith(answer)
    const acted = await asksAnew()
    expect(acted.messages).toMatchObject([{ ephemeralFor: 'U0BOB', channel: 'C0GENERAL' }])
  })
})

describe('An answer that cannot be said beside the command is written to the person', () => {
  test.each([...gone, ...limited, ...always])('%s', async (name, fault) => {
    answersWith(unheard[0]![1])
    const acted = await struck('chat.postEphemeral', fault, asksAnew)
    expect(acted.messages.length).toBe(name.endsWith('once it was done') || name.startsWith('half') ? 2 : 1)
    expect(acted.messages.at(-1)?.ephemeralFor).toBeUndefined()
  })
})

describe.each(['conversations.open', 'chat.postMessage'])(
  'Where an answer can be said nowhere for want of %s',
  (method) => {
    test.each([...gone, ...named('user_disabled'), ...limited, ...always])(
      'the program goes on after %s',
      async (_, fault) => {
        answersWith(unheard[0]![1])
        const closed = { method: 'chat.postEphemeral', times: 1, do: 'error', error: 'user_not_in_channel' }
        await open.desk.sandbox.control('POST', 'faults', closed)
        const before = await entries()
        await struck(method, fault, asksAnew)
        vi.unstubAllGlobals()
        expect(await entries()).toBe(before)
        await answersNext('bob')
      },
    )
  },
)

test('Somebody of whom Slack does not speak in time hears that within seconds', async () => {
  const of = open.story.database.kysely.updateTable('people').where('slackId', '=', 'U0SAM')
  await of.set({ slackId: null }).execute()
  const heard = async () =>
    (await open.desk.sandbox.messagesIn('C0GENERAL')).filter(({ ephemeralFor }) => ephemeralFor === 'U0SAM')
  const before = (await heard()).length
  await struck('users.info', limited[1]![1], () => person('sam').command('/policy help', 'general'))
  await open.desk.sandbox.waitFor(async () => (await heard()).length > before)
  expect((await heard()).at(-1)?.text).toContain('Try again in a moment')
  await answersNext('sam')
})

describe('Somebody whom Slack does not tell us of just now hears that, and is answered next', () => {
  test.each([...named('user_not_found', 'user_not_visible'), ...always])('%s', async (_, fault) => {
    const of = open.story.database.kysely.updateTable('people').where('slackId', '=', 'U0SAM')
    await of.set({ slackId: null }).execute()
    const acted = await struck('users.info', fault, () => person('sam').command('/policy help', 'general'))
    expect(acted.messages).toMatchObject([
      { ephemeralFor: 'U0SAM', text: expect.stringMatching(oneSentence) },
    ])
    await answersNext('sam')
    expect(await open.story.rows('people', { email: 'sam@example.com' })).toHaveLength(1)
  })
})

describe('A request to endorse comes once, whatever Slack answered to its first sending', () => {
  const codes = ['ISP-11', 'ISP-12', 'ISP-13', 'ISP-14', 'ISP-15', 'ISP-16', 'ISP-17']
  const answers = [...lost, broken[1]!, broken[4]!, limited[0]!, ...named('fatal_error', 'channel_not_found')]
  test.each(answers.map(([name, fault], index) => [name, codes[index]!, fault] as const))(
    '%s',
    async (_, code, fault) => {
      await struck('chat.postMessage', { ...fault, user: 'U0ANN' }, async () => {
        await submitted(open.story, code)
        await open.desk.program.rounds.settle()
      })
      await open.desk.sandbox.control('POST', 'clock', { advance: 'PT15M' })
      await open.desk.program.rounds.settle()
      const asked = (await person('ann').messages()).filter(({ blocks }) => read(blocks ?? []).includes(code))
      expect(asked).toHaveLength(1)
      expect(await open.story.rows('submissions', { state: 'awaiting' })).not.toEqual([])
    },
  )
})
