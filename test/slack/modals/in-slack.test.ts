import { expect, onTestFinished, test } from 'vitest'
import { sha256 } from '../../../src/rules/digest.ts'
import { aPolicy } from '../../support/company.ts'
import { inForce } from '../../support/situations.ts'
import { told } from '../../support/stories.ts'
import { type DeskOptions, openDesk } from '../desk.ts'

/** Windows in Slack itself, as the sandbox plays it: by the socket, with the real client. */

type View = { id: string; title: { text: string }; blocks: { type: string; block_id: string }[] }
type Acted = {
  ack: { payload?: { response_action?: string; errors?: Record<string, string> } } | null
  views: { modals: View[] }
  violations: { kind: string }[]
}

async function office(options: DeskOptions = {}) {
  const desk = await openDesk(options)
  onTestFinished(() => desk.close())
  const act = async (body: object): Promise<Acted> => {
    const response = await fetch(`${desk.sandbox.url}/__sandbox/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const acted = (await response.json()) as Acted
    if (!response.ok) throw new Error(JSON.stringify(acted))
    // Late it may be, where it says that it works on it.
    expect(acted.violations.filter(({ kind }) => kind !== 'ack_slow')).toEqual([])
    return acted
  }
  const top = ({ views }: Acted): View => {
    const view = views.modals.at(-1)
    if (!view) throw new Error('Expected an open window')
    return view
  }
  /** By field; each stands in the block of its name, with or without what comes after `~`. */
  const valuesIn = (view: View, typed: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(typed).map(([field, value]) => {
        const block = view.blocks.find(({ block_id }) => block_id.split('~')[0] === field)
        return [block?.block_id ?? field, { value }]
      }),
    )
  return { ...told(desk.company), desk, act, top, valuesIn }
}

test('a version goes from a command to being in force, by windows alone', async () => {
  const story = await office()
  const { act, top, valuesIn, desk, row } = story
  const policy = await aPolicy(story)
  const opened = top(await act({ as: 'olga', do: 'command', text: '/policy submit ISP-07' }))
  expect(opened.title.text).toBe('Submit a version')
  const early = valuesIn(opened, {
    number: '1.0',
    summary: 'The first',
    content: 'Text.',
    effectiveOn: '2027-02-01',
  })
  const refused = await act({ as: 'olga', do: 'submit', view: opened.id, values: early })
  expect(refused.ack?.payload?.errors).toEqual({ effectiveOn: expect.stringContaining('has passed') })
  const typed = valuesIn(opened, { effectiveOn: '2027-03-01' })
  const submitted = await act({ as: 'olga', do: 'submit', view: opened.id, values: typed })
  expect(JSON.stringify(top(submitted))).toContain('Ann and Bob are asked to endorse it')

  await desk.program.rounds.settle()
  const request = await row('notices', { kind: 'endorsement request', recipient: story.id('ann') })
  const { channel, ts } = request
  const endorsing = top(await act({ as: 'ann', do: 'click', channel, ts, actionId: 'endorse' }))
  expect(JSON.stringify(endorsing)).toContain(`SHA-256 ${sha256('Text.')}`)
  const read = top(await act({ as: 'ann', do: 'click', view: endorsing.id, actionId: 'read_text' }))
  expect(JSON.stringify(read)).toContain('Text.')
  await act({ as: 'ann', do: 'close', view: read.id })
  const values = valuesIn(endorsing, { comment: 'Fine' })
  const done = await act({ as: 'ann', do: 'submit', view: endorsing.id, values })
  expect(done.views.modals).toEqual([])
  expect(await row('versions', { policy })).toMatchObject({ state: 'in force' })
  expect(await row('endorsements', {})).toMatchObject({ comment: 'Fine', decision: 'endorsed' })
})

test('a review is revised with a file, sent back with a reason, and submitted again', async () => {
  const story = await office()
  const { act, top, valuesIn, row, desk } = story
  const { policy } = await inForce(story)
  const { id: review } = await row('reviews', { policy, state: 'open' })
  const opened = top(await act({ as: 'olga', do: 'command', text: '/policy review ISP-07' }))
  const choose = { as: 'olga', do: 'select', view: opened.id, blockId: 'outcome', actionId: 'value' }
  const revising = top(await act({ ...choose, value: 'revised' }))
  const typed = { number: '1.1', changeKind: 'minor', summary: 'Shorter', note: 'Shortened' }
  const sent = await act({
    as: 'olga',
    do: 'submit',
    view: revising.id,
    values: valuesIn(revising, typed),
    files: { file: { value: [{ name: 'access.md', content: '# Access\n' }] } },
  })
  expect(JSON.stringify(top(sent))).toContain('Submitted.')
  expect(await row('versions', { policy, number: '1.1' })).toMatchObject({ content: '# Access\n' })

  await desk.program.rounds.settle()
  const { channel, ts } = (
    await story.rows('notices', { kind: 'endorsement request', recipient: story.id('bob') })
  ).at(-1)!
  const comparing = top(await act({ as: 'bob', do: 'click', channel, ts, actionId: 'compare' }))
  expect(JSON.stringify(comparing)).toContain('# Access')
  const back = top(await act({ as: 'bob', do: 'click', channel, ts, actionId: 'send_back' }))
  const values = valuesIn(back, { reason: 'Name the exceptions' })
  expect((await act({ as: 'bob', do: 'submit', view: back.id, values })).views.modals).toEqual([])
  expect(await row('submissions', { review })).toMatchObject({
    state: 'sent back',
    reason: 'Name the exceptions',
  })
  const again = top(await act({ as: 'olga', do: 'command', text: '/policy submit ISP-07' }))
  expect(JSON.stringify(again)).toContain('Name the exceptions')
})

test('two who save at once: the second is told of the first, and nothing typed is lost', async () => {
  const story = await office()
  const { act, top, valuesIn, row } = story
  const { policy } = await inForce(story)
  const windows = await Promise.all(
    ['olga', 'mia'].map(async (as) => ({
      as,
      view: top(await act({ as, do: 'command', text: '/policy review ISP-07' })),
    })),
  )
  const outcomes: Acted[] = []
  for (const { as, view } of windows) {
    const select = {
      as,
      do: 'select',
      view: view.id,
      blockId: 'outcome',
      actionId: 'value',
      value: 'reaffirmed',
    }
    const form = top(await act(select))
    const values = valuesIn(form, { note: `What ${as} wrote` })
    outcomes.push(await act({ as, do: 'submit', view: form.id, values }))
  }
  expect(JSON.stringify(outcomes[0]?.views)).toContain('Submitted.')
  const refused = JSON.stringify(outcomes[1]?.views)
  expect(refused).toContain('awaits endorsement')
  expect(refused).toContain('Olga submitted the outcome of the review')
  expect(refused).toContain('What mia wrote')
  expect(await row('submissions', { policy, state: 'awaiting' })).toMatchObject({
    statement: 'What olga wrote',
  })
})

test('a policy is chosen where a command names none, and windows that need none open at once', async () => {
  const story = await office()
  const { act, top } = story
  await aPolicy(story)
  const picking = top(await act({ as: 'olga', do: 'command', text: '/policy submit' }))
  expect(picking.title.text).toBe('Choose a policy')
  for (const [as, text, title] of [
    ['mia', '/policy add', 'Add a policy'],
    ['mia', '/policy settings', 'Settings'],
    ['mia', '/policy audience ISP-07', 'Audience'],
    ['ann', '/policy delegate', 'Delegate'],
    ['olga', '/policy retire ISP-07', 'Retire a policy'],
  ])
    expect(top(await act({ as, do: 'command', text })).title.text).toBe(title)
})

test('a file that takes its time: the window says so, and then how it ended, with all that was given', async () => {
  const story = await office()
  const { act, top, valuesIn, row, desk } = story
  const policy = await aPolicy(story)
  const opened = top(await act({ as: 'olga', do: 'command', text: '/policy submit ISP-07' }))
  await fetch(`${desk.sandbox.url}/__sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: 'delay', ms: 3_000, method: 'files.info' }),
  })
  const early = { number: '1.0', summary: 'The first', effectiveOn: '2027-02-01' }
  const files = { file: { value: [{ name: 'access.md', content: 'Text.' }] } }
  const sent = { as: 'olga', do: 'submit', view: opened.id, values: valuesIn(opened, early), files }
  const late = await act(sent)
  expect(JSON.stringify(late.ack?.payload)).toContain('Working on it')
  const refused = JSON.stringify(top(late))
  expect(refused).toContain('has passed')
  expect(refused).toContain('The first')
  expect(refused).toContain('The file that you attached before is kept.')
  const form = top(late)
  const again = {
    as: 'olga',
    do: 'submit',
    view: form.id,
    values: valuesIn(form, { effectiveOn: '2027-03-02' }),
  }
  expect(JSON.stringify(top(await act(again)))).toContain('Ann and Bob are asked to endorse it')
  expect(await row('versions', { policy })).toMatchObject({ content: 'Text.' })
})

