import { expect, onTestFinished, test } from 'vitest'
import { acknowledge } from '../../src/actions/acknowledge.ts'
import { concludeReview } from '../../src/actions/conclude-review.ts'
import { sendBack } from '../../src/actions/send-back.ts'
import { syncPeople } from '../../src/actions/sync-people.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { beat } from '../../src/beat.ts'
import { readIncidents } from '../../src/import/incidents.ts'
import { redrawOne, redrawStale } from '../../src/notices/redraw.ts'
import type { Message } from '../../src/rules/message-facts.ts'
import { buttons } from '../../src/slack/buttons.ts'
import type { Desk, Press } from '../../src/slack/gesture.ts'
import { makeSender } from '../../src/slack/send-notice.ts'
import { compose } from '../../src/slack/views/compose.ts'
import { postOffice } from '../notices/post-office.ts'
import { type CompanyOptions, directory, member, openCompany, staff } from '../support/company.ts'
import { engines } from '../support/engines.ts'
import {
  delivered,
  directoryOf,
  distributed,
  endorsed,
  inForce,
  revised,
  shownHash,
  submitted,
  text,
} from '../support/situations.ts'
import { told } from '../support/stories.ts'
import { workspace } from './support.ts'
import { read } from './views/facts.ts'

const open = '2027-03-01T14:30:00.000Z'
type Button = { action_id: string; value: string; text: { text: string } }
type Block = { type: string; elements?: Button[] }

/** A company whose messages go to a local workspace, and people who press what stands in them. */
async function company(options: CompanyOptions = {}) {
  const seeds = staff.map(({ slackId, name, isBot }) => ({ id: slackId, name, is_bot: isBot }))
  const slack = await workspace({ people: { people: seeds } } as never)
  const fresh = await engines[0]!.open()
  const opened = await openCompany(fresh.url, options)
  onTestFinished(async () => {
    await opened.close()
    await fresh.close()
  })
  const s = told(opened)
  const client = slack.client()
  const office = postOffice(s, { change: { sender: makeSender(client), compose } })
  const desk: Desk = {
    world: s.world,
    client,
    directory: directoryOf(),
    incidentsIn: readIncidents,
    audienceOf: async () => {
      throw new Error('Expected no press to resolve an audience')
    },
    redraw: (channel, ts) => redrawOne(office.delivery, channel, ts),
    log: office.log,
  }
  const messages = (name: string) => slack.messages(`as=U0${name.toUpperCase()}`)
  const shown = async (name: string, at = -1) => {
    const message = (await messages(name)).at(at)
    if (!message) throw new Error(`Expected a message to ${name}`)
    return { ...message, read: read(message.blocks ?? []) }
  }
  let presses = 0

  /** Presses a button of a person's message; answers what was said to them alone. */
  async function press(name: string, actionId: string, change: Partial<Press> & { at?: number } = {}) {
    const { at, ...more } = change
    const message = await shown(name, at)
    const row = await s.row('people', { id: s.id(name) })
    const said: Message[] = []
    const one = ((message.blocks ?? []) as Block[])
      .flatMap(({ type, elements }) => (type === 'actions' ? (elements ?? []) : []))
      .find((button) => button.action_id === actionId)
    const place = await s.row('notices', { ts: message.ts })
    presses += 1
    await buttons[actionId]?.(desk, {
      who: row,
      key: `press ${presses}`,
      triggerId: null,
      window: null,
      actionId,
      value: one?.value ?? '',
      message: { channel: place.channel as string, ts: message.ts, isEphemeral: false },
      view: null,
      say: async (answer) => void said.push(answer),
      replace: async (answer) => void said.push(answer),
      ...more,
    })
    return said
  }

  const redraw = () => redrawStale(office.delivery, new AbortController().signal, Number.POSITIVE_INFINITY)
  return { s, slack, office, press, shown, messages, redraw }
}

async function asked() {
  const all = await company()
  const made = await distributed(all.s)
  all.s.at(open)
  await all.office.deliver()
  return { ...all, ...made }
}

async function reminded(at = '2028-01-17T08:00:00.000Z') {
  const all = await company()
  const made = await inForce(all.s)
  await delivered(all.s)
  all.s.at(at)
  await beat(all.s.world)
  await all.office.deliver()
  return { ...all, ...made }
}

