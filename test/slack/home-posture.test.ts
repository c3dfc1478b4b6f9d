import { describe, expect, test } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { delegate } from '../../src/actions/delegate.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { distribute } from '../../src/distribute.ts'
import { refreshHomes, showHome, turnHome } from '../../src/slack/home.ts'
import { begun, readShowing } from '../../src/slack/showing.ts'
import { aPolicy, directory, member } from '../support/company.ts'
import {
  directoryOf,
  distributed,
  inForce,
  reported,
  submitted,
  text,
  triggered,
} from '../support/situations.ts'
import { buttonsIn, type Counter, counter, wordsIn } from './commands/counter.ts'

const last = (c: Counter) => {
  const home = c.slack.homes.at(-1)
  if (!home) throw new Error('Expected a Home that was drawn')
  return home
}
const words = (c: Counter) => wordsIn(last(c).view.blocks).split('\n')
const labels = (c: Counter) => buttonsIn(last(c).view.blocks).map(({ text: { text: label } }) => label)
const open = async (c: Counter, who: string) => await showHome(c.desk, await c.person(who))
const refresh = (c: Counter) => refreshHomes(c.desk, new AbortController().signal)
const press = (c: Counter, who: string, action: string, said?: string) =>
  c.press(who, last(c).view, { action, ...(said === undefined ? {} : { words: said }) }, true)

/** Two that are reviewed each month, one each year, one that awaits its first endorsement, and a draft. */
async function mixed() {
  const c = await counter()
  await inForce(c, 'NEAR-1', { title: 'Near', cadenceMonths: 1 })
  await inForce(c, 'FAR-1', { title: 'Far' })
  await inForce(c, 'LATE-1', { title: 'Late', cadenceMonths: 1 })
  await submitted(c, 'SUB-1', text('1.0'), { title: 'Submitted' })
  await aPolicy(c, 'DRAFT-1', { title: 'Draft', owner: c.id('dan') })
  return c
}

describe("A manager's Home", () => {
  test('counts where the register stands, and each count leads to the policies that it counts', async () => {
    const c = await mixed()
    c.at('2027-04-02T08:00:00.000Z')
    await open(c, 'mia')
    expect(words(c).slice(0, 2)).toEqual(['Posture', '*1 of 3 active policies is in compliance* · 2 overdue'])
    expect(labels(c).slice(0, 3)).toEqual(['2 overdue', '1 awaiting endorsement', '1 in compliance'])
    expect(words(c).join('\n')).toContain(
      'No policy is due in 30 days, without owner, without text held, in review out of cycle or with acknowledgments missing',
    )
    await press(c, 'mia', 'page:overdue')
    expect(words(c).slice(0, 4)).toEqual([
      'The register',
      '*2 policies* · overdue',
      '*Late* `LATE-1` · active · review overdue by 1 day (was due Thursday 1 April) · Olga',
      '*Near* `NEAR-1` · active · review overdue by 1 day (was due Thursday 1 April) · Olga',
    ])
    expect(labels(c)).toEqual(['Back', 'Filter…', 'Show all', 'Change several…', 'Show', 'Show'])
    await press(c, 'mia', 'page:all')
    expect(words(c)[1]).toBe('*5 policies*')
    await press(c, 'mia', 'page:overview')
    expect(words(c)[0]).toBe('Posture')
  })

  test("counts by the workspace's day, not the server's", async () => {
    const c = await mixed()
    c.at('2027-04-01T21:59:00.000Z')
    await open(c, 'mia')
    expect(labels(c)[0]).toBe('2 due in 30 days')
    c.at('2027-04-01T22:00:00.000Z')
    await open(c, 'mia')
    expect(labels(c)[0]).toBe('2 overdue')
  })

  test('counts what is asked for and given, what has lost its owner and what is reviewed out of cycle', async () => {
    const c = await counter()
    const { policy } = await distributed(c)
    await triggered(c, [policy])
    await open(c, 'mia')
    expect(words(c)).toContain('*1 of 1 active policy is in compliance*')
    expect(words(c).join('\n')).toContain('0 of 6 acknowledgments given, 6 missing')
    expect(labels(c).slice(0, 4)).toEqual([
      '1 due in 30 days',
      '1 in review out of cycle',
      '1 with acknowledgments missing',
      '1 in compliance',
    ])
    await c.does(directory, syncPeople, { people: [member('olga', { isDeactivated: true })], isLast: false })
    await open(c, 'mia')
    await press(c, 'mia', 'page:without owner')
    expect(words(c)[2]).toContain('*Access control* `ISP-07` · active')
    expect(words(c)[2]).toContain('Olga (left)')
  })

  test('has each report that waits with its day and its three decisions, and what has no owner in one list', async () => {
    const c = await counter()
    for (const code of ['ISP-07', 'ISP-08']) await inForce(c, code)
    for (let i = 0; i < 4; i += 1) await reported(c, { what: `report number ${i}` })
    await c.does(directory, syncPeople, { people: [member('olga', { isDeactivated: true })], isLast: false })
    await open(c, 'mia')
    expect(words(c)).toEqual(expect.arrayContaining(['To decide', '*4 reports to decide on* · 1–2 of 4']))
    expect(words(c).filter((line) => line.includes('your decision is due in 2 days'))).toHaveLength(2)
    expect(labels(c).filter((label) => label === 'Significant…')).toHaveLength(2)
    expect(labels(c)).toEqual(expect.arrayContaining(['Not significant…', 'Merge with…', 'Assign all…']))
    await press(c, 'mia', 'significant')
    expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: 'significant' })
  })

  test('says what will be here while nothing waits, and what to begin with', async () => {
    const c = await counter({ settings: { approvers: '' }, isLive: false })
    await open(c, 'mia')
    const said = words(c).join('\n')
    expect(said).toContain('*No policy is registered yet.* Add the first one here')
    expect(said).toContain('Nothing waits for your decision.')
    expect(labels(c)).toEqual(['Settings', 'Go live…', 'Add a policy', 'Due', 'Add', 'Settings'])
    await press(c, 'mia', 'menu:add')
    expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: 'add' })
    await aPolicy(c)
    await open(c, 'mia')
    expect(words(c)).toContain(
      '*No policy is active yet.* A draft becomes active with the endorsement of its first version.',
    )
    expect(words(c).join('\n')).toContain('Nobody is set as approver')
    await press(c, 'mia', 'menu:approvers')
    expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: 'settings' })
  })

  test('is drawn anew when anything of the register changes, and nobody else’s is', async () => {
    const c = await counter()
    const policy = await aPolicy(c)
    for (const who of ['mia', 'sam']) await open(c, who)
    await c.does('mia', transferOwnership, { policy, to: c.id('dan') })
    await refresh(c)
    await aPolicy(c, 'ISP-08')
    await refresh(c)
    expect(c.slack.homes.map(({ user }) => user)).toEqual(['U0MIA', 'U0SAM', 'U0MIA', 'U0MIA'])
    expect(words(c).join('\n')).toContain('*2 policies*')
  })

  test('is left alone by what each of many acknowledges', async () => {
    const c = await counter()
    await inForce(c)
    await distribute(c.world, directoryOf())
    await open(c, 'mia')
    await open(c, 'sam')
    await c.press('sam', last(c).view, { action: 'acknowledge' }, true)
    await refresh(c)
    expect(c.slack.homes.map(({ user }) => user)).toEqual(['U0MIA', 'U0SAM', 'U0SAM'])
  })
})

