import { describe, expect, test } from 'vitest'
import { acknowledge } from '../../../src/actions/acknowledge.ts'
import { changeSettings } from '../../../src/actions/change-settings.ts'
import { distribute } from '../../../src/distribute.ts'
import type { Message } from '../../../src/rules/message-facts.ts'
import { aPolicy, member, operator, staff } from '../../support/company.ts'
import {
  directoryOf,
  distributed,
  endorsed,
  inForce,
  revised,
  submitted,
  text,
} from '../../support/situations.ts'
import { buttonsIn, type Counter, counter } from './counter.ts'

const labels = ({ blocks }: Message) => buttonsIn(blocks).map(({ text: { text: label } }) => label)
const lines = ({ text: words }: Message) => words.split('\n')

/** Which window it is, once it is filled, and what it is about. */
async function opened(c: Counter, who: string, typed: string) {
  const before = c.slack.windows.length
  expect(await c.type(who, typed)).toEqual([])
  expect(c.slack.windows).toHaveLength(before + 1)
  const window = c.slack.windows.at(-1)
  const { subject } = JSON.parse(window?.private_metadata ?? '{}')
  const isAboutPolicy = JSON.stringify(window?.blocks).includes('Access control')
  return { name: window?.callback_id, about: isAboutPolicy && /^[\d.]+$/.test(subject) ? 'policy' : subject }
}

describe('The help', () => {
  test('offers each what they can do, with a button that does it', async () => {
    const c = await counter()
    await inForce(c)
    const offered = async (who: string) => labels(await c.answer(who, ''))
    const all = ['List', 'Show', 'Due', 'Coverage', 'Report']
    expect(await offered('sam')).toEqual([...all, 'Acknowledge', 'Delegate'])
    expect(await offered('ann')).toEqual([...all, 'Endorse', 'Acknowledge', 'Delegate'])
    expect(await offered('dan')).toEqual([...all, 'Review', 'Submit', 'Acknowledge', 'Delegate'])
    const owner = ['Review', 'Submit', 'Acknowledge', 'Snooze', 'Delegate', 'Audience', 'Retire']
    expect(await offered('olga')).toEqual([...all, ...owner])
    const manager = ['Review', 'Submit', 'Acknowledge', 'Delegate', 'Add', 'Audience', 'Retire', 'Settings']
    expect(await offered('mia')).toEqual([...all, ...manager])
    const { said } = await c.press('sam', await c.answer('sam', 'help'), { action: 'menu:due' })
    expect(said.map(lines)).toEqual([
      [
        '1 item owed',
        'Access control `ISP-07` · review due in 352 days (Wednesday 16 February 2028) · with Olga',
      ],
    ])
  })

  test('explains one word in full', async () => {
    const c = await counter()
    expect(lines(await c.answer('sam', 'help due'))).toEqual([
      '/policy due · what is due and with whom, yours first',
      'It is written: /policy due [overdue] [in MONTH|DAY..DAY] [reviews|endorsements|acknowledgments|reports] [mine|owner @PERSON] [tag:TAG] [TEXT] [page N]',
      'For example: /policy due in March',
    ])
  })

  test('offers going live to a manager before it, and to nobody after', async () => {
    const c = await counter({ isLive: false })
    expect(labels(await c.answer('mia', 'help'))).toContain('Go live…')
    expect(labels(await c.answer('sam', 'help'))).not.toContain('Go live…')
  })
})

test.each([
  ['add', 'add', ''],
  ['settings', 'settings', ''],
  ['golive', 'golive', ''],
  ['delegate', 'delegate', ''],
  ['review ISP-07', 'review', 'policy'],
  ['submit isp-07', 'submit', 'policy'],
  ['audience “ISP-07”', 'audience', 'policy'],
  ['retire access control', 'retire', 'policy'],
  ['edit ISP-07', 'edit', 'policy'],
  ['hand over ISP-07', 'hand_over', 'policy'],
  ['review', 'pick', 'review'],
  ['edit', 'pick', 'edit'],
  ['transfer', 'pick', 'hand_over'],
  ['submit', 'pick', 'submit'],
  ['snooze', 'pick', 'snooze'],
  ['waive', 'pick', 'waive'],
  ['audience', 'pick', 'audience'],
  ['retire', 'pick', 'retire'],
])('A policy manager who types "%s" gets the window %s', async (typed, name, about) => {
  const c = await counter()
  await inForce(c)
  expect(await opened(c, 'mia', typed)).toEqual({ name, about })
})

test('The owner snoozes by the code', async () => {
  const c = await counter()
  await inForce(c)
  expect(await opened(c, 'olga', 'snooze ISP-07')).toEqual({ name: 'snooze', about: 'policy' })
})

