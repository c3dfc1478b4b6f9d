import { describe, expect, test } from 'vitest'
import { takeCommand } from '../../src/slack/dispatch.ts'
import { aPolicy } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import { holdWrites } from '../support/hold-writes.ts'
import { inForce } from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { buttonsIn, counter, wordsIn } from './commands/counter.ts'
import { command, press } from './envelopes.ts'
import { people, type Said } from './gestures.ts'
import { scriptedDesk } from './scripted-desk.ts'
import { read } from './views/facts.ts'

/** Slack's three seconds for a window do not wait for the database. */

type People = Awaited<ReturnType<typeof people>>

const heldFor = 4_000

/** What stands in somebody's top window. */
async function topOf({ as }: People, name: string) {
  const view = (await as(name).modals()).at(-1)
  return view && { title: view.title?.text as string, words: read(view.blocks) }
}

/** The milliseconds from a gesture to the opening of its window, and to its filling. */
async function whileHeld(here: People, gesture: () => Promise<unknown>) {
  const { sandbox, databaseUrl } = here.desk
  await here.settle()
  const since = (await sandbox.journal()).at(-1)?.seq ?? 0
  const { ended } = await holdWrites(databaseUrl, heldFor)
  const began = Date.now()
  await gesture()
  await ended
  const calls = await sandbox.waitFor(async () => {
    const fresh = await sandbox.journal(since)
    return fresh.some(({ method }) => method === 'views.update') && fresh
  }, 'the filling of the window')
  const after = (wanted: string) =>
    Date.parse(calls.find(({ method }) => method === wanted)?.at ?? '') - began
  return { opened: after('views.open'), filled: after('views.update') }
}

for (const engine of engines)
  describe(`While somebody else writes for four seconds, on ${engine.name}`, () => {
    test('a command opens its window within a second, and it is filled after', async () => {
      const here = await people({ engine })
      const { opened, filled } = await whileHeld(here, () => here.as('mia').command('/policy settings'))
      expect(opened).toBeLessThan(1_000)
      expect(filled).toBeGreaterThan(heldFor - 500)
      expect((await topOf(here, 'mia'))?.title).toBe('Settings')
      expect((await topOf(here, 'mia'))?.words).not.toContain('Loading')
      expect((await here.as('mia').messages()).map(({ text }) => text)).toEqual([])
    }, 60_000)

    test('what is said of a press in Home does', async () => {
      const here = await people({ engine })
      await aPolicy(told(here.desk.company))
      const { views } = await here.as('sam').openHome()
      const { opened } = await whileHeld(here, () => here.as('sam').click(views!.home!, 'menu:due'))
      expect(opened).toBeLessThan(1_000)
      expect((await topOf(here, 'sam'))?.words).toContain('Nothing is due')
    }, 60_000)

    test('a button does, and whoever may not is told in the window', async () => {
      const here = await people({ engine })
      const policy = await aPolicy(told(here.desk.company))
      const page = (await here.as('olga').command('/policy show ISP-07', 'general')).messages.at(-1) as Said
      const { opened } = await whileHeld(here, () =>
        here.as('olga').select(page, 'more', `hand_over ${policy}`),
      )
      expect(opened).toBeLessThan(1_000)
      expect(await topOf(here, 'olga')).toMatchObject({
        title: 'Hand over',
        words: expect.stringContaining('Access control'),
      })
      const refused = await whileHeld(here, () => here.as('sam').command('/policy settings'))
      expect(refused.opened).toBeLessThan(1_000)
      expect((await topOf(here, 'sam'))?.words).toContain('policy manager')
    }, 60_000)
  })

describe('A refusal takes the place of "Loading …"', () => {
  test.each([
    ['sam', '/policy retire ISP-07', 'Only the owner or a policy manager'],
    ['gus', '/policy settings', 'Guests can report what happened'],
    ['sam', '/policy review ISP-70', 'No policy has the code or title "ISP-70"'],
  ])('%s, who types "%s"', async (who, typed, sentence) => {
    const here = await people()
    await inForce(told(here.desk.company))
    await here.settle()
    const { messages, views } = await here.as(who).command(typed)
    expect(messages).toEqual([])
    expect(views?.modals.map(({ blocks }) => read(blocks))).toEqual([expect.stringContaining(sentence)])
  })

  test('also for somebody of another workspace', async () => {
    const { desk, slack } = await counter()
    await takeCommand(desk, command('xena', 'settings', { team_id: 'T0OTHER' }))
    expect(slack.windows.map(({ blocks }) => wordsIn(blocks))).toEqual([
      expect.stringContaining('answers people of its own workspace alone'),
    ])
  })
})

describe('The same gesture delivered twice', () => {
  test('opens one window, which is filled', async () => {
    const { desk, slack } = await counter()
    const payload = command('mia', 'settings', { team_id: 'T1' })
    await Promise.all([takeCommand(desk, payload), takeCommand(desk, payload)])
    expect(slack.windows).toMatchObject([{ title: { text: 'Settings' } }])
    expect(wordsIn(slack.windows[0]?.blocks ?? [])).toContain('Calendar and hours')
  })

  test('also where another process has seen it: a window that opens all the same says so', async () => {
    const { desk, slack } = await counter()
    const payload = command('mia', 'settings', { team_id: 'T1' })
    const { workspace, now, database } = desk.world
    const seen = { workspace, key: `slack:${payload.trigger_id}`, at: now() }
    await database.kysely.insertInto('gestures').values(seen).execute()
    await takeCommand(desk, payload)
    expect(slack.windows.map(({ blocks }) => wordsIn(blocks))).toEqual([
      'This was answered already, and nothing was done a second time. Close this window.',
    ])
  })
})

describe('Where Slack says that the three seconds have passed', () => {
  const wordsOfButtons = ({ blocks }: Said) => buttonsIn(blocks ?? []).map(({ text }) => text.text)
  const late = { method: 'views.open', times: 1, do: 'error', error: 'expired_trigger_id' }

  test('the person is given a button that opens the window of a command', async () => {
    const here = await people()
    await inForce(told(here.desk.company))
    await here.settle()
    await here.desk.sandbox.control('POST', 'faults', late)
    const olga = here.as('olga')
    const { messages } = await olga.command('/policy review ISP-07', 'general')
    expect(messages).toMatchObject([{ ephemeralFor: 'U0OLGA' }])
    expect(messages[0]?.text).toContain('The window could not be opened')
    expect(wordsOfButtons(messages[0] as Said)).toEqual(['Try again'])
    const { views } = await olga.click(messages[0] as Said, 'menu:again')
    expect(views?.modals.at(-1)?.title?.text).toBe('Review')
  })

  test('and of a button', async () => {
    const here = await people()
    const { policy } = await inForce(told(here.desk.company))
    await here.settle()
    const olga = here.as('olga')
    const page = (await olga.command('/policy show ISP-07', 'general')).messages.at(-1) as Said
    await here.desk.sandbox.control('POST', 'faults', late)
    const { messages } = await olga.select(page, 'more', `hand_over ${policy}`)
    expect(wordsOfButtons(messages[0] as Said)).toEqual(['Try again'])
    const { views } = await olga.click(messages[0] as Said, 'hand_over')
    expect(views?.modals.at(-1)?.title?.text).toBe('Hand over')
  })

  test('nobody is told twice where the gesture is delivered again', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'faults', late)
    await desk.send('interactive', press('mia', 'golive', 'golive'), 2)
    await desk.heard(1)
    await desk.program.stop()
    expect(desk.answers()).toHaveLength(1)
  })
})
