import { describe, expect, test } from 'vitest'
import { homeOf } from '../../db/homes.ts'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { startReview } from '../../src/actions/start-review.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { distribute } from '../../src/distribute.ts'
import { addDays } from '../../src/rules/calendar.ts'
import type { Posture } from '../../src/rules/terms.ts'
import { problemsOfView } from '../../src/sandbox/blocks/view.ts'
import { refreshHomes, showHome } from '../../src/slack/home.ts'
import { postures } from '../../src/slack/posture-words.ts'
import { checkView } from '../../src/slack/views/check-view.ts'
import { homeSizes } from '../../src/slack/views/home/parts.ts'
import { homeView, type Overview } from '../../src/slack/views/home.ts'
import { makeNamer } from '../../src/slack/views/mrkdwn.ts'
import { aPolicy, directory, member, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { directoryOf, distributed, endorsed, inForce, submitted, text } from '../support/situations.ts'
import { buttonsIn, type Counter, counter, wordsIn } from './commands/counter.ts'
import { acknowledge, decide, endorse, fill, review, toAttest, triage } from './views/facts.ts'

const last = (c: Counter) => {
  const home = c.slack.homes.at(-1)
  if (!home) throw new Error('Expected a Home that was drawn')
  return home
}
const words = (c: Counter) => wordsIn(last(c).view.blocks).split('\n')
const labels = (c: Counter) => buttonsIn(last(c).view.blocks).map(({ text: { text: label } }) => label)
const open = async (c: Counter, who: string) => await showHome(c.desk, await c.person(who))
const refresh = (c: Counter, signal = new AbortController().signal) => refreshHomes(c.desk, signal)

describe('Home', () => {
  test('says to who has nothing what will be here', async () => {
    const c = await counter()
    await open(c, 'sam')
    expect(last(c).user).toBe('U0SAM')
    expect(words(c)).toEqual([
      'What you owe',
      'Nothing is waiting for you. Reviews, endorsements and acknowledgments that you owe will be here, each with its button.',
      'What you own',
      'You own no policy. Those that you do own will be here, with their next review.',
      'The register',
      '*No policy is registered yet*',
      '"/policy" shows everything that you can do here; "/policy list" shows the register too.',
    ])
  })

  test('offers the register and what is due to everyone, adding and the settings to a manager', async () => {
    const c = await counter()
    await open(c, 'sam')
    expect(labels(c)).toEqual(['Due'])
    await aPolicy(c)
    await open(c, 'sam')
    expect(labels(c)).toEqual(['Show all', 'Filter…', 'Due'])
    const { said } = await c.press('sam', last(c).view, { action: 'menu:due' }, true)
    expect(said[0]?.text).toBe('Nothing is due, and nobody owes anything.')
    await open(c, 'mia')
    expect(labels(c)).toEqual(['Show all', 'Filter…', 'Due', 'Add', 'Settings', 'Ask for everything…'])
    await c.press('mia', last(c).view, { action: 'menu:settings' }, true)
    expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: 'settings' })
  })

  test('offers a guest what they are asked to, and names no command', async () => {
    const c = await counter()
    await inForce(c, 'ISP-07', {
      audience: { everyone: false, channels: [], groups: [], people: [c.id('gus')] },
    })
    await distribute(c.world, directoryOf([...staff, member('gus', { isGuest: true })]))
    await open(c, 'gus')
    expect(labels(c)).toEqual(['Read', 'Acknowledge'])
    expect(words(c).join('\n')).not.toContain('/policy')
    await aPolicy(c, 'ISP-08', { owner: c.id('gus') })
    await open(c, 'gus')
    expect(labels(c)).toEqual(['Read', 'Acknowledge', 'Show', 'Show all', 'Filter…', 'Due'])
  })

  test('says to a manager what is missing before going live, and has the button', async () => {
    const c = await counter({ isLive: false, settings: { timeZone: '' } })
    await open(c, 'mia')
    expect(words(c)[0]).toBe(
      '*Nothing is sent to anyone yet.* Still missing: a time zone. "/policy settings" sets it.',
    )
    await c.press('mia', last(c).view, { action: 'golive' }, true)
    expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: 'golive' })
    await open(c, 'sam')
    expect(words(c)[0]).toContain('Perennial is not live yet')
    expect(labels(c)).toEqual(['Due'])
  })

  test('says to a manager that all is set', async () => {
    const c = await counter({ isLive: false })
    await open(c, 'mia')
    expect(words(c)[0]).toContain('Everything that is needed is set.')
  })

  test('has what is owed with its buttons, and what is owned', async () => {
    const c = await counter()
    const { policy } = await distributed(c)
    await submitted(c, 'ISP-08', text('1.0'), { title: 'Logging' })
    await open(c, 'olga')
    expect(words(c)).toEqual([
      'What you owe',
      '*1 acknowledgment*',
      expect.stringContaining('*Access control* `ISP-07`, version 1.0'),
      '1 review lies further ahead: "/policy due mine" lists what is to come, and "/policy review" begins one early.',
      'What you own',
      '*2 policies*',
      '*Access control* `ISP-07` · active · review due in 366 days (Wednesday 1 March 2028)',
      '*Logging* `ISP-08` · draft',
      'The register',
      '*2 policies*',
      expect.any(String),
    ])
    const way = ['Show all', 'Filter…', 'Due']
    expect(labels(c)).toEqual(['Read', 'Acknowledge', 'Show', 'Show', ...way])
    const { said } = await c.press('olga', last(c).view, { action: 'show', value: policy }, true)
    expect(said[0]?.text).toContain('Access control `ISP-07` · active')
    await open(c, 'ann')
    expect(labels(c)).toEqual(['Read', 'Endorse', 'Send back', 'Read', 'Acknowledge', ...way])
  })

  test('has a review, with its buttons, from a month before it is to be submitted, or once it has begun', async () => {
    const c = await counter()
    const { policy } = await inForce(c)
    const { dueOn, subject } = await c.row('obligations', { kind: 'review' })
    c.at(`${addDays(dueOn, -31)}T10:00:00.000Z`)
    await open(c, 'olga')
    expect(words(c).slice(0, 3)).toEqual([
      'What you owe',
      expect.stringContaining('Nothing is waiting for you.'),
      expect.stringContaining('1 review lies further ahead'),
    ])
    await c.does('olga', startReview, { policy, review: subject })
    await open(c, 'olga')
    expect(words(c).slice(0, 2)).toEqual(['What you owe', '*1 review*'])
  })

  test('has the buttons of a review that is near', async () => {
    const c = await counter()
    await inForce(c)
    const { dueOn } = await c.row('obligations', { kind: 'review' })
    c.at(`${addDays(dueOn, -30)}T10:00:00.000Z`)
    await open(c, 'olga')
    expect(words(c).slice(0, 4)).toEqual([
      'What you owe',
      '*1 review*',
      expect.stringContaining('*Access control* `ISP-07` · your review is to be submitted by'),
      'What you own',
    ])
    expect(labels(c)).toEqual(['Review', 'Snooze', 'Hand over', 'Show', 'Show all', 'Filter…', 'Due'])
    for (const action of ['review', 'snooze', 'hand_over']) {
      await c.press('olga', last(c).view, { action }, true)
      expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: action })
    }
  })

  test('has the policies without an owner for a manager', async () => {
    const c = await counter()
    await inForce(c)
    const gone = { people: [member('olga', { isDeactivated: true })], isLast: false }
    await c.does(directory, syncPeople, gone)
    await open(c, 'mia')
    expect(words(c)).toEqual(expect.arrayContaining(['*1 policy without an owner*']))
    expect(labels(c)).toContain('Assign…')
  })

  test('acknowledges by its button, and is drawn anew with what is left', async () => {
    const c = await counter()
    const { version } = await distributed(c)
    await open(c, 'sam')
    await c.press('sam', last(c).view, { action: 'acknowledge' }, true)
    expect((await c.row('acknowledgments', { version, person: c.id('sam') })).state).toBe('given')
    await refresh(c)
    expect(words(c)[1]).toContain('Nothing is waiting for you.')
  })
})