test.each([
  ['sam', 'add', 'Only a policy manager may register a policy. Ask Mia, who manages the policies.'],
  ['olga', 'settings', 'Only a policy manager'],
  ['ann', 'golive', 'Only a policy manager'],
  [
    'sam',
    'review ISP-07',
    'Only the owner, a deputy, a person asked to do it or a policy manager may review this policy. Ask Olga, who owns it.',
  ],
  ['ann', 'submit ISP-07', 'may submit a version of this policy. Ask Olga, who owns it.'],
  ['dan', 'audience ISP-07', 'Only a policy manager or the owner'],
  ['dan', 'change ISP-07', 'Only a policy manager or the owner'],
  ['ann', 'hand over ISP-07', 'Only a policy manager or the owner'],
  [
    'dan',
    'retire ISP-07',
    'Only the owner or a policy manager may retire this policy. Ask Olga, who owns it.',
  ],
  [
    'olga',
    'show ISP-70',
    'No policy has the code or title "ISP-70". The nearest: "ISP-07" and "NET-1". Run "/policy list"',
  ],
  ['olga', 'review security', 'The nearest: "NET-1"'],
  ['olga', 'endorse ISP-70', 'No policy has the code or title "ISP-70".'],
  ['olga', 'ack ISP-70', 'No policy has the code or title "ISP-70".'],
  ['ann', 'waive ISP-07', 'may ask for a waiver of this review. Ask Olga, who owns it.'],
])('%s, who types "%s", is told in one sentence: %s', async (who, typed, sentence) => {
  const c = await counter()
  await inForce(c)
  await aPolicy(c, 'NET-1', { title: 'Network security' })
  await expect(c.type(who, typed)).rejects.toThrow(sentence)
  expect(c.slack.windows).toEqual([])
})

describe('What is no word of ours', () => {
  test('is a policy where its code or title is typed alone', async () => {
    const c = await counter()
    await inForce(c)
    for (const typed of ['isp-07', 'access control', '"Access control"'])
      expect(lines(await c.answer('sam', typed))[0]).toBe('Access control `ISP-07` · active')
  })

  test('is answered by a button for the word that is near', async () => {
    const c = await counter()
    await inForce(c)
    const near = await c.answer('sam', 'shwo isp-07')
    expect(near.text).toBe(
      '"/policy shwo" is not known. If you meant "/policy show", press here; "/policy help" shows all.',
    )
    const { said } = await c.press('sam', near, { action: 'menu:show', words: 'Show' })
    expect(said.map((one) => lines(one)[0])).toEqual(['Access control `ISP-07` · active'])
  })

  test('is answered by the help where none is near', async () => {
    const c = await counter()
    const said = await c.answer('sam', 'frobnicate *ISP-07*')
    expect(lines(said)[0]).toBe(
      '"/policy frobnicate" is not known. What you can do here: type it after /policy, or press.',
    )
    expect(labels(said)).toContain('List')
  })
})

test('A code is found in whatever capitals, spaces and accents', async () => {
  const c = await counter()
  await aPolicy(c, 'Zürich 1', { title: 'One' })
  for (const typed of ['Zürich 1', 'ZÜRICH 1', 'zu\u0308rich   1'])
    expect(lines(await c.answer('sam', `show ${typed}`))[0]).toBe('One `Zürich 1` · draft')
})