describe('The register in Home', () => {
  async function many() {
    const c = await counter()
    for (let i = 10; i < 55; i += 1)
      await aPolicy(c, `ISP-${i}`, { title: `Policy ${i}`, tags: i % 2 === 0 ? ['even'] : [] })
    return c
  }

  test('is paged and narrowed, and stays where it is when it is drawn anew', async () => {
    const c = await many()
    await open(c, 'sam')
    expect(words(c)).toContain('*45 policies*')
    await press(c, 'sam', 'page:all')
    expect(words(c)[1]).toBe('*45 policies* · 1–20 of 45')
    await press(c, 'sam', 'page:next')
    await press(c, 'sam', 'page:next')
    expect(words(c)[1]).toBe('*45 policies* · 41–45 of 45')
    expect(labels(c)).toEqual(['Back', 'Filter…', 'Show', 'Show', 'Show', 'Show', 'Show', 'Previous'])
    const policy = (await c.row('policies', { code: 'ISP-54' })).id
    await c.does('mia', changePolicy, { policy, revision: 1, changes: { title: 'Another title' } })
    await c.does('sam', delegate, {
      ...{ person: c.id('sam'), deputy: c.id('dan'), fromOn: '2027-03-02', untilOn: '2027-03-03' },
    })
    await refresh(c)
    expect(words(c)[1]).toBe('*45 policies* · 41–45 of 45')
    await press(c, 'sam', 'page:previous')
    expect(words(c)[1]).toBe('*45 policies* · 21–40 of 45')
    await open(c, 'sam')
    expect(words(c)[0]).toBe('What you owe')
  })

  test('keeps the pages of other lists for the way back', async () => {
    const c = await many()
    await open(c, 'olga')
    await press(c, 'olga', 'page:next')
    expect(words(c)).toContain('*45 policies* · 11–20 of 45')
    await press(c, 'olga', 'page:all')
    await press(c, 'olga', 'page:overview')
    expect(words(c)).toContain('*45 policies* · 11–20 of 45')
  })

  test('shows the last page that there is where fewer match by now, and says where none does', async () => {
    const c = await many()
    const sam = await c.person('sam')
    await turnHome(c.desk, sam, { list: 'home:register', filter: 'tag:"even"', page: 9 })
    expect(words(c)[1]).toBe('*23 policies* · tag “even” · 21–23 of 23')
    await turnHome(c.desk, sam, { list: 'home:register', filter: 'overdue "network"', page: 1 })
    expect(words(c)[1]).toBe('No policy matches overdue · “network”. Show all, or choose another filter.')
    expect(labels(c)).toEqual(['Back', 'Filter…', 'Show all'])
  })

  test('begins anew where what it showed cannot be read, and for a guest', async () => {
    for (const unreadable of [
      null,
      '',
      '{',
      '{"pages":{},"register":{"filter":"page 0","page":1}}',
      '{"pages":{"home:own":0},"register":null}',
    ])
      expect(readShowing(unreadable)).toEqual(begun)
    const c = await many()
    await turnHome(c.desk, await c.person('sam'), { list: 'home:register', filter: 'owner', page: 1 })
    expect(words(c)[0]).toBe('What you owe')
    await turnHome(c.desk, await c.person('gus'), { list: 'home:register', filter: '', page: 1 })
    expect(words(c)[0]).toBe('What you owe')
  })
})
