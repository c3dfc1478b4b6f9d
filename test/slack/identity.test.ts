import { describe, expect, test } from 'vitest'
import { changePolicy } from '../../src/actions/change-policy.ts'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { transferOwnership } from '../../src/actions/transfer-ownership.ts'
import { distribute } from '../../src/distribute.ts'
import { refusals } from '../../src/rules/refusal.ts'
import type { Desk } from '../../src/slack/gesture.ts'
import { permitGuest } from '../../src/slack/identity.ts'
import { member, staff } from '../support/company.ts'
import { directoryOf, inForce } from '../support/situations.ts'
import { command, press } from './envelopes.ts'
import { scriptedDesk } from './scripted-desk.ts'

const sentences: Record<string, string> = {
  other_workspace: refusals.other_workspace(),
  bot_acts: refusals.bot_acts(),
  deactivated_acts: refusals.deactivated_acts(),
  guest_acts: refusals.guest_acts(),
  unknown_to_slack: refusals.unknown_to_slack(),
  slack_silent: refusals.slack_silent(),
}

const people = [...staff, member('dora', { isDeactivated: true })]

describe('Who may not act hears one sentence, and nothing is done', () => {
  for (const [who, envelope, code] of [
    [
      'somebody of another workspace',
      command('xena', 'list', { team_id: 'T0NORTHLIGHT' }),
      'other_workspace',
    ],
    [
      'somebody of another workspace in a shared channel',
      press('xena', 'show', 'p', { team: { id: 'T0NORTHLIGHT' } }),
      'other_workspace',
    ],
    ['somebody whom the directory knows as of another workspace', command('xena', 'list'), 'other_workspace'],
    ['a bot', command('robot', 'list'), 'bot_acts'],
    ['somebody who was deactivated', command('dora', 'list'), 'deactivated_acts'],
    ['a guest', command('gus', 'list'), 'guest_acts'],
    ['a guest who types what only begins like theirs', command('gus', 'ack-all'), 'guest_acts'],
    ['a guest who presses what others were sent', press('gus', 'acknowledge', 'a version'), 'guest_acts'],
    ['a bot that presses a button', press('robot', 'acknowledge', 'a version'), 'bot_acts'],
    [
      'somebody deactivated who presses a button',
      press('dora', 'acknowledge', 'a version'),
      'deactivated_acts',
    ],
    ['somebody whom nobody knows', command('nobody', 'list'), 'unknown_to_slack'],
  ] as const)
    test(`${who}: ${code}`, async () => {
      const desk = await scriptedDesk({ people })
      const before = await desk.story.rows('entries')
      await desk.send('command' in envelope ? 'slash_commands' : 'interactive', envelope)
      expect(await desk.heard()).toEqual([sentences[code]])
      expect(await desk.story.rows('entries')).toEqual(before)
    })
})

test('What a payload says of who somebody is counts for nothing', async () => {
  const desk = await scriptedDesk()
  const user = { id: 'U0GUS', team_id: 'T0ALPENGLOW', is_admin: true, is_restricted: false }
  await desk.send('interactive', press('mia', 'show', 'p', { user }))
  expect(await desk.heard()).toEqual([sentences.guest_acts])
})

test('Somebody new is read once from the directory and taken in', async () => {
  const desk = await scriptedDesk()
  await desk.control('POST', 'people', {
    people: [{ id: 'U0NEW', name: 'Nora New', email: 'nora@example.com' }],
  })
  await desk.send('slash_commands', command('new', 'help'))
  await desk.heard(1)
  await desk.send('slash_commands', command('new', 'help'))
  await desk.heard(2)
  expect(await desk.story.row('people', { slackId: 'U0NEW' })).toMatchObject({ name: 'Nora New' })
  const journal = await desk.control('GET', 'journal')
  expect(journal.filter((one: { method: string }) => one.method === 'users.info')).toHaveLength(1)
})

test('Where Slack does not say who somebody new is, they hear that', async () => {
  const desk = await scriptedDesk()
  await desk.control('POST', 'faults', { method: 'users.info', do: 'status', status: 500 })
  await desk.send('slash_commands', command('new', 'help'))
  expect(await desk.heard()).toEqual([sentences.slack_silent])
})