for (const engine of engines) {
  describe(`${engine.name}:`, () => {
    test('What is owned is paged to the end, with the hash that Slack gave each time', async () => {
      const c = await counter({}, engine)
      for (let i = 0; i < 65; i += 1) await aPolicy(c, `ISP-${i + 10}`)
      await open(c, 'olga')
      const headline = () => words(c).find((line) => line.includes('of 65'))
      expect(headline()).toBe('*65 policies* · 1–10 of 65')
      await c.press('olga', last(c).view, { action: 'page:next' }, true)
      expect(headline()).toBe('*65 policies* · 11–20 of 65')
      for (let i = 0; i < 5; i += 1) await c.press('olga', last(c).view, { action: 'page:next' }, true)
      expect(headline()).toBe('*65 policies* · 61–65 of 65')
      expect(labels(c)).toContain('Previous')
      expect(labels(c)).not.toContain('Next')
      expect(c.slack.homes.map(({ hash }) => hash)).toEqual([
        null,
        ...Array.from({ length: 6 }, (_, i) => `hash ${i + 1}`),
      ])
      const changes = { title: 'Another title' }
      const policy = (await c.row('policies', { code: 'ISP-74' })).id
      await c.does('mia', changePolicy, { policy, revision: 1, changes })
      await refresh(c)
      expect(headline()).toBe('*65 policies* · 61–65 of 65')
      expect(words(c).join()).toContain('Another title')
      await open(c, 'olga')
      expect(headline()).toBe('*65 policies* · 1–10 of 65')
    })

    test('A Home is drawn anew for everyone whose part has changed, and for nobody else', async () => {
      const c = await counter({}, engine)
      const { submission } = await submitted(c)
      for (const who of ['ann', 'bob', 'olga', 'sam']) await open(c, who)
      const before = c.slack.homes.length
      await refresh(c)
      expect(c.slack.homes).toHaveLength(before)
      await endorsed(c, 'ann', submission)
      await refresh(c)
      const drawn = c.slack.homes.slice(before)
      expect(new Set(drawn.map(({ user }) => user))).toEqual(new Set(['U0ANN', 'U0BOB', 'U0OLGA']))
      const bob = drawn.find(({ user }) => user === 'U0BOB')
      expect(wordsIn(bob?.view.blocks ?? [])).toContain('Nothing is waiting for you.')
      await refresh(c)
      expect(c.slack.homes).toHaveLength(before + drawn.length)
    })
  })
}

