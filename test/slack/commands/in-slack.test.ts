import { expect, onTestFinished, test } from 'vitest'
import { transferOwnership } from '../../../src/actions/transfer-ownership.ts'
import { aPolicy } from '../../support/company.ts'
import { distributed, endorsed, submitted, text } from '../../support/situations.ts'
import { told } from '../../support/stories.ts'
import { type Said, type Shown, workspaceOf } from '../../support/workspace-client.ts'
import { openDesk } from '../desk.ts'
import { buttonsIn, wordsIn } from './counter.ts'

/** Commands typed into a workspace, by the socket and back by its answers; Slack would have refused nothing. */
async function inSlack() {
  const desk = await openDesk()
  const workspace = workspaceOf(desk.sandbox.url)
  onTestFinished(async () => {
    const violations = await workspace.violations()
    await desk.close()
    expect(violations).toEqual([])
  })
  const as = (name: string) => workspace.as(`U0${name.toUpperCase()}`)

  /** What the person alone sees, at least so many, the newest last. */
  const answers = (name: string, count: number): Promise<Said[]> =>
    workspace.waitFor(async () => {
      const all = (await workspace.messagesIn('C0GENERAL')).filter(
        ({ ephemeralFor }) => ephemeralFor === `U0${name.toUpperCase()}`,
      )
      return all.length >= count ? all : false
    }, `answer ${count} to ${name}`)
  const type = (name: string, words: string) => as(name).command(`/policy ${words}`, 'C0GENERAL')
  const home = (name: string, fits: (words: string) => boolean): Promise<Shown> =>
    workspace.waitFor(async () => {
      const shown = await as(name).home()
      return shown && fits(wordsIn(shown.blocks)) ? shown : false
    }, `the Home of ${name}`)
  return { desk, workspace, as, s: told(desk.company), answers, type, home }
}

test('Each is answered alone by what they may, and whoever may not by one sentence', async () => {
  const { s, type, answers, as, workspace } = await inSlack()
  await distributed(s)
  await workspace.act({ do: 'invite', channel: 'C0GENERAL', people: ['U0GUS'] })
  const typed: [string, string, string][] = [
    ['sam', 'help', 'What you can do here: type it after /policy, or press.'],
    ['sam', 'show ISP-07', 'Access control `ISP-07` · active'],
    ['sam', 'show ISP-70', 'No policy has the code or title "ISP-70". The nearest: "ISP-07".'],
    ['sam', 'lits', '"/policy lits" is not known. If you meant "/policy list", press here'],
    ['sam', 'list owner @Olga', '1 policy · of Olga'],
    ['sam', 'ack “ISP-07”', '1 policy is waiting for your acknowledgment'],
    ['gus', 'list', 'Guests can report what happened, and read and acknowledge what they were asked to.'],
    ['gus', 'ack', 'You have nothing to acknowledge.'],
  ]
  const counts = new Map<string, number>()
  for (const [who, words, answer] of typed) {
    await type(who, words)
    counts.set(who, (counts.get(who) ?? 0) + 1)
    const said = await answers(who, counts.get(who) ?? 0)
    expect(said.at(-1)?.text).toContain(answer)
  }
  await type('olga', 'review isp-07')
  const windows = await workspace.waitFor(async () => {
    const modals = await as('olga').modals()
    return modals[0]?.callback_id === 'review' && modals[0].submit ? modals : false
  }, 'the window of the review')
  expect(windows).toHaveLength(1)
})