test('A guest turns the pages of what they were asked to acknowledge, and of nothing else', async () => {
  const { company, story } = await scriptedDesk()
  const audience = { everyone: false, channels: [], groups: [], people: [company.id('gus')] }
  const { version } = await inForce(story, 'ISP-07', { audience })
  const other = await inForce(story, 'ISP-08', { title: 'Logging' })
  await distribute(story.world, directoryOf([...staff, member('gus', { isGuest: true })]))
  const gus = await story.row('people', { id: company.id('gus') })
  const turn = (modal: string, subject: string) =>
    permitGuest({ world: story.world } as Desk, gus, {
      actionId: 'turn:1',
      value: '1',
      view: {
        id: 'V1',
        hash: 'h',
        type: 'modal',
        privateMetadata: JSON.stringify({ modal, subject, page: 0, from: {}, files: [], apart: {} }),
        values: {},
      },
    })
  await expect(turn('read', version)).resolves.toBeUndefined()
  await expect(turn('read', other.version)).rejects.toMatchObject({ code: 'guest_acts' })
  await expect(turn('compare', version)).rejects.toMatchObject({ code: 'guest_acts' })
  const page = (value: string) =>
    permitGuest({ world: story.world } as Desk, gus, { actionId: 'page:next', value, view: null })
  const listed = (list: string) => JSON.stringify({ list, filter: '', page: 2 })
  for (const list of ['ack', 'home:acknowledge']) await expect(page(listed(list))).resolves.toBeUndefined()
  for (const value of [listed('list'), listed('due'), listed('endorse'), 'null', '7', 'no page'])
    await expect(page(value)).rejects.toMatchObject({ code: 'guest_acts' })
})

test('A guest who was named for a policy does what that calls for, as long as they are', async () => {
  const { company, story } = await scriptedDesk()
  const [gus, olga] = [company.id('gus'), company.id('olga')]
  const row = await story.row('people', { id: gus })
  const mayAct = () => permitGuest({ world: story.world } as Desk, row, null)
  const { policy } = await inForce(story, 'ISP-07')
  const change = async (changes: { deputies: string[] }) => {
    const { revision } = await story.row('policies', { id: policy })
    await story.does('mia', changePolicy, { policy, revision, changes })
  }
  await expect(mayAct()).rejects.toMatchObject({ code: 'guest_acts' })
  await change({ deputies: [gus] })
  await expect(mayAct()).resolves.toBeUndefined()
  await change({ deputies: [] })
  await expect(mayAct()).rejects.toMatchObject({ code: 'guest_acts' })
  await story.does('mia', transferOwnership, { policy, to: gus })
  await expect(mayAct()).resolves.toBeUndefined()
  await story.does('mia', transferOwnership, { policy, to: olga })
  await expect(mayAct()).rejects.toMatchObject({ code: 'guest_acts' })
  await story.does('mia', changeSettings, { changes: [{ key: 'approvers', text: 'gus@example.com' }] })
  await expect(mayAct()).resolves.toBeUndefined()
})

test('A guest acknowledges what they were asked to by name', async () => {
  const desk = await scriptedDesk()
  const { version } = await inForce(desk.story, 'ISP-07', {
    audience: { everyone: false, channels: [], groups: [], people: [desk.company.id('gus')] },
  })
  await desk.program.rounds.settle()
  await desk.send('interactive', press('gus', 'acknowledge', version))
  await desk.heard()
  expect(await desk.story.row('acknowledgments', { version })).toMatchObject({
    state: 'given',
    way: 'slack',
  })
})

describe('The first policy manager', () => {
  const settings = { policyManagers: 'none' }

  test('is the first administrator who comes, once, and the record says so', async () => {
    const desk = await scriptedDesk({
      isLive: false,
      settings,
      people: [...staff, member('amy', { isAdmin: true })],
    })
    await desk.send('slash_commands', command('olga', 'help'))
    await desk.heard(1)
    expect(await desk.story.rows('entries', { action: 'first-manager' })).toEqual([])
    await desk.send('slash_commands', command('mia', 'help'))
    const words = await desk.heard(3)
    expect(words.filter((one) => one.startsWith('You are the policy manager now'))).toHaveLength(1)
    await desk.send('slash_commands', command('amy', 'help'))
    await desk.heard(4)
    expect(await desk.story.row('settings', { key: 'policyManagers' })).toMatchObject({
      value: JSON.stringify([desk.company.id('mia')]),
    })
    expect(await desk.story.row('entries', { action: 'first-manager' })).toMatchObject({
      actor: desk.company.id('mia'),
    })
  })

  test('is nobody new where one is named', async () => {
    const desk = await scriptedDesk({ settings: { policyManagers: 'olga@example.com' } })
    await desk.send('slash_commands', command('mia', 'help'))
    await desk.heard(1)
    expect(await desk.story.rows('entries', { action: 'first-manager' })).toEqual([])
  })
})