describe('Where Slack does not take a Home,', () => {
  test('a hash of another drawing makes it read and drawn once more, without one', async () => {
    const c = await counter()
    await open(c, 'sam')
    c.slack.says.push({ ok: false, error: 'hash_conflict' })
    await open(c, 'sam')
    expect(c.slack.homes.map(({ hash }) => hash)).toEqual([null, null])
    await open(c, 'sam')
    expect(last(c).hash).toBe('hash 2')
    c.slack.says.push({ ok: false, error: 'hash_conflict' }, { ok: false, error: 'hash_conflict' })
    await expect(open(c, 'sam')).rejects.toThrow('hash_conflict')
  })

  test('it stays stale while Slack takes nothing, and is given up where Slack never will', async () => {
    const c = await counter()
    const { submission } = await submitted(c)
    await open(c, 'ann')
    await endorsed(c, 'ann', submission)
    const isStale = async () =>
      (await homeOf(c.database.kysely, c.world.workspace, c.id('ann')))?.staleBy !== null
    expect(await isStale()).toBe(true)
    c.slack.says.push({ ok: false, error: 'ratelimited' })
    await refresh(c)
    expect(await isStale()).toBe(true)
    await refresh(c, AbortSignal.abort())
    expect(c.slack.homes).toHaveLength(1)
    c.slack.says.push({ ok: false, error: 'not_enabled' })
    await refresh(c)
    expect(await isStale()).toBe(false)
    expect(c.slack.homes).toHaveLength(1)
  })

  test('who has left is not drawn for any more', async () => {
    const c = await counter()
    const { submission } = await submitted(c)
    await open(c, 'bob')
    await c.does(directory, syncPeople, { people: [member('bob', { isDeactivated: true })], isLast: false })
    await endorsed(c, 'ann', submission)
    await refresh(c)
    expect(c.slack.homes).toHaveLength(1)
  })
})

