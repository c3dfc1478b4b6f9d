import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { acknowledge } from '../../../src/actions/acknowledge.ts'
import { transferOwnership } from '../../../src/actions/transfer-ownership.ts'
import { distribute } from '../../../src/distribute.ts'
import { nearTitles } from '../../../src/slack/questions/near-titles.ts'
import { statementOf } from '../../../src/words.ts'
import { aPolicy, member, staff } from '../../support/company.ts'
import { directoryOf, distributed, inForce } from '../../support/situations.ts'
import { told } from '../../support/stories.ts'
import type { Said } from '../../support/workspace-client.ts'
import { buttonsIn } from '../commands/counter.ts'
import { openDesk } from '../desk.ts'

/** People write to the app in a workspace; Slack would have refused nothing. */
async function conversation(people = staff, flagged: string[] = []) {
  const desk = await openDesk({ people })
  onTestFinished(async () => {
    const violations = await desk.sandbox.violations()
    await desk.close()
    expect(violations.filter(({ kind }) => !flagged.includes(kind))).toEqual([])
  })
  const slackId = (name: string) => `U0${name.toUpperCase()}`
  const messages = (name: string): Promise<Said[]> => desk.as(slackId(name)).messages()
  /** What the app answers to a sentence. */
  async function ask(name: string, text: string): Promise<Said> {
    await desk.program.rounds.settle()
    const before = (await messages(name)).length
    await desk.as(slackId(name)).say('app', text)
    return await desk.sandbox.waitFor(async () => {
      const all = await messages(name)
      return all.length > before + 1 && (all.at(-1) as Said)
    }, `an answer to "${text}"`)
  }
  return { desk, s: told(desk.company), ask, messages, as: (name: string) => desk.as(slackId(name)) }
}

const lines = ({ text }: Said) => text.split('\n')

test('A question is answered with what the command of the same meaning says', async () => {
  const { s, ask, as } = await conversation()
  await inForce(s, 'ISP-07')
  await inForce(s, 'ISP-18', { title: 'Incident management', components: ['Incident management'] })
  const command = async (text: string) => {
    const { messages } = await as('olga').command(`/policy ${text}`)
    return messages.at(-1)?.text
  }
  const same: [string, string][] = [
    ['Hi, what is due in February?', 'due in February'],
    ['what do I owe', 'due mine'],
    ['what do I own?', 'list mine'],
    ['whats overdue', 'due overdue'],
    ['who owns incident management', 'show ISP-18'],
    ['when is the access control policy due?', 'show ISP-07'],
    ['is isp-18 in force', 'show ISP-18'],
    ['Incident Management', 'show ISP-18'],
    ['which policies has Olga?', 'list owner @Olga'],
    ['what is not covered', 'coverage'],
    ['which reviews are open', 'due reviews'],
    ['list "incident"', 'list incident'],
  ]
  for (const [question, text] of same)
    expect([question, (await ask('olga', question)).text]).toEqual([question, await command(text)])
  expect((await ask('olga', 'what is due in 400 days')).text).toMatch(
    /^4 items owed · due Monday 1 March to Tuesday 4 April 2028/,
  )
})

test('A title that was typed wrong is answered with the nearest, each with a button', async () => {
  const { s, ask, as } = await conversation()
  await inForce(s, 'ISP-07')
  await inForce(s, 'ISP-08', { title: 'Physical access' })
  const near = await ask('sam', 'who owns acess contrl?')
  expect(lines(near)).toEqual([
    'No policy is called "acess contrl". The nearest is this one:',
    'Access control `ISP-07`',
  ])
  const { messages } = await as('sam').click(near, 'show')
  expect(messages.at(-1)?.text).toContain('Owner: Olga')
  expect(lines(await ask('sam', 'when is control access due'))[1]).toBe('Access control `ISP-07`')
  expect(lines(await ask('sam', 'who owns access'))[0]).toBe('2 policies · “access”')
  expect((await ask('sam', 'who owns the moon')).text).toBe(
    'No policy is called "the moon". "/policy list" shows every policy.'.replace('the moon', 'moon'),
  )
})

test('Who has not acknowledged is told to those who look after the policy; others hear whom to ask', async () => {
  const { s, ask, as } = await conversation()
  const { version } = await distributed(s)
  const statement = statementOf({ title: 'Access control', code: 'ISP-07', number: '1.0' })
  await s.does('sam', acknowledge, { version, statement })
  const missing = await ask('olga', 'Who has not yet acknowledged access control?')
  expect(missing.text).toBe(
    'Access control `ISP-07`, version 1.0 · 1 of 6 acknowledged · missing: Ann, Bob, Dan, Mia and Olga',
  )
  const { views } = await as('olga').click(missing, 'missing')
  expect(views?.modals.at(-1)?.title.text).toBe('Who is missing')
  for (const who of ['ann', 'dan', 'mia'])
    expect((await ask(who, 'who has not acknowledged ISP-07')).text).toContain('1 of 6 acknowledged')
  expect((await ask('sam', 'who has not acknowledged ISP-07')).text).toBe(
    'Only the owner, a deputy, an approver, a policy manager or an auditor may see who is missing. Ask Olga, who owns it.',
  )
  await aPolicy(s, 'ISP-09', { title: 'Backup' })
  expect((await ask('olga', 'who has not acknowledged backup')).text).toBe(
    '"ISP-09" has no version in force, so nobody is asked to acknowledge it.',
  )
})