test('the button gives way to what was recorded, with the words that were shown', async () => {
  const { s, press, shown, version, slack } = await asked()
  const before = await shown('ann')
  const statement = 'I have read and understood "Access control" (ISP-07), version 1.0.'
  expect(before.read).toContain(`(With Acknowledge you say: ${statement})`)
  s.at('2027-03-02T09:04:00.000Z')
  expect(await press('ann', 'acknowledge')).toEqual([])
  const after = await shown('ann')
  expect(after.read).toBe(
    '*Access control* `ISP-07`, version 1.0\nYou acknowledged 1.0 on 2 March, 10:04 (Europe/Vienna).',
  )
  expect(after.text).toBe('Access control `ISP-07`, version 1.0 · You acknowledged 1.0 on 2 March, 10:04.')
  expect(await s.row('acknowledgments', { version, person: s.id('ann') })).toMatchObject({
    state: 'given',
    statement,
    way: 'slack',
  })
  expect(await slack.violations()).toEqual([])
})

test('the same press three times is one record with the first time, and one thank-you', async () => {
  const { s, press, version, messages, shown } = await asked()
  const value = version
  s.at('2027-03-02T09:04:00.000Z')
  const said = []
  for (const key of ['same', 'same', 'another']) {
    said.push(...(await press('ann', 'acknowledge', { key, value })))
    s.at('2027-03-02T09:04:15.000Z')
  }
  expect(said).toEqual([])
  expect(await messages('ann')).toHaveLength(1)
  expect((await shown('ann')).text).toContain('You acknowledged 1.0 on 2 March, 10:04.')
  expect(await s.row('acknowledgments', { version, person: s.id('ann') })).toMatchObject({
    acknowledgedAt: '2027-03-02T09:04:00.000Z',
  })
  expect(await s.rows('entries', { action: 'acknowledge' })).toHaveLength(1)
})

test('a press on a version that was superseded is recorded for it, and leads to the new one', async () => {
  const { s, press, shown, policy, version, redraw } = await asked()
  const value = version
  const { version: newer } = await revised(s, policy, text('2.0'))
  await redraw()
  expect((await shown('ann')).read).toContain('Superseded by 2.0: nothing to do.\n[Read 2.0]')
  s.at('2027-03-02T09:04:00.000Z')
  await press('ann', 'acknowledge', { value })
  expect((await shown('ann')).read).toContain(
    'Recorded for 1.0 on 2 March, 10:04 (Europe/Vienna). Version 2.0 is in force now.\n[Read 2.0]',
  )
  expect(await s.rows('acknowledgments', { version: newer, state: 'given' })).toEqual([])
})

test('a press by who was never asked is refused, and records nothing', async () => {
  const { s, press, version } = await asked()
  const gus = await s.row('people', { id: s.id('gus') })
  await expect(press('ann', 'acknowledge', { who: gus, value: version })).rejects.toMatchObject({
    code: 'not_asked',
  })
  expect(await s.rows('acknowledgments', { state: 'given' })).toEqual([])
})

test('many requests stand in one message, and each is acknowledged by its own button', async () => {
  const all = await company()
  const { s, office, press, shown } = all
  for (const code of ['ISP-07', 'ISP-08', 'ISP-09']) await distributed(s, code)
  s.at(open)
  await office.deliver()
  const requests = (await shown('ann')).read
  expect(requests.match(/\[Read\] \[Acknowledge\]/g)).toHaveLength(3)
  await press('ann', 'acknowledge')
  const after = await shown('ann')
  expect(after.text.split('\n')[0]).toBe('2 policies are waiting for your acknowledgment')
  expect(after.read.match(/\[Read\] \[Acknowledge\]/g)).toHaveLength(2)
  expect(await s.rows('acknowledgments', { state: 'given' })).toHaveLength(1)
})

test('where there is no message to draw anew, the answer is said', async () => {
  const { s, press, version } = await asked()
  s.at('2027-03-02T09:04:00.000Z')
  const said = await press('ann', 'acknowledge', { value: version, message: null })
  expect(said.map(({ text }) => text)).toEqual([
    'Access control `ISP-07`, version 1.0 · You acknowledged 1.0 on 2 March, 10:04.',
  ])
})

