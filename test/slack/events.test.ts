import { describe, expect, test } from 'vitest'
import { changeSettings } from '../../src/actions/change-settings.ts'
import { makeClient } from '../../src/slack/client.ts'
import { staff } from '../support/company.ts'
import { inForce, revised, text } from '../support/situations.ts'
import { event, userOf } from './envelopes.ts'
import { scriptedDesk } from './scripted-desk.ts'

type Desk = Awaited<ReturnType<typeof scriptedDesk>>

/** Delivers an event and lets the program take it in. */
async function told(desk: Desk, payload: object, times = 1): Promise<void> {
  await desk.send('events_api', payload, times)
  await desk.program.rounds.settle()
}

const calls = async (desk: Desk, method: string): Promise<number> =>
  (await desk.control('GET', 'journal')).filter((one: { method: string }) => one.method === method).length

describe('An event is stored before it is acknowledged', () => {
  test('and kept once, whether its delivery comes again or Slack tells the same by another', async () => {
    const desk = await scriptedDesk()
    const joined = event('team_join', { user: userOf('new') })
    await desk.send('events_api', joined, 2)
    await desk.send('events_api', { ...joined, event_id: 'Ev of another delivery' })
    expect(await desk.story.rows('slackEvents')).toMatchObject([
      { event: joined.event_id, type: 'team_join', subject: 'U0NEW' },
    ])
  })

  test('what could not be stored is not acknowledged, so that Slack delivers it again', async () => {
    const desk = await scriptedDesk()
    await desk.world.database.kysely.schema.dropTable('slackEvents').execute()
    desk.slack.say({
      type: 'events_api',
      envelope_id: 'lost',
      payload: event('team_join', { user: userOf('new') }),
    })
    desk.slack.say({
      type: 'events_api',
      envelope_id: 'other',
      payload: event('app_home_opened', { user: 'U0OLGA', tab: 'messages' }),
    })
    await desk.slack.until(() => desk.slack.acks.length > 0)
    expect(desk.slack.acks).toMatchObject([{ envelope_id: 'other' }])
  })

  test('an event of another workspace, and one in a form that nobody knows, are passed over', async () => {
    const desk = await scriptedDesk()
    const foreign = { team_id: 'T0NORTHLIGHT', authorizations: [{ team_id: 'T0NORTHLIGHT' }] }
    await desk.send('events_api', event('team_join', { user: userOf('new') }, foreign))
    await desk.send('events_api', event('team_join', { user: 7 }))
    await desk.send('events_api', event('something_new', {}))
    await desk.send('events_api', { ...event('team_join', { user: userOf('new') }), event_id: undefined })
    expect(await desk.story.rows('slackEvents')).toEqual([])
  })
})

describe('People', () => {
  test('who joins is taken in with what the directory says of them', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'people', {
      people: [{ id: 'U0NEW', name: 'Nora New', email: 'nora@example.com' }],
    })
    await told(desk, event('team_join', { user: userOf('new', { real_name: 'Somebody else' }) }))
    expect(await desk.story.row('people', { slackId: 'U0NEW' })).toMatchObject({ name: 'Nora New' })
    expect(await desk.story.rows('slackEvents', { takenAt: null })).toEqual([])
  })

  test('who is deactivated is known to have left, and somebody stands in', async () => {
    const desk = await scriptedDesk()
    await inForce(desk.story)
    await desk.control('POST', 'act', { do: 'deactivate', as: 'olga' })
    await told(desk, event('user_change', { user: userOf('olga', { deleted: true }) }))
    expect((await desk.story.row('people', { slackId: 'U0OLGA' })).deactivatedAt).not.toBeNull()
    expect(await desk.story.rows('obligations', { kind: 'fill', state: 'open' })).toHaveLength(1)
  })

  test('an old event that comes late changes nothing: the directory is asked', async () => {
    const desk = await scriptedDesk()
    await told(desk, event('user_change', { user: userOf('olga', { deleted: true, tz: 'Asia/Tokyo' }) }))
    expect(await desk.story.row('people', { slackId: 'U0OLGA' })).toMatchObject({
      deactivatedAt: null,
      zone: 'Europe/Vienna',
    })
  })

  test('a new status or picture is no news: nothing is stored, and Slack is not asked', async () => {
    const desk = await scriptedDesk()
    const before = await calls(desk, 'users.info')
    await told(
      desk,
      event('user_change', {
        user: userOf('olga', { profile: { ...userOf('olga').profile, status_text: 'Out' } }),
      }),
    )
    expect(await desk.story.rows('slackEvents')).toEqual([])
    expect(await calls(desk, 'users.info')).toBe(before)
  })

  test('many at once are read all together, and not one by one', async () => {
    const desk = await scriptedDesk()
    const many = Array.from({ length: 40 }, (_, i) => `new${i}`)
    await desk.control('POST', 'people', {
      people: many.map((name) => ({ id: `U0${name.toUpperCase()}`, name: `Person ${name}` })),
    })
    const { workspace, now, database } = desk.world
    const rows = many.map((name) => ({
      workspace,
      event: `Ev ${name}`,
      occurrence: name,
      type: 'team_join',
      subject: `U0${name.toUpperCase()}`,
      people: '[]',
      at: now(),
      takenAt: null,
    }))
    const before = await calls(desk, 'users.info')
    await database.kysely.insertInto('slackEvents').values(rows).execute()
    await desk.program.rounds.settle()
    expect(await desk.story.rows('people', { name: 'Person new39' })).toHaveLength(1)
    expect(await desk.story.rows('slackEvents', { takenAt: null })).toEqual([])
    expect(await calls(desk, 'users.info')).toBe(before)
  })

  test('one that fails for a reason of its own holds up neither the others nor the round', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'people', { people: [{ id: 'U0NEW', name: 'Nora New' }] })
    const broken = { ...event('member_joined_channel', { user: 'U0DAN', channel: 'C0ENG' }) }
    await inForce(desk.story, 'ISP-07', {
      audience: { everyone: false, channels: ['C0ENG'], groups: [], people: [] },
    })
    await desk.send('events_api', broken)
    const { kysely } = desk.world.database
    await kysely.updateTable('slackEvents').set({ people: 'no list', takenAt: null }).execute()
    await told(desk, event('team_join', { user: userOf('new') }))
    expect(await desk.story.rows('people', { slackId: 'U0NEW' })).toHaveLength(1)
    expect(await desk.story.rows('slackEvents', { takenAt: null })).toEqual([])
  })

  test('what could not be read waits for the next round', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'people', { people: [{ id: 'U0NEW', name: 'Nora New' }] })
    await desk.control('POST', 'faults', { method: 'users.info', do: 'status', status: 500 })
    await told(desk, event('team_join', { user: userOf('new') }))
    expect(await desk.story.rows('people', { slackId: 'U0NEW' })).toEqual([])
    await desk.control('DELETE', 'faults')
    await desk.program.rounds.settle()
    expect(await desk.story.rows('people', { slackId: 'U0NEW' })).toHaveLength(1)
  })
})

