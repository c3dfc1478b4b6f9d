import { expect, test } from 'vitest'
import { told } from '../support/stories.ts'
import { people, type Said } from './gestures.ts'

/** What people may type, at its longest and at its emptiest, through every place where it is shown. */

const trick = '🔐👩🏽‍💻 سياسة الوصول <!channel> <@U0BOB> & *fett* _x_ ~y~ `z` &lt;!here&gt; '
const title = `${trick.repeat(10).slice(0, 297).trimEnd()} &*_`.slice(0, 300).padEnd(300, '~')
const words = (most: number) =>
  `${trick
    .repeat(60)
    .slice(0, most - 40)
    .trimEnd()} end`
const considered = ['incidents', 'law and contracts', 'changes to the business or platform', 'audit findings']

const longest = {
  number: '1.0',
  changeKind: 'major',
  summary: words(3_000),
  content: words(3_000),
  note: words(3_000),
}
const shortest = { number: '1', changeKind: 'major', summary: '-', content: '.' }
type Acted = Awaited<ReturnType<Awaited<ReturnType<typeof people>>['desk']['sandbox']['act']>>

/** Slack took what was shown, something was shown, and it is no excuse. */
function shown(acted: Acted): Acted {
  expect(acted.ack?.error).toBeUndefined()
  expect(acted.violations).toEqual([])
  const all = [...acted.messages.map(({ blocks }) => blocks), ...(acted.views?.modals ?? [])]
  expect(all.length).toBeGreaterThan(0)
  expect(JSON.stringify(all)).not.toMatch(/went wrong|Not done|did not open|Loading/)
  return acted
}

test.each([
  [
    'a title of 300 characters that is all tricks',
    'A<!here>&*',
    { title, tags: 'a&b, <!here>, 🔐' },
    longest,
  ],
  ['nothing beyond what is needed', 'E', { title: 'E' }, shortest],
] as const)(
  'A policy with %s goes through every window, list and message',
  async (_, code, fields, version) => {
    const { as, desk, settle, moveTo } = await people({ isLive: false })
    const s = told(desk.company)
    const [mia, olga, ann, bob] = [as('mia'), as('olga'), as('ann'), as('bob')]
    const closed = async (who: typeof mia, acted: Acted) => {
      const top = shown(acted).views?.modals.at(-1)
      expect(top).toBeDefined()
      await who.close(top!)
    }

    // Registered, and in front of who goes live.
    const added = { code, ...fields, owner: 'U0OLGA', cadence: '12', preferredMonth: 'none' }
    shown(await mia.fill(added, shown(await mia.command('/policy add'))))
    const policy = await s.row('policies', { code })
    expect(policy.title).toBe(fields.title)
    shown(await mia.fill({}, shown(await mia.command('/policy golive'))))
    for (const text of [
      'list',
      'due',
      'list draft',
      `list ${fields.title.slice(0, 30)}`,
      `show ${code}`,
      'help',
      `help ${code}`,
    ])
      await mia.command(`/policy ${text}`).then(shown)
    for (const word of ['submit', 'audience', 'retire'])
      await closed(mia, await mia.command(`/policy ${word}`))
    for (const word of ['audience', 'retire', 'submit'])
      await closed(mia, await mia.command(`/policy ${word} ${code}`))
    for (const button of ['edit', 'hand_over']) {
      const about = (await mia.command(`/policy show ${code}`)).messages.at(-1) as Said
      await closed(mia, await mia.select(about, 'more', `${button} ${policy.id}`))
    }

    // Submitted, sent back, submitted again, endorsed.
    shown(await olga.fill(version, shown(await olga.command(`/policy submit ${code}`))))
    await settle()
    for (const text of ['endorse', `endorse ${code}`, 'due']) shown(await ann.command(`/policy ${text}`))
    await closed(ann, await ann.press('read'))
    const reason = version === longest ? words(3_000) : '-'
    await ann.fill({ reason }, shown(await ann.press('send_back')))
    await settle()
    expect((await olga.newest()).text).toContain('sent back')
    shown(await olga.fill(version, shown(await olga.command(`/policy submit ${code}`))))
    await settle()
    await bob.fill(
      { ...(version === longest ? { comment: words(3_000) } : {}) },
      shown(await bob.press('endorse')),
    )
    await settle()
    expect(await s.row('policies', { code })).toMatchObject({ status: 'active', title: fields.title })

    // Put in front of everyone, acknowledged, and missed.
    for (const text of ['ack', `ack ${code}`]) shown(await ann.command(`/policy ${text}`))
    await closed(ann, await ann.press('read'))
    await ann.press('acknowledge')
    const about = (await mia.command(`/policy show ${code}`)).messages.at(-1) as Said
    await closed(mia, await mia.click(about, 'missing'))
    for (const name of ['mia', 'olga', 'ann', 'bob']) {
      await as(name).openHome()
      expect(JSON.stringify(await as(name).home())).toContain('What you owe')
    }
    await moveTo('2027-04-20T08:00:00.000Z')

    // Reviewed, with each outcome before the owner, and handed on when she leaves.
    await moveTo('2028-01-24T08:00:00.000Z')
    await closed(olga, await olga.press('snooze'))
    for (const outcome of ['begun', 'reaffirmed', 'revised', 'retired']) {
      const form = (await olga.press('review')).views!.modals.at(-1)!
      await closed(olga, await olga.select(form, 'value', outcome, { blockId: 'outcome' }))
    }
    const next = {
      outcome: 'revised',
      ...version,
      number: '2.0',

      considered,
      note: 'note' in version ? version.note : '-',
    }
    shown(await olga.fill(next, shown(await olga.press('review'))))
    await settle()
    await closed(ann, await ann.press('compare'))
    await ann.fill({}, shown(await ann.press('endorse')))
    await settle()
    await desk.sandbox.act({ do: 'deactivate', as: 'U0OLGA' })
    await moveTo('2028-02-10T09:00:00.000Z')
    expect(JSON.stringify((await mia.messages()).slice(-3))).toContain('Olga')
    shown(await mia.command('/policy due'))
    expect(await s.row('policies', { code })).toMatchObject({ title: fields.title })
    expect((await desk.sandbox.messagesIn('C0GENERAL')).filter(({ ephemeralFor }) => !ephemeralFor)).toEqual(
      [],
    )
  },
  120_000,
)