test('the same window submitted twice at once is one submission', async () => {
  const story = await office()
  const { act, top, valuesIn, rows } = story
  const policy = await aPolicy(story)
  const opened = top(await act({ as: 'olga', do: 'command', text: '/policy submit ISP-07' }))
  const values = valuesIn(opened, { number: '1.0', summary: 'The first', content: 'Text.' })
  const sent = { as: 'olga', do: 'submit', view: opened.id, values }
  await Promise.all([act(sent), act(sent)])
  expect(await rows('submissions', { policy })).toHaveLength(1)
})

test('going live and a snooze, as people do them', async () => {
  const story = await office({ isLive: false })
  const { act, top, valuesIn, row } = story
  const { policy } = await inForce(story)
  const golive = top(await act({ as: 'mia', do: 'command', text: '/policy golive' }))
  expect(JSON.stringify(golive)).toContain('Going live cannot be taken back.')
  expect(JSON.stringify(top(await act({ as: 'mia', do: 'submit', view: golive.id, values: {} })))).toContain(
    'Live since',
  )
  const snoozing = top(await act({ as: 'olga', do: 'command', text: '/policy snooze ISP-07' }))
  const { block_id: blockId } = snoozing.blocks.find(({ block_id }) => block_id.startsWith('on'))!
  const chosen = {
    as: 'olga',
    do: 'select',
    view: snoozing.id,
    blockId,
    actionId: 'value',
    value: '2027-03-06',
  }
  const shown = top(await act(chosen))
  expect(JSON.stringify(shown)).toContain('You are reminded on Monday 8 March, 09:00 your time.')
  const done = await act({ as: 'olga', do: 'submit', view: shown.id, values: valuesIn(shown, {}) })
  expect(JSON.stringify(top(done))).toContain(
    'Your next reminder about ISP-07 comes on Monday 8 March, 09:00.',
  )
  const { id } = await row('obligations', { policy, kind: 'review', state: 'open' })
  expect(await row('obligationHolders', { obligation: id, as: 'holder' })).toMatchObject({
    snoozedUntil: '2027-03-08',
  })
})