test('the old owner’s button says in one sentence that nothing is to be done once the review is over', async () => {
  const { s, press, shown, policy } = await reminded()
  const value = (await s.row('reviews', { policy, state: 'open' })).id
  await revised(s, policy, text('2.0'))
  const said = await press('olga', 'review', { value })
  expect(said.map(({ text }) => text)).toEqual(['This review is over, so there is nothing to do.'])
  const { read: shownNow } = await shown('olga')
  expect(shownNow).toContain('Submitted by <@U0OLGA> on 17 January, 09:00')
  expect(shownNow).toContain('; endorsed by <@U0ANN> on')
  expect(shownNow).not.toContain('[')
})

test('after the owner changed, the open message to the old one says so, and asks for nothing', async () => {
  const { s, shown, policy, redraw } = await reminded()
  expect((await shown('olga')).read).toContain('[*Review*] [Snooze] [Hand over]')
  await s.does('mia', transferOwnership, { policy, to: s.id('bob') })
  await redraw()
  expect((await shown('olga')).read).toBe('*Access control* `ISP-07`\nReassigned to <@U0BOB>.')
})

test('a press on what another approver decided says so, and shows by whom', async () => {
  const { s, office, press, shown } = await company()
  const { submission } = await submitted(s)
  await office.deliver()
  expect((await shown('ann')).read).toContain('[Read] [*Endorse*] [Send back]')
  await endorsed(s, 'bob', submission)
  for (const action of ['endorse', 'send_back']) {
    const said = await press('ann', action, { value: submission })
    expect(said.map(({ text }) => text)).toEqual([
      'Bob endorsed it on Monday 1 March, so there is nothing to decide.',
    ])
  }
  expect((await shown('ann')).read).toContain('Endorsed by <@U0BOB> on 1 March, 08:00 (Europe/Vienna).')
})

test.each(['endorse', 'send_back'])(
  'a second press on %s says to who decided that they did, and when',
  async (action) => {
    const { s, office, press } = await company()
    const { submission } = await submitted(s)
    await office.deliver()
    await endorsed(s, 'bob', submission)
    s.at('2027-03-02T09:04:00.000Z')
    const said = await press('bob', action, { value: submission })
    expect(said.map(({ text }) => text)).toEqual(['You endorsed it on Monday 1 March.'])
  },
)

test('a second press while others are still to endorse names them', async () => {
  const { s, office, press } = await company({ settings: { quorum: '2' } })
  const { submission } = await submitted(s)
  await office.deliver()
  await endorsed(s, 'bob', submission)
  const said = await press('bob', 'endorse', { value: submission })
  expect(said.map(({ text }) => text)).toEqual(['You endorsed it on Monday 1 March; it waits for Ann.'])
})

test('a second press after sending back says so, and to others who did', async () => {
  const { s, office, press } = await company()
  const { submission } = await submitted(s)
  await office.deliver()
  const sha256 = await shownHash(s, submission)
  await s.does('bob', sendBack, { submission, sha256, reason: 'Too long' })
  const value = submission
  const [own] = await press('bob', 'send_back', { value })
  expect(own?.text).toBe('You sent it back on Monday 1 March.')
  const [other] = await press('ann', 'endorse', { value })
  expect(other?.text).toBe('Bob sent it back on Monday 1 March, so there is nothing to decide.')
})

test('a second press on a review says to who submitted it that they did', async () => {
  const { s, press, policy } = await reminded()
  const { id: value } = await s.row('reviews', { policy, state: 'open' })
  await s.does('olga', concludeReview, {
    policy,
    scope: 'whole policy',
    considered: [],
    note: 'n',
    outcome: 'reaffirmed',
  })
  const [said] = await press('olga', 'review', { value })
  expect(said?.text).toBe('You submitted this review on Monday 17 January; it waits for its endorsement.')
})

test('a message to who has left is drawn no more', async () => {
  const { s, shown, version, redraw } = await asked()
  const before = await shown('bob')
  await s.does(directory, syncPeople, { people: [{ ...member('bob'), isDeactivated: true }], isLast: false })
  await s.does('ann', acknowledge, { version, statement: 'read' })
  await redraw()
  expect((await shown('bob')).text).toBe(before.text)
  expect(await s.rows('notices', { recipient: s.id('bob'), isLive: 1 })).toEqual([])
})