test('Names that two people share are asked, and mentions are not', async () => {
  const others = [member('max', { name: 'Max Ober' }), member('maxi', { name: 'Max Unter' })]
  const { s, ask } = await conversation([...staff, ...others])
  const { policy } = await inForce(s)
  await s.does('mia', transferOwnership, { policy, to: s.id('maxi') })
  expect((await ask('sam', 'which policies does Max have?')).text).toBe(
    'More than one person is called "max": Max Ober and Max Unter. Type @ and choose the one you mean.',
  )
  expect(lines(await ask('sam', 'which policies does max unter have?'))[0]).toBe('1 policy · of Max Unter')
  expect(lines(await ask('sam', 'what does <@U0MAXI> own'))[0]).toBe('1 policy · of Max Unter')
  expect((await ask('sam', 'which policies has Zoe?')).text).toContain('No policy matches')
})

test('What opens a window is offered with a button that does', async () => {
  const { s, ask, as } = await conversation()
  await inForce(s)
  const offered = await ask('olga', 'review ISP-07')
  expect(buttonsIn(offered.blocks ?? []).map(({ text }) => text.text)).toEqual(['Review'])
  const { views } = await as('olga').click(offered, 'menu:again')
  expect(views?.modals.at(-1)?.title.text).toBe('Review')
})

test('What is not known is answered with the menu and one sentence that says so; a greeting with the menu alone', async () => {
  const { ask } = await conversation()
  const unknown = await ask('sam', 'why is the <!channel> *sky* blue & _x_')
  expect(lines(unknown)[0]).toBe(
    'I do not know what to answer to "why is the &lt;!channel&gt; ∗sky∗ blue &amp; ＿x＿". Ask such as "what is due in March", "what do I owe" or "who owns access control". What you can do here: type it after /policy, or press.',
  )
  expect(lines(await ask('sam', 'hello'))[0]).toMatch(/^Ask such as/)
  expect(lines(await ask('sam', 'what is due '.repeat(60)))[0]).toMatch(/^I do not know what to answer to/)
  expect(buttonsIn(unknown.blocks ?? []).length).toBeGreaterThan(5)
})

test('A guest is answered what they are asked to acknowledge, and nothing else', async () => {
  // A guest who was named is written to.
  const { s, desk, ask, messages } = await conversation(staff, ['dm_to_unsuitable_person'])
  await inForce(s, 'ISP-07', {
    audience: { everyone: false, channels: [], groups: [], people: [s.id('gus')] },
  })
  await distribute(s.world, directoryOf())
  expect((await ask('gus', 'what do I have to acknowledge?')).text).toContain('Access control `ISP-07`')
  const before = (await messages('gus')).length
  await desk.as('U0GUS').say('app', 'what is overdue')
  expect((await ask('gus', 'what do i have to sign')).text).toContain('Access control')
  expect((await messages('gus')).length).toBe(before + 3)
})

test('Whatever is written is answered, and never said back as markup', { timeout: 120_000 }, async () => {
  const { s, ask } = await conversation()
  await inForce(s)
  const piece = fc.constantFrom(
    ...'who owns is due <!channel> <@U0OLGA> <#C1> <https://a.b|c> &lt;b&gt; & * _ ` ~ " acess policies Olga overdue \u202e 😀'.split(
      ' ',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (words) => {
      const { text, blocks } = await ask('sam', words.join(' '))
      expect(text).not.toMatch(/<!|<https?:|<#|went wrong/)
      expect(JSON.stringify(blocks)).not.toMatch(/<!|<https?:|<#|went wrong/)
    }),
    { numRuns: 40 },
  )
})

test('What is near to no word of a title is offered nothing', () => {
  const all = ['Access control', 'Incident management', 'Cryptographic controls'].map((title, index) => ({
    id: String(index),
    code: `ISP-0${index}`,
    title,
  }))
  const near = (named: string) => nearTitles(named, all).map(({ title }) => title)
  expect(near('incident managment')).toEqual(['Incident management'])
  expect(near('the controls policy')).toEqual(['Cryptographic controls', 'Access control'])
  expect(near('isp-01')[0]).toBe('Incident management')
  expect(near('lunch')).toEqual([])
  expect(near('the')).toEqual([])
})