describe('Channels and groups', () => {
  const audience = (change: object) => ({
    audience: { everyone: false, channels: [], groups: [], people: [], ...change },
  })

  test('who comes into a channel of an audience is asked for what is in force, once', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'people', {
      channels: [{ id: 'C0ENG', name: 'eng', members: ['mia', 'perennial'] }],
      people: [],
    })
    const { version } = await inForce(desk.story, 'ISP-07', audience({ channels: ['C0ENG'] }))
    await desk.program.rounds.settle()
    const asked = async () =>
      (await desk.story.rows('acknowledgments', { version })).map(({ person }) => person)
    expect(await asked()).toEqual([desk.company.id('mia')])
    await told(desk, event('member_joined_channel', { user: 'U0DAN', channel: 'C0ENG' }))
    await told(desk, event('member_joined_channel', { user: 'U0DAN', channel: 'C0ENG' }))
    await told(desk, event('member_joined_channel', { user: 'U0GUS', channel: 'C0ENG' }))
    await told(desk, event('member_joined_channel', { user: 'U0BOB', channel: 'C0GENERAL' }))
    expect((await asked()).sort()).toEqual(['mia', 'dan'].map(desk.company.id).sort())
    expect(
      await desk.story.row('acknowledgments', { version, person: desk.company.id('dan') }),
    ).toMatchObject({ isJoiner: 1 })
  })

  test('who was asked for the version before a minor one is not asked anew for coming in again', async () => {
    const desk = await scriptedDesk()
    const eng = { id: 'C0ENG', name: 'eng', members: ['mia', 'dan'] }
    await desk.control('POST', 'people', { channels: [eng], people: [] })
    const { policy } = await inForce(desk.story, 'ISP-07', audience({ channels: ['C0ENG'] }))
    await desk.program.rounds.settle()
    const minor = await revised(desk.story, policy, text('1.1', { changeKind: 'minor' }))
    await told(desk, event('member_joined_channel', { user: 'U0DAN', channel: 'C0ENG' }))
    await told(desk, event('member_joined_channel', { user: 'U0BOB', channel: 'C0ENG' }))
    const asked = await desk.story.rows('acknowledgments', { version: minor.version, isJoiner: 1 })
    expect(asked.map(({ person }) => person)).toEqual([desk.company.id('bob')])
  })

  test('who comes into a group of an audience is asked', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'people', {
      groups: [{ id: 'S0ENG', handle: 'eng', users: ['mia'] }],
      people: [],
    })
    const { version } = await inForce(desk.story, 'ISP-07', audience({ groups: ['S0ENG'] }))
    await desk.program.rounds.settle()
    await told(
      desk,
      event('subteam_members_changed', { subteam_id: 'S0ENG', added_users: ['U0DAN'], removed_users: [] }),
    )
    const asked = await desk.story.rows('acknowledgments', { version })
    expect(asked.map(({ person }) => person).sort()).toEqual(['mia', 'dan'].map(desk.company.id).sort())
  })

  for (const [type, channel, reason] of [
    ['channel_archive', 'C0GOVERN', 'it is archived'],
    ['group_archive', 'C0GOVERN', 'it is archived'],
    ['channel_deleted', 'C0GOVERN', 'it is gone, or private'],
    ['channel_left', 'C0GOVERN', 'Perennial is no member there any more'],
  ] as const)
    test(`the managers are told once that the governance channel is lost: ${type}`, async () => {
      const desk = await scriptedDesk()
      await desk.story.does('mia', changeSettings, { changes: [{ key: 'governanceChannel', text: channel }] })
      await told(desk, event(type, { channel }))
      await told(desk, event(type, { channel }))
      const items = await desk.story.rows('noticeItems', { obligation: 'trouble' })
      expect(items.map(({ subject }) => subject)).toEqual([
        expect.stringContaining(`cannot be written to: ${reason}.`),
      ])
    })

  test('a channel that nobody uses is nobody’s trouble', async () => {
    const desk = await scriptedDesk()
    await told(desk, event('channel_archive', { channel: 'C0OTHER' }))
    expect(await desk.story.rows('noticeItems')).toEqual([])
  })

  test('an audience that was left and can be read all the same is nobody’s trouble', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'people', {
      channels: [{ id: 'C0ENG', name: 'eng', members: ['mia'] }],
      people: [],
    })
    await inForce(desk.story, 'ISP-07', audience({ channels: ['C0ENG'] }))
    await told(desk, event('channel_left', { channel: 'C0ENG' }))
    expect(await desk.story.rows('noticeItems', { obligation: 'trouble' })).toEqual([])
  })

  test('the owner’s audience that is lost is told with its policies', async () => {
    const desk = await scriptedDesk()
    await inForce(desk.story, 'ISP-07', audience({ channels: ['C0ENG'] }))
    await told(desk, event('channel_archive', { channel: 'C0ENG' }))
    const items = await desk.story.rows('noticeItems', { obligation: 'trouble' })
    expect(items.map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining(
        'C0ENG is in the audience of ISP-07, and can no longer be read (channel_not_found).',
      ),
    )
  })
})