test('A list is turned in its place, and a row opens the policy', async () => {
  const { s, type, answers, as, workspace } = await inSlack()
  for (let i = 10; i < 45; i += 1) await aPolicy(s, `ISP-${i}`, { title: `<!channel> *${i}*` })
  await type('sam', 'list')
  const [first] = await answers('sam', 1)
  expect(first?.text.split('\n')[0]).toBe('35 policies · 1–30 of 35')
  await as('sam').click(first as Said, 'page:next')
  const second = await workspace.waitFor(async () => {
    const [only, ...others] = await answers('sam', 1)
    return others.length === 0 && only?.text.includes('31–35 of 35') ? only : false
  }, 'the second page')
  const [row] = second.blocks?.filter(({ accessory }) => accessory) ?? []
  await as('sam').click(second, 'show', { blockId: row.block_id })
  const said = await answers('sam', 2)
  expect(said.some(({ text: words }) => words.includes('`ISP-40` · draft'))).toBe(true)
})

test('Home is drawn when it is opened, turned by its buttons, and drawn anew when its facts change', async () => {
  const { s, as, home, desk } = await inSlack()
  for (let i = 10; i < 45; i += 1) await aPolicy(s, `ISP-${i}`)
  const { submission } = await submitted(s, 'ISP-50', text('1.0'), { title: 'Logging' })
  await as('olga').openHome()
  const first = await home('olga', (words) => words.includes('1–10 of 36'))
  expect(buttonsIn(first.blocks).filter(({ action_id }) => action_id === 'show')).toHaveLength(10)
  await as('olga').click(first, 'page:next')
  await home('olga', (words) => words.includes('11–20 of 36'))
  await as('ann').openHome()
  const anns = await home('ann', (words) => words.includes('1 submission to endorse'))
  await as('ann').click(anns, 'endorse')
  const [window] = await as('ann').modals()
  expect(window).toMatchObject({ callback_id: 'endorse' })
  await endorsed(s, 'ann', submission)
  await desk.program.rounds.settle()
  await home('ann', (words) => words.includes('1 acknowledgment') && !words.includes('to endorse'))
  await home('olga', (words) => words.includes('11–20 of 36') && words.includes('1 review'))
})

test('A manager goes from a count to the register, narrows and pages it, acts from it, and finds it as it was', async () => {
  const { desk, s, as, home, workspace } = await inSlack()
  for (let i = 10; i < 55; i += 1)
    await aPolicy(s, `ISP-${i}`, { title: `Policy ${i}`, tags: i < 40 ? ['cloud'] : [] })
  await submitted(s, 'LOG-1', text('1.0'), { title: 'Logging' })
  await as('mia').openHome()
  const overview = await home('mia', (words) => words.includes('No policy is active yet'))
  await as('mia').click(overview, 'page:awaiting endorsement')
  const counted = await home('mia', (words) => words.includes('*1 policy* · awaiting endorsement'))
  await as('mia').click(counted, 'filter')
  const window = await workspace.waitFor(async () => {
    const [top] = await as('mia').modals()
    return top?.callback_id === 'filter' && top.submit ? top : false
  }, 'the window of the filter')
  const chosen = (block: string) => window.blocks.find(({ block_id }) => block_id === block).element
  expect(chosen('postures').initial_options).toMatchObject([{ value: 'awaiting endorsement' }])
  await as('mia').submit(window, {
    postures: { value: [] },
    tag: { value: 'cloud' },
    owner: { value: 'U0OLGA' },
    text: { value: 'policy' },
  })
  const narrowed = '30 policies* · tag “cloud” · “policy” · of <@U0OLGA>'
  const first = await home('mia', (words) => words.includes(`${narrowed} · 1–20 of 30`))
  await as('mia').click(first, 'page:next')
  const second = await home('mia', (words) => words.includes(`${narrowed} · 21–30 of 30`))
  const row = second.blocks.find(({ text: line }) => line?.text.includes('`ISP-35`'))
  const shown = await as('mia').click(second, 'show', { blockId: row.block_id })
  expect(shown.views?.modals).toHaveLength(1)
  const policy = (await s.row('policies', { code: 'ISP-35' })).id
  await s.does('mia', transferOwnership, { policy, to: s.id('dan') })
  await desk.program.rounds.settle()
  await home('mia', (words) => words.includes('29 policies') && words.includes('21–29 of 29'))
})
