import { describe, expect, test } from 'vitest'
import { type Answer, always, company, limited, lost, named, oneSentence, tooLate } from './faulty.ts'
import type { Said } from './gestures.ts'
import { read } from './views/facts.ts'

/** Whatever Slack answers where a window or Home is drawn: one sentence where the person is, and the record is right. */

const { open, person, entries, struck, answersNext, later, closeAll } = company()

describe('A window that cannot be opened is told beside the command, and nothing is recorded', () => {
  test.each([...tooLate, ...named('view_too_large'), ...limited, ...always])('%s', async (_, fault) => {
    const before = await entries()
    const acted = await struck('views.open', fault, () =>
      person('mia').command('/policy settings', 'general'),
    )
    expect(acted.messages.map(({ text }) => text)).toEqual([expect.stringMatching(oneSentence)])
    expect(acted.messages[0]).toMatchObject({ ephemeralFor: 'U0MIA' })
    expect(acted.messages[0]?.text).toContain('Nothing was changed')
    expect(await entries()).toBe(before)
    await closeAll('mia')
    await answersNext('mia')
  })
})

describe('A window that cannot be filled says so in its place', () => {
  test.each([...named('hash_conflict', 'view_too_large'), ...limited, ...always])('%s', async (_, fault) => {
    const acted = await struck('views.update', fault, () => person('mia').command('/policy settings'))
    const shown = read(acted.views?.modals.at(-1)?.blocks ?? [])
    expect([...acted.messages.map(({ text }) => text), shown]).toEqual([expect.stringMatching(oneSentence)])
    expect(shown).toContain('Nothing was changed')
    await closeAll('mia')
    await answersNext('mia')
  })
})

test('A window that was closed meanwhile is let be', async () => {
  const [[, fault]] = named('not_found') as [Answer]
  const acted = await struck('views.update', fault, () => person('mia').command('/policy settings'))
  expect(acted.messages).toEqual([])
  await closeAll('mia')
})

describe('A window that cannot be opened on top of another is told in the conversation', () => {
  test.each([...tooLate, ...named('push_limit_reached', 'not_found'), ...limited, ...always])(
    '%s',
    async (_, fault) => {
      const ann = person('ann')
      const list = (await ann.command('/policy endorse ISP-02')).messages.at(-1) as Said
      const top = (await ann.click(list, 'endorse')).views?.modals.at(-1)
      expect(top?.title.text).toBe('Endorse')
      const acted = await struck('views.push', fault, () => ann.click(top!, 'read_text'))
      const seen = [...acted.messages.map(({ text }) => text), ...saidOnTop(acted.views?.modals ?? [])]
      expect(seen).toEqual([expect.stringMatching(oneSentence)])
      expect(await open.story.rows('endorsements', { submission: (await awaiting()).id })).toEqual([])
      await closeAll('ann')
      await later()
      await answersNext('ann')
    },
  )
})

const awaiting = () => open.story.row('submissions', { state: 'awaiting' })
type Modals = Awaited<ReturnType<ReturnType<typeof person>['modals']>>
const saidOnTop = (modals: Modals) =>
  modals.filter(({ title }) => title?.text === 'Perennial').map(({ blocks }) => read(blocks))

describe('Home is drawn after all, when it could not be drawn as it was opened', () => {
  test.each([...named('hash_conflict', 'view_too_large', 'not_enabled'), ...limited, ...always])(
    '%s',
    async (_, fault) => {
      const acted = await struck('views.publish', fault, () => person('dan').openHome())
      expect(acted.messages).toEqual([])
      await person('dan').openHome()
      expect(read((await person('dan').home())?.blocks ?? [])).toContain('ISP-01')
      await answersNext('dan')
    },
  )
})

describe('What came of a form that took long is written to the person, where the window cannot show it', () => {
  test.each([...named('not_found', 'internal_error'), limited[1]!, lost[0]!])('%s', async (_, fault) => {
    const { views } = await person('mia').command('/policy audience ISP-01')
    const form = views!.modals.at(-1)!
    const before = await entries()
    const slow = { method: 'usergroups.list', times: 1, do: 'delay', ms: 1_800 }
    await open.desk.sandbox.control('POST', 'faults', slow)
    const everyone = { value: before % 2 === 0 ? [] : ['everyone'] }
    await struck('views.update', fault, async () => {
      await person('mia').submit(form, { everyone })
      await open.desk.sandbox.waitFor(async () =>
        (await person('mia').messages()).at(-1)?.text.startsWith('Saved'),
      )
    })
    await closeAll('mia')
    await later()
    await answersNext('mia')
  })
})
