import { describe, expect, test } from 'vitest'
import { told } from '../support/stories.ts'
import { type DeskOptions, openDesk } from './desk.ts'
import { people } from './gestures.ts'

const words = (shown: unknown) => JSON.stringify(shown)

/** A workspace with a private channel and words between colleagues, none of which the app is in. */
async function office(options: DeskOptions = {}) {
  const opened = await people(options)
  const { desk } = opened
  const add = { channels: [{ id: 'C0BOARD', name: 'board', is_private: true, members: ['U0SAM', 'U0OLGA'] }] }
  await desk.sandbox.control('POST', 'people', add)
  await desk.sandbox.act({ do: 'invite', channel: 'C0GENERAL', people: ['U0SAM', 'U0OLGA', 'U0GUS'] })

  async function said(who: string, channel: string, text: string, more: object = {}) {
    await desk.sandbox.act({ as: `U0${who.toUpperCase()}`, do: 'say', channel, text, ...more })
    const message = (await desk.sandbox.messagesIn(channel)).at(-1)
    if (!message) throw new Error('Expected the message that was just written')
    return { ...message, channel }
  }
  return { ...opened, s: told(desk.company), said }
}

type Acted = { views: { modals: { blocks: unknown[]; title?: { text: string } }[] } | null }

/** What stands in the fields of the window on top. */
function fieldsOf(acted: Acted): Record<string, string> {
  const view = acted.views?.modals.at(-1)
  if (!view) throw new Error('Expected an open window')
  const blocks = view.blocks as { block_id?: string; element?: Record<string, string> }[]
  return Object.fromEntries(
    blocks.flatMap(({ block_id, element }) =>
      block_id && element ? [[block_id, element.initial_value ?? element.initial_date ?? '']] : [],
    ),
  )
}

describe('"Report to Perennial" on a message', () => {
  test('opens the window with its words, its day and its link, and keeps them', async () => {
    const { as, said, s } = await office({ now: '2027-03-01T22:30:00.000Z' })
    const message = await said('olga', 'C0GENERAL', '<@U0MIA> a laptop with &lt;customer data&gt; was stolen')
    const opened = await as('sam').shortcut('report_message', message)
    const link = `/archives/C0GENERAL/p${message.ts.replace('.', '')}`
    expect(fieldsOf(opened)).toMatchObject({
      what: '@Mia a laptop with <customer data> was stolen',
      happenedOn: '2027-03-01',
      link: expect.stringContaining(link),
    })
    const done = await as('sam').fill({ category: 'security_event' }, opened)
    expect(words(done.views?.modals)).toContain('Recorded as E-1.')
    expect(await s.row('events', {})).toMatchObject({
      what: '@Mia a laptop with <customer data> was stolen',
      happenedOn: '2027-03-01',
      link: expect.stringContaining(link),
      reporter: s.id('sam'),
    })
  })

  test("proposes the day on which it was written, in the workspace's zone", async () => {
    const { as, said, moveTo } = await office({ now: '2027-03-01T23:30:00.000Z' })
    const message = await said('olga', 'C0GENERAL', 'The door stood open')
    await moveTo('2027-03-04T09:00:00.000Z')
    expect(fieldsOf(await as('sam').shortcut('report_message', message))).toMatchObject({
      happenedOn: '2027-03-02',
    })
  })

  test('puts the link together where the app is not in the conversation and Slack gives none', async () => {
    const { as, said } = await office()
    const message = await said('olga', 'C0BOARD', 'We buy a company in Norway')
    const { what, link } = fieldsOf(await as('sam').shortcut('report_message', message))
    expect(what).toBe('We buy a company in Norway')
    expect(link).toBe(`https://alpenglow.slack.com/archives/C0BOARD/p${message.ts.replace('.', '')}`)
  })

  test('names the thread in the link to an answer, whoever makes it', async () => {
    const { as, said } = await office()
    for (const [channel, begins] of [
      ['C0GENERAL', 'http://127.0.0.1'],
      ['C0BOARD', 'https://alpenglow.slack.com'],
    ] as const) {
      const head = await said('olga', channel, 'Something odd')
      const answer = await said('sam', channel, 'It was a phishing mail', { thread_ts: head.ts })
      const { what, link } = fieldsOf(await as('sam').shortcut('report_message', answer))
      expect(what).toBe('It was a phishing mail')
      expect(link).toContain(begins)
      expect(link).toContain(`?thread_ts=${head.ts}&cid=${channel}`)
    }
  })

  test('takes a message that has a file and no words, and one of their conversation with the app', async () => {
    const { as, said } = await office()
    const files = [{ name: 'letter.pdf', contentBase64: 'QQ==' }]
    const silent = await said('olga', 'C0GENERAL', '', { files })
    expect(fieldsOf(await as('sam').shortcut('report_message', silent)).what).toBe('Files: letter.pdf')
    await as('sam').say('app', 'A key is gone')
    const own = (await as('sam').messages()).find(({ text }) => text === 'A key is gone')
    const opened = await as('sam').shortcut('report_message', { channel: 'app', ts: own?.ts as string })
    expect(fieldsOf(opened)).toMatchObject({
      what: 'A key is gone',
      link: expect.stringContaining('/archives/D'),
    })
  })

  test('cuts what is longer than the field, between two characters', async () => {
    const { as, said } = await office()
    const message = await said('olga', 'C0GENERAL', '👩‍👩‍👧‍👦'.repeat(3_600))
    const { what } = fieldsOf(await as('sam').shortcut('report_message', message))
    expect(message.text.length).toBeGreaterThan(39_000)
    expect(what?.length).toBeLessThanOrEqual(3_000)
    expect(what).toMatch(/^(👩‍👩‍👧‍👦)+…$/u)
  })

  test('keeps hostile words words: nobody is called, and nothing is a link', async () => {
    const { as, said, settle } = await office()
    const text = '&lt;!channel&gt; <!here> `ISP-07` *now* <https://evil.example|Endorse> \u202egnp.exe'
    const message = await said('olga', 'C0GENERAL', text)
    const opened = await as('sam').shortcut('report_message', message)
    await as('sam').fill({ category: 'security_event' }, opened)
    await settle()
    const { text: notified } = await as('mia').newest()
    expect(notified).toContain('Endorse (https://evil.example)')
    for (const live of ['<', '`ISP-07`', '*now*', '\u202e']) expect(notified).not.toContain(live)
  })

  test('opens the window also where the words of the message are none', async () => {
    const { as, said } = await office()
    const message = await said('olga', 'C0GENERAL', ' ')
    expect(fieldsOf(await as('sam').shortcut('report_message', message)).what).toBe('')
  })
})

