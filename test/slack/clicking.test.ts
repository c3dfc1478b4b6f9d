import { expect, onTestFinished, test } from 'vitest'
import { beat } from '../../src/beat.ts'
import { inForce, revised, submitted, text } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { openDesk } from './desk.ts'
import { read } from './views/facts.ts'

/** Buttons in Slack itself, as the sandbox plays it: by the socket, with the real client. */

type Button = { action_id: string; value: string }
type Block = { type: string; block_id: string; elements?: Button[] }
type Shown = { ts: string; text: string; blocks: Block[] }
type View = { id: string; title: { text: string }; blocks: Block[] }
type Acted = {
  ack: { ms: number } | null
  messages: Shown[]
  views: { modals: View[] }
  violations: unknown[]
}

async function office() {
  const desk = await openDesk()
  onTestFinished(() => desk.close())
  const s = told(desk.company)
  const control = async (path: string, body?: object) => {
    const response = await fetch(
      `${desk.sandbox.url}/__sandbox/${path}`,
      body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    )
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }
  const messages = async (name: string) => (await control(`messages?as=U0${name.toUpperCase()}`)) as Shown[]
  const newest = async (name: string): Promise<Shown> => {
    const message = (await messages(name)).at(-1)
    if (!message) throw new Error(`Expected a message to ${name}`)
    return message
  }
  const shown = async (name: string) => read((await newest(name)).blocks)
  /** What a message shows by now, whatever came after it. */
  const shownAt = async (name: string, ts: string) =>
    read((await messages(name)).find((message) => message.ts === ts)?.blocks ?? [])
  const act = async (body: object) => {
    const acted = (await control('act', body)) as Acted
    expect(acted.violations).toEqual([])
    return acted
  }
  const click = async (name: string, actionId: string) =>
    await act({ as: name, do: 'click', channel: 'app', ts: (await newest(name)).ts, actionId })
  /** Fills fields of a window by the name of their block, and sends it. */
  const submit = async (name: string, { views }: Acted, typed: Record<string, unknown>) => {
    const view = views.modals.at(-1)
    if (!view) throw new Error('Expected an open window')
    const values = Object.fromEntries(
      Object.entries(typed).map(([field, value]) => {
        const block = view.blocks.find(({ block_id }) => block_id.split('~')[0] === field)
        return [block?.block_id ?? field, { value }]
      }),
    )
    return await act({ as: name, do: 'submit', view: view.id, values })
  }
  const moveTo = (instant: string) => control('clock', { set: instant })
  return { desk, s, newest, shown, shownAt, act, click, submit, moveTo }
}

const asked = async () => {
  const all = await office()
  const made = await inForce(all.s)
  await all.desk.program.rounds.settle()
  return { ...all, ...made }
}

test('everyone is asked in one message each, and the button gives way to the answer', async () => {
  const { s, shown, newest, click, version } = await asked()
  expect(await shown('ann')).toContain('[Read] [*Acknowledge*]')
  const before = (await newest('ann')).ts
  const { ack, messages } = await click('ann', 'acknowledge')
  expect(ack?.ms).toBeLessThan(1_000)
  expect(messages).toEqual([])
  expect(await newest('ann')).toMatchObject({ ts: before })
  expect(await shown('ann')).toBe(
    '*Access control* `ISP-07`, version 1.0\nYou acknowledged 1.0 on 1 March, 10:00 (Europe/Vienna).',
  )
  expect(await shown('bob')).toContain('[Read] [*Acknowledge*]')
  expect(await s.rows('acknowledgments', { version, state: 'given' })).toHaveLength(1)
})

test('two who press at once are two records, and one who presses twice is one', async () => {
  const { s, click, version } = await asked()
  const [first] = await Promise.allSettled([
    click('ann', 'acknowledge'),
    click('ann', 'acknowledge'),
    click('bob', 'acknowledge'),
  ])
  expect(first.status).toBe('fulfilled')
  const given = await s.rows('acknowledgments', { version, state: 'given' })
  expect(given.map(({ person }) => person).sort()).toEqual([s.id('ann'), s.id('bob')].sort())
  expect(await s.rows('entries', { action: 'acknowledge' })).toHaveLength(2)
})

test('Read opens the text in a window', async () => {
  const { click } = await asked()
  const { views } = await click('ann', 'read')
  expect(JSON.stringify(views.modals.at(-1))).toContain('The text of 1.0.')
})

test('an approver endorses in a window, and the requests of all who were asked say so', async () => {
  const { s, desk, shown, shownAt, newest, click, submit } = await office()
  const { submission } = await submitted(s)
  await desk.program.rounds.settle()
  expect(await shown('ann')).toContain('[Read] [*Endorse*] [Send back]')
  const places = [(await newest('ann')).ts, (await newest('bob')).ts] as const
  await submit('ann', await click('ann', 'endorse'), {})
  expect(await s.row('submissions', { id: submission })).toMatchObject({ state: 'endorsed' })
  await desk.program.rounds.settle()
  const now = [await shownAt('ann', places[0]), await shownAt('bob', places[1])]
  for (const one of now) {
    expect(one).toContain('Endorsed by <@U0ANN> on 1 March, 10:00 (Europe/Vienna).')
    expect(one).not.toContain('[')
  }
})

test('a reminder opens its review, and says who submitted and endorsed it once that is done', async () => {
  const { s, desk, shown, shownAt, newest, click, act, moveTo } = await office()
  const { policy } = await inForce(s)
  await desk.program.rounds.settle()
  await moveTo('2028-01-17T08:00:00.000Z')
  await beat(desk.world)
  await desk.program.rounds.settle()
  expect(await shown('olga')).toContain('[Review] [Snooze] [Hand over]')
  const { ts } = await newest('olga')
  const { views } = await click('olga', 'review')
  expect(views.modals.at(-1)?.title.text).toContain('Review')
  await act({ as: 'olga', do: 'close', view: views.modals.at(-1)?.id })
  await revised(s, policy, text('2.0'))
  await desk.program.rounds.settle()
  const after = await shownAt('olga', ts)
  expect(after).toContain('Submitted by <@U0OLGA> on 17 January, 09:00')
  expect(after).toContain('endorsed by <@U0ANN>')
  expect(after).not.toContain('[Review]')
})