describe('The app is taken away', () => {
  for (const [type, fields] of [
    ['app_uninstalled', {}],
    ['tokens_revoked', { tokens: { oauth: [], bot: ['U0PERENNIAL'] } }],
  ] as const)
    test(`nothing is sent any more until Slack takes the token again: ${type}`, async () => {
      const desk = await scriptedDesk()
      await desk.control('POST', 'faults', { do: 'token', status: 'revoked' })
      await told(desk, event(type, fields))
      expect(await desk.story.rows('pauses', { subject: 'slack' })).toMatchObject([{ reason: type }])
    })

  test('the token of one person that was revoked is none of ours', async () => {
    const desk = await scriptedDesk()
    await told(desk, event('tokens_revoked', { tokens: { oauth: ['U0OLGA'] } }))
    expect(await desk.story.rows('pauses')).toEqual([])
  })
})

describe('Who writes to the app', () => {
  const message = (change: object = {}) =>
    event('message', {
      channel: 'D1',
      channel_type: 'im',
      user: 'U0OLGA',
      text: 'hello',
      ts: '1.000100',
      ...change,
    })

  test('is told once how to speak to it', async () => {
    const desk = await scriptedDesk()
    await desk.control('POST', 'act', { do: 'say', as: 'olga', channel: 'app', text: 'hello' })
    const client = makeClient({ token: 'xoxb-sandbox-perennial', apiUrl: `${desk.sandbox.url}/api/` })
    const channel = (await client.conversations.open({ users: 'U0OLGA' })).channel?.id
    await desk.send('events_api', message({ channel }), 2)
    await desk.send('events_api', message({ channel }))
    await desk.program.stop()
    const messages: { text: string }[] = await desk.control('GET', 'messages?as=olga')
    expect(messages.map(({ text }) => text)).toEqual([
      'hello',
      expect.stringContaining('type it after /policy'),
    ])
  })

  test('what a bot wrote, and what was edited, is not answered', async () => {
    const desk = await scriptedDesk()
    for (const change of [{ bot_id: 'B1' }, { subtype: 'message_changed' }, { channel_type: 'channel' }])
      await desk.send('events_api', message(change))
    await desk.program.stop()
    expect(await calls(desk, 'chat.postMessage')).toBe(0)
  })
})

test('What was taken in, and gestures that were seen, are kept for two days', async () => {
  const desk = await scriptedDesk({ people: staff })
  const old = { workspace: desk.world.workspace, at: '2027-02-20T00:00:00.000Z' }
  await desk.world.database.kysely
    .insertInto('gestures')
    .values({ ...old, key: 'slack:old' })
    .execute()
  await desk.control('POST', 'clock', { advance: 'P1D' })
  expect(await desk.story.rows('gestures')).toEqual([])
})