test('"Report an event" opens the same window, empty, with today', async () => {
  const { as, s } = await office()
  const opened = await as('sam').shortcut('report_event')
  expect(fieldsOf(opened)).toMatchObject({ what: '', happenedOn: '2027-03-01', link: '' })
  expect(words(opened.views?.modals)).not.toContain('Slack gave no link')
  await as('sam').fill({ category: 'platform_change', what: 'Another cloud' }, opened)
  expect(await s.row('events', {})).toMatchObject({ what: 'Another cloud', link: null })
})

describe('Who may report', () => {
  test('a guest, by each way, who hears at once what happens next and later the outcome', async () => {
    const { as, said, s, settle } = await office()
    const message = await said('olga', 'C0GENERAL', 'The door stood open')
    const ways = [
      () => as('gus').shortcut('report_event'),
      () => as('gus').shortcut('report_message', message),
      () => as('gus').command('/policy report'),
    ]
    for (const [index, way] of ways.entries()) {
      const typed = { category: 'security_event', happenedOn: '2027-02-27', what: 'The door stood open' }
      const done = await as('gus').fill(typed, await way())
      expect(words(done.views?.modals)).toContain(`Recorded as E-${index + 1}. The policy managers decide by`)
    }
    for (const { reporter } of await s.rows('events')) expect(reporter).toBe(s.id('gus'))
    await settle()
    await as('mia').fill({ reason: 'It was locked' }, await as('mia').press('not_significant'))
    await settle()
    const outcome = await as('gus').newest()
    expect(outcome.text).toContain('not significant, decided by Mia')
    expect(outcome.text).toContain('It was locked')
  })

  test('a guest once more, where Slack opened no window in time', async () => {
    const { as, desk } = await office()
    const late = { method: 'views.open', times: 1, do: 'error', error: 'expired_trigger_id' }
    await desk.sandbox.control('POST', 'faults', [late])
    const refused = (await as('gus').command('/policy report a key is gone', 'C0GENERAL')).messages.at(-1)
    if (!refused) throw new Error('Expected to be told that no window was opened')
    const opened = await as('gus').click(refused, 'menu:again')
    expect(fieldsOf(opened).what).toBe('a key is gone')
  })

  test('nobody of another workspace, who hears so in the window', async () => {
    const { as, desk, s } = await office()
    await desk.sandbox.act({ do: 'invite', channel: 'C0GENERAL', people: ['U0XENA'] })
    const opened = await as('xena').shortcut('report_event')
    expect(words(opened.views?.modals)).toContain('Perennial answers people of its own workspace alone.')
    expect(await s.rows('events')).toEqual([])
  })
})

test('A shortcut that Slack delivers twice opens one window', async () => {
  const desk = await openDesk()
  try {
    await desk.sandbox.control('POST', 'faults', [{ surface: 'interactive', do: 'twice', times: 1 }])
    await desk.as('U0SAM').shortcut('report_event')
    await desk.program.rounds.settle()
    const opens = (await desk.sandbox.journal()).filter(({ method }) => method === 'views.open')
    expect(opens).toHaveLength(1)
  } finally {
    await desk.close()
  }
})