describe('A policy is shown', () => {
  test('with its facts in plain text, whoever asks', async () => {
    const c = await counter()
    await inForce(c, 'ISP-07', { tags: ['customer data'], components: ['Access control'] })
    expect(lines(await c.answer('sam', 'show ISP-07'))).toEqual([
      'Access control `ISP-07` · active',
      'Owner: Olga',
      'Deputies: Dan',
      'Approvers: Ann and Bob (of the workspace)',
      'Rhythm: yearly review',
      'Last review: Monday 1 March',
      'Audience: everyone',
      'Tags: customer data',
      'Components: Access control',
      'Version 1.0 is in force since today.',
      'Scheduled review due in 366 days (Wednesday 1 March 2028) · not started · to be submitted by Wednesday 16 February 2028 · with Olga',
    ])
  })

  test('with what awaits endorsement, what waits for its day and who has acknowledged', async () => {
    const c = await counter()
    const { policy } = await distributed(c)
    await revised(c, policy, text('2.0', { effectiveOn: '2027-04-01' }))
    const waits = 'Version 2.0 is endorsed and comes into force on Thursday 1 April.'
    expect(lines(await c.answer('mia', 'show ISP-07'))).toEqual(
      expect.arrayContaining(['Acknowledged: 0 of 6', waits]),
    )
    const draft = await submitted(c, 'ISP-08')
    expect(lines(await c.answer('mia', 'show ISP-08')).at(-1)).toBe(
      'Awaits endorsement: version 1.0, submitted by Olga on Monday 1 March · from Ann and Bob · due in 7 days (Monday 8 March)',
    )
    expect(draft.policy).not.toBe(policy)
  })

  test('with the buttons of each ones part', async () => {
    const c = await counter()
    await distributed(c)
    await submitted(c, 'ISP-08', text('1.0'), { title: 'Logging' })
    const shown = async (who: string, code: string) => labels(await c.answer(who, `show ${code}`))
    const keeping = ['Hand over', 'Edit', 'Audience', 'Retire']
    expect(await shown('olga', 'ISP-07')).toEqual([
      ...keeping,
      ...['Review', 'Submit', 'Snooze', 'Ask for a waiver'],
      ...['Read', 'Acknowledge', 'Who is missing', 'Excuse…'],
    ])
    expect(await shown('dan', 'ISP-07')).toEqual([
      ...['Review', 'Submit', 'Ask for a waiver', 'Read', 'Acknowledge'],
    ])
    expect(await shown('sam', 'ISP-07')).toEqual(['Read', 'Acknowledge'])
    expect(await shown('ann', 'ISP-08')).toEqual(['Read', 'Endorse', 'Send back'])
    expect(await shown('olga', 'ISP-08')).toEqual([...keeping, 'Recall'])
    expect(await shown('mia', 'ISP-08')).toEqual([
      ...['Hand over', 'Edit', 'Audience', 'Record…', 'Retire', 'Recall'],
    ])
    expect(await shown('sam', 'ISP-08')).toEqual([])
  })

  test('with all the buttons that it has, each of which does something', async () => {
    const c = await counter()
    await distributed(c)
    const page = await c.answer('olga', 'show ISP-07')
    for (const action of [
      'review',
      'submit',
      'snooze',
      'hand_over',
      'edit',
      'audience',
      'retire',
      'missing',
      'waive',
      'excuse',
    ]) {
      await c.press('olga', page, { action })
      expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: action })
    }
  })

  test('as a list where no code was given, and by the button of a row', async () => {
    const c = await counter()
    await inForce(c)
    const { said } = await c.press('sam', await c.answer('sam', 'show'), { action: 'show' })
    expect(said.map((one) => lines(one)[0])).toEqual(['Access control `ISP-07` · active'])
  })

  test('with its whole title where that is long, and with nothing of it that Slack would read as a mention', async () => {
    const c = await counter()
    for (const [code, title] of Object.entries({
      A: '<!channel> '.repeat(27),
      B: '👩‍👩‍👧‍👦'.repeat(27),
      C: '\u202e'.repeat(300),
    })) {
      await aPolicy(c, code, { title: title.slice(0, 300) })
      expect((await c.answer('sam', `show ${code}`)).text).not.toContain('<!')
    }
  })
})

test('Recalling takes what was submitted back, and says so', async () => {
  const c = await counter()
  const { submission } = await submitted(c)
  const page = await c.answer('olga', 'show ISP-07')
  const { said } = await c.press('olga', page, { action: 'recall' })
  expect(said.map(({ text: words }) => words)).toEqual([
    'Recalled: nobody is asked to endorse it any more, and it can be submitted again.',
  ])
  expect((await c.row('submissions', { id: submission })).state).toBe('recalled')
  const again = await c.press('olga', page, { action: 'recall' })
  expect(again.said[0]?.text).toBe('This was recalled on Monday 1 March, so there is nothing to recall.')
})

describe('What awaits endorsement', () => {
  test('is one list with a button each, 29 in one sitting', async () => {
    const c = await counter()
    for (let i = 1; i <= 29; i += 1) await submitted(c, `ISP-${String(i).padStart(2, '0')}`)
    const list = await c.answer('ann', 'endorse')
    expect(lines(list)[0]).toBe('29 submissions await your endorsement')
    expect(labels(list)).toEqual(Array.from({ length: 29 }, () => 'Endorse'))
    await c.press('ann', list, { action: 'endorse', value: buttonsIn(list.blocks)[28]?.value as string })
    expect(c.slack.windows.at(-1)).toMatchObject({ callback_id: 'endorse' })
  })

  test('is one with all its buttons where it stands alone, or its code was typed', async () => {
    const c = await counter()
    const { submission } = await submitted(c)
    const one = await c.answer('ann', 'endorse')
    expect(labels(one)).toEqual(['Read', 'Endorse', 'Send back'])
    expect(labels(await c.answer('bob', 'endorse isp-07'))).toEqual(['Read', 'Endorse', 'Send back'])
    await endorsed(c, 'ann', submission)
    expect((await c.answer('bob', 'endorse ISP-07')).text).toBe(
      'Nothing of "ISP-07" awaits your endorsement. "/policy endorse" shows all that does.',
    )
    expect((await c.answer('sam', 'endorse')).text).toContain('Nothing awaits your endorsement.')
  })
})