test('Of two that are opened at once the second is drawn after the first, with its hash', async () => {
  const c = await counter()
  await Promise.all([open(c, 'sam'), open(c, 'sam'), open(c, 'ann')])
  const sam = c.slack.homes.filter(({ user }) => user === 'U0SAM')
  expect(sam).toHaveLength(2)
  expect(sam[0]?.hash).toBeNull()
  expect(sam[1]?.hash).not.toBeNull()
})

test('The fullest Home is within what Slack takes, whatever people wrote', () => {
  const named = { code: '`&'.repeat(100), title: `<!channel>\u202e${'👩‍👩‍👧‍👦&'.repeat(40)}`.slice(0, 300) }
  const many = <Item>(size: number, item: (id: string) => Item) => ({
    page: 2,
    total: 500,
    items: Array.from({ length: size }, (_, i) => item(`${i}`)),
  })
  const counts = Object.fromEntries(postures.map((posture) => [posture, 5_000])) as Record<Posture, number>
  const own = {
    ...named,
    status: 'active',
    owner: { name: '&'.repeat(300), slackId: 'U1', hasLeft: true },
    statedOwner: null,
    inForce: '1.0',
    waiting: { number: '&'.repeat(100), effectiveOn: '2028-03-01' },
    review: { dueOn: '2027-03-01', state: 'open', waivedUntil: '2027-04-01' },
    outOfCycle: { dueOn: '2027-03-01', waivedUntil: '2027-04-01' },
  } as const
  const owed = {
    'home:review': many(homeSizes['home:review'], (id) => review({ ...named, subject: id })),
    'home:endorse': many(homeSizes['home:endorse'], (id) => endorse({ ...named, subject: id })),
    'home:acknowledge': many(homeSizes['home:acknowledge'], (id) => acknowledge({ ...named, subject: id })),
    'home:fill': many(homeSizes['home:fill'], (id) => fill({ ...named, policy: id })),
    'home:triage': many(homeSizes['home:triage'], (id) => triage({ subject: id })),
    'home:decide': many(homeSizes['home:decide'], (id) => decide({ ...named, subject: id })),
    'home:attest': many(homeSizes['home:attest'], () => toAttest()),
  }
  const facts: Overview = {
    is: 'overview',
    owed,
    laterReviews: 500,
    own: many(homeSizes['home:own'], (id) => ({ ...own, policy: id })),
    posture: {
      counts: { ...counts, registered: 5_000, active: 5_000, waived: 5_000 },
      acknowledgments: { asked: null, missing: 100_001, most: 100_000 },
      hasApprovers: false,
    },
    register: {
      total: 5_000,
      offers: ['due', 'add', 'settings'].map((word) => ({ word, button: word })),
      asksAnew: true,
    },
    isLive: false,
    missing: ['a', 'b', 'c', 'd'],
  }
  const setting = {
    today: '2027-03-01',
    zone: 'Europe/Vienna',
    portalUrl: null,
    name: makeNamer(),
    isOnly: false,
  }
  const view = homeView(facts, setting)
  expect(view.blocks.length).toBeGreaterThan(90)
  expect(checkView(view)).toEqual([])
  expect(problemsOfView(view, 'home')).toEqual([])
  expect(wordsIn(view.blocks)).not.toMatch(/<!|\u202e/)
})