describe('What is to be acknowledged', () => {
  test('is a list with buttons, or one with the words of what changed', async () => {
    const c = await counter()
    const { version } = await distributed(c)
    const one = await c.answer('sam', 'ack')
    expect(lines(one)[0]).toBe('1 policy is waiting for your acknowledgment')
    expect(labels(one)).toEqual(['Read', 'Acknowledge'])
    expect(JSON.stringify(one.blocks)).toContain('What 1.0 changes')
    const { said } = await c.press('sam', one, { action: 'acknowledge' })
    expect((await c.row('acknowledgments', { version, person: c.id('sam') })).state).toBe('given')
    expect(said.length).toBeLessThanOrEqual(1)
    expect((await c.answer('sam', 'ack')).text).toContain('You have nothing to acknowledge.')
    expect((await c.answer('sam', 'ack ISP-07')).text).toBe(
      'You acknowledged version 1.0 of "ISP-07" on Monday 1 March.',
    )
  })

  test('by its code is the text with its button, never given by typing', async () => {
    const c = await counter()
    const { version } = await distributed(c)
    await aPolicy(c, 'ISP-08', { title: 'Logging' })
    expect(labels(await c.answer('sam', 'ack isp-07'))).toEqual(['Read', 'Acknowledge'])
    expect((await c.row('acknowledgments', { version, person: c.id('sam') })).state).toBe('open')
    expect((await c.answer('gus', 'ack ISP-07')).text).toBe(
      'You are not asked to acknowledge "ISP-07". "/policy ack" shows all that you are asked to.',
    )
    expect((await c.answer('sam', 'ack ISP-08')).text).toBe(
      '"ISP-08" has no version in force, so there is nothing to acknowledge.',
    )
  })

  test('is named to a guest only where they are asked', async () => {
    const c = await counter()
    const audience = { everyone: false, channels: [], groups: [], people: [c.id('gus')] }
    const { version } = await inForce(c, 'ISP-07', { audience })
    await inForce(c, 'ISP-08', { title: 'Logging' })
    await distribute(c.world, directoryOf([...staff, member('gus', { isGuest: true })]))
    const notAsked = (typed: string) =>
      `You are not asked to acknowledge "${typed}". "/policy ack" shows all that you are asked to.`
    for (const typed of ['ISP-08', 'logging', 'xyz'])
      expect((await c.answer('gus', `ack ${typed}`)).text).toBe(notAsked(typed))
    expect(labels(await c.answer('gus', 'ack isp-07'))).toEqual(['Read', 'Acknowledge'])
    await c.does('gus', acknowledge, { version, statement: 'I have read it.' })
    expect((await c.answer('gus', 'ack ISP-07')).text).toContain('You acknowledged version 1.0')
  })

  test('is paged where there is much of it', async () => {
    const c = await counter()
    for (let i = 10; i < 27; i += 1) await distributed(c, `ISP-${i}`)
    const first = await c.answer('sam', 'ack')
    expect(lines(first)[0]).toBe('17 policies are waiting for your acknowledgment · 1–15 of 17')
    const { replaced } = await c.press('sam', first, { action: 'page:next' })
    expect(lines(replaced[0] as Message)[0]).toBe(
      '17 policies are waiting for your acknowledgment · 16–17 of 17',
    )
    const given = buttonsIn(first.blocks).filter(({ action_id }) => action_id === 'acknowledge')
    for (const { value } of given.slice(0, 3))
      await c.does('sam', acknowledge, { version: value, statement: 'I have read it.' })
    const late = await c.press('sam', replaced[0] as Message, { action: 'page:previous' })
    expect(lines(late.replaced[0] as Message)[0]).toBe('14 policies are waiting for your acknowledgment')
  })

  test('is read on the portal where one is set', async () => {
    const c = await counter()
    await distributed(c)
    const changes = [{ key: 'portalUrl', text: 'https://policies.example.com' }]
    await c.does(operator, changeSettings, { changes })
    const one = await c.answer('sam', 'ack')
    expect(JSON.stringify(one.blocks)).toContain('https://policies.example.com/policies/ISP-07')
    await c.press('sam', one, { action: 'read_portal' })
    expect(c.slack.windows).toEqual([])
  })
})
